import { CELL_STATUSES, CellReason, summaryColumn } from './cell';

describe('the column of the summary', () => {
  it('is one for every status of an indicator', () => {
    const columns = CELL_STATUSES.map((status) => summaryColumn({ kind: 'indicator', status }));
    expect(columns).toEqual(['otherNotDue', 'dataNotAvailable', 'ragNotApplicable', 'red', 'amber', 'green']);
  });

  it.each<[CellReason, string]>([
    ['annual-only', 'annualOnly'],
    ['other-frequency', 'otherNotDue'],
  ])('tells what is not due as %s from the rest', (reason, column) => {
    expect(summaryColumn({ kind: 'indicator', status: 'not-due', reason })).toBe(column);
  });

  it('is none for context', () => {
    expect(summaryColumn({ kind: 'context', status: 'green' })).toBeUndefined();
  });
});
