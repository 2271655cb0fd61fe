import { GroupedEvent, isEventAlreadyExistsError } from '@castore/core';
import { PostgresEventStorageAdapter } from '@castore/event-storage-adapter-postgres';
import { DATA, METADATA, repeat } from '../load';
import { createDatabase, untilWon, type Contender } from './contender';

const EVENT_STORE = { eventStoreId: 'indicators' };

/**
 * `@castore/event-storage-adapter-postgres`. Its callers say which version an event gets, so each stream's is counted
 * here, which costs nothing; who loses the race for one tries the next, as its documentation says.
 */
export async function openCastore(serverUrl: string, database: string): Promise<Contender> {
  const url = new URL(await createDatabase(serverUrl, database));
  // Its driver finds a socket of this machine only by these, and only when the address names no host.
  process.env.PGHOST = url.searchParams.get('host') ?? url.hostname;
  process.env.PGUSER = decodeURIComponent(url.username);
  const connectionString = `postgresql:///${database}`;
  await PostgresEventStorageAdapter.createEventTable({
    connectionString,
    aggregateId: { type: 'VARCHAR', length: 100 },
  });
  const adapter = new PostgresEventStorageAdapter({ connectionString });
  const versions = new Map<string, number>();
  return {
    name: 'castore',
    append: (aggregateId, count) =>
      untilWon(async () => {
        const last = versions.get(aggregateId) ?? 0;
        await push(adapter, aggregateId, last, count);
        versions.set(aggregateId, Math.max(versions.get(aggregateId) ?? 0, last + count));
      }, isEventAlreadyExistsError),
    // The adapter has no way to end its connections: they end with the server.
    close: () => Promise.resolve(),
  };
}

async function push(adapter: PostgresEventStorageAdapter, aggregateId: string, last: number, count: number) {
  const events = repeat(count, (index) => ({
    aggregateId,
    version: last + index + 1,
    type: 'outturn-submitted',
    payload: DATA,
    metadata: METADATA,
    timestamp: new Date().toISOString(),
  }));
  const [first, ...others] = events;
  if (first === undefined) return;
  if (others.length === 0) {
    await adapter.pushEvent(first, EVENT_STORE);
    return;
  }
  const grouped = (event: typeof first) =>
    new GroupedEvent({ event, context: EVENT_STORE, eventStorageAdapter: adapter });
  await adapter.pushEventGroup({}, grouped(first), ...others.map(grouped));
}
