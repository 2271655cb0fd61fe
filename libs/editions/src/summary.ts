import {
  parsePeriod,
  previousPeriod,
  samePeriodLastYear,
  summaryColumn,
  type AreaState,
  type PeriodKey,
  type SummaryColumn,
  type TravelComparator,
} from '@outturn/domain';
import type { CellStatusAsAt, ReadModels, ReportingPeriodView, SummaryRow } from '@outturn/read-models';
import { sharesOf, withComputedShares, type ComputedShares, type Shares } from './shares';

const COLUMNS = [
  'red',
  'amber',
  'green',
  'ragNotApplicable',
  'dataNotAvailable',
  'annualOnly',
  'otherNotDue',
] as const satisfies readonly SummaryColumn[];

/** How many indicators there are, and how they are rated. */
export type Counts = Readonly<Record<(typeof COLUMNS)[number] | 'total' | 'rated', number>>;

/** The counts of an area; of all areas where it is null. */
export interface AreaCounts extends Counts {
  readonly area: string | null;
  readonly name: string | null;
  readonly shares: Shares;
  /** How many the area is said to have, and how many of those are not known. */
  readonly declared: number | null;
  readonly missing: number | null;
}

/** The counts of an earlier period, and the indicators that are rated in one of the two only. */
export interface EarlierCounts {
  readonly comparator: TravelComparator;
  readonly period: PeriodKey;
  readonly total: Counts | null;
  readonly shares: Shares | null;
  readonly joined: readonly string[];
  readonly left: readonly string[];
}

type AnnualRollUps = Awaited<ReturnType<ReadModels['annualRollUps']>>;
type Printed = NonNullable<ReportingPeriodView['publishedSummary']> & ComputedShares;

/** The summary of a period: computed, printed, what is missing, and how it compares. */
export interface PeriodSummary {
  readonly reportingPeriod: ReportingPeriodView['entry'];
  readonly rows: readonly AreaCounts[];
  readonly total: AreaCounts;
  readonly printed: Printed | null;
  readonly comparisons: readonly EarlierCounts[];
  readonly annualRollUps?: AnnualRollUps;
}

/** The statuses of all figures of a period by other rules than those under which they are kept, by area and indicator. */
export type StatusesAnew = (period: PeriodKey) => Promise<readonly CellStatusAsAt[]>;

export const NO_COUNTS: Counts = {
  total: 0,
  rated: 0,
  red: 0,
  amber: 0,
  green: 0,
  ragNotApplicable: 0,
  dataNotAvailable: 0,
  annualOnly: 0,
  otherNotDue: 0,
};

/**
 * Puts the summary of a period together, as known at a position.
 *
 * @param statusesAnew left out: rated by the rules that were known then
 */
export async function summaryOf(
  readModels: ReadModels,
  period: PeriodKey,
  position: number,
  statusesAnew?: StatusesAnew,
): Promise<PeriodSummary> {
  const count = (key: PeriodKey) => countPeriod(readModels, key, position, statusesAnew);
  const [now, areas, calendar, comparisons, rollUps] = await Promise.all([
    count(period),
    readModels.areas(position),
    readModels.reportingPeriod(period, position),
    countEarlier(period, count),
    parsePeriod(period).kind === 'year' ? readModels.annualRollUps(period, position) : undefined,
  ]);
  const rows = rowsByArea(now.rows, areas, period);
  return {
    reportingPeriod: calendar.entry,
    rows,
    total: totalOf(rows),
    printed: printedOf(calendar),
    comparisons: comparisons.map(({ comparator, earlier }) => compared(comparator, now, earlier)),
    annualRollUps: rollUps && withStatuses(rollUps, now.cells),
  };
}

/** As it is kept, where it is; under other rules, every figure is counted again. */
async function countPeriod(
  readModels: ReadModels,
  period: PeriodKey,
  position: number,
  statusesAnew: StatusesAnew | undefined,
): Promise<Counted> {
  if (statusesAnew === undefined) {
    const [rows, cells] = await Promise.all([
      readModels.summary(period, position),
      readModels.statusesOfPeriod(period, position),
    ]);
    return { period, rows, cells };
  }
  const cells = await statusesAnew(period);
  return { period, rows: countByArea(cells), cells };
}

async function countEarlier(key: PeriodKey, count: (key: PeriodKey) => Promise<Counted>) {
  const period = parsePeriod(key);
  const earlier: readonly [TravelComparator, string | undefined][] = [
    ['previous-period', previousPeriod(period)?.key],
    ['same-period-last-year', samePeriodLastYear(period)?.key],
  ];
  const found = await Promise.all(
    earlier.map(async ([comparator, other]) =>
      other === undefined ? [] : [{ comparator, earlier: await count(other) }],
    ),
  );
  return found.flat();
}

/** What a document printed of a period, with the shares that it comes to. */
export function printedOf({ publishedSummary }: ReportingPeriodView): PeriodSummary['printed'] {
  return publishedSummary && withComputedShares(publishedSummary);
}

/** A period counted. */
interface Counted {
  readonly period: PeriodKey;
  readonly rows: readonly SummaryRow[];
  readonly cells: readonly CellStatusAsAt[];
}

function countByArea(cells: readonly CellStatusAsAt[]): SummaryRow[] {
  const areas = new Map<string, Counts>();
  for (const cell of cells) {
    const column = summaryColumn(cell);
    if (column !== undefined) areas.set(cell.area, counted(areas.get(cell.area) ?? NO_COUNTS, column, 1));
  }
  return [...areas].map(([area, counts]) => ({ area, ...counts }));
}

/** Counts with one more or one less in a column. */
export function counted(counts: Counts, column: SummaryColumn, by: 1 | -1): Counts {
  return withTotals({ ...counts, [column]: counts[column] + by });
}

function withTotals(counts: Counts): Counts {
  const rated = counts.red + counts.amber + counts.green;
  return { ...counts, rated, total: COLUMNS.reduce((sum, column) => sum + counts[column], 0) };
}

/** A row for each area that has indicators, or is said to have some, in the order of the areas. */
function rowsByArea(counted: readonly SummaryRow[], areas: readonly AreaState[], period: PeriodKey): AreaCounts[] {
  const known = new Map(counted.map((row) => [row.area, row]));
  const named = areas.filter(({ area, populations }) => known.has(area ?? '') || populations[period] !== undefined);
  const rows = named.map((area) => rowOf(area.area ?? '', area, known.get(area.area ?? ''), period));
  const unnamed = counted.filter((row) => !areas.some(({ area }) => area === row.area));
  return [...rows, ...unnamed.map((row) => rowOf(row.area ?? '', undefined, row, period))];
}

function rowOf(key: string, area: AreaState | undefined, row: SummaryRow | undefined, period: PeriodKey): AreaCounts {
  const counts = countsOf(row ?? NO_COUNTS);
  const declared = area?.populations[period]?.indicators ?? null;
  const missing = declared === null ? null : declared - counts.total;
  return { area: key, name: area?.name ?? key, ...counts, shares: sharesOf(counts), declared, missing };
}

/** The counts of a row and nothing else of it. */
export function countsOf(row: Counts): Counts {
  const { total, rated, red, amber, green, ragNotApplicable, dataNotAvailable, annualOnly, otherNotDue } = row;
  return { total, rated, red, amber, green, ragNotApplicable, dataNotAvailable, annualOnly, otherNotDue };
}

function sumOf(rows: readonly Counts[]): Counts {
  return rows.reduce((sums, row) => {
    const columns = COLUMNS.map((column) => [column, sums[column] + row[column]] as const);
    return withTotals({ ...sums, ...Object.fromEntries(columns) });
  }, NO_COUNTS);
}

function totalOf(rows: readonly AreaCounts[]): AreaCounts {
  const sum = sumOf(rows.map(countsOf));
  return {
    area: null,
    name: null,
    ...sum,
    shares: sharesOf(sum),
    declared: sumOfKnown(rows.map(({ declared }) => declared)),
    missing: sumOfKnown(rows.map(({ missing }) => missing)),
  };
}

function sumOfKnown(numbers: readonly (number | null)[]): number | null {
  return numbers.reduce((sum, number) => (number === null ? sum : (sum ?? 0) + number), null);
}

function compared(comparator: TravelComparator, now: Counted, then: Counted): EarlierCounts {
  const ratedNow = ratedKeys(now.cells);
  const ratedThen = ratedKeys(then.cells);
  const total = then.rows.length === 0 ? null : sumOf(then.rows.map(countsOf));
  return {
    comparator,
    period: then.period,
    total,
    shares: total && sharesOf(total),
    joined: [...ratedNow].filter((key) => !ratedThen.has(key)).sort(),
    left: [...ratedThen].filter((key) => !ratedNow.has(key)).sort(),
  };
}

function ratedKeys(cells: readonly CellStatusAsAt[]): ReadonlySet<string> {
  const rated = cells.filter(
    ({ kind, status }) => kind === 'indicator' && (status === 'red' || status === 'amber' || status === 'green'),
  );
  return new Set(rated.map(({ indicator }) => indicator));
}

/** The roll-ups with the statuses under the rules of the question. */
function withStatuses(rollUps: AnnualRollUps, cells: readonly CellStatusAsAt[]): AnnualRollUps {
  const statuses = new Map(cells.map(({ indicator, status }) => [indicator, status]));
  return rollUps.map((rollUp) => ({ ...rollUp, status: statuses.get(rollUp.indicator) ?? rollUp.status }));
}
