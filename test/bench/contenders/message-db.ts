import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client, type Pool, type PoolClient } from 'pg';
import { DATA, METADATA, repeat } from '../load';
import { createDatabase, quietPool, type Contender } from './contender';

const DATABASE_FOLDER = join(dirname(require.resolve('@eventide/message-db/package.json')), 'database');
/** What its installer runs with psql, in that order, but for pgcrypto: PostgreSQL makes random ids by itself by now. */
const SCRIPTS = [
  'schema/message-store',
  'tables/messages',
  'types/message',
  ...[
    'message-store-version',
    'hash-64',
    'acquire-lock',
    'category',
    'is-category',
    'id',
    'cardinal-id',
    'stream-version',
    'write-message',
  ].map((name) => `functions/${name}`),
  ...['messages-id', 'messages-stream', 'messages-category'].map((name) => `indexes/${name}`),
];
const WRITE = 'select message_store.write_message($1, $2, $3, $4, $5)';
const DATA_JSON = JSON.stringify(DATA);
const METADATA_JSON = JSON.stringify(METADATA);

/** message-db (`@eventide/message-db`): functions in the database; several events are several calls in a transaction. */
export async function openMessageDb(serverUrl: string, database: string): Promise<Contender> {
  const url = new URL(await createDatabase(serverUrl, database));
  const installer = new Client(url.href);
  await installer.connect();
  // As its script for the role does, which cannot be run twice on a server.
  await installer.query(
    `alter database ${installer.escapeIdentifier(database)} set search_path to message_store, public`,
  );
  await installer.query('set search_path to message_store, public');
  for (const script of SCRIPTS) await installer.query(readFileSync(join(DATABASE_FOLDER, `${script}.sql`), 'utf8'));
  await installer.end();
  const pool = quietPool(url.href);
  return {
    name: 'message-db',
    append: (streamId, count) => (count === 1 ? write(pool, streamId) : writeAll(pool, streamId, count)),
    close: () => pool.end(),
  };
}

function write(connection: Pool | PoolClient, streamId: string): Promise<unknown> {
  return connection.query({
    name: 'write-message',
    text: WRITE,
    values: [randomUUID(), streamId, 'outturn-submitted', DATA_JSON, METADATA_JSON],
  });
}

async function writeAll(pool: Pool, streamId: string, count: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await Promise.all(repeat(count, () => write(client, streamId)));
    await client.query('commit');
  } finally {
    client.release();
  }
}
