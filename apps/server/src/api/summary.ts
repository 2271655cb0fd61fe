import { Inject, Injectable } from '@nestjs/common';
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
import type { CellStatusAsAt, ReportingPeriodView, SummaryRow } from '@outturn/read-models';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { Plain } from './plain';
import { Questions, type Question } from './question';
import { sharesOf, withComputedShares } from './shares';
import type {
  AnnualRollUpAnswer,
  ComparisonAnswer,
  CountsAnswer,
  SummaryAnswer,
  SummaryRowAnswer,
} from './summary-answers';

const COLUMNS = [
  'red',
  'amber',
  'green',
  'ragNotApplicable',
  'dataNotAvailable',
  'annualOnly',
  'otherNotDue',
] as const satisfies readonly SummaryColumn[];

/** Counts without the area that they are of. */
export type Counts = Plain<CountsAnswer>;

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

type SummaryFacts = Omit<Plain<SummaryAnswer>, 'asAt' | 'basis' | 'links' | 'note' | 'period'>;

/** Puts the summary of a period together: computed, printed, what is missing, and how it compares. */
@Injectable()
export class Summaries {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
  ) {}

  /** The summary of a period as a question sees it. */
  async of(period: PeriodKey, question: Question): Promise<SummaryFacts> {
    const { readModels } = this.parts;
    const { position } = question.asAt;
    const [counted, areas, calendar, comparisons, rollUps] = await Promise.all([
      this.count(period, question),
      readModels.areas(position),
      readModels.reportingPeriod(period, position),
      this.countEarlier(period, question),
      parsePeriod(period).kind === 'year' ? readModels.annualRollUps(period, position) : undefined,
    ]);
    const rows = rowsByArea(counted.rows, areas, period);
    return {
      reportingPeriod: calendar.entry,
      rows,
      total: totalOf(rows),
      printed: printedOf(calendar),
      comparisons: comparisons.map(({ comparator, earlier }) => compared(comparator, counted, earlier)),
      annualRollUps: rollUps && withStatuses(rollUps, counted.cells),
    };
  }

  /** What a document printed of a period, as known at a position. */
  async printed(period: PeriodKey, position: number): Promise<SummaryFacts['printed']> {
    return printedOf(await this.parts.readModels.reportingPeriod(period, position));
  }

  /** As it is kept, where it is; under other rules, every figure is rated again and counted. */
  private async count(period: PeriodKey, question: Question): Promise<Counted> {
    const { readModels } = this.parts;
    const { position } = question.asAt;
    if (question.basis === 'known-then') {
      const [rows, cells] = await Promise.all([
        readModels.summary(period, position),
        readModels.statusesOfPeriod(period, position),
      ]);
      return { period, rows, cells };
    }
    const kept = await readModels.cellsOfPeriod(period, position);
    const cells = (await this.questions.rerateAll(kept, question)).map(({ cell }) => cell);
    return { period, rows: countByArea(cells), cells };
  }

  private async countEarlier(key: PeriodKey, question: Question) {
    const period = parsePeriod(key);
    const earlier: readonly [TravelComparator, string | undefined][] = [
      ['previous-period', previousPeriod(period)?.key],
      ['same-period-last-year', samePeriodLastYear(period)?.key],
    ];
    const found = await Promise.all(
      earlier.map(async ([comparator, other]) =>
        other === undefined ? [] : [{ comparator, earlier: await this.count(other, question) }],
      ),
    );
    return found.flat();
  }
}

function printedOf({ publishedSummary }: ReportingPeriodView): SummaryFacts['printed'] {
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
function rowsByArea(
  counted: readonly SummaryRow[],
  areas: readonly AreaState[],
  period: PeriodKey,
): Plain<SummaryRowAnswer>[] {
  const known = new Map(counted.map((row) => [row.area, row]));
  const named = areas.filter(({ area, populations }) => known.has(area ?? '') || populations[period] !== undefined);
  const rows = named.map((area) => rowOf(area.area ?? '', area, known.get(area.area ?? ''), period));
  const unnamed = counted.filter((row) => !areas.some(({ area }) => area === row.area));
  return [...rows, ...unnamed.map((row) => rowOf(row.area ?? '', undefined, row, period))];
}

function rowOf(
  key: string,
  area: AreaState | undefined,
  row: SummaryRow | undefined,
  period: PeriodKey,
): Plain<SummaryRowAnswer> {
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

function totalOf(rows: readonly Plain<SummaryRowAnswer>[]): Plain<SummaryRowAnswer> {
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

function compared(comparator: TravelComparator, now: Counted, then: Counted): Plain<ComparisonAnswer> {
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
function withStatuses(
  rollUps: readonly Plain<AnnualRollUpAnswer>[],
  cells: readonly CellStatusAsAt[],
): Plain<AnnualRollUpAnswer>[] {
  const statuses = new Map(cells.map(({ indicator, status }) => [indicator, status]));
  return rollUps.map((rollUp) => ({ ...rollUp, status: statuses.get(rollUp.indicator) ?? rollUp.status }));
}
