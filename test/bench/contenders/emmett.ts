import { isExpectedVersionConflictError } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { DATA, METADATA, repeat } from '../load';
import { createDatabase, quietPool, untilWon, type Contender } from './contender';

/** `@event-driven-io/emmett-postgresql`. */
export async function openEmmett(serverUrl: string, database: string): Promise<Contender> {
  const url = await createDatabase(serverUrl, database);
  const pool = quietPool(url);
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();
  return {
    name: 'emmett',
    append: (streamId, count) =>
      untilWon(
        () =>
          store.appendToStream(
            streamId,
            repeat(count, () => ({ type: 'outturn-submitted', data: DATA, metadata: METADATA })),
          ),
        isExpectedVersionConflictError,
      ),
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}
