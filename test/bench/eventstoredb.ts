import { randomBytes } from 'node:crypto';
import { jsonEvent, streamNameFilter } from '@eventstore/db-client';
import { createApplicationPool, migrate } from '@outturn/database';
import { EventStoreDbConnection, EventStoreDbEventStore, ledgerMigrations } from '@outturn/event-store';
import { createDatabase } from './contenders/contender';
import { DATA, measureAppends, median, METADATA, newEvents, repeat, WORKLOADS, type Turn, type Workload } from './load';

/** One measurement through this project's store and through the client alone; figures are medians of interleaved turns. */
export interface EventStoreDbBenchRow {
  readonly measured: string;
  readonly storeEventsPerSecond: number;
  readonly storeP99Ms?: number;
  readonly clientEventsPerSecond: number;
  readonly clientP99Ms?: number;
  /** The store's share of the client's rate: what positions in PostgreSQL and certain repeats cost. */
  readonly ratio: number;
}

/** How much to measure. */
export interface EventStoreDbBenchSize {
  readonly workloads: readonly Workload[];
  readonly turns: number;
  readonly turnMs: number;
}

interface Opened {
  readonly store: EventStoreDbEventStore;
  readonly client: EventStoreDbConnection['client'];
  /** What the names of this run's streams start with: a server that others use cannot be emptied. */
  readonly namespace: string;
}

const SIZE: EventStoreDbBenchSize = { workloads: WORKLOADS, turns: 5, turnMs: 1_500 };
const BATCH_SIZE = 1_000;

/** Measures the server at EVENTSTORE_URL; says how to have that done when there is none. */
export async function benchEventStoreDb(serverUrl: string): Promise<EventStoreDbBenchRow[]> {
  const url = process.env.EVENTSTORE_URL ?? '';
  if (url === '') {
    console.log('Left out: set EVENTSTORE_URL to an EventStoreDB or KurrentDB that may be filled with events.');
    return [];
  }
  const databaseUrl = await createDatabase(serverUrl, 'bench_eventstoredb');
  await migrate(databaseUrl, ledgerMigrations);
  return measureEventStoreDb(url, databaseUrl);
}

/** Measures appending and following at an event store, with positions in a database that has been migrated. */
export async function measureEventStoreDb(
  url: string,
  databaseUrl: string,
  size = SIZE,
): Promise<EventStoreDbBenchRow[]> {
  const pool = createApplicationPool(databaseUrl, { maxConnections: 10, onIdleError: () => undefined });
  const connection = await EventStoreDbConnection.open({ url });
  const namespace = `outturn_bench_${randomBytes(6).toString('hex')}.`;
  const store = new EventStoreDbEventStore({ connection, pool, namespace });
  try {
    const opened = { store, client: connection.client, namespace };
    const rows: EventStoreDbBenchRow[] = [];
    for (const workload of size.workloads) rows.push(await compareAppends(opened, workload, size));
    rows.push(await compareFollowing(opened, size.turns));
    return rows;
  } finally {
    await store.close();
    await connection.dispose();
    await pool.end();
  }
}

async function compareAppends(opened: Opened, workload: Workload, size: EventStoreDbBenchSize) {
  const { store, client, namespace } = opened;
  const throughStore = {
    append: (streamId: string, count: number) => store.append(streamId, newEvents(count), 'any'),
  };
  // In another namespace, so that the store does not follow them.
  const throughClient = {
    append: (streamId: string, count: number) =>
      client.appendToStream(
        `client_${namespace}${streamId}`,
        repeat(count, () => jsonEvent({ type: 'outturn-submitted', data: DATA, metadata: METADATA })),
      ),
  };
  const turns: { store: Turn; client: Turn }[] = [];
  for (let turn = 0; turn < size.turns; turn += 1) {
    turns.push({
      store: await measureAppends(throughStore, workload, size.turnMs),
      client: await measureAppends(throughClient, workload, size.turnMs),
    });
  }
  return {
    ...compare(
      `append: ${workload.callers} callers, ${workload.eventsPerAppend} events each`,
      turns.map((turn) => turn.store.eventsPerSecond),
      turns.map((turn) => turn.client.eventsPerSecond),
    ),
    storeP99Ms: Number(median(turns.map((turn) => turn.store.p99Ms)).toFixed(1)),
    clientP99Ms: Number(median(turns.map((turn) => turn.client.p99Ms)).toFixed(1)),
  };
}

/** Follows all that the store holds, from the beginning to the end. */
async function compareFollowing({ store, client, namespace }: Opened, turns: number): Promise<EventStoreDbBenchRow> {
  const count = await store.headPosition();
  const throughStore: number[] = [];
  const throughClient: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    throughStore.push(await rateOf(count, () => followStore(store, count)));
    throughClient.push(await rateOf(count, () => followClient(client, namespace, count)));
  }
  return compare(`follow: ${count} events`, throughStore, throughClient);
}

async function followStore(store: EventStoreDbEventStore, count: number): Promise<void> {
  const options = { afterPosition: 0, untilPosition: count, batchSize: BATCH_SIZE };
  await store.subscribe(options, () => Promise.resolve()).ended;
}

async function followClient(client: Opened['client'], namespace: string, count: number): Promise<void> {
  const filter = streamNameFilter({ prefixes: [namespace] });
  const subscription = client.subscribeToAll({ fromPosition: 'start', filter });
  let followed = 0;
  try {
    for await (const { event } of subscription) {
      if (event) followed += 1;
      if (followed === count) return;
    }
  } finally {
    await subscription.unsubscribe();
  }
}

async function rateOf(events: number, work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return events / ((performance.now() - start) / 1_000);
}

function compare(measured: string, store: readonly number[], client: readonly number[]): EventStoreDbBenchRow {
  const storeEventsPerSecond = Math.round(median(store));
  const clientEventsPerSecond = Math.round(median(client));
  return {
    measured,
    storeEventsPerSecond,
    clientEventsPerSecond,
    ratio: Number((storeEventsPerSecond / clientEventsPerSecond).toFixed(2)),
  };
}
