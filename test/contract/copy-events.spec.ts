import { PostgresEventStore } from '@outturn/event-store';
import { createTestDatabase } from '../support/database';
import { createEventStoreDbWorld } from '../support/eventstoredb-world';
import { copyEventsContract } from './copy-events.contract';

copyEventsContract('PostgreSQL', async () => {
  const database = await createTestDatabase();
  const store = new PostgresEventStore(database.pool);
  const other = new PostgresEventStore(database.openPool());
  return {
    store,
    other,
    dispose: async () => {
      await Promise.all([store.close(), other.close()]);
      await database.drop();
    },
  };
});

copyEventsContract('EventStoreDB (double)', async () => {
  const world = await createEventStoreDbWorld({ answerTimeoutMs: 5_000 });
  return { store: world.store, other: world.openOther(), dispose: () => world.dispose() };
});
