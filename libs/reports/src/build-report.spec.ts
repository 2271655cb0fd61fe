import { canonicalJson } from '@outturn/domain';
import {
  EDITION_1,
  FIRE,
  QUARTER,
  VOIDS,
  cell,
  correction,
  earlierFigure,
  quarter,
  reportFacts,
  summaryRow,
  travelOf,
  valueOf,
  voids,
} from '../../../test/report-examples';
import { buildReport, comparedPeriods, quarterOfReport, reportedPeriods } from './build-report';
import { paragraph } from './document';
import type { ReportFacts } from './facts';
import { ragBlocks } from './lay-out-tables';

function figureOf(changes: Parameters<typeof cell>[0], facts: Partial<ReportFacts> = {}) {
  const [figure] = buildReport(reportFacts({ periods: [quarter({ cells: [cell(changes)] })], ...facts })).figures;
  if (figure === undefined) throw new Error('The report shows no figure.');
  return figure;
}

describe('the periods of a report', () => {
  it.each([
    ['2023-24-Q4', ['2023-24-Q4', '2023-24'], ['2023-24-Q3', '2022-23-Q4', '2022-23'], '2023-24-Q4'],
    ['2023-24-Q1', ['2023-24-Q1'], ['2022-23-Q4', '2022-23-Q1'], '2023-24-Q1'],
    ['2023-24', ['2023-24'], ['2022-23'], '2023-24-Q4'],
  ])('of %s are %j, compared with %j; its actions are those of %s', (period, reported, compared, actions) => {
    expect(reportedPeriods(period)).toEqual(reported);
    expect(comparedPeriods(period)).toEqual(compared);
    expect(quarterOfReport(period)).toBe(actions);
  });
});

describe('a report', () => {
  it('is the same for the same facts, and plain JSON in which nothing is left out', () => {
    const content = buildReport(reportFacts());
    expect(canonicalJson(buildReport(reportFacts()))).toBe(canonicalJson(content));
    expect(JSON.parse(canonicalJson(content))).toEqual(content);
    expect(JSON.stringify(content, (_, value: unknown) => (value === undefined ? 'left out' : value))).not.toContain(
      'left out',
    );
  });

  it('says that it is a draft', () => {
    const { title, edition } = buildReport(reportFacts());
    expect(title).toMatchObject({
      periodText: 'Quarter 3 of 2023/24 (October to December 2023)',
      reportedPeriods: [QUARTER],
    });
    expect(edition).toEqual({
      edition: null,
      number: null,
      text: 'Draft: not a published edition',
      asAt: reportFacts().asAt,
      previous: null,
      note: null,
    });
  });

  it('says which edition it is, and which it follows', () => {
    const edition = { edition: '2023-24-Q3.2', number: 2, previous: EDITION_1, note: 'After a correction.' };
    expect(buildReport(reportFacts({ edition, previous: EDITION_1 })).edition).toEqual({
      edition: '2023-24-Q3.2',
      number: 2,
      text: 'Edition 2, which follows edition 1',
      asAt: reportFacts().asAt,
      previous: EDITION_1,
      note: 'After a correction.',
    });
  });

  it('orders its figures by area and name, and lists red and amber ones as areas for improvement, red first', () => {
    const amber = cell({ indicator: 'qh-asbestos', name: 'Asbestos surveys', status: 'amber' });
    const elsewhere = voids({ indicator: 'bs-attendance', area: 'best-start', name: 'School attendance' });
    const content = buildReport(reportFacts({ periods: [quarter({ cells: [voids(), cell(), amber, elsewhere] })] }));
    expect(content.figures.map(({ indicator }) => indicator)).toEqual(['bs-attendance', 'qh-asbestos', VOIDS, FIRE]);
    expect(content.areasForImprovement).toEqual([
      {
        area: 'quality-homes',
        name: 'Quality Homes',
        figures: [content.figures[3], content.figures[1]],
      },
    ]);
  });
});

describe('a figure of a report', () => {
  it('shows value, target and how it stands, never above or below alone', () => {
    expect(figureOf({})).toMatchObject({
      value: '56.26%',
      exactValue: '56.26',
      target: 'at least 100%',
      standingText: 'worse than target',
      statusText: 'Red',
      revised: false,
      footnotes: [],
    });
  });

  it('keeps the words that say that a value is not exact', () => {
    expect(figureOf({ value: valueOf('56', { qualifier: 'just-over' }) }).value).toBe('just over 56%');
  });

  it('carries the marker r where an earlier edition showed another value, and says which', () => {
    const figure = figureOf(
      {},
      { earlierEditions: [earlierFigure(), earlierFigure({ edition: '2023-24-Q3.2', value: '56.26' })] },
    );
    expect(figure).toMatchObject({ revised: true, footnotes: ['Revised: edition 2023-24-Q3.1 showed 62.50%.'] });
  });

  it('is late and not revised where earlier editions showed no value', () => {
    const figure = figureOf({}, { earlierEditions: [earlierFigure({ value: undefined, shown: undefined })] });
    expect(figure).toMatchObject({ revised: false, footnotes: [] });
  });

  it('marks the other figure of a travel that an edition showed otherwise', () => {
    const previousPeriod = travelOf('previous-period', {
      direction: 'worsening',
      earlierPeriod: '2023-24-Q2',
      earlierValue: '60',
      change: '-3.74',
      unitOfChange: 'percentage-points',
    });
    const travel = { previousPeriod, samePeriodLastYear: travelOf('same-period-last-year') };
    const showed = earlierFigure({ period: '2023-24-Q2', value: '61', shown: '61.00%' });
    expect(figureOf({ travel }, { earlierEditions: [showed] }).travel.previousPeriod).toEqual({
      direction: 'worsening',
      text: 'Worsening: 60.00% in Q2 of 2023/24, −3.74 percentage points.',
      earlierPeriod: '2023-24-Q2',
      earlierValue: '60.00%',
      change: '−3.74 percentage points',
      earlierRevised: true,
    });
  });

  it('says in footnotes whatever a reader must know', () => {
    const value = valueOf('56.26', {
      observationStatus: ['E', 'A'],
      maturity: 'submitted',
      first: '56.62',
      basis: 'Completed in time',
      note: 'Without garages',
    });
    const commentary = { text: 'Old words.', writtenBy: 'u-4711', stale: true };
    expect(figureOf({ value, commentary, markers: ['late', 'corrected', 'correction-pending'] }).footnotes).toEqual([
      'Estimated.',
      'Not approved yet: submitted.',
      'Submitted after the cut-off.',
      'Since submission corrected; first submitted as 56.62%.',
      'Basis: Completed in time.',
      'Without garages.',
      'The commentary was written about an earlier figure.',
      'A correction awaits a decision.',
    ]);
  });

  it('shows the computed colour beside a judgement', () => {
    const level = { key: 'amber', label: 'Amber', colour: 'amber' };
    const people = { requestedBy: 'u-1', approvedBy: 'u-2' };
    const override = { level, status: 'amber', reason: 'One late delivery decides the quarter', ...people } as const;
    const rating = {
      status: 'red',
      inequality: '56.26% < 90%',
      checks: [],
      boundaries: [],
      comparedValue: '56.26',
      compare: 'full-precision',
      shownValue: '56.26',
      ruleVersion: 1,
      scheme: 'Within 10% of the target',
      ruleEventId: 'event-rule',
    } as const;
    expect(figureOf({ status: 'amber', override, rating })).toMatchObject({
      statusText: 'Amber',
      inequality: '56.26% < 90%',
      footnotes: ['Rated amber by judgement: One late delivery decides the quarter. The rule gave red.'],
    });
  });

  it('has a reason where there is no figure', () => {
    const gone = {
      status: 'data-not-available',
      value: undefined,
      reason: 'withheld',
      reasonText: 'Being validated',
    } as const;
    expect(figureOf({ ...gone, target: undefined })).toMatchObject({
      value: null,
      exactValue: null,
      target: null,
      standingText: null,
      statusText: 'Data not available',
      footnotes: ['Being validated.'],
    });
  });
});

describe('key messages', () => {
  const before = summaryRow({ total: 3, rated: 3, red: 2, shares: { red: '66.7', amber: '0.0', green: '33.3' } });
  const comparison = { comparator: 'previous-period', period: '2023-24-Q2', joined: [VOIDS], left: [] } as const;
  const summary = { ...quarter().summary, comparisons: [{ ...comparison, total: before, shares: before.shares }] };

  it('follow from the counts, with the quarter before beside them', () => {
    expect(buildReport(reportFacts({ periods: [quarter({ summary })] })).keyMessages).toEqual([
      'For Q3 of 2023/24, 2 indicators were given a RAG status: 1 (50.0%) red, 0 (0.0%) amber and 1 (50.0%) green, compared with 2 (66.7%) red, 0 (0.0%) amber and 1 (33.3%) green in Q2 of 2023/24.',
      'The share of red has decreased, amber has stayed the same and green has increased since Q2 of 2023/24. The two are not of the same indicators: 1 is rated now that was not rated in Q2 of 2023/24, and 0 the other way round.',
    ]);
  });

  it('compare no shares with a period of which only some figures are held', () => {
    const calendar = [
      { period: '2023-24-Q2', coverage: 'comparators-only' },
      { period: QUARTER, coverage: 'full' },
    ] as const;
    const content = buildReport(reportFacts({ calendar, periods: [quarter({ summary })] }));
    expect(content.keyMessages).toEqual([
      'For Q3 of 2023/24, 2 indicators were given a RAG status: 1 (50.0%) red, 0 (0.0%) amber and 1 (50.0%) green.',
    ]);
    expect(content.comparability).toEqual([
      {
        indicator: null,
        name: null,
        text: 'Counts of Q3 of 2023/24 and Q2 of 2023/24 do not compare: of Q2 of 2023/24 the ledger holds only some figures, for comparison with single indicators.',
      },
    ]);
  });

  it('say first of a period that it is held only in part, as do its table and the notes on comparability', () => {
    const calendar = [{ period: QUARTER, coverage: 'comparators-only' }] as const;
    const caveat =
      'Of Q3 of 2023/24 this ledger holds only some figures, for comparison with other periods: its counts and shares say nothing about the rest.';
    const content = buildReport(reportFacts({ calendar }));
    expect(content.keyMessages).toEqual([
      caveat,
      'Of what is held here for Q3 of 2023/24, 2 indicators were given a RAG status: 1 (50.0%) red, 0 (0.0%) amber and 1 (50.0%) green.',
    ]);
    expect(content.comparability).toEqual([{ indicator: null, name: null, text: caveat }]);
    expect(content.ragTables.flatMap(ragBlocks)).toContainEqual(paragraph(caveat, 'notice'));
  });

  it('never call none 0%', () => {
    const none = summaryRow({ rated: 0, red: 0, green: 0, dataNotAvailable: 2, declared: 5, missing: 3 });
    const total = { ...none, shares: { red: null, amber: null, green: null } };
    const periods = [quarter({ cells: [], summary: { rows: [], total, printed: null, comparisons: [] } })];
    expect(buildReport(reportFacts({ periods })).keyMessages).toEqual([
      'For Q3 of 2023/24 there are no rated indicators.',
      'For 2 indicators no data are available.',
      'Of the 5 indicators that there are said to be in Q3 of 2023/24, this ledger does not hold 3.',
    ]);
  });
});

describe('changes since the previous edition', () => {
  it('are those that were decided after its position', () => {
    const register = [correction({ position: 29, reason: 'In edition 1 already.' }), correction()];
    expect(buildReport(reportFacts({ previous: EDITION_1, register })).changes).toEqual({
      since: '2023-24-Q3.1',
      entries: [
        {
          kind: 'correction',
          indicator: FIRE,
          name: 'Fire risk assessments completed',
          periods: [QUARTER],
          before: '62.50%',
          after: '56.26%',
          reason: 'Twelve assessments were counted twice.',
          by: 'u-officer',
          approvedBy: 'u-approver',
          on: '2024-02-19',
        },
      ],
      governance: [],
      errata: [],
    });
  });

  it('are all that were ever decided where there is no previous edition, with the periods that cannot be restated', () => {
    const from = { basis: 'Progress against a plan' };
    const restatement = correction({
      kind: 'restatement',
      changes: [
        { period: '2023-24-Q1', from, to: null, notRestatedBecause: 'No records.' },
        { period: '2023-24-Q2', from, to: { basis: 'Completed in time', value: '50', unit: 'percent' } },
      ],
    });
    const { since, entries } = buildReport(reportFacts({ register: [restatement] })).changes;
    expect(since).toBeNull();
    expect(entries).toMatchObject([
      {
        kind: 'restatement',
        before: 'basis "Progress against a plan"',
        after: 'Q1 of 2023/24: cannot be restated: No records; Q2 of 2023/24: 50%, basis "Completed in time"',
      },
    ]);
  });

  const event = { actor: 'u-officer', reason: null, on: '2024-02-19' };
  const TARGET_50 = {
    period: QUARTER,
    kind: 'target',
    operator: '>=',
    value: '50',
    unit: 'percent',
    version: 2,
  } as const;
  const missing = cell({ status: 'data-not-available', value: undefined });

  it.each([
    ['late-figure', missing, cell(), 'OutturnSubmitted', 'Data not available', '56.26% (Red)'],
    ['withdrawal', cell(), missing, 'OutturnWithdrawn', '56.26% (Red)', 'Data not available'],
    [
      'definition-change',
      cell(),
      cell({ definitionVersion: 2, value: valueOf('57') }),
      'IndicatorRedefined',
      '56.26% (Red)',
      '57% (Red)',
    ],
    ['consequence', cell(), cell({ value: valueOf('57') }), 'CorrectionApproved', '56.26% (Red)', '57% (Red)'],
    [
      'other',
      cell(),
      cell({ target: TARGET_50, status: 'green' }),
      'TargetSet',
      '56.26% (Red), target at least 100%',
      '56.26% (Green), target at least 50%',
    ],
  ] as const)('tell of a change: %s', (kind, before, after, type, was, is) => {
    const changes = [{ indicator: FIRE, before, after, events: [{ ...event, type }] }];
    const content = buildReport(reportFacts({ previous: EDITION_1, periods: [quarter({ changes })] }));
    expect(content.changes.entries).toMatchObject([{ kind, indicator: FIRE, before: was, after: is, by: 'u-officer' }]);
  });

  it('tell nothing twice, and nothing that no reader sees', () => {
    const seen = {
      indicator: FIRE,
      before: cell({ value: valueOf('62.5') }),
      after: cell(),
      events: [{ ...event, type: 'CorrectionApproved' }],
    };
    const unseen = {
      indicator: VOIDS,
      before: voids(),
      after: voids({ eventIds: [] }),
      events: [{ ...event, type: 'OutturnAudited' }],
    };
    const facts = reportFacts({
      previous: EDITION_1,
      register: [correction()],
      periods: [quarter({ changes: [seen, unseen] })],
    });
    expect(buildReport(facts).changes.entries.map(({ kind }) => kind)).toEqual(['correction']);
  });

  it('list the errors of earlier editions as documents', () => {
    const errata = [
      { edition: EDITION_1.edition, place: '4.3', printed: '30.8', shouldRead: '30.9', recordedOn: '2024-08-01' },
    ];
    expect(buildReport(reportFacts({ previous: EDITION_1, errata })).changes.errata).toEqual(errata);
  });
});

describe('notes on comparability', () => {
  it('say once an indicator and reason which periods do not compare', () => {
    const reason = 'The definition changed on 2023-04-01: cases, not calls.';
    const travel = {
      previousPeriod: travelOf('previous-period'),
      samePeriodLastYear: travelOf('same-period-last-year', {
        direction: 'not-comparable',
        earlierPeriod: '2022-23-Q3',
        reason,
      }),
    };
    expect(buildReport(reportFacts({ periods: [quarter({ cells: [cell({ travel })] })] })).comparability).toEqual([
      {
        indicator: FIRE,
        name: 'Fire risk assessments completed',
        text: `Not comparable: Q3 of 2023/24 with Q3 of 2022/23. ${reason}`,
      },
    ]);
  });
});
