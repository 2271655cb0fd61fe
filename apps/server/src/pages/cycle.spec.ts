import type { CalendarEntry } from '@outturn/domain';
import { awaitingByCycle, cyclePage } from './cycle';
import type { TimeControl } from './time-control';

const TOTAL = {
  ...{ area: null, total: 9, rated: 4, red: 1, amber: 1, green: 2 },
  ...{ ragNotApplicable: 1, dataNotAvailable: 3, annualOnly: 1, otherNotDue: 0 },
};
const entry = (period: string, more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  ...{ period, coverage: 'full', state: 'open', reopenedFor: [] },
  ...more,
});
const Q4 = entry('2023-24-Q4', { state: 'closed' });
const Q1 = entry('2024-25-Q1');

function page(entries: readonly CalendarEntry[], mayManage = true, today = '2024-06-10') {
  return cyclePage({
    entries,
    totals: new Map([['2024-25-Q1', TOTAL]]),
    awaited: [{ periods: ['2024-05'], count: 2 }],
    today,
    // The presenter hands it on.
    time: {} as TimeControl,
    mayManage,
  });
}

describe('the list of reporting periods', () => {
  it('shows the latest first, with what is held, missing and awaited', () => {
    const { rows } = page([Q4, Q1], false);
    expect(rows.map(({ period }) => period)).toEqual(['Q1 of 2024/25', 'Q4 of 2023/24']);
    expect(rows[0]).toMatchObject({
      ...{ href: '/cycle/2024-25-Q1', dates: '1 April 2024 to 30 June 2024', state: 'Open' },
      ...{ coverage: 'Every figure that is due', held: '5', missing: '3', awaiting: '2' },
    });
    expect(rows[1]).toMatchObject({ state: 'Closed', held: '0', missing: '0', awaiting: '0' });
  });

  it('offers those who open periods what is next: the quarter after the last one, and the year', () => {
    const offered = page([Q4, Q1]).rows.filter(({ state }) => state === 'Not opened');
    expect(offered.map(({ period, held, step }) => [period, held, step])).toEqual([
      ['Q2 of 2024/25', '', 'Open it'],
      ['2024/25', '', 'Open it'],
    ]);
    expect(page([Q4, Q1], false).rows).toHaveLength(2);
    expect(page([Q4, Q1], false).others).toEqual([]);
  });

  it('begins with the quarter of the day where nothing has been opened', () => {
    const { rows, hasPeriods } = page([]);
    expect(hasPeriods).toBe(false);
    expect(rows.map(({ period }) => period)).toEqual(['2024/25', 'Q1 of 2024/25']);
  });

  it('says what can be done with each', () => {
    const reopened = entry('2023-24-Q4', { state: 'closed', reopenedFor: ['qh-repairs'] });
    const steps = page([entry('2023-24-Q3', { state: 'closed' }), reopened, Q1]).rows.map(({ step }) => step);
    expect(steps).toEqual([
      'Open it',
      'Open it',
      'Close it',
      'Reopen a figure, or end the reopening',
      'Reopen a figure',
    ]);
  });

  it('offers every other quarter and year from two years before, and none before names are clear', () => {
    const values = page([Q4, Q1]).others.map(({ value }) => value);
    expect(values).toEqual(expect.arrayContaining(['', '2025-26-Q4', '2021-22', '2023-24']));
    expect(values).not.toContain('2024-25-Q1');
    const early = page([entry('2012-13', { state: 'closed' })]).others.map(({ value }) => value);
    expect(early).toContain('2012-13-Q1');
    expect(early).not.toContain('2011-12');
  });
});

describe('what awaits a decision', () => {
  it('counts in the quarter of its months, once, and in each quarter that it is about', () => {
    const counts = awaitingByCycle([
      { periods: ['2024-04', '2024-05'], count: 1 },
      { periods: ['2023-24-Q4', '2024-25-Q1'], count: 2 },
      { periods: ['2024-25'], count: 4 },
    ]);
    expect(Object.fromEntries(counts)).toEqual({ '2024-25-Q1': 3, '2023-24-Q4': 2, '2024-25': 4 });
  });
});
