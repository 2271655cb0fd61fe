import type { PeriodKey, ReportingPeriodState } from '@outturn/domain';
import type { ReadModel } from './projection';
import type { Querier } from './querier';
import type { Table } from './table';

/** Published tables of business plan actions by quarter, in versions. */
const publishedActionsTable: Table = {
  name: 'published_actions',
  columns: { period: 'text', from_position: 'bigint', published: 'json' },
  key: ['period', 'from_position'],
  position: 'from_position',
};

export const publishedActions: ReadModel = {
  name: 'published-actions',
  version: 1,
  tables: [publishedActionsTable],
  needsCells: false,
  projectReportingPeriod({ period, stored, event, after }, emit) {
    if (event.type !== 'PublishedActionsRecorded') return;
    emit.row(publishedActionsTable, [period, stored.position, JSON.stringify(after.publishedActions)]);
  },
};

/** A published table as it stands in the state of its reporting period. */
export type PublishedActionsView = NonNullable<ReportingPeriodState['publishedActions']>;

/** The table that was published for a quarter, as at a position. */
export async function readPublishedActions(
  querier: Querier,
  period: PeriodKey,
  position: number,
): Promise<PublishedActionsView | null> {
  const answer = await querier.query<{ published: PublishedActionsView }>({
    name: 'published-actions',
    text: `select published from read_models.published_actions
            where period = $1 and from_position <= $2 order by from_position desc limit 1`,
    values: [period, position],
  });
  return answer.rows[0]?.published ?? null;
}
