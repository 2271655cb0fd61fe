import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore, StoredEvent } from '@outturn/event-store';
import type { Pool, PoolClient } from 'pg';
import { readModels } from './all-read-models';
import {
  addCheckpoints,
  CheckpointMoved,
  furthestBehind,
  readCheckpoints,
  requireSameStore,
  type Standing,
} from './checkpoints';
import { Engine } from './engine';
import { asError, isWorthRetrying } from './errors';
import type { ReadModel } from './projection';
import { knownEvents } from './known-events';
import { tableName } from './table';
import { writeBatch } from './write-batch';

export interface FollowerOptions {
  readonly store: EventStore;
  readonly pool: Pool;
  /** Which read models follow; all of them when absent. */
  readonly models?: readonly ReadModel[];
  /** Events in one transaction at the most; 1,000 when absent. */
  readonly batchSize?: number;
  /** Indicators whose states are remembered between batches; 2,000 when absent. */
  readonly maxStates?: number;
  /** Is told about errors after which the follower tries again, and about the one that stops it. */
  readonly onError?: (error: unknown) => void;
}

export type FollowerState = 'stopped' | 'starting' | 'waiting' | 'catching-up' | 'following' | 'retrying' | 'failed';

export interface FollowerStatus {
  /** `waiting`: another process follows this database. `failed`: it stopped at an error and stays there. */
  readonly state: FollowerState;
  /** Up to which event all read models have followed, as far as this process knows. */
  readonly position: number;
  /** The error because of which it failed or tries again. */
  readonly error?: Error;
}

/**
 * Held by the one process that follows the store for this database. One lock for all read models together, as they are
 * written from the same batch in one transaction.
 */
const FOLLOWER_LOCK = 7_245_918_210;
const LOCK_POLL_MS = 1_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** After so many events the planner's picture of the tables is renewed. */
const ANALYSE_AFTER_EVENTS = 10_000;

/**
 * Keeps the read models up with the event store: first what is stored, then what is committed, each batch in one
 * transaction with the checkpoints, so that it may stop anywhere at any time. One process follows for a database; others
 * wait for their turn.
 *
 * At an event that this program does not know it stops, and goes no further: see `status`.
 */
export class ReadModelFollower {
  private readonly models: readonly ReadModel[];
  private readonly engine: Engine;
  private readonly batchSize: number;
  private current: FollowerStatus = { state: 'stopped', position: 0 };
  private stopping = new AbortController();
  private running: Promise<void> | undefined;
  private sinceAnalysed = 0;

  constructor(private readonly options: FollowerOptions) {
    const { store, maxStates = 2_000 } = options;
    this.models = options.models ?? readModels;
    this.batchSize = options.batchSize ?? 1_000;
    this.engine = new Engine({ store, maxStates });
  }

  /** Starts following; does nothing when it does so already. */
  start(): void {
    if (this.running) return;
    this.stopping = new AbortController();
    this.running = this.run(this.stopping.signal).finally(() => (this.running = undefined));
  }

  /** Stops after the batch in hand. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    if (this.current.state !== 'failed') this.current = { state: 'stopped', position: this.current.position };
  }

  status(): FollowerStatus {
    return this.current;
  }

  /** How many events the store has that the read models have not followed yet. */
  async lag(): Promise<number> {
    const [head, checkpoints] = await Promise.all([
      this.options.store.headPosition(),
      readCheckpoints(this.options.pool, this.models),
    ]);
    return Math.max(0, head - furthestBehind(checkpoints).position);
  }

  private async run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const before = this.current.position;
      try {
        this.become('starting');
        await this.followOnce(signal);
        return;
      } catch (error) {
        this.engine.forget();
        if (error instanceof CheckpointMoved) continue;
        this.options.onError?.(error);
        const { position } = this.current;
        const isPassing = isWorthRetrying(error);
        this.current = { state: isPassing ? 'retrying' : 'failed', position, error: asError(error) };
        if (!isPassing) return;
        failures = position > before ? 1 : failures + 1;
        const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
        await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Follows on one connection, whose session holds the lock: who loses the connection can write nothing more. */
  private async followOnce(signal: AbortSignal): Promise<void> {
    const client = await this.options.pool.connect();
    // The next statement fails by itself.
    client.on('error', () => undefined);
    try {
      if (!(await this.takeTurn(client, signal))) return;
      await addCheckpoints(client, this.models);
      await requireSameStore(client, this.options.store, this.models);
      await this.catchUp(client, signal);
      const standing = furthestBehind(await readCheckpoints(client, this.models));
      if (!signal.aborted) await this.followOn(client, standing, signal);
    } finally {
      // Ending the session gives the lock back, whatever state it is in.
      client.release(true);
    }
  }

  private async takeTurn(client: PoolClient, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      const query = 'select pg_try_advisory_lock($1) as taken';
      const answer = await client.query<{ taken: boolean }>(query, [FOLLOWER_LOCK]);
      if (answer.rows[0]?.taken === true) return true;
      this.become('waiting');
      await pause(LOCK_POLL_MS, undefined, { signal }).catch(() => undefined);
    }
    return false;
  }

  /** Brings up those that have followed least, until all stand at one place, and that is the end of what is stored. */
  private async catchUp(client: PoolClient, signal: AbortSignal): Promise<void> {
    const isStopped = () => signal.aborted;
    for (;;) {
      const behind = furthestBehind(await readCheckpoints(client, this.models));
      const head = await this.options.store.headPosition();
      this.become('catching-up', behind.position);
      if (behind.position >= head || isStopped()) return;
      const { batchSize } = this;
      const options = { afterPosition: behind.position, untilPosition: behind.until ?? head, batchSize };
      let standing: Standing = behind;
      for await (const events of this.options.store.readAll(options)) {
        standing = await this.add(client, standing, events);
        if (isStopped()) return;
      }
    }
  }

  private async followOn(client: PoolClient, from: Standing, signal: AbortSignal): Promise<void> {
    let standing = from;
    this.become('following', standing.position);
    const options = { afterPosition: from.position, batchSize: this.batchSize };
    const subscription = this.options.store.subscribe(options, async (events) => {
      standing = await this.add(client, standing, events);
    });
    const stop = () => void subscription.close();
    signal.addEventListener('abort', stop);
    try {
      await subscription.ended;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  private async add(client: PoolClient, from: Standing, events: readonly StoredEvent[]): Promise<Standing> {
    const known = knownEvents(events);
    const last = known.events.at(-1);
    if (last) {
      const buffer = await this.engine.project(from.models, known.events, from.position);
      await writeBatch(client, from, last, buffer);
      this.current = { ...this.current, position: last.position };
      await this.renewStatistics(client, known.events.length);
    }
    if (known.error) throw known.error;
    return last ? { models: from.models, position: last.position } : from;
  }

  /** Plans that were made while a table was small would read all of it. */
  private async renewStatistics(client: PoolClient, events: number): Promise<void> {
    this.sinceAnalysed += events;
    if (this.sinceAnalysed < ANALYSE_AFTER_EVENTS) return;
    this.sinceAnalysed = 0;
    const tables = this.models.flatMap((model) => model.tables.map((table) => tableName(table)));
    await client.query(`analyze ${tables.join(', ')}`);
  }

  private become(state: FollowerState, position = this.current.position): void {
    this.current = { state, position };
  }
}
