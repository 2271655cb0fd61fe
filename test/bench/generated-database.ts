import { Client } from 'pg';
import { createApplicationPool, migrate } from '@outturn/database';
import { generateHistory, type HistorySize } from '../support/history-generator';
import { loadEvents } from '../support/load-events';
import { allMigrations } from '@outturn/migrations';

/** Makes a database with a generated history in its event store and empty read models; gives its URL. */
export async function createGeneratedDatabase(serverUrl: string, name: string, size: HistorySize): Promise<string> {
  const client = new Client(serverUrl);
  await client.connect();
  await client.query(`create database ${client.escapeIdentifier(name)}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate(url.href, allMigrations);
  const pool = createApplicationPool(url.href, { maxConnections: 2, onIdleError: () => undefined });
  await loadEvents(pool, generateHistory(size));
  await pool.end();
  return url.href;
}
