import { textsOf } from './object-words';

describe('the facts of an object in words', () => {
  it('are each named by the way to them, without what only tells events apart', () => {
    const held = { eventIds: ['e-1'], order: 1, vintage: { estimatedOn: '2024-06', pence: '100' }, places: ['A', 'B'] };
    expect([...textsOf(held)]).toEqual([
      ['vintage. estimated on', '2024-06'],
      ['vintage. pence', '100'],
      ['places 1', 'A'],
      ['places 2', 'B'],
    ]);
    expect([...textsOf({ openEnded: true, years: 7, end: null })]).toEqual([
      ['open ended', 'true'],
      ['years', '7'],
    ]);
    expect(textsOf(null).size).toBe(0);
  });
});
