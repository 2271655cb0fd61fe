import type { Pool } from 'pg';
import type { CopyTarget } from './copy-target';
import { encodeEvents, isUuid, NotStorable } from './encode';
import {
  EventStoreUnavailable,
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
  type Guard,
  type NewEvent,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  type Subscription,
} from './event-store';
import { performAppend, prepareAppend, type Append, type AppendContext } from './eventstoredb-append';
import type { EventStoreDbConnection } from './eventstoredb-connection';
import { copyEvents, settledHead } from './eventstoredb-copy';
import { EventStoreDbLog } from './eventstoredb-log';
import { allWithPositions, readAllOfLog, readStreamsOfLog, withPositions } from './eventstoredb-read';
import { follow } from './follow';
import { GuardTurns } from './guard-turns';
import { refuseNoInstant } from './instant';
import { asUnavailable, PositionAssigner } from './position-assigner';
import { PositionIndex, type IndexedEvent } from './position-index';
import { PositionWaiter } from './position-waiter';
import { WakeUp } from './postgres-wake-up';

export interface EventStoreDbOptions {
  readonly connection: EventStoreDbConnection;
  /** To the database that keeps the positions; belongs to the caller, who ends it after `close`. */
  readonly pool: Pool;
  /** Goes before the name of every stream in the event store, so that several may share one; none when absent. */
  readonly namespace?: string;
  /** What the names of streams start with; those of this application when absent. */
  readonly categories?: readonly string[];
  /** What the names of streams start with that may guard an append to another; those of reporting periods when absent. */
  readonly guardCategories?: readonly string[];
  /** How long an append or a read waits for an event that is stored to get its position; 10,000 when absent. */
  readonly positionTimeoutMs?: number;
  /** The server's MaxAppendSize; 1 MiB, as it has without configuration, when absent. */
  readonly appendLimitBytes?: number;
  /** How often to keep up to where the log was searched while it brings nothing of ours; 60,000 when absent. */
  readonly keepSearchedMs?: number;
  /** For how long events may get no positions, for a reason that may pass, before `checkHealth` says so; 3,000 when absent. */
  readonly troubleLimitMs?: number;
  /** Ends what was opened for this store alone. */
  readonly onClosed?: () => Promise<void>;
  /** Is told why events get no positions for the moment; it goes on by itself. */
  readonly onError?: (error: unknown) => void;
}

/** The categories of the streams of this application. */
export const STREAM_CATEGORIES = [
  'indicator-',
  'area-',
  'period-',
  'contract-',
  'plan-',
  'register-',
  'programme-',
  'publication-',
  'reconciliation-',
] as const;
/** Decisions about figures are made from their reporting period. */
const GUARD_CATEGORIES = ['period-'] as const;

const APPEND_LIMIT_BYTES = 1024 * 1024;

/**
 * The event store in an EventStoreDB or KurrentDB. Positions, which it has only with gaps, are dense here and kept in
 * PostgreSQL: see `PositionIndex`. Several processes may write at once.
 */
export class EventStoreDbEventStore implements EventStore, CopyTarget {
  readonly product = 'EventStoreDB';
  private readonly log: EventStoreDbLog;
  private readonly index: PositionIndex;
  private readonly assigner: PositionAssigner;
  private readonly wakeUp: WakeUp;
  private readonly waiter: PositionWaiter;
  private readonly context: AppendContext;
  private readonly guardCategories: readonly string[];
  private readonly guards: GuardTurns;
  /** The last append to each stream that is on its way: the next one follows it. */
  private readonly appending = new Map<string, Promise<unknown>>();
  private readonly subscriptions = new Set<Subscription>();
  private closing: Promise<void> | undefined;

  constructor(private readonly options: EventStoreDbOptions) {
    const { connection, pool, namespace = '', categories = STREAM_CATEGORIES } = options;
    this.log = new EventStoreDbLog(connection, namespace, categories);
    this.index = new PositionIndex(pool);
    const { keepSearchedMs = 60_000, troubleLimitMs = 3_000, onError = ignore } = options;
    this.assigner = new PositionAssigner(pool, this.index, this.log, { keepSearchedMs, troubleLimitMs, onError });
    this.wakeUp = new WakeUp(pool);
    this.waiter = new PositionWaiter(this.index, this.assigner, this.wakeUp, options.positionTimeoutMs ?? 10_000);
    const { appendLimitBytes = APPEND_LIMIT_BYTES } = options;
    this.context = { log: this.log, index: this.index, waiter: this.waiter, appendLimitBytes };
    this.guardCategories = options.guardCategories ?? GUARD_CATEGORIES;
    this.guards = new GuardTurns(pool, async (streamId) => (await this.log.readLast(streamId))?.revision ?? -1);
    this.assigner.start();
  }

  async append(
    streamId: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    guard?: Guard,
  ): Promise<AppendResult> {
    this.refuseWhenClosed();
    const append = prepareAppend(this.context, streamId, encodeEvents(streamId, events), expected);
    if (guard) return this.appendGuarded(append, guard);
    if (!this.mayGuard(streamId)) return this.inTurn(append);
    return this.guards.whileMoving(streamId, (turn) => this.inTurn({ ...append, turn }));
  }

  private async appendGuarded(append: Append, guard: Guard): Promise<AppendResult> {
    if (!this.mayGuard(guard.streamId) || this.mayGuard(append.streamId)) {
      throw new NotStorable(`An append to stream ${append.streamId} cannot be guarded by ${guard.streamId}.`);
    }
    return this.guards.whileUnmoved(guard.streamId, (turn) => this.inTurn({ ...append, guard, turn }));
  }

  private mayGuard(streamId: string): boolean {
    return this.guardCategories.some((category) => streamId.startsWith(category));
  }

  async copyEvents(events: readonly StoredEvent[]): Promise<number> {
    this.refuseWhenClosed();
    return copyEvents(this.context, events);
  }

  settledHead(): Promise<number> {
    return settledHead(this.context);
  }

  async readStream(streamId: string, options: ReadStreamOptions = {}): Promise<StoredEvent[]> {
    const { fromRevision = 0, untilPosition = Number.MAX_SAFE_INTEGER } = options;
    if (!this.log.hasPlaceFor(streamId)) return [];
    const read = () => this.log.readStream(streamId, fromRevision, Number.MAX_SAFE_INTEGER);
    let events = await read();
    let indexed = await this.ofStream(streamId, fromRevision, untilPosition);
    const last = events.at(-1)?.revision ?? fromRevision - 1;
    const lastIndexed = indexed.at(-1)?.revision ?? fromRevision - 1;
    // More may have been appended since the events were read; if they are not there now either, they are lost.
    if (lastIndexed > last) events = await read();
    if (lastIndexed < last && (await this.isWanted(last, streamId, untilPosition))) {
      indexed = await this.ofStream(streamId, fromRevision, untilPosition);
      if ((indexed.at(-1)?.revision ?? -1) > last) events = await read();
    }
    return allWithPositions(this.log, streamId, events, indexed);
  }

  readStreams(streamIds: readonly string[], untilPosition: number): Promise<Map<string, StoredEvent[]>> {
    return readStreamsOfLog(this.log, this.index, streamIds, untilPosition);
  }

  revisionAt(streamId: string, position: number): Promise<number> {
    return this.index.revisionAt(streamId, position);
  }

  streamIds(prefix: string, untilPosition: number): Promise<string[]> {
    return this.index.streamIds(prefix, untilPosition);
  }

  readAll(options: ReadAllOptions): AsyncIterable<StoredEvent[]> {
    return readAllOfLog(this.log, this.index, options);
  }

  async findEvent(eventId: string): Promise<StoredEvent | undefined> {
    if (!isUuid(eventId)) return undefined;
    const found = await this.index.byId(eventId.toLowerCase());
    if (!found) return undefined;
    const events = await this.log.readStream(found.streamId, found.revision, 1);
    return withPositions(events, [found])[0];
  }

  headPosition(): Promise<number> {
    return this.index.head();
  }

  async positionBefore(instant: string): Promise<number> {
    refuseNoInstant(instant);
    return this.index.positionBefore(instant);
  }

  async recordedAt(position: number): Promise<string | undefined> {
    return (await this.index.at(position))?.recordedAt;
  }

  subscribe(options: ReadAllOptions, handler: (events: StoredEvent[]) => Promise<void>): Subscription {
    this.refuseWhenClosed();
    const source = {
      readAll: (range: ReadAllOptions, signal: AbortSignal) => readAllOfLog(this.log, this.index, range, signal),
      isPassing: (error: unknown) => error instanceof EventStoreUnavailable,
    };
    const subscription = follow(source, this.wakeUp, options, handler);
    this.subscriptions.add(subscription);
    const forget = () => this.subscriptions.delete(subscription);
    subscription.ended.then(forget, forget);
    return subscription;
  }

  async checkHealth(): Promise<void> {
    const { lastingTrouble } = this.assigner;
    if (lastingTrouble !== undefined) throw asUnavailable(lastingTrouble);
    await this.log.checkHealth();
    await this.waiter.refuseOverdue();
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<void> {
    await Promise.allSettled(this.appending.values());
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
    await this.assigner.stop();
    this.wakeUp.close();
    await this.options.onClosed?.();
  }

  /** Appends to one stream go one after another, in the order in which they were asked for. */
  private inTurn(append: Append): Promise<AppendResult> {
    const { streamId } = append;
    const before = this.appending.get(streamId) ?? Promise.resolve();
    const result = before.then(() => performAppend(this.context, append));
    const settled = result.then(ignore, ignore);
    this.appending.set(streamId, settled);
    void settled.then(() => {
      if (this.appending.get(streamId) === settled) this.appending.delete(streamId);
    });
    return result;
  }

  private ofStream(streamId: string, fromRevision: number, untilPosition: number): Promise<IndexedEvent[]> {
    return this.index.ofStream(streamId, fromRevision, untilPosition);
  }

  /** Waits for the position of a stream's last event, unless it is certainly later than those that are wanted. */
  private async isWanted(revision: number, streamId: string, untilPosition: number): Promise<boolean> {
    if (untilPosition <= (await this.headPosition())) return false;
    await this.waiter.waitFor(streamId, revision);
    return true;
  }

  private refuseWhenClosed(): void {
    if (this.closing) throw new EventStoreUnavailable('The event store is closed: the program is ending.');
  }
}

function ignore(): void {
  // Nobody wants to know.
}
