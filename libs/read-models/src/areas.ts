import { area as areaDecider, type AreaState } from '@outturn/domain';
import type { ReadModel } from './projection';
import type { Querier } from './querier';
import { streamProjection } from './streams';
import type { Table } from './table';

/** Areas of the corporate plan, in versions. */
const areasTable: Table = {
  name: 'areas',
  columns: { area: 'text', from_position: 'bigint', state: 'json' },
  key: ['area', 'from_position'],
  position: 'from_position',
};

export const areas: ReadModel = {
  name: 'areas',
  version: 1,
  tables: [areasTable],
  needsCells: false,
  streams: [
    streamProjection({
      category: 'area',
      decider: areaDecider,
      project: ({ key, stored, after }, emit) => {
        emit.row(areasTable, [key, stored.position, JSON.stringify(after)]);
      },
    }),
  ],
};

/** The areas as at a position, in their own order. */
export async function readAreas(querier: Querier, position: number): Promise<AreaState[]> {
  const answer = await querier.query<{ state: AreaState }>({
    name: 'areas',
    text: `select distinct on (area) state from read_models.areas
            where from_position <= $1 order by area, from_position desc`,
    values: [position],
  });
  return answer.rows.map(({ state }) => state).sort((a, b) => a.order - b.order);
}
