import type { EventStore } from '@outturn/event-store';
import type { Pool, PoolClient } from 'pg';
import { readModels } from './all-read-models';
import { furthestBehind, readCheckpoints } from './checkpoints';
import type { ReadModel } from './projection';
import { fillShadows, withRebuildConnection, type RebuildOptions } from './rebuild';
import { createShadows, indexShadows, tablesOf } from './shadow';
import { SHADOW_SUFFIX, tableName, type Table } from './table';

/** A row that the read model has and the events do not give, or the other way round, or that they give otherwise. */
export interface Difference {
  readonly table: string;
  /** The values of the primary key, as JSON. */
  readonly key: string;
  /** The row as JSON; null where there is none. */
  readonly stored: string | null;
  readonly rebuilt: string | null;
}

export interface Verification {
  /** Up to which position the read models were compared. */
  readonly position: number;
  readonly rows: number;
  /** At most a hundred a table. */
  readonly differences: readonly Difference[];
}

const DIFFERENCES_A_TABLE = 100;

/**
 * Makes the read models anew from the event store, beside those in use, and compares them row for row. Changes nothing,
 * and everybody goes on working meanwhile.
 */
export async function verifyReadModels(options: {
  readonly store: EventStore;
  readonly pool: Pool;
  readonly models?: readonly ReadModel[];
  readonly onProgress?: RebuildOptions['onProgress'];
}): Promise<Verification> {
  const { pool, models = readModels } = options;
  return withRebuildConnection(pool, async (client) => {
    const { position } = furthestBehind(await readCheckpoints(client, models));
    await client.query('begin');
    try {
      await createShadows(client, models);
      await fillShadows(client, options, position);
      await indexShadows(client, models);
      return await compare(client, models, position);
    } finally {
      // The new tables go with the transaction.
      await client.query('rollback');
    }
  });
}

async function compare(client: PoolClient, models: readonly ReadModel[], position: number): Promise<Verification> {
  const differences: Difference[] = [];
  let rows = 0;
  for (const table of tablesOf(models)) {
    differences.push(...(await differencesOf(client, table, position)));
    const counted = await client.query<{ rows: string }>(
      `select count(*) as rows from ${tableName(table, SHADOW_SUFFIX)}`,
    );
    rows += Number(counted.rows[0]?.rows ?? 0);
  }
  return { position, rows, differences };
}

async function differencesOf(client: PoolClient, table: Table, position: number): Promise<Difference[]> {
  const key = table.key.join(', ');
  const values = Object.entries(table.columns).map(([name, type]) => (type === 'json' ? `${name}::text` : name));
  const select = `select ${key}, row(${values.join(', ')}) as facts, row_to_json(t)::text as json`;
  const answer = await client.query<Omit<Difference, 'table'>>(
    `select json_build_array(${key})::text as key, stored.json as stored, rebuilt.json as rebuilt
       from (${select} from ${tableName(table)} t where ${table.position} <= $1) stored
       full join (${select} from ${tableName(table, SHADOW_SUFFIX)} t) rebuilt using (${key})
      where stored.facts is distinct from rebuilt.facts
      order by ${key} limit $2`,
    [position, DIFFERENCES_A_TABLE],
  );
  return answer.rows.map((row) => ({ table: table.name, ...row }));
}
