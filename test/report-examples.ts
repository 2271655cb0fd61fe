import type { Cell, CellTravel, CellValue } from '@outturn/domain';
import type { EarlierFigure, PeriodFacts, RegisterEntry, ReportFacts, SummaryRowFacts } from '@outturn/reports';

// What the specs of reports are about: three indicators of housing in a quarter, as the report words such figures (9.1 to 9.3).

export const QUARTER = '2023-24-Q3';
export const FIRE = 'qh-fire-risk-assessments';
export const VOIDS = 'qh-voids';

const NO_TRAVEL: Cell['travel'] = {
  previousPeriod: travelOf('previous-period'),
  samePeriodLastYear: travelOf('same-period-last-year'),
};

/** A comparison that could not be made, unless the changes say otherwise. */
export function travelOf(comparator: CellTravel['comparator'], changes: Partial<CellTravel> = {}): CellTravel {
  const reason = 'There is no figure for it.';
  return { comparator, direction: 'unavailable', ...(changes.direction === undefined ? { reason } : {}), ...changes };
}

/** A value that has been approved. */
export function valueOf(value: string, changes: Partial<CellValue> = {}): CellValue {
  const rest = {
    source: 'outturn',
    observationStatus: ['A'],
    maturity: 'approved',
    outturnId: 'event-outturn',
  } as const;
  return { value, shown: value, ...rest, ...changes };
}

/** Fire risk assessments in the quarter: 56.26% against a target of 100%, red. */
export function cell(changes: Partial<Cell> = {}): Cell {
  return {
    indicator: FIRE,
    period: QUARTER,
    area: 'quality-homes',
    kind: 'indicator',
    name: 'Fire risk assessments completed',
    unit: 'percent',
    displayDecimals: 2,
    polarity: 'higher-is-better',
    definitionVersion: 1,
    status: 'red',
    value: valueOf('56.26'),
    target: { period: QUARTER, kind: 'target', operator: '>=', value: '100', unit: 'percent', version: 1 },
    travel: NO_TRAVEL,
    commentary: { text: 'Two assessors left in February.', writtenBy: 'u-4711', stale: false },
    commentaryMissing: false,
    benchmarks: [],
    markers: [],
    eventIds: ['event-definition', 'event-outturn'],
    ...changes,
  };
}

/** Voids, which are green and better than their target. */
export function voids(changes: Partial<Cell> = {}): Cell {
  return cell({
    indicator: VOIDS,
    name: 'Days to let a home',
    unit: 'days',
    displayDecimals: 1,
    polarity: 'lower-is-better',
    status: 'green',
    value: valueOf('21.5'),
    target: { period: QUARTER, kind: 'target', operator: '<=', value: '25', unit: 'days', version: 1 },
    commentary: undefined,
    ...changes,
  });
}

const ROW = { red: 1, amber: 0, green: 1, ragNotApplicable: 0, dataNotAvailable: 0, annualOnly: 0, otherNotDue: 0 };

/** One red and one green indicator. */
export function summaryRow(changes: Partial<SummaryRowFacts> = {}): SummaryRowFacts {
  const shares = { red: '50.0', amber: '0.0', green: '50.0' };
  return { area: null, name: null, total: 2, rated: 2, ...ROW, shares, declared: null, missing: null, ...changes };
}

/** The quarter with its two figures. */
export function quarter(changes: Partial<PeriodFacts> = {}): PeriodFacts {
  const area = { area: 'quality-homes', name: 'Quality Homes' };
  return {
    period: QUARTER,
    cells: [voids(), cell()],
    summary: { rows: [summaryRow(area)], total: summaryRow(), printed: null, comparisons: [] },
    changes: [],
    ...changes,
  };
}

/** Everything that the report on the quarter is made from. */
export function reportFacts(changes: Partial<ReportFacts> = {}): ReportFacts {
  return {
    council: null,
    period: QUARTER,
    asAt: {
      position: 42,
      recordedAt: '2024-02-20T10:00:00.123456Z',
      text: 'as known on 20 February 2024 23:59, London',
    },
    day: '2024-02-20',
    rulesText: 'Rated with the rules that were known then to be in force for the period.',
    previous: null,
    periods: [quarter()],
    areas: [
      { area: 'best-start', name: 'Best Start' },
      { area: 'quality-homes', name: 'Quality Homes' },
    ],
    calendar: [
      { period: '2023-24-Q2', coverage: 'full' },
      { period: QUARTER, coverage: 'full' },
    ],
    register: [],
    earlierEditions: [],
    earlierContracts: [],
    governanceHistory: null,
    errata: [],
    actions: { quarter: QUARTER, previousQuarter: '2023-24-Q2', published: null },
    contracts: [],
    riskRegisters: [],
    programmes: [],
    ...changes,
  };
}

export const EDITION_1 = { edition: '2023-24-Q3.1', number: 1, position: 30 };

/** What edition 1 showed of the fire risk assessments. */
export function earlierFigure(changes: Partial<EarlierFigure> = {}): EarlierFigure {
  return { edition: EDITION_1.edition, indicator: FIRE, period: QUARTER, value: '62.5', shown: '62.50%', ...changes };
}

/** The correction that followed edition 1. */
export function correction(changes: Partial<RegisterEntry> = {}): RegisterEntry {
  return {
    kind: 'correction',
    indicator: FIRE,
    changes: [{ period: QUARTER, from: { value: '62.50', unit: 'percent' }, to: { value: '56.26', unit: 'percent' } }],
    reason: 'Twelve assessments were counted twice.',
    proposedBy: 'u-officer',
    decidedBy: 'u-approver',
    on: '2024-02-19',
    position: 35,
    ...changes,
  };
}
