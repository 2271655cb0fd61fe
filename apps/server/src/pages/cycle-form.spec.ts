import type { CalendarEntry } from '@outturn/domain';
import { emptyPeriodForm, readClosing, readOpening, readReopening, stepsOf } from './cycle-form';

const Q1 = '2024-25-Q1';
const EMPTY = emptyPeriodForm(3, 'once');
const entry = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  ...{ period: Q1, coverage: 'full', state: 'open', reopenedFor: [] },
  ...more,
});

describe('what can be done with a period', () => {
  it.each([
    ['not opened', undefined, { open: true, close: false, reopen: false }],
    ['open', entry(), { open: false, close: true, reopen: false }],
    ['closed', entry({ state: 'closed' }), { open: false, close: false, reopen: true }],
    ['reopened', entry({ state: 'closed', reopenedFor: ['a'] }), { open: false, close: true, reopen: true }],
  ] as const)('follows from its being %s', (_, known, steps) => {
    expect(stepsOf(known)).toEqual(steps);
  });
});

describe('the forms of a period', () => {
  it('open it with or without a cut-off', () => {
    const command = { type: 'OpenReportingPeriod', period: Q1, coverage: 'full', cutOff: undefined };
    expect(readOpening({ ...EMPTY, coverage: 'full' }, Q1)).toEqual({ command });
    expect(readOpening({ ...EMPTY, coverage: 'full', day: '31', month: '7', year: '2024' }, Q1)).toEqual({
      command: { ...command, cutOff: '2024-07-31' },
    });
  });

  it('name each field that is wrong when it is opened', () => {
    const typed = { ...EMPTY, coverage: 'half', day: '31', month: '6', year: '2024' };
    expect(readOpening(typed, Q1)).toMatchObject({ errors: [{ field: 'coverage' }, { field: 'cut-off-day' }] });
    expect(readOpening({ ...typed, month: '' }, Q1)).toMatchObject({
      errors: [{ field: 'coverage' }, { field: 'cut-off-month' }],
    });
  });

  it('close it with or without a note', () => {
    expect(readClosing(EMPTY, Q1)).toEqual({ command: { type: 'CloseReportingPeriod', period: Q1, note: undefined } });
    expect(readClosing({ ...EMPTY, note: ' Agreed.\r\nIn May. ' }, Q1)).toMatchObject({
      command: { note: 'Agreed.\nIn May.' },
    });
  });

  it('reopen it for an indicator, with a reason', () => {
    expect(readReopening(EMPTY, Q1)).toMatchObject({ errors: [{ field: 'indicator' }, { field: 'reason' }] });
    expect(readReopening({ ...EMPTY, indicator: 'qh-repairs', reason: 'Sent astray.' }, Q1)).toEqual({
      command: { type: 'ReopenFigure', period: Q1, indicator: 'qh-repairs', reason: 'Sent astray.' },
    });
  });
});
