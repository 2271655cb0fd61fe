import { STORE_KINDS } from '../support/stores';
import { badInput } from './api-bad-input';
import { journey } from './api-journey';
import { publications } from './api-publications';
import { races } from './api-races';
import { repeats } from './api-repeats';

describe.each(STORE_KINDS)('the API on $name', ({ makeStore }) => {
  describe('the way of a figure', () => {
    journey(makeStore);
  });
  describe('repeats and stale readers', () => {
    repeats(makeStore);
  });
  describe('closing while others write', () => {
    races(makeStore);
  });
  describe('publications', () => {
    publications(makeStore);
  });
  describe('bad input', () => {
    badInput(makeStore);
  });
});
