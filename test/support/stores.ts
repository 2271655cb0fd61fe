import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import {
  EventStoreDbConnection,
  EventStoreDbEventStore,
  PostgresEventStore,
  type EventStore,
} from '@outturn/event-store';
import { startEventStoreDbDouble } from './eventstoredb-double';

/** Makes an empty store over a fresh database; its `close` ends all that was started for it. */
export type MakeStore = (pool: Pool) => EventStore | Promise<EventStore>;

/** A store that a suite runs over. */
export interface StoreKind {
  readonly name: string;
  readonly makeStore: MakeStore;
}

/** The events and all else in one database. */
export const onPostgres: MakeStore = (pool) => new PostgresEventStore(pool);

/** An EventStoreDB of its own in this process. */
export const onEventStoreDbDouble: MakeStore = async (pool) => {
  const double = await startEventStoreDbDouble();
  const connection = await EventStoreDbConnection.open({ url: double.url });
  const onClosed = async () => {
    await connection.dispose();
    await double.stop();
  };
  return new EventStoreDbEventStore({ connection, pool, onClosed });
};

/** A real server, which cannot be emptied: every store has streams of its own there. */
function onEventStoreDbAt(url: string): MakeStore {
  return async (pool) => {
    const connection = await EventStoreDbConnection.open({ url });
    const namespace = `outturn_test_${randomBytes(6).toString('hex')}.`;
    return new EventStoreDbEventStore({ connection, pool, namespace, onClosed: () => connection.dispose() });
  };
}

const url = process.env.EVENTSTORE_URL ?? '';

/** The stores that every suite above the port runs over; the real server only where EVENTSTORE_URL names one. */
export const STORE_KINDS: readonly StoreKind[] = [
  { name: 'PostgreSQL', makeStore: onPostgres },
  { name: 'EventStoreDB (double)', makeStore: onEventStoreDbDouble },
  ...(url === '' ? [] : [{ name: 'the event store at EVENTSTORE_URL', makeStore: onEventStoreDbAt(url) }]),
];
