import { randomBytes } from 'node:crypto';
import { EventStoreDbConnection, EventStoreDbEventStore } from '@outturn/event-store';
import { createTestDatabase } from '../support/database';
import { EVERYTHING } from '../support/eventstoredb-world';
import { copyEventsContract } from './copy-events.contract';
import { eventStoreContract } from './event-store.contract';

const OVERHEAD_BYTES = 176;
const url = process.env.EVENTSTORE_URL ?? '';

if (url === '') {
  it('runs over a real EventStoreDB or KurrentDB when EVENTSTORE_URL names one', () => {
    expect(url).toBe('');
  });
} else {
  // A real server cannot be emptied, so every test has streams of its own.
  const openStores = async () => {
    const database = await createTestDatabase();
    const connection = await EventStoreDbConnection.open({ url });
    const namespace = `outturn_test_${randomBytes(6).toString('hex')}.`;
    const own = { connection, ...EVERYTHING, namespace };
    const store = new EventStoreDbEventStore({ ...own, pool: database.pool });
    const other = new EventStoreDbEventStore({ ...own, pool: database.openPool() });
    return {
      store,
      other,
      dataLimitBytes: 1024 * 1024 - OVERHEAD_BYTES,
      dispose: async () => {
        await Promise.all([store.close(), other.close()]);
        await connection.dispose();
        await database.drop();
      },
    };
  };
  eventStoreContract('the event store at EVENTSTORE_URL', openStores);
  copyEventsContract('the event store at EVENTSTORE_URL', openStores);
}
