/**
 * Appends without end, as many callers at once, and prints the id of each event once it is acknowledged.
 * Arguments: the URL of a migrated database; the number of callers.
 */
import { randomUUID } from 'node:crypto';
import { createApplicationPool } from '@outturn/database';
import { PostgresEventStore } from '@outturn/event-store';

const [, , url = '', callers = '1'] = process.argv;
const pool = createApplicationPool(url, {
  maxConnections: 4,
  onIdleError: (error) => {
    console.error(error.message);
  },
});
const store = new PostgresEventStore(pool);
const metadata = { actor: 'a', role: 'officer', correlationId: 'c', causationId: 'd' };

async function appendForever(caller: number): Promise<void> {
  for (let round = 0; ; round += 1) {
    const events = Array.from({ length: (round % 3) + 1 }, (_, number) => ({
      id: randomUUID(),
      type: 'outturn-submitted',
      schemaVersion: 1,
      data: { caller, round, number },
      metadata,
    }));
    const { eventIds } = await store.append(`stream-${caller}-${process.pid}`, events, 'any');
    process.stdout.write(eventIds.map((id) => `${id}\n`).join(''));
  }
}

Promise.all(Array.from({ length: Number(callers) }, (_, caller) => appendForever(caller))).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
