import { initialIndicator, indicatorStream } from '@outturn/domain';
import type { EventStore, StoredEvent } from '@outturn/event-store';
import type { Pool, PoolClient } from 'pg';
import { readModels } from './all-read-models';
import { foldPeriods, projectIndicator, readIndicatorKeys, readPeriodEvents } from './batch';
import { addCheckpoints, eventAt, furthestAhead } from './checkpoints';
import { CopySink } from './copy-sink';
import { Engine } from './engine';
import { summariesTable, summaryRows } from './period-summaries';
import type { CalendarStep, ReadModel } from './projection';
import { createShadows, indexShadows, standsOf, swapShadows, tablesOf } from './shadow';
import { projectionsByCategory, streamName } from './streams';
import { SHADOW_SUFFIX, tableName } from './table';
import { FOLLOWED_CHANNEL, inTransaction, addRows, TABLES_LOCK } from './write-batch';

export interface RebuildOptions {
  readonly store: EventStore;
  readonly pool: Pool;
  /** Which read models to rebuild; all of them when absent. */
  readonly models?: readonly ReadModel[];
  /** Is told how many indicators are done, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Held by the one rebuild or verification of a database at a time. */
const REBUILD_LOCK = 7_245_918_212;
/** Few enough that their events lie in memory together. */
const STREAMS_A_READ = 8;
/** So many reads are on their way while the events of another are folded. */
const READS_AHEAD = 3;
const CATCH_UP_BATCH = 1_000;
const MAX_STATES = 2_000;
const LOCK_WAIT_MS = 200;
const LOCK_ATTEMPTS = 100;

/**
 * Makes read models anew from the event store, beside those in use, and puts them in their place.
 *
 * Everybody goes on reading, and the follower goes on following, until the end; then both wait for the moment of the
 * exchange. A rebuild that fails leaves everything as it was.
 *
 * @returns the position up to which the new read models have followed
 */
export async function rebuildReadModels(options: RebuildOptions): Promise<number> {
  const { store, pool, models = readModels } = options;
  // Not in the transaction below: the rows stay locked until its end, and the follower needs them.
  await addCheckpoints(pool, models);
  return withRebuildConnection(pool, (client) =>
    inTransaction(client, async () => {
      await createShadows(client, models);
      let position = await store.headPosition();
      await fillShadows(client, options, position);
      await indexShadows(client, models);
      const engine = new Engine({ store, maxStates: MAX_STATES });
      position = await catchUp(client, engine, options, position, await store.headPosition());
      await lockTables(client, models);
      position = await catchUp(client, engine, options, position, await furthestAhead(client, models));
      await swapShadows(client, models);
      const last = await eventAt(store, position);
      await client.query(
        `update read_models.checkpoints c set position = $1, version = m.version, event_id = $4
           from unnest($2::text[], $3::integer[]) m(name, version) where c.name = m.name`,
        [position, models.map(({ name }) => name), models.map(({ version }) => version), last?.id],
      );
      await client.query('select pg_notify($1, $2)', [FOLLOWED_CHANNEL, String(position)]);
      return position;
    }),
  );
}

/** A connection for work that takes long, one at a time in a database. */
export async function withRebuildConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(
      `set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0;
       set maintenance_work_mem = '256MB'`,
    );
    await client.query('select pg_advisory_lock($1)', [REBUILD_LOCK]);
    return await work(client);
  } finally {
    // Ends the session with its settings and its lock.
    client.release(true);
  }
}

/**
 * Fills the new tables with what follows from all events up to a position.
 *
 * It goes through the log stream by stream, so that the state of one indicator is all that it holds: the memory does not
 * grow with the log. What happened to reporting periods is laid between the events of each.
 */
export async function fillShadows(
  client: PoolClient,
  { store, models = readModels, onProgress }: RebuildOptions,
  position: number,
): Promise<void> {
  const sink = new CopySink(client, SHADOW_SUFFIX);
  await fillStreams(store, models, sink, position);
  const { steps } = foldPeriods(await readPeriodEvents(store, position), new Map(), models, sink);
  await fillIndicators(store, models, steps, sink, position, onProgress);
  if (models.some((model) => model.tables.includes(summariesTable))) {
    for (const row of summaryRows(sink.tallies.inOrder(), new Map())) {
      sink.row(summariesTable, row);
      if (sink.isFull) await sink.settle();
    }
  }
  await sink.finish();
}

async function fillStreams(
  store: EventStore,
  models: readonly ReadModel[],
  sink: CopySink,
  position: number,
): Promise<void> {
  for (const [category, projections] of projectionsByCategory(models)) {
    const prefix = streamName(category, '');
    const remaining = (await store.streamIds(prefix, position)).sort();
    while (remaining.length > 0) {
      const streams = await store.readStreams(remaining.splice(0, STREAMS_A_READ), position);
      for (const [stream, events] of streams) {
        const folds = projections.map((projection) => projection.open(stream.slice(prefix.length)));
        for (const event of events) for (const fold of folds) fold(event, sink);
        if (sink.isFull) await sink.settle();
      }
    }
  }
}

async function fillIndicators(
  store: EventStore,
  models: readonly ReadModel[],
  steps: readonly CalendarStep[],
  sink: CopySink,
  position: number,
  onProgress: RebuildOptions['onProgress'],
): Promise<void> {
  const keys = (await readIndicatorKeys(store, position)).sort();
  const calendar = { start: new Map(), steps };
  const read = (from: number) => readSome(store, keys.slice(from, from + STREAMS_A_READ), position);
  const coming: ReturnType<typeof read>[] = [];
  for (let done = 0; done < keys.length; done += STREAMS_A_READ) {
    for (let ahead = coming.length; ahead < READS_AHEAD; ahead += 1) {
      const reading = read(done + ahead * STREAMS_A_READ);
      // Whoever waits for it sees the error; until then nobody is there to take it.
      reading.catch(() => undefined);
      coming.push(reading);
    }
    const streams = await coming.shift();
    for (const key of keys.slice(done, done + STREAMS_A_READ)) {
      projectIndicator(key, initialIndicator, streams?.get(indicatorStream(key)) ?? [], calendar, models, sink);
      if (sink.isFull) await sink.settle();
    }
    onProgress?.(Math.min(keys.length, done + STREAMS_A_READ), keys.length);
  }
}

async function readSome(
  store: EventStore,
  keys: readonly string[],
  position: number,
): Promise<Map<string, StoredEvent[]>> {
  return keys.length === 0 ? new Map() : store.readStreams(keys.map(indicatorStream), position);
}

async function catchUp(
  client: PoolClient,
  engine: Engine,
  { store, models = readModels }: RebuildOptions,
  from: number,
  to: number,
): Promise<number> {
  let position = from;
  if (to <= from) return position;
  for await (const events of store.readAll({
    afterPosition: from,
    untilPosition: to,
    batchSize: CATCH_UP_BATCH,
  })) {
    const buffer = await engine.project(models, events, position);
    await addRows(client, buffer, SHADOW_SUFFIX);
    position = events.at(-1)?.position ?? position;
  }
  return position;
}

/**
 * Waits until nobody uses the tables. Who reads several of them takes them in another order, so that waiting long would
 * end in a deadlock: it lets go again soon, and tries anew.
 */
async function lockTables(client: PoolClient, models: readonly ReadModel[]): Promise<void> {
  const tables = tablesOf(models);
  // First what views stand on: whoever waits there finds the new tables, and whoever waits behind it would find none.
  const names = [...(await standsOf(client, tables)), ...tables.map((table) => tableName(table))].join(', ');
  await client.query('select pg_advisory_xact_lock($1)', [TABLES_LOCK]);
  for (let attempt = 1; ; attempt += 1) {
    await client.query(`savepoint before_locking; set local lock_timeout = ${LOCK_WAIT_MS}`);
    try {
      await client.query(`lock table ${names} in access exclusive mode`);
      await client.query('set local lock_timeout = 0');
      return;
    } catch (error) {
      if (attempt === LOCK_ATTEMPTS) throw error;
      await client.query('rollback to savepoint before_locking');
    }
  }
}
