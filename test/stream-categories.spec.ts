import { STREAM_CATEGORIES } from '@outturn/event-store';
import { readModels } from '@outturn/read-models';

describe('the streams that are followed in an EventStoreDB', () => {
  it('are those that read models take, and no others', () => {
    const taken = readModels.flatMap(({ streams = [] }) => streams.map(({ category }) => `${category}-`));
    expect([...STREAM_CATEGORIES].sort()).toEqual([...new Set([...taken, 'indicator-', 'period-'])].sort());
  });
});
