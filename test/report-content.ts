import { buildReport, type ReportContent } from '@outturn/reports';
import { EDITION_1, cell, correction, earlierFigure, quarter, reportFacts, summaryRow, voids } from './report-examples';

/** A content with something in each section. */
export function fullContent(): ReportContent {
  const benchmarks = [{ comparator: 'England', value: '92.9', unit: 'percent', shownWith: '2023-24-Q3' }] as const;
  const cells = [voids(), cell({ benchmarks, reasonText: 'A reason' })];
  const counts = { total: 2, red: 1, amber: 0, green: 1, ragNotApplicable: 0, dataNotAvailable: 0, annualOnly: 0 };
  const printed = {
    document: 'The printed report',
    publishedOn: '2024-02-28',
    reference: 'Paragraph 4.2',
    rows: [
      { area: 'quality-homes', ...counts },
      { area: 'elsewhere', ...counts },
    ],
    total: counts,
    printedShares: { red: '49.9', amber: '0.0', green: '50.0' },
    computedShares: { red: '50.0', amber: '0.0', green: '50.0' },
    comparison: { period: '2023-24-Q2', counts: { red: 2 }, printedShares: { red: '66.7' } },
  };
  const summary = {
    ...quarter().summary,
    total: summaryRow({ declared: 3, missing: 1, annualOnly: 1, otherNotDue: 1 }),
    printed,
  };
  const content = buildReport(
    reportFacts({
      council: 'A council',
      edition: { edition: '2023-24-Q3.2', number: 2, previous: EDITION_1, note: 'After a correction' },
      previous: EDITION_1,
      periods: [quarter({ cells, summary })],
      register: [correction()],
      earlierEditions: [earlierFigure()],
      errata: [
        { edition: EDITION_1.edition, place: '4.3', printed: '30.8', shouldRead: '30.9', recordedOn: '2024-02-19' },
      ],
    }),
  );
  return { ...content, ...governance, changes: { ...content.changes, governance: [noticeServed] } };
}

const noticeServed = {
  kind: 'late',
  subject: 'contract',
  key: 'leisure',
  name: 'Places Leisure',
  what: 'Open notice',
  before: null,
  after: 'A remediation notice, served by the authority: Staffing is too low.',
  reason: null,
  by: 'u-performance',
  approvedBy: null,
  on: '2024-02-19',
} as const;

const statements = [{ aspect: 'Term', text: 'To 31 March 2027', source: '14.21' }];
const shares = { onTrack: '79.7', mediumIssues: '19.1', significantIssues: '1.2' };
const actions = { onTrack: 192, mediumIssues: 46, significantIssues: 3, noUpdate: 14 };
const actionsRow = {
  area: null,
  name: 'Total',
  weWills: 107,
  actions: 255,
  counts: actions,
  previous: { ...actions, noUpdate: null },
  shares,
  previousShares: null,
};
const table = { rows: [{ ...actionsRow, area: 'quality-homes', name: 'Quality Homes' }], total: actionsRow };

const governance: Pick<ReportContent, 'actions' | 'contracts' | 'riskRegisters' | 'programmes' | 'comparability'> = {
  actions: {
    period: '2023-24-Q3',
    previousPeriod: '2023-24-Q2',
    computed: table,
    printed: { ...table, document: 'The printed report', reference: 'Paragraph 4.5', publishedOn: '2024-02-28' },
  },
  contracts: [
    {
      contract: 'leisure',
      name: 'Places Leisure',
      parties: ['A council', 'Places Leisure'],
      statements,
      finance: [
        {
          line: 'Utility benchmarking',
          vintages: [
            { kind: 'forecast', amount: 'circa £136,000', estimatedBy: 'Finance', estimatedOn: null, source: '14.20' },
          ],
          differences: ['£66,000 less than the estimate before'],
        },
      ],
      needsAttention: [{ what: 'The term ends soon.', why: '14.21' }],
    },
  ],
  riskRegisters: [
    {
      register: 'strategic',
      name: 'Strategic risk register',
      statements,
      risks: [
        {
          risk: 'r',
          title: 'A risk',
          owner: 'u-1',
          inherent: '5 × 4 = 20',
          current: '3 × 4 = 12',
          target: '2 × 2 = 4',
          movement: 'Down from 16',
          controls: ['A control'],
        },
      ],
    },
  ],
  programmes: [
    {
      programme: 'housing',
      name: 'Housing Improvement',
      statements,
      milestones: [
        {
          name: 'Specification',
          planned: '2024-05-31',
          forecast: null,
          actual: null,
          slippage: 'Open: as the plan says',
        },
      ],
    },
  ],
  comparability: [
    { indicator: null, name: null, text: 'Counts do not compare.' },
    { indicator: 'i', name: 'An indicator', text: 'Its definition changed.' },
  ],
};

/** Fields that are no free texts but names of a kind, a period or a day, by which a report is laid out. */
const NAMES = new Set([
  'area',
  'comparator',
  'coverage',
  'direction',
  'earlierPeriod',
  'indicator',
  'kind',
  'on',
  'period',
  'periods',
  'planned',
  'previousPeriod',
  'publishedOn',
  'recordedAt',
  'recordedOn',
  'reportedPeriods',
  'status',
  'subject',
]);

/** A content with a text in the place of every free text of it. */
export function withTexts(content: ReportContent, text: string): ReportContent {
  const visit = (part: unknown, name: string): unknown => {
    if (typeof part === 'string') return NAMES.has(name) ? part : text;
    if (Array.isArray(part)) return part.map((item) => visit(item, name));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, visit(item, key)]));
  };
  // The shape stays what it was; only texts are others.
  return visit(content, '') as ReportContent;
}
