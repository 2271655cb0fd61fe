import type { Querier } from './querier';

/** What an indicator is and was called, as at a moment. */
export interface IndicatorNames {
  readonly indicator: string;
  readonly area: string;
  readonly name: string;
  readonly formerNames: readonly string[];
}

interface NamesRecord {
  readonly indicator: string;
  readonly area: string;
  readonly names: readonly string[];
}

/** What indicators are and were called, as at a position, by key: without all else that their cards say. All, or those named. */
export async function readIndicatorNames(
  querier: Querier,
  position: number,
  keys?: readonly string[],
): Promise<IndicatorNames[]> {
  const answer = await querier.query<NamesRecord>({
    name: 'indicator-names',
    text: `select indicator, area,
                  (select json_agg(version->'definition'->>'name')
                     from json_array_elements(card->'definitions') version) as names
             from (select distinct on (indicator) indicator, area, card from read_models.indicators
                    where from_position <= $1 and ($2::text[] is null or indicator = any($2))
                    order by indicator, from_position desc) latest
            order by indicator`,
    values: [position, keys ?? null],
  });
  return answer.rows.map(({ indicator, area, names }) => {
    const name = names.at(-1) ?? '';
    const formerNames = [...new Set(names)].filter((other) => other !== name);
    return { indicator, area, name, formerNames };
  });
}
