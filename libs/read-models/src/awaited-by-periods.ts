import type { PeriodKey } from '@outturn/domain';
import type { Querier } from './querier';

/** How much awaits a decision about the same periods. */
export interface AwaitedOfPeriods {
  readonly periods: readonly PeriodKey[];
  readonly count: number;
}

/** How much awaited a decision as at a position, by the periods that it was about. */
export async function readAwaitedByPeriods(querier: Querier, position: number): Promise<AwaitedOfPeriods[]> {
  const answer = await querier.query<{ readonly periods: string; readonly count: number }>({
    name: 'awaited-by-periods',
    text: `select b.periods, count(*)::integer as count
             from (select distinct on (indicator) indicator from read_models.indicators
                    where from_position <= $1 order by indicator desc, from_position desc) i
             cross join lateral (select ids from read_models.awaited_decisions
               where indicator = i.indicator and from_position <= $1 order by from_position desc limit 1) a
             cross join lateral json_array_elements_text(a.ids) as awaited (id)
             cross join lateral (select facts->>'periods' as periods from read_models.brought_for_decision
               where id = awaited.id limit 1) b
            group by b.periods`,
    values: [position],
  });
  // The column holds what this read model has written into it.
  return answer.rows.map(({ periods, count }) => ({ periods: JSON.parse(periods) as PeriodKey[], count }));
}
