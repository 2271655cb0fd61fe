/**
 * Opens a store over EventStoreDB, gives positions for as long as it lives, and prints the position of an append.
 * Arguments: the URL of a migrated database; the URL of the EventStoreDB.
 */
import { randomUUID } from 'node:crypto';
import { createApplicationPool } from '@outturn/database';
import { EventStoreDbConnection, EventStoreDbEventStore } from '@outturn/event-store';
import { EVERYTHING } from './eventstoredb-world';

const [, , databaseUrl = '', url = ''] = process.argv;
const pool = createApplicationPool(databaseUrl, {
  maxConnections: 4,
  onIdleError: (error) => {
    console.error(error.message);
  },
});
const metadata = { actor: 'a', role: 'officer', correlationId: 'c', causationId: 'd' };
const event = { id: randomUUID(), type: 'outturn-submitted', schemaVersion: 1, data: {}, metadata };

async function run(): Promise<void> {
  const connection = await EventStoreDbConnection.open({ url });
  const store = new EventStoreDbEventStore({ connection, pool, ...EVERYTHING });
  const { position } = await store.append('child', [event], 'no-stream');
  process.stdout.write(`${position}\n`);
}

run().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
