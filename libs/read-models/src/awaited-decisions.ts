import { awaitedDecisions as awaitedIn, type AwaitedDecision, type IndicatorState } from '@outturn/domain';
import type { ReadModel } from './projection';
import type { Querier } from './querier';
import type { AwaitedDecisionView, AwaitedFilter, Page, PageRequest } from './read-models';
import type { Table } from './table';

/** What was ever brought for a decision: one row each, with the position at which it was. */
const broughtTable: Table = {
  name: 'brought_for_decision',
  columns: { id: 'text', from_position: 'bigint', facts: 'json' },
  key: ['id', 'from_position'],
  position: 'from_position',
};

/** The ids of what awaits a decision, in versions: what is decided leaves the list, so that a queue is not sought in all that ever was. */
const awaitedTable: Table = {
  name: 'awaited_decisions',
  columns: { indicator: 'text', from_position: 'bigint', ids: 'json' },
  key: ['indicator', 'from_position'],
  position: 'from_position',
};

type Facts = Pick<AwaitedDecisionView, 'kind' | 'periods' | 'broughtBy' | 'broughtAt'>;

export const awaitedDecisions: ReadModel = {
  name: 'awaited-decisions',
  version: 1,
  tables: [broughtTable, awaitedTable],
  needsCells: false,
  projectIndicator({ indicator, stored, event, before, after }, emit) {
    if (event === undefined || !mayDiffer(before, after)) return;
    const [was, is] = [awaitedIn(before), awaitedIn(after)];
    const brought = is.find(({ id }) => id === event.id);
    if (brought) {
      const { kind, periods, broughtBy } = brought;
      const facts: Facts = { kind, periods, broughtBy, broughtAt: stored.recordedAt };
      emit.row(broughtTable, [event.id, stored.position, JSON.stringify(facts)]);
    }
    const ids = idsOf(is);
    if (ids !== idsOf(was)) emit.row(awaitedTable, [indicator, stored.position, ids]);
  },
};

function mayDiffer(before: IndicatorState, after: IndicatorState): boolean {
  return before.figures !== after.figures || before.pendingRestatement !== after.pendingRestatement;
}

function idsOf(awaited: readonly AwaitedDecision[]): string {
  return JSON.stringify(awaited.map(({ id }) => id));
}

interface AwaitedRecord {
  readonly id: string;
  readonly from_position: string;
  readonly indicator: string;
  readonly area: string;
  readonly facts: Facts;
}

/**
 * What awaited a decision as at a position, the oldest first.
 *
 * The limit of 1 keeps the order of the search as it is written: the planner takes each list for a hundred ids long and
 * would rather go through all that was ever brought.
 */
export async function readAwaitedDecisions(
  querier: Querier,
  { area }: AwaitedFilter,
  position: number,
  page: PageRequest,
): Promise<Page<AwaitedDecisionView>> {
  const answer = await querier.query<AwaitedRecord>({
    name: 'awaited-decisions',
    text: `select b.id, b.from_position, i.indicator, i.area, b.facts
             from (select distinct on (indicator) indicator, area from read_models.indicators
                    where from_position <= $1 order by indicator desc, from_position desc) i
             cross join lateral (select ids from read_models.awaited_decisions
               where indicator = i.indicator and from_position <= $1 order by from_position desc limit 1) a
             cross join lateral json_array_elements_text(a.ids) as awaited (id)
             cross join lateral (select * from read_models.brought_for_decision
               where id = awaited.id and from_position > $2 limit 1) b
            where $3::text is null or i.area = $3
            order by b.from_position limit $4`,
    values: [position, page.after ?? 0, area ?? null, page.limit + 1],
  });
  const items = answer.rows.slice(0, page.limit).map(({ id, from_position, indicator, area: ofArea, facts }) => ({
    id,
    indicator,
    area: ofArea,
    ...facts,
    fromPosition: Number(from_position),
  }));
  const last = items.at(-1);
  return { items, next: answer.rows.length > page.limit && last ? String(last.fromPosition) : null };
}
