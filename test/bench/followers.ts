import type { Event } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore, postgreSQLEventStoreConsumer } from '@event-driven-io/emmett-postgresql';
import { createApplicationPool, migrate } from '@outturn/database';
import { ledgerMigrations, PostgresEventStore } from '@outturn/event-store';
import { createDatabase, quietPool } from './contenders/contender';
import { DATA, METADATA, newEvents, repeat, type Subject } from './load';

/** A store with somebody who follows it from the beginning. */
export interface FollowedStore extends Subject {
  readonly name: string;
  /** Tells of every event as it comes, until it is stopped: the names of their streams, and their places in these. */
  follow(onEvent: (streamId: string, place: number) => void): { stop(): Promise<void> };
  close(): Promise<void>;
}

const BATCH_SIZE = 1_000;

/** This project's store and its subscription. */
export async function openFollowedOutturn(serverUrl: string, database: string): Promise<FollowedStore> {
  const url = await createDatabase(serverUrl, database);
  await migrate(url, ledgerMigrations);
  const pool = createApplicationPool(url, { maxConnections: 10, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  return {
    name: 'outturn',
    append: (streamId, count) => store.append(streamId, newEvents(count), 'any'),
    follow: (onEvent) => {
      const subscription = store.subscribe({ afterPosition: 0, batchSize: BATCH_SIZE }, (events) => {
        for (const { streamId, revision } of events) onEvent(streamId, revision);
        return Promise.resolve();
      });
      return { stop: () => subscription.close() };
    },
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}

/** What is appended, as emmett wants to know it. */
type Recorded = Event<'outturn-submitted', typeof DATA>;

/** emmett's store and its consumer, with a reactor that only looks, in batches of the same size. */
export async function openFollowedEmmett(serverUrl: string, database: string): Promise<FollowedStore> {
  const connectionString = await createDatabase(serverUrl, database);
  const pool = quietPool(connectionString);
  const store = getPostgreSQLEventStore(connectionString, { connectionOptions: { pool } });
  await store.schema.migrate();
  return {
    name: 'emmett',
    append: (streamId, count) =>
      store.appendToStream(
        streamId,
        repeat(count, () => ({ type: 'outturn-submitted', data: DATA, metadata: METADATA })),
      ),
    follow: (onEvent) => followEmmett(connectionString, onEvent),
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}

function followEmmett(connectionString: string, onEvent: (streamId: string, place: number) => void) {
  const consumer = postgreSQLEventStoreConsumer({
    connectionString,
    pulling: { batchSize: BATCH_SIZE, pullingFrequencyInMs: 1 },
  });
  consumer.reactor<Recorded>({
    processorId: 'looks-only',
    startFrom: 'BEGINNING',
    // Its type also has `eachBatch`, which version 0.42 never calls.
    eachMessage: ({ metadata }) => {
      onEvent(metadata.streamName, Number(metadata.streamPosition) - 1);
      return Promise.resolve();
    },
  });
  const running = consumer.start();
  return {
    stop: async () => {
      await consumer.close();
      await running;
    },
  };
}
