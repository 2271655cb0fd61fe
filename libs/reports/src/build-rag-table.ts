import type { PublishedCounts } from '@outturn/domain';
import type {
  PrintedRagComparison,
  PrintedRagCounts,
  PrintedRagTable,
  RagComparison,
  RagCounts,
  RagRow,
  RagShares,
  RagTable,
} from './content-tables';
import type { ComparisonFacts, PeriodFacts, PrintedFacts, ReportFacts, SummaryRowFacts } from './facts';
import { capitalised, periodInWords } from './words';

/** The name of the row of all areas, as the report prints it. */
const ALL_AREAS = 'Total';

/** The table of a period: what the ledger gives, beside what a document printed. */
export function ragTableOf({ period, cells, summary }: PeriodFacts, { areas, calendar }: ReportFacts): RagTable {
  const coverageOf = (key: string) => calendar.find((entry) => entry.period === key)?.coverage ?? null;
  const names = new Map(cells.map(({ indicator, name }) => [indicator, name]));
  return {
    period,
    periodText: capitalised(periodInWords(period)),
    coverage: coverageOf(period),
    rows: summary.rows.map(rowOf),
    total: rowOf(summary.total),
    printed: summary.printed && printedOf(summary.printed, new Map(areas.map(({ area, name }) => [area, name]))),
    comparisons: withoutRepeats(summary.comparisons).map((comparison) => ({
      ...comparisonOf(comparison, names),
      coverage: coverageOf(comparison.period),
    })),
  };
}

/** A year's two comparators are one. */
function withoutRepeats(comparisons: readonly ComparisonFacts[]): readonly ComparisonFacts[] {
  return comparisons.filter(({ period }, index) => comparisons.findIndex((other) => other.period === period) === index);
}

function rowOf(row: SummaryRowFacts): RagRow {
  const { area, name, declared, missing } = row;
  return { area, name: name ?? ALL_AREAS, counts: countsOf(row), shares: sharesOf(row.shares), declared, missing };
}

/** The counts and nothing else: a report is hashed, so it holds no field by chance. */
function countsOf(counts: RagCounts): RagCounts {
  const { total, rated, red, amber, green, ragNotApplicable, dataNotAvailable, annualOnly, otherNotDue } = counts;
  return { total, rated, red, amber, green, ragNotApplicable, dataNotAvailable, annualOnly, otherNotDue };
}

function sharesOf({ red, amber, green }: RagShares): RagShares {
  return { red, amber, green };
}

function printedOf(printed: PrintedFacts, names: ReadonlyMap<string, string>): PrintedRagTable {
  const { document, reference, publishedOn, rows, total, printedShares, computedShares, comparison, note } = printed;
  return {
    document,
    reference,
    publishedOn,
    rows: rows.map((row) => ({ area: row.area, name: names.get(row.area) ?? row.area, counts: printedCountsOf(row) })),
    total: { area: null, name: ALL_AREAS, counts: printedCountsOf(total) },
    shares: namedOf(printedShares),
    computedShares: sharesOf(computedShares),
    comparison: comparison ? printedComparisonOf(comparison) : null,
    note: note ?? null,
  };
}

function printedComparisonOf({ period, counts, printedShares }: Comparison): PrintedRagComparison {
  return { period, counts: namedOf(counts), shares: namedOf(printedShares) };
}

type Comparison = NonNullable<PrintedFacts['comparison']>;

/** A document prints what it prints: what it leaves out is null. */
function namedOf<Value>(printed: Readonly<Record<string, Value>>): Record<'red' | 'amber' | 'green', Value | null> {
  return { red: printed.red ?? null, amber: printed.amber ?? null, green: printed.green ?? null };
}

function printedCountsOf(counts: PublishedCounts): PrintedRagCounts {
  const { total, red, amber, green, ragNotApplicable, dataNotAvailable, annualOnly = null } = counts;
  return { total, red, amber, green, ragNotApplicable, dataNotAvailable, annualOnly };
}

function comparisonOf(
  comparison: ComparisonFacts,
  names: ReadonlyMap<string, string>,
): Omit<RagComparison, 'coverage'> {
  const { comparator, period, total, shares, joined, left } = comparison;
  const nameOf = (key: string) => names.get(key) ?? key;
  return {
    comparator,
    period,
    counts: total && countsOf(total),
    shares: shares && sharesOf(shares),
    joined: joined.map(nameOf),
    left: left.map(nameOf),
  };
}
