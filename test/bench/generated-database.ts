import { createApplicationPool, migrate } from '@outturn/database';
import { allMigrations } from '@outturn/migrations';
import { generateHistory, type HistorySize } from '../support/history-generator';
import { loadEvents } from '../support/load-events';
import { createDatabase } from './contenders/contender';

/** Makes a database with a generated history in its event store and empty read models; gives its URL. */
export async function createGeneratedDatabase(serverUrl: string, name: string, size: HistorySize): Promise<string> {
  const url = await createDatabase(serverUrl, name);
  await migrate(url, allMigrations);
  const pool = createApplicationPool(url, { maxConnections: 2, onIdleError: () => undefined });
  await loadEvents(pool, generateHistory(size));
  await pool.end();
  return url;
}
