import { badInput } from './api-bad-input';
import { onPostgres } from './api-harness';
import { journey } from './api-journey';
import { races } from './api-races';
import { repeats } from './api-repeats';

describe('the API on PostgreSQL', () => {
  describe('the way of a figure', () => {
    journey(onPostgres);
  });
  describe('repeats and stale readers', () => {
    repeats(onPostgres);
  });
  describe('closing while others write', () => {
    races(onPostgres);
  });
  describe('bad input', () => {
    badInput(onPostgres);
  });
});
