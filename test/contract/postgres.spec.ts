import { EVENT_LIMIT_BYTES, PostgresEventStore } from '@outturn/event-store';
import { createTestDatabase } from '../support/database';
import { eventStoreContract } from './event-store.contract';

eventStoreContract('the event store in PostgreSQL', async () => {
  const database = await createTestDatabase();
  const store = new PostgresEventStore(database.pool);
  const other = new PostgresEventStore(database.openPool());
  return {
    store,
    other,
    dataLimitBytes: EVENT_LIMIT_BYTES,
    dispose: async () => {
      await Promise.all([store.close(), other.close()]);
      await database.drop();
    },
  };
});
