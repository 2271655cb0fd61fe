import { comparePeriods, parsePeriod, type CalendarEntry } from '@outturn/domain';
import type { ReadModel } from './projection';
import type { Querier } from './querier';
import type { ReportingPeriodView } from './read-models';
import type { Table } from './table';

/** Reporting periods and the tables that were published about them, in versions. */
const periodsTable: Table = {
  name: 'reporting_periods',
  columns: { period: 'text', from_position: 'bigint', entry: 'json', published_summary: 'json' },
  key: ['period', 'from_position'],
  position: 'from_position',
};

export const reportingPeriods: ReadModel = {
  name: 'reporting-periods',
  version: 1,
  tables: [periodsTable],
  needsCells: false,
  projectReportingPeriod({ period, stored, after }, emit) {
    const entry = after.entry ? JSON.stringify(after.entry) : null;
    const summary = after.publishedSummary ? JSON.stringify(after.publishedSummary) : null;
    emit.row(periodsTable, [period, stored.position, entry, summary]);
  },
};

interface PeriodRecord {
  readonly entry: ReportingPeriodView['entry'];
  readonly published_summary: ReportingPeriodView['publishedSummary'];
}

/** A reporting period as at a position; without an entry when it has not been opened. */
export async function readReportingPeriod(
  querier: Querier,
  period: string,
  position: number,
): Promise<ReportingPeriodView> {
  const answer = await querier.query<PeriodRecord>({
    name: 'reporting-period',
    text: `select entry, published_summary from read_models.reporting_periods
            where period = $1 and from_position <= $2 order by from_position desc limit 1`,
    values: [period, position],
  });
  const [row] = answer.rows;
  return { entry: row?.entry ?? null, publishedSummary: row?.published_summary ?? null };
}

/** The reporting periods that have been opened, in the order of the calendar. */
export async function readReportingPeriods(querier: Querier, position: number): Promise<CalendarEntry[]> {
  const answer = await querier.query<Pick<PeriodRecord, 'entry'>>({
    name: 'reporting-periods',
    text: `select distinct on (period) entry from read_models.reporting_periods
            where from_position <= $1 order by period, from_position desc`,
    values: [position],
  });
  return answer.rows
    .flatMap(({ entry }) => entry ?? [])
    .sort((a, b) => comparePeriods(parsePeriod(a.period), parsePeriod(b.period)));
}
