import { setImmediate as turn } from 'node:timers/promises';
import { EventStoreDbConnection, EventStoreDbEventStore, type EventStoreDbOptions } from '@outturn/event-store';
import { createTestDatabase, type TestDatabase } from './database';
import { startEventStoreDbDouble, type EventStoreDbDouble } from './eventstoredb-double';

/** A double, a database for the positions, and a store over both, with short time-outs. */
export interface EventStoreDbWorld {
  readonly double: EventStoreDbDouble;
  readonly database: TestDatabase;
  readonly connection: EventStoreDbConnection;
  readonly store: EventStoreDbEventStore;
  /** What the store has told about events that get no positions for the moment. */
  readonly problems: unknown[];
  /** Another store on the same connection, with the same or another database for its positions. */
  openOther(database?: TestDatabase): EventStoreDbEventStore;
  dispose(): Promise<void>;
}

export interface WorldOptions extends Partial<EventStoreDbOptions> {
  readonly nodes?: number;
  readonly answerTimeoutMs?: number;
  readonly patienceMs?: number;
}

/** Streams of tests have names without a category, so everything in this namespace is followed. */
export const EVERYTHING = { namespace: 'suite.', categories: [''], guardCategories: ['guard'] };

export async function createEventStoreDbWorld(options: WorldOptions = {}): Promise<EventStoreDbWorld> {
  const { nodes = 1, answerTimeoutMs = 500, patienceMs = 5_000 } = options;
  const [database, double] = await Promise.all([createTestDatabase(), startEventStoreDbDouble(nodes)]);
  const connection = await EventStoreDbConnection.open({ url: double.url, answerTimeoutMs, patienceMs });
  const problems: unknown[] = [];
  const onError = (error: unknown) => problems.push(error);
  const stores: EventStoreDbEventStore[] = [];
  const open = (pool: TestDatabase['pool']) => {
    const store = new EventStoreDbEventStore({ connection, pool, onError, ...EVERYTHING, ...options });
    stores.push(store);
    return store;
  };
  return {
    double,
    database,
    connection,
    store: open(database.pool),
    problems,
    openOther: (other = database) => open(other.openPool()),
    dispose: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await connection.dispose();
      await double.stop();
      await database.drop();
    },
  };
}

/** Settles once a condition holds; the test's own time-out is the limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}
