import { once } from 'node:events';
import type { StoredEvent } from '@outturn/event-store';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { moveCheckpoints, type Standing } from './checkpoints';
import { readCurrentCounts, summariesTable, summaryRows } from './period-summaries';
import type { RowBuffer } from './row-buffer';
import { copyLine, copyStatement, tableName, type Row, type Table } from './table';

/** Taken shared by who adds rows, and exclusively by who puts rebuilt tables in the place of others. */
export const TABLES_LOCK = 7_245_918_211;
/** The channel on which the position is told that the read models have come to. */
export const FOLLOWED_CHANNEL = 'outturn_read_models';

/**
 * Adds the rows of a batch and moves the checkpoints to its last event, in one transaction.
 *
 * @throws {CheckpointMoved} when somebody else has moved them; nothing was written.
 */
export async function writeBatch(
  client: PoolClient,
  from: Standing,
  last: Pick<StoredEvent, 'id' | 'position'>,
  buffer: RowBuffer,
): Promise<void> {
  await inTransaction(client, async () => {
    await client.query('select pg_advisory_xact_lock_shared($1)', [TABLES_LOCK]);
    await moveCheckpoints(client, from, last);
    await addRows(client, buffer);
    await client.query('select pg_notify($1, $2)', [FOLLOWED_CHANNEL, String(last.position)]);
  });
}

/** Adds the rows of a batch to the tables, or to those that are being built beside them. */
export async function addRows(client: PoolClient, buffer: RowBuffer, suffix = ''): Promise<void> {
  for (const [table, rows] of buffer.rows) await copyRows(client, table, rows, suffix);
  if (buffer.tallies.length === 0) return;
  const current = await readCurrentCounts(client, tableName(summariesTable, suffix), buffer.tallies);
  const inOrder = buffer.tallies.sort((a, b) => a.position - b.position);
  await copyRows(client, summariesTable, [...summaryRows(inOrder, current)], suffix);
}

async function copyRows(client: PoolClient, table: Table, rows: readonly Row[], suffix: string): Promise<void> {
  const stream = client.query(copyFrom(copyStatement(table, suffix)));
  stream.end(rows.map(copyLine).join(''));
  await once(stream, 'finish');
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
