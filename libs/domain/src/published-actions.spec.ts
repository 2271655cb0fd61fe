import { given } from '../../../test/given';
import { differingSums, type PublishedActions } from './published-actions';
import { reportingPeriod, type ReportingPeriodEvent } from './reporting-period';

// The table of paragraph 4.5, shortened: a dash is left out, and sums are not checked.
const table: PublishedActions = {
  document: 'Quarter 4 monitoring report',
  publishedOn: '2024-07-31',
  reference: 'paragraph 4.5',
  rows: [
    {
      area: 'quality-homes',
      weWills: 17,
      actions: 23,
      onTrack: 14,
      mediumIssues: 3,
      noUpdate: 6,
      compared: { onTrack: 16, mediumIssues: 6, noUpdate: 1 },
    },
  ],
  total: { weWills: 107, actions: 255, onTrack: 192, mediumIssues: 46, significantIssues: 3, noUpdate: 14 },
  updated: 241,
  printedShares: { significantIssues: '1.2%', mediumIssues: '19.1', onTrack: '79.7%' },
  comparison: { period: '2023-24-Q3', updated: 243, printedShares: { onTrack: '81.1%' } },
};
const period = '2023-24-Q4';
const record = { type: 'RecordPublishedActions', actor: 'team', period, table } as const;
const recorded: ReportingPeriodEvent = {
  type: 'PublishedActionsRecorded',
  data: { period, table, recordedBy: 'team' },
};

const spec = given(reportingPeriod);

describe('a published table of actions', () => {
  it('is recorded as printed, and once', () => {
    spec([]).when(record).then([recorded]);
    spec([recorded]).when(record).thenRefused('actions-already-recorded');
  });

  it('is that of a quarter', () => {
    spec([])
      .when({ ...record, period: '2023-24' })
      .thenRefused('not-a-quarter', '/period');
  });

  it.each<[string, Partial<PublishedActions>, string, string]>([
    ['no document', { document: '' }, 'missing-text', '/table/document'],
    ['a day that does not exist', { publishedOn: '2024-04-31' }, 'invalid-date', '/table/publishedOn'],
    ['a negative count', { updated: -1 }, 'invalid-count', '/table/updated'],
    [
      'half an action',
      { rows: [{ area: 'quality-homes', weWills: 1, actions: 1, onTrack: 0.5 }] },
      'invalid-count',
      '/table/rows/0/onTrack',
    ],
    [
      'a negative count of comparison',
      { total: { ...table.total, compared: { noUpdate: -1 } } },
      'invalid-count',
      '/table/total/compared/noUpdate',
    ],
    [
      'a quarter of comparison that is none',
      { comparison: { period: '2023-24-Q5', updated: 1, printedShares: {} } },
      'invalid-period',
      '/table/comparison/period',
    ],
  ])('is refused with %s', (_, change, code, pointer) => {
    spec([])
      .when({ ...record, table: { ...table, ...change } })
      .thenRefused(code, pointer);
  });
});

describe('the sums of a published table of actions', () => {
  const counts = { weWills: 3, actions: 7, onTrack: 4, mediumIssues: 2, noUpdate: 1 };
  const home = { ...counts, area: 'homes', compared: { onTrack: 5, mediumIssues: 1, noUpdate: 1 } };
  const sound: PublishedActions = {
    ...table,
    rows: [home, { ...home, area: 'roads' }],
    total: {
      ...{ weWills: 6, actions: 14, onTrack: 8, mediumIssues: 4, noUpdate: 2 },
      compared: { onTrack: 10, mediumIssues: 2, noUpdate: 2 },
    },
    updated: 12,
    comparison: { period: '2023-24-Q3', updated: 12, printedShares: {} },
  };
  const differing = (changes: Partial<PublishedActions>) => differingSums(period, { ...sound, ...changes });

  it('hold where they do, and a dash adds nothing', () => {
    expect(differing({})).toEqual([]);
  });

  it('that do not hold are named, for the quarter and for that of comparison', () => {
    const total = { ...sound.total, compared: { onTrack: 11, mediumIssues: 2, noUpdate: 2 } };
    const found = { area: null, count: 'onTrack', of: 'areas', printed: 11, sum: 10 };
    expect(differing({ total, updated: 13, comparison: undefined })).toEqual([
      { ...found, period: null },
      { period, area: null, count: 'updated', of: 'statuses', printed: 13, sum: 12 },
    ]);
    expect(differing({ total })).toEqual([
      { ...found, period: '2023-24-Q3' },
      { period: '2023-24-Q3', area: null, count: 'updated', of: 'statuses', printed: 12, sum: 13 },
    ]);
  });

  it('are those of the statuses of an area as well as those of the areas', () => {
    expect(differing({ rows: [home, { ...home, area: 'roads', onTrack: 3 }] })).toEqual([
      { period, area: 'roads', count: 'actions', of: 'statuses', printed: 7, sum: 6 },
      { period, area: null, count: 'onTrack', of: 'areas', printed: 8, sum: 7 },
    ]);
  });
});
