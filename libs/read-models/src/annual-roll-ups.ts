import { parsePeriod, type Cell } from '@outturn/domain';
import type { ReadModel } from './projection';
import type { Querier } from './querier';
import type { AnnualRollUp } from './read-models';
import type { Row, Table } from './table';

/** The year of each indicator, in versions: what its parts come to, beside what was returned (domain section 5). */
const rollUpsTable: Table = {
  name: 'annual_roll_ups',
  columns: {
    year: 'text',
    indicator: 'text',
    from_position: 'bigint',
    area: 'text',
    method: 'text',
    state: 'text',
    computed: 'text',
    returned: 'text',
    difference: 'text',
    status: 'text',
    parts: 'json',
    missing: 'json',
  },
  key: ['year', 'indicator', 'from_position'],
  position: 'from_position',
};

export const annualRollUps: ReadModel = {
  name: 'annual-roll-ups',
  version: 1,
  tables: [rollUpsTable],
  needsCells: true,
  projectIndicator({ indicator, stored, cells }, emit) {
    for (const { period, before, after } of cells) {
      if (parsePeriod(period).kind !== 'year') continue;
      const was = factsOf(before);
      const is = factsOf(after);
      if (is.every((value, index) => value === was[index])) continue;
      emit.row(rollUpsTable, [period, indicator, stored.position, ...is]);
    }
  },
};

const NOTHING: Row = [null, null, null, null, null, null, null, null, null];

function factsOf(cell: Cell | undefined): Row {
  if (!cell) return NOTHING;
  const result = cell.rollUp?.result;
  const returned = cell.value && cell.value.source !== 'roll-up' ? cell.value.value : null;
  return [
    cell.area,
    cell.rollUp?.method ?? 'none',
    // An annual indicator has no parts to put together.
    result?.state ?? 'not-rolled-up',
    result?.state === 'computed' ? result.value : null,
    returned,
    cell.rollUp?.difference ?? null,
    cell.status,
    JSON.stringify(result?.state === 'computed' ? result.periods : []),
    JSON.stringify(result?.state === 'incomplete' ? result.missing : []),
  ];
}

interface RollUpRecord extends Omit<AnnualRollUp, 'fromPosition'> {
  readonly from_position: string;
}

/** The years of all indicators, or of one, as at a position, by area and indicator. */
export async function readAnnualRollUps(
  querier: Querier,
  year: string,
  position: number,
  indicator?: string,
): Promise<AnnualRollUp[]> {
  const answer = await querier.query<RollUpRecord>({
    name: 'annual-roll-ups',
    text: `select indicator, year, area, method, state, computed, returned, difference, status, parts, missing, from_position
             from (select distinct on (indicator) * from read_models.annual_roll_ups
                    where year = $1 and from_position <= $2 and ($3::text is null or indicator = $3)
                    order by indicator desc, from_position desc) latest
            where status is not null order by area, indicator`,
    values: [year, position, indicator ?? null],
  });
  return answer.rows.map(({ from_position, ...row }) => ({ ...row, fromPosition: Number(from_position) }));
}
