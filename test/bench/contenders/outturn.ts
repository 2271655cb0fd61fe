import { createApplicationPool, migrate } from '@outturn/database';
import { ledgerMigrations, PostgresEventStore } from '@outturn/event-store';
import { newEvents } from '../load';
import { createDatabase, MAX_CONNECTIONS, type Contender } from './contender';

/** This project's store. */
export async function openOutturn(serverUrl: string, database: string): Promise<Contender> {
  const url = await createDatabase(serverUrl, database);
  await migrate(url, ledgerMigrations);
  const pool = createApplicationPool(url, { maxConnections: MAX_CONNECTIONS, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  return {
    name: 'outturn',
    append: (streamId, count) => store.append(streamId, newEvents(count), 'any'),
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}
