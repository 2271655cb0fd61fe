import fc from 'fast-check';
import { COLUMNS, countsKey, summaryRows, type Counts } from './period-summaries';
import type { Tally } from './projection';
import { TallyStore } from './tally-store';

const tally = (position: number, column: Tally['column'], by: Tally['by'], area = 'best-start'): Tally => ({
  position,
  period: '2023-24-Q4',
  area,
  column,
  by,
});

describe('the rows of a summary', () => {
  it('hold all counts of their area, one row for each position', () => {
    const tallies = [tally(3, 'red', 1), tally(5, 'red', -1), tally(5, 'green', 1), tally(6, 'red', 1, 'live-well')];
    expect([...summaryRows(tallies, new Map())]).toEqual([
      ['2023-24-Q4', 'best-start', 3, 1, 0, 0, 0, 0, 0, 0],
      ['2023-24-Q4', 'best-start', 5, 0, 0, 1, 0, 0, 0, 0],
      ['2023-24-Q4', 'live-well', 6, 1, 0, 0, 0, 0, 0, 0],
    ]);
  });

  it('go on from the counts before', () => {
    const current = new Map<string, Counts>([[countsKey('2023-24-Q4', 'best-start'), [2, 0, 0, 0, 0, 0, 0]]]);
    expect([...summaryRows([tally(9, 'red', -1)], current)]).toEqual([
      ['2023-24-Q4', 'best-start', 9, 1, 0, 0, 0, 0, 0, 0],
    ]);
  });

  it('are none where nothing joined or left', () => {
    expect([...summaryRows([], new Map())]).toEqual([]);
  });
});

describe('the store of tallies', () => {
  const tallies = fc.array(
    fc.record({
      position: fc.integer({ min: 1, max: 40 }),
      period: fc.constantFrom('2023-24', '2023-24-Q4'),
      area: fc.constantFrom('best-start', 'live-well'),
      column: fc.constantFrom(...COLUMNS),
      by: fc.constantFrom(1 as const, -1 as const),
    }),
  );

  it('gives back what it was given, in the order of the positions', () => {
    fc.assert(
      fc.property(tallies, (given) => {
        const store = new TallyStore();
        for (const one of given) store.add(one);
        expect([...store.inOrder()]).toEqual([...given].sort((a, b) => a.position - b.position));
      }),
    );
  });

  it('holds more than one piece of memory does', () => {
    const store = new TallyStore();
    for (let position = 200_000; position > 0; position -= 1) store.add(tally(position, 'amber', 1));
    let expected = 0;
    for (const { position } of store.inOrder()) if (position === expected + 1) expected += 1;
    expect(expected).toBe(200_000);
  });
});
