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
import { isAfter, type LogPlace } from './eventstoredb-events';
import type { EventStoreDbLog } from './eventstoredb-log';
import type { IndexedEvent, PositionIndex } from './position-index';

/** Held by the one process that assigns positions for a database. It spares work; the numbers are safe without it. */
const ASSIGNER_LOCK = 7_245_918_205;
const LOCK_POLL_MS = 500;
const BATCH_SIZE = 1_000;
const STOP_LIMIT_MS = 2_000;

export interface AssignerOptions {
  /** How often it is kept up to where the log was searched while nothing of ours comes. */
  readonly keepSearchedMs: number;
  /** Is told why it has to go on anew. */
  readonly onError: (error: unknown) => void;
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
  /** Why it has stopped for good, if it has. */
  failure: unknown;
  /** Why the store turned it away the last time it tried, if it did: it tries again, and somebody has to see to it. */
  refusal: EventStoreRefused | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly index: PositionIndex,
    private readonly log: EventStoreDbLog,
    private readonly options: AssignerOptions,
  ) {}

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

  /** Subscribes anew and at once, as when events are known to be stored and do not come. */
  resubscribe(): void {
    this.subscription.abort();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const isStopped = () => signal.aborted;
    while (!isStopped()) {
      try {
        const hadTurn = await this.takeTurn();
        this.failures = 0;
        if (!hadTurn) await pause(LOCK_POLL_MS, undefined, { signal }).catch(() => undefined);
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
    if (error instanceof ForeignLog) this.failure = error;
    const told = translateEventStoreDbError(error, address, 'new events have no positions yet');
    this.refusal = told instanceof EventStoreRefused ? told : undefined;
    this.options.onError(told);
  }

  /** Follows for as long as the lock is held; false when another process has it. */
  private async takeTurn(): Promise<boolean> {
    const client = await this.pool.connect();
    const lost = () => {
      this.subscription.abort();
    };
    client.on('end', lost);
    let mayHoldLock = true;
    try {
      const query = 'select pg_try_advisory_lock($1) as taken';
      const answer = await client.query<{ taken: boolean }>(query, [ASSIGNER_LOCK]);
      mayHoldLock = answer.rows[0]?.taken === true;
      if (!mayHoldLock) return false;
      const last = await this.index.last();
      if (last) await this.refuseForeignLog(last);
      await this.followOn(client, last?.place);
      return true;
    } finally {
      client.off('end', lost);
      // Ending the session gives the lock back, whatever state it is in.
      client.release(mayHoldLock);
    }
  }

  /** The last event that has a position must be where it was: otherwise this is another log, or one that lost events. */
  private async refuseForeignLog(last: IndexedEvent): Promise<void> {
    const [found] = await this.log.readStream(last.streamId, last.revision, 1);
    if (found?.id === last.eventId && found.place.commit === last.place.commit) return;
    throw new ForeignLog(
      `The event store at ${this.log.connection.address} does not hold event ${last.eventId} (position ${last.position}) where it was: it is another store, or was restored to an earlier time. Point EVENTSTORE_URL at the right one, or restore both from the same backup.`,
    );
  }

  private async followOn(client: PoolClient, from: LogPlace | undefined): Promise<void> {
    let lastEvent = from;
    let searchedTo = later(from, await this.index.searchedTo());
    const isStopped = () => this.stopping.signal.aborted;
    while (!isStopped()) {
      this.subscription = new AbortController();
      const options = { after: searchedTo, batchSize: BATCH_SIZE, signal: this.subscription.signal };
      try {
        for await (const batch of this.log.follow(options)) {
          if (batch.events.length > 0) await this.index.assign(client, lastEvent, batch.events);
          this.refusal = undefined;
          if (batch.events.length > 0 || batch.searchedTo) this.failures = 0;
          lastEvent = batch.events.at(-1)?.place ?? lastEvent;
          searchedTo = later(later(searchedTo, lastEvent), batch.searchedTo);
          await this.keep(client, batch.events.length, batch.searchedTo);
        }
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

  private async keep(client: PoolClient, events: number, searchedTo: LogPlace | undefined): Promise<void> {
    if (events > 0) this.keptAt = performance.now();
    if (!searchedTo || performance.now() - this.keptAt < this.options.keepSearchedMs) return;
    this.keptAt = performance.now();
    await this.index.keepSearchedTo(client, searchedTo);
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
