import type { PoolClient } from 'pg';
import { moveCheckpoints, type Standing } from './checkpoints';
import { readCurrentCounts, summariesTable, summaryRows } from './period-summaries';
import type { RowBuffer } from './row-buffer';
import { columnsOf, insertStatement, tableName } from './table';

/** Taken shared by who adds rows, and exclusively by who puts rebuilt tables in the place of others. */
export const TABLES_LOCK = 7_245_918_211;
/** The channel on which the position is told that the read models have come to. */
export const FOLLOWED_CHANNEL = 'outturn_read_models';

/**
 * Adds the rows of a batch and moves the checkpoints, in one transaction.
 *
 * @throws {CheckpointMoved} when somebody else has moved them; nothing was written.
 */
export async function writeBatch(client: PoolClient, from: Standing, to: number, buffer: RowBuffer): Promise<void> {
  await inTransaction(client, async () => {
    await client.query('select pg_advisory_xact_lock_shared($1)', [TABLES_LOCK]);
    await moveCheckpoints(client, from, to);
    await insertRows(client, buffer);
    await client.query('select pg_notify($1, $2)', [FOLLOWED_CHANNEL, String(to)]);
  });
}

/** Inserts the rows of a batch into the tables, or into those that are being built beside them. */
export async function insertRows(client: PoolClient, buffer: RowBuffer, suffix = ''): Promise<void> {
  for (const [table, rows] of buffer.rows) {
    await client.query(insertStatement(table, suffix), columnsOf(table, rows));
  }
  if (buffer.tallies.length === 0) return;
  const current = await readCurrentCounts(client, tableName(summariesTable, suffix), buffer.tallies);
  const inOrder = buffer.tallies.sort((a, b) => a.position - b.position);
  const rows = [...summaryRows(inOrder, current)];
  await client.query(insertStatement(summariesTable, suffix), columnsOf(summariesTable, rows));
}

/** Runs work between begin and commit; rolls back and passes the error on when it fails. */
export async function inTransaction<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    // On a broken connection there is nothing to roll back.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
