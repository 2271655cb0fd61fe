import { summaryColumn, type SummaryColumn } from '@outturn/domain';
import type { ReadModel, Tally } from './projection';
import type { Querier } from './querier';
import type { SummaryRow } from './read-models';
import type { Row, Table } from './table';

/** Counts of cells by period and area, in versions: what the report prints as its tables (4.2, 4.3). */
export const summariesTable: Table = {
  name: 'period_summaries',
  columns: {
    period: 'text',
    area: 'text',
    from_position: 'bigint',
    red: 'integer',
    amber: 'integer',
    green: 'integer',
    rag_not_applicable: 'integer',
    data_not_available: 'integer',
    annual_only: 'integer',
    other_not_due: 'integer',
  },
  key: ['period', 'area', 'from_position'],
  position: 'from_position',
};

/** The columns of counts in the order of the table. */
export const COLUMNS = [
  'red',
  'amber',
  'green',
  'ragNotApplicable',
  'dataNotAvailable',
  'annualOnly',
  'otherNotDue',
] as const satisfies readonly SummaryColumn[];

const COLUMN_INDEX = Object.fromEntries(COLUMNS.map((column, index) => [column, index])) as Record<
  SummaryColumn,
  number
>;

export const periodSummaries: ReadModel = {
  name: 'period-summaries',
  version: 1,
  tables: [summariesTable],
  needsCells: true,
  projectIndicator({ stored: { position }, cells }, emit) {
    for (const { period, before, after } of cells) {
      const left = before && summaryColumn(before);
      const joined = after && summaryColumn(after);
      if (left === joined && before?.area === after?.area) continue;
      if (before && left) emit.tally({ position, period, area: before.area, column: left, by: -1 });
      if (after && joined) emit.tally({ position, period, area: after.area, column: joined, by: 1 });
    }
  },
};

/** Counts of one area in one period, in the order of the table's columns. */
export type Counts = readonly number[];

export const NO_COUNTS: Counts = COLUMNS.map(() => 0);

/** The key under which counts are kept while a batch is worked on. */
export function countsKey(period: string, area: string): string {
  return `${period}\t${area}`;
}

/**
 * The rows that follow from cells joining and leaving counts: one for each key and position, holding all counts.
 *
 * @param tallies in the order of their positions
 * @param current the counts before; brought up to the last tally
 */
export function* summaryRows(tallies: Iterable<Tally>, current: Map<string, Counts>): Generator<Row> {
  let position = -1;
  let touched = new Map<string, Tally>();
  for (const tally of tallies) {
    if (tally.position !== position) yield* rowsOf(touched, current);
    if (tally.position !== position) touched = new Map();
    position = tally.position;
    const key = countsKey(tally.period, tally.area);
    const counts = [...(current.get(key) ?? NO_COUNTS)];
    counts[COLUMN_INDEX[tally.column]] = (counts[COLUMN_INDEX[tally.column]] ?? 0) + tally.by;
    current.set(key, counts);
    touched.set(key, tally);
  }
  yield* rowsOf(touched, current);
}

function* rowsOf(touched: ReadonlyMap<string, Tally>, current: ReadonlyMap<string, Counts>): Generator<Row> {
  for (const [key, { period, area, position }] of touched) yield [period, area, position, ...(current.get(key) ?? [])];
}

interface SummaryRecord {
  readonly area: string;
  readonly counts: Counts;
}

const COUNTS = `array[red, amber, green, rag_not_applicable, data_not_available, annual_only, other_not_due] as counts`;

/** The latest counts of the keys that tallies are about, for going on from there. */
export async function readCurrentCounts(
  querier: Querier,
  table: string,
  tallies: readonly Tally[],
): Promise<Map<string, Counts>> {
  const keys = [...new Map(tallies.map(({ period, area }) => [countsKey(period, area), { period, area }])).values()];
  const answer = await querier.query<SummaryRecord & { period: string }>({
    text: `select k.period, k.area, s.counts from unnest($1::text[], $2::text[]) k(period, area)
             cross join lateral (select ${COUNTS} from ${table} where period = k.period and area = k.area
               order by from_position desc limit 1) s`,
    values: [keys.map(({ period }) => period), keys.map(({ area }) => area)],
  });
  return new Map(answer.rows.map(({ period, area, counts }) => [countsKey(period, area), counts]));
}

/** The counts of a period by area as at a position, in the order of the areas. */
export async function readSummary(querier: Querier, period: string, position: number): Promise<SummaryRow[]> {
  const answer = await querier.query<SummaryRecord>({
    name: 'summaries-period',
    text: `with recursive named(area) as (
             (select area from read_models.period_summaries where period = $1 order by area limit 1)
             union all
             select (select s.area from read_models.period_summaries s where s.period = $1 and s.area > n.area
                      order by s.area limit 1) from named n where n.area is not null)
           select n.area, s.counts, a.place
             from named n
             cross join lateral (select ${COUNTS} from read_models.period_summaries where period = $1
               and area = n.area and from_position <= $2 order by from_position desc limit 1) s
             left join lateral (select (state->>'order')::numeric as place from read_models.areas where area = n.area
               and from_position <= $2 order by from_position desc limit 1) a on true
            where n.area is not null
            order by a.place nulls last, n.area`,
    values: [period, position],
  });
  return answer.rows.map(readSummaryRow).filter((row) => row.total > 0);
}

/** The counts of periods as at a position, those of all areas together. */
export async function readTotals(
  querier: Querier,
  periods: readonly string[],
  position: number,
): Promise<ReadonlyMap<string, SummaryRow>> {
  const answer = await querier.query<{ readonly period: string; readonly counts: Counts }>({
    name: 'summaries-totals',
    text: `select p.period, s.counts from unnest($1::text[]) p(period)
             cross join (select distinct area from read_models.areas) a
             cross join lateral (select ${COUNTS} from read_models.period_summaries where period = p.period
               and area = a.area and from_position <= $2 order by from_position desc limit 1) s`,
    values: [periods, position],
  });
  const totals = new Map<string, Counts>();
  for (const { period, counts } of answer.rows) {
    const sum = totals.get(period) ?? NO_COUNTS;
    totals.set(
      period,
      sum.map((count, index) => count + (counts[index] ?? 0)),
    );
  }
  return new Map([...totals].map(([period, counts]) => [period, readSummaryRow({ area: null, counts })]));
}

function readSummaryRow({ area, counts }: Pick<SummaryRow, 'area'> & { readonly counts: Counts }): SummaryRow {
  const [red = 0, amber = 0, green = 0, ragNotApplicable = 0, dataNotAvailable = 0, annualOnly = 0, otherNotDue = 0] =
    counts;
  const rated = red + amber + green;
  const total = rated + ragNotApplicable + dataNotAvailable + annualOnly + otherNotDue;
  return { area, total, rated, red, amber, green, ragNotApplicable, dataNotAvailable, annualOnly, otherNotDue };
}
