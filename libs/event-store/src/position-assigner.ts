import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { backOffMs } from './back-off';
import { EventStoreUnavailable } from './event-store';
import {
  EventStoreRefused,
  ForeignLog,
  isPassingInEventStoreDb,
  translateEventStoreDbError,
} from './eventstoredb-errors';
import { isAfter, UnreadableEvent, type LogEvent, type LogPlace } from './eventstoredb-events';
import type { EventStoreDbLog } from './eventstoredb-log';
import { MISSING_CHANNEL, type PositionIndex } from './position-index';

/** Held by the one process that assigns positions for a database. It spares work; the numbers are safe without it. */
const ASSIGNER_LOCK = 7_245_918_205;
const LOCK_POLL_MS = 500;
const BATCH_SIZE = 1_000;
const STOP_LIMIT_MS = 2_000;
/** A subscription that has brought something so lately is not stuck. */
const HEARD_LATELY_MS = 500;

export interface AssignerOptions {
  /** How often it is kept up to where the log was searched while nothing of ours comes. */
  readonly keepSearchedMs: number;
  /** How long what may pass by itself has to last before it is called trouble. */
  readonly troubleLimitMs: number;
  /** Is told why it has to go on anew. */
  readonly onError: (error: unknown) => void;
}

interface Trouble {
  readonly error: unknown;
  /** When it began, by `performance.now`. */
  readonly since: number;
}

/**
 * Follows the log and gives its events their positions. Every process has one; of those on one database, one works and
 * the others wait for their turn. When the subscription drops or ends it goes on from where it was, with growing pauses.
 */
export class PositionAssigner {
  private readonly stopping = new AbortController();
  private subscription = new AbortController();
  private running: Promise<void> | undefined;
  private failures = 0;
  private keptAt = performance.now();
  private heardAt = -Infinity;
  /** What it fails at and tries again. */
  private trouble: Trouble | undefined;
  /** The last of the events that it has and could not give positions to. */
  private unassigned: LogPlace | undefined;
  /** Why it has stopped for good, if it has. */
  failure: unknown;

  constructor(
    private readonly pool: Pool,
    private readonly index: PositionIndex,
    private readonly log: EventStoreDbLog,
    private readonly options: AssignerOptions,
  ) {}

  /** What keeps events from getting positions, once somebody has to see to it; undefined while nothing does. */
  get lastingTrouble(): unknown {
    if (this.failure !== undefined || !this.trouble) return this.failure;
    const { error, since } = this.trouble;
    const isLasting = error instanceof EventStoreRefused || performance.now() - since >= this.options.troubleLimitMs;
    return isLasting ? error : undefined;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Stops after the batch in hand; settles within 2 s, whatever the server does. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.subscription.abort();
    const waiting = new AbortController();
    const limit = pause(STOP_LIMIT_MS, undefined, { signal: waiting.signal }).catch(() => undefined);
    await Promise.race([this.running, limit]);
    waiting.abort();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const isStopped = () => signal.aborted;
    while (!isStopped()) {
      try {
        const hadTurn = await this.takeTurn();
        this.failures = 0;
        if (hadTurn) continue;
        // What another process fails at, that one tells.
        this.trouble = undefined;
        await pause(LOCK_POLL_MS, undefined, { signal }).catch(() => undefined);
      } catch (error) {
        if (isStopped()) return;
        this.failures += 1;
        this.report(error);
        if (this.failure !== undefined) return;
        await this.pauseAfterFailure();
      }
    }
  }

  private async pauseAfterFailure(): Promise<void> {
    this.subscription = new AbortController();
    const signal = AbortSignal.any([this.subscription.signal, this.stopping.signal]);
    await pause(backOffMs(this.failures), undefined, { signal }).catch(() => undefined);
  }

  private report(error: unknown): void {
    const { address } = this.log.connection;
    const isFinal = error instanceof ForeignLog || error instanceof UnreadableEvent;
    if (isFinal) this.failure = error;
    const told = isFinal ? error : translateEventStoreDbError(error, address, 'new events have no positions yet');
    this.trouble = { error: told, since: this.trouble?.since ?? performance.now() };
    this.options.onError(told);
  }

  /** Follows for as long as the lock is held; false when another process has it. */
  private async takeTurn(): Promise<boolean> {
    const client = await this.pool.connect();
    const lost = () => {
      this.subscription.abort();
    };
    const resubscribe = () => {
      if (performance.now() - this.heardAt >= HEARD_LATELY_MS) this.subscription.abort();
    };
    client.on('end', lost);
    client.on('notification', resubscribe);
    let mayHoldLock = true;
    try {
      const query = 'select pg_try_advisory_lock($1) as taken';
      const answer = await client.query<{ taken: boolean }>(query, [ASSIGNER_LOCK]);
      mayHoldLock = answer.rows[0]?.taken === true;
      if (!mayHoldLock) return false;
      await client.query(`listen ${MISSING_CHANNEL}`);
      await this.followOn(client);
      return true;
    } finally {
      client.off('end', lost);
      client.off('notification', resubscribe);
      // Ending the session gives the lock back, whatever state it is in.
      client.release(mayHoldLock);
    }
  }

  private async followOn(client: PoolClient): Promise<void> {
    const isStopped = () => this.stopping.signal.aborted;
    while (!isStopped()) {
      this.subscription = new AbortController();
      try {
        await this.subscribe(client, this.subscription.signal);
      } catch (error) {
        if (!isPassingInEventStoreDb(error)) throw error;
        this.report(error);
      }
      // A clean end is a drop as well: the server shuts down, or another node leads.
      if (isStopped()) return;
      this.failures += 1;
      await client.query('select');
      await this.pauseAfterFailure();
    }
  }

  private async subscribe(client: PoolClient, signal: AbortSignal): Promise<void> {
    let after = await this.findStart(client);
    for await (const { events, searchedTo } of this.log.follow({ after, batchSize: BATCH_SIZE, signal })) {
      this.heardAt = performance.now();
      const last = events.at(-1);
      if (last) {
        await this.assign(client, after, events);
        after = last.place;
        this.keptAt = performance.now();
      }
      if (!this.unassigned) this.trouble = undefined;
      if (last || searchedTo) this.failures = 0;
      if (searchedTo) await this.keepSearched(client, after, searchedTo);
    }
  }

  /**
   * The place to go on after: that of the last event with a position, or a later one up to which the log was searched.
   * It is looked for before every subscription, as the log may be another one whenever the connection was interrupted.
   *
   * @throws {ForeignLog} when the last event with a position is not where it was: this is another log, or one that has
   *   lost events
   */
  private async findStart(client: PoolClient): Promise<LogPlace | undefined> {
    const last = await this.index.last();
    if (last && !(await this.log.holds(last))) {
      throw new ForeignLog(
        `The event store at ${this.log.connection.address} does not hold event ${last.eventId} (position ${last.position}) where it was: it is another store, or was restored to an earlier time. Point EVENTSTORE_URL at the right one, or restore both from the same backup.`,
      );
    }
    const start = later(last?.place, await this.soundCheckpoint(client));
    if (this.unassigned && start && !isAfter(this.unassigned, start)) this.unassigned = undefined;
    return start;
  }

  /** The checkpoint that was kept, when it is in this log: one that is not was made before the log was restored. */
  private async soundCheckpoint(client: PoolClient): Promise<LogPlace | undefined> {
    const checkpoint = await this.index.checkpoint();
    if (!checkpoint) return undefined;
    // A server may answer with any error when asked for a place that it does not have. Searching again does no harm.
    const isSound = await this.log.holdsCheckpoint(checkpoint).catch(() => false);
    if (isSound) return checkpoint.place;
    await this.index.forgetCheckpoint(client);
    return undefined;
  }

  private async assign(client: PoolClient, after: LogPlace | undefined, events: readonly LogEvent[]): Promise<void> {
    this.unassigned = events.at(-1)?.place;
    await this.index.assign(client, after, events);
    this.unassigned = undefined;
  }

  /** A checkpoint is an event of the log, whosever, so that it shows later whether the log is still the same one. */
  private async keepSearched(client: PoolClient, after: LogPlace | undefined, searchedTo: LogPlace): Promise<void> {
    if (performance.now() - this.keptAt < this.options.keepSearchedMs) return;
    this.keptAt = performance.now();
    // Without it there is only more to search the next time.
    const checkpoint = await this.log.checkpointBefore(searchedTo).catch(() => undefined);
    if (checkpoint && (!after || isAfter(checkpoint.place, after))) await this.index.keepCheckpoint(client, checkpoint);
  }
}

function later(a: LogPlace | undefined, b: LogPlace | undefined): LogPlace | undefined {
  if (!a || !b) return a ?? b;
  return isAfter(a, b) ? a : b;
}

/** The error for those who wait for positions that nobody assigns any more. */
export function asUnavailable(failure: unknown): EventStoreUnavailable {
  const reason = failure instanceof Error ? failure.message : String(failure);
  return new EventStoreUnavailable(`No positions are given to new events: ${reason}`, { cause: failure });
}
