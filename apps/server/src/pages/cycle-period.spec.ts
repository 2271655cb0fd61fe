import type { CalendarEntry } from '@outturn/domain';
import type { CellStatusAsAt } from '@outturn/read-models';
import { emptyPeriodForm } from './cycle-form';
import { periodPage } from './cycle-period';

const Q1 = '2024-25-Q1';
const OPEN: CalendarEntry = { period: Q1, coverage: 'full', state: 'open', cutOff: '2024-07-31', reopenedFor: [] };
const CLOSED: CalendarEntry = { ...OPEN, state: 'closed' };
const cell = (indicator: string, status: CellStatusAsAt['status']): CellStatusAsAt => ({
  ...{ indicator, area: 'quality-homes', kind: 'indicator', status },
});
const STATUSES = [cell('qh-repairs', 'green'), cell('qh-fires', 'data-not-available'), cell('qh-lifts', 'not-due')];
const NAMES = new Map([
  ['qh-fires', 'Fire risk assessments'],
  ['qh-lifts', 'Lifts'],
  ['qh-repairs', 'Repairs'],
]);

function page(more: Partial<Parameters<typeof periodPage>[0]> = {}) {
  return periodPage({
    period: Q1,
    entry: OPEN,
    statuses: STATUSES,
    awaiting: 0,
    awaited: [],
    events: [],
    names: NAMES,
    nameOf: (person) => person,
    mayManage: true,
    typed: emptyPeriodForm(3, 'once'),
    errors: [],
    ...more,
  });
}
const factsOf = (of: ReturnType<typeof page>) => Object.fromEntries(of.facts.map(({ key, value }) => [key, value]));

describe('the page of a reporting period', () => {
  it('says how an open one stands, and what is missing before it is closed', () => {
    expect(factsOf(page())).toEqual({
      Period: 'Quarter 1 of 2024/25 (April to June 2024)',
      Dates: '1 April 2024 to 30 June 2024',
      State: 'Open: figures are taken',
      'Figures expected': 'Every figure that is due',
      'First figures in time until': '31 July 2024',
      'Figures held': '1',
      'Figures missing': '1',
      'Awaiting a decision': '0',
    });
    expect(page().unfinished).toBe('1 figure is missing, and 0 changes await a decision.');
    expect(page().missing.items).toEqual([
      { text: 'Fire risk assessments', href: `/indicators/qh-fires/figures/${Q1}` },
    ]);
    expect(page({ entry: undefined }).missing.items).toEqual([]);
    expect(page({ statuses: [] }).unfinished).toBe('Nothing is missing, and nothing awaits a decision.');
  });

  it('has only the forms that the domain would take, and none for who does not run the cycle', () => {
    expect(page().forms).toEqual({ open: false, close: true, reopen: false });
    expect(page({ entry: undefined }).forms).toEqual({ open: true, close: false, reopen: false });
    expect(page({ entry: CLOSED, mayManage: false }).forms).toEqual({ open: false, close: false, reopen: false });
  });

  it('offers for reopening what is missing first, and not what is reopened already', () => {
    const { indicators, isReopened } = page({ entry: { ...CLOSED, reopenedFor: ['qh-lifts'] } });
    expect(isReopened).toBe(true);
    expect(indicators.map(({ text }) => text)).toEqual([
      'Choose an indicator',
      'Fire risk assessments (missing)',
      'Repairs',
    ]);
  });

  it('puts an error beside its field, and above all where its form is gone', () => {
    const errors = [{ field: 'coverage', text: `${Q1} has been opened before and is open.` }];
    expect(page({ errors }).errors).toEqual([
      { field: 'main-content', text: 'Q1 of 2024/25 has been opened before and is open.' },
    ]);
    const wrong = page({ entry: undefined, errors: [{ field: 'cut-off-month', text: 'Wrong.' }] });
    expect(wrong.errors[0]?.field).toBe('cut-off-month');
    expect(wrong.cutOffError).toBe('Wrong.');
  });

  it('tells what happened to it, the latest first, with who and why', () => {
    const recorded = (type: string, data: object) => ({
      ...{ id: type, streamId: `period-${Q1}`, type, data, schemaVersion: 1, revision: 0, position: 1 },
      metadata: { actor: 'u-1', role: 'performance', correlationId: 'c', causationId: 'c' },
      recordedAt: '2024-07-31T10:00:00.000Z',
    });
    const events = [
      recorded('ReportingPeriodClosed', { note: 'Agreed' }),
      recorded('FigureReopened', { indicator: 'qh-fires', reason: 'Sent astray.' }),
    ];
    expect(page({ events }).events.map(({ what, said }) => [what, said])).toEqual([
      ['Figure reopened: Fire risk assessments', 'Sent astray.'],
      ['Reporting period closed', 'Agreed.'],
    ]);
  });
});
