import { given, recorded } from '../../../test/given';
import { fold } from './decider';
import { PublishedSummary } from './published-summary';
import { ReportingPeriodCommand, ReportingPeriodEvent, reportingPeriod } from './reporting-period';

const spec = given(reportingPeriod);
const actor = 'person-performance';
const period = '2023-24-Q4';
const opened: ReportingPeriodEvent = {
  type: 'ReportingPeriodOpened',
  data: { period, coverage: 'full', cutOff: '2024-04-26', openedBy: actor },
};
const closed: ReportingPeriodEvent = { type: 'ReportingPeriodClosed', data: { period, closedBy: actor } };
const reopened: ReportingPeriodEvent = {
  type: 'FigureReopened',
  data: { period, indicator: 'qh-voids', reason: 'The return came late.', reopenedBy: actor },
};
const open = (changes: object = {}): ReportingPeriodCommand => ({
  type: 'OpenReportingPeriod',
  actor,
  period,
  coverage: 'full',
  cutOff: '2024-04-26',
  ...changes,
});
const close: ReportingPeriodCommand = { type: 'CloseReportingPeriod', actor, period };
const reopen = (changes: object = {}): ReportingPeriodCommand => ({
  type: 'ReopenFigure',
  actor,
  period,
  indicator: 'qh-voids',
  reason: 'The return came late.',
  ...changes,
});

function entryAfter(...events: ReportingPeriodEvent[]) {
  return fold(reportingPeriod, reportingPeriod.initialState, recorded(events)).entry;
}

describe('a reporting period', () => {
  it('is opened once: a quarter or a year', () => {
    spec([]).when(open()).then([opened]);
    spec([opened]).when(open()).thenRefused('period-already-opened');
    spec([opened, closed]).when(open()).thenRefused('period-already-opened');
    spec([])
      .when(open({ period: '2024-03' }))
      .thenRefused('not-a-reporting-period', '/period');
    spec([])
      .when(open({ period: '2023-24-Q5' }))
      .thenRefused('invalid-period', '/period');
    spec([])
      .when(open({ cutOff: '2023-12-31' }))
      .thenRefused('cut-off-before-period', '/cutOff');
    spec([])
      .when(open({ cutOff: '2024-04-31' }))
      .thenRefused('invalid-date', '/cutOff');
  });

  it('is closed when open', () => {
    spec([opened]).when(close).then([closed]);
    spec([]).when(close).thenRefused('period-not-opened');
    spec([opened, closed]).when(close).thenRefused('period-not-open');
    expect(entryAfter(opened, closed)).toMatchObject({ state: 'closed', reopenedFor: [] });
    spec([opened])
      .when({ ...close, note: 'a'.repeat(10_001) })
      .thenRefused('text-too-long', '/note');
  });

  it('reopens one value for a reason, and closes it again', () => {
    spec([opened, closed]).when(reopen()).then([reopened]);
    spec([opened]).when(reopen()).thenRefused('period-not-closed');
    spec([]).when(reopen()).thenRefused('period-not-opened');
    spec([opened, closed, reopened]).when(reopen()).thenRefused('already-reopened');
    expect(entryAfter(opened, closed, reopened)).toMatchObject({ state: 'closed', reopenedFor: ['qh-voids'] });
    spec([opened, closed, reopened]).when(close).then([closed]);
    expect(entryAfter(opened, closed, reopened, closed)).toMatchObject({ state: 'closed', reopenedFor: [] });
    spec([opened, closed, reopened, closed]).when(close).thenRefused('period-not-open');
  });

  it.each<[string, object, string]>([
    ['missing-reason', { reason: ' ' }, '/reason'],
    ['text-too-long', { reason: 'a'.repeat(10_001) }, '/reason'],
    ['invalid-key', { indicator: '__proto__' }, '/indicator'],
    ['other-period', { period: '2023-24-Q3' }, '/period'],
  ])('refuses to reopen with %s (%#)', (code, changes, pointer) => {
    spec([opened, closed]).when(reopen(changes)).thenRefused(code, pointer);
  });

  it('ignores in its fold what cannot have happened', () => {
    expect(entryAfter(closed, reopened)).toBeUndefined();
  });
});

describe('a published summary', () => {
  const counts = { total: 202, red: 25, amber: 11, green: 38, ragNotApplicable: 20, dataNotAvailable: 30 };
  const summary: PublishedSummary = {
    document: 'Quarter 4 and Annual Monitoring',
    publishedOn: '2024-07-31',
    reference: 'Table 4.2',
    rows: [{ area: 'Quality homes', ...counts }],
    total: { ...counts, annualOnly: 78 },
    printedShares: { red: '33.8%' },
    comparison: { period: '2023-24-Q3', counts: { red: 20 }, printedShares: { red: '30.1%' } },
  };
  const record = (changes: object = {}, at = period): ReportingPeriodCommand => ({
    type: 'RecordPublishedSummary',
    actor,
    period: at,
    summary: { ...summary, ...changes },
  });
  const recordedSummary: ReportingPeriodEvent = {
    type: 'PublishedSummaryRecorded',
    data: { period, summary, recordedBy: actor },
  };

  it('is kept as printed, once a document', () => {
    spec([]).when(record()).then([recordedSummary]);
    spec([recordedSummary]).when(record()).thenRefused('summary-already-recorded');
    const later = { ...summary, reference: 'Table 4.2, corrected' };
    spec([recordedSummary])
      .when(record({ reference: 'Table 4.2, corrected' }))
      .then([{ type: 'PublishedSummaryRecorded', data: { period, summary: later, recordedBy: actor } }]);
    spec([]).when(record({}, '2024-03')).thenRefused('not-a-reporting-period', '/period');
  });

  it.each<[string, object, string]>([
    ['missing-text', { document: '' }, '/summary/document'],
    ['missing-text', { reference: '' }, '/summary/reference'],
    ['invalid-date', { publishedOn: '31 July 2024' }, '/summary/publishedOn'],
    ['list-too-long', { rows: Array(1000).fill(summary.rows[0]) }, '/summary/rows'],
    ['invalid-count', { rows: [{ area: 'A', ...counts, red: -1 }] }, '/summary/rows/0/red'],
    ['missing-text', { rows: [{ area: '', ...counts }] }, '/summary/rows/0/area'],
    ['invalid-count', { total: { ...counts, total: 0.5 } }, '/summary/total/total'],
    ['invalid-count', { total: { ...counts, annualOnly: Number.NaN } }, '/summary/total/annualOnly'],
    ['missing-text', { printedShares: { red: '' } }, '/summary/printedShares/red'],
    ['invalid-period', { comparison: { period: 'Q3', counts: {}, printedShares: {} } }, '/summary/comparison/period'],
    [
      'invalid-count',
      { comparison: { period: '2023-24-Q3', counts: { red: -1 }, printedShares: {} } },
      '/summary/comparison/counts/red',
    ],
  ])('refuses with %s (%#)', (code, changes, pointer) => {
    spec([]).when(record(changes)).thenRefused(code, pointer);
  });
});
