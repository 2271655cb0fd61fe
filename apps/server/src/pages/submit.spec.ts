import type { CalendarEntry } from '@outturn/domain';
import type { Figure } from '../api/figures';
import { dutyOf, periodToSubmit, submitPage, type DueFigure } from './submit';

const OPEN: CalendarEntry = {
  period: '2024-25-Q1',
  coverage: 'full',
  state: 'open',
  cutOff: '2024-07-19',
  reopenedFor: [],
};
const CLOSED: CalendarEntry = { ...OPEN, period: '2023-24-Q4', state: 'closed' };
const REJECTION = {
  message: 'Two estates are missing',
  by: 'u-approver',
  at: '2024-07-10T09:00:00Z',
  value: { value: '41.2', unit: 'percent', observationStatus: ['A'] },
} as const;

/** A figure with no more than these pages read of it. */
function due(parts: object, rejection?: DueFigure['rejection']): DueFigure {
  const travel = { direction: 'unavailable' };
  const figure: unknown = {
    ...{ indicator: 'a', period: '2024-25-Q1', area: 'quality-homes', name: 'A', unit: 'percent', eventIds: [] },
    ...{ status: 'data-not-available', statusText: 'Data not available', markers: [], commentaryMissing: false },
    travel: { previousPeriod: travel, samePeriodLastYear: travel },
    ...parts,
  };
  return { figure: figure as Figure, rejection };
}

const value = (maturity: string | undefined) => ({ status: 'red', value: { display: '41.2%', maturity } });

describe('what is due', () => {
  it.each([
    ['rejected', due({ reason: 'pending-validation' }, REJECTION)],
    ['unavailable', due({ reason: 'pending-validation' })],
    ['unavailable', due({ reason: 'suppressed' })],
    ['due', due({ reason: 'awaited' })],
    ['due', due({ reason: 'no-return' })],
    ['not-asked', due({ reason: 'incomplete-roll-up' })],
    ['not-asked', due({ status: 'not-due', reason: 'annual-only' })],
    ['not-asked', due(value(undefined))],
    ['awaiting', due(value('provisional'))],
    ['awaiting', due(value('validated'))],
    ['settled', due(value('approved'))],
    ['settled', due(value('audited'))],
  ] as const)('is %s', (duty, figure) => {
    expect(dutyOf(figure, OPEN, '2024-07-19')).toBe(duty);
  });

  it('is overdue after the cut-off, and where the period was closed without it', () => {
    expect(dutyOf(due({ reason: 'awaited' }), OPEN, '2024-07-20')).toBe('overdue');
    expect(dutyOf(due({ reason: 'late' }), CLOSED, '2024-07-01')).toBe('overdue');
  });

  it('is looked at for the latest period that is open, or else for the latest', () => {
    expect(periodToSubmit([{ ...CLOSED, period: '2024-25-Q2' }, OPEN, CLOSED])).toBe(OPEN);
    expect(periodToSubmit([CLOSED, { ...CLOSED, period: '2023-24-Q3' }])).toBe(CLOSED);
    expect(periodToSubmit([])).toBeUndefined();
  });
});

describe('the page of what is due', () => {
  const input = {
    entry: OPEN,
    periods: [OPEN, CLOSED],
    areas: [{ area: 'quality-homes', name: 'Quality Homes' }],
    figures: [due(value('submitted')), due({ reason: 'awaited', name: 'B' }), due({ name: 'C' }, REJECTION)],
    today: '2024-07-10',
    page: undefined,
    nameOf: () => 'An approver',
  };

  it('shows first what has to be done', () => {
    const page = submitPage(input);
    expect(page.groups.map(({ heading }) => heading)).toEqual(['Sent back', 'Due', 'Awaiting a decision']);
    expect(page.groups[0]?.rows[0]).toMatchObject({
      href: '/submit/a/2024-25-Q1',
      action: 'Put right and send again',
      remarks: ['An approver, 10 July 2024 10:00, London: Two estates are missing.'],
    });
    expect(page.state).toBe('Figures are due by 19 July 2024.');
    expect(page.nothing).toBeUndefined();
  });

  it('says in words that there is nothing', () => {
    expect(submitPage({ ...input, figures: [] }).nothing).toBe('Nothing is due from you for Q1 of 2024/25.');
    expect(submitPage({ ...input, areas: [] }).state).toBe(
      'You write for no area. Ask whoever manages access at your council.',
    );
    expect(submitPage({ ...input, entry: undefined, figures: [] }).state).toBe(
      'No reporting period has been opened yet.',
    );
    expect(submitPage({ ...input, entry: { ...CLOSED, reopenedFor: ['a'] } }).state).toBe(
      'Closed, and reopened for 1 indicator.',
    );
  });

  it('has 50 figures', () => {
    const figures = Array.from({ length: 51 }, (_, index) => due({ reason: 'awaited', name: `Name ${index}` }));
    const [first, second] = [undefined, '2'].map((page) => submitPage({ ...input, figures, page }));
    expect(first?.groups[0]?.rows).toHaveLength(50);
    expect(first?.numbers?.nextHref).toBe('/submit?period=2024-25-Q1&page=2');
    expect(second?.groups[0]?.rows).toHaveLength(1);
  });
});
