import type { Pool } from 'pg';
import type { CopyTarget } from './copy-target';
import { encodeEvents, isUuid } from './encode';
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
import { refuseNoInstant } from './instant';
import { AppendQueue } from './postgres-append';
import { follow } from './follow';
import { copyEvents } from './postgres-copy';
import { isPassing, translateError } from './postgres-errors';
import {
  decodeRow,
  EVENT_COLUMNS,
  readAll,
  readHead,
  readRecordedAt,
  readStreamIds,
  type EventRow,
} from './postgres-read';
import { WakeUp } from './postgres-wake-up';

/**
 * The event store in a PostgreSQL database, on the schema that `ledgerMigrations` makes.
 *
 * Several processes may write to the same database at once. The pool belongs to the caller, who ends it after `close`;
 * while there are subscriptions, one of its connections listens for new events.
 */
export class PostgresEventStore implements EventStore, CopyTarget {
  readonly product = 'PostgreSQL';
  private readonly queue: AppendQueue;
  private readonly subscriptions = new Set<Subscription>();
  private wakeUp: WakeUp | undefined;
  private closed = false;

  constructor(private readonly pool: Pool) {
    this.queue = new AppendQueue(pool);
  }

  async append(
    streamId: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    guard?: Guard,
  ): Promise<AppendResult> {
    this.refuseWhenClosed();
    return this.queue.append({ streamId, events: encodeEvents(streamId, events), expected, guard });
  }

  async copyEvents(events: readonly StoredEvent[]): Promise<number> {
    this.refuseWhenClosed();
    return copyEvents(this.pool, events);
  }

  /** Every event has its position from the beginning. */
  settledHead(): Promise<number> {
    return this.headPosition();
  }

  readStream(streamId: string, options: ReadStreamOptions = {}): Promise<StoredEvent[]> {
    const { fromRevision = 0, untilPosition = Number.MAX_SAFE_INTEGER } = options;
    return this.select(
      'ledger-read-stream',
      'where stream_id = $1 and revision >= $2 and position <= $3 order by revision',
      [streamId, fromRevision, untilPosition],
    );
  }

  async readStreams(streamIds: readonly string[], untilPosition: number): Promise<Map<string, StoredEvent[]>> {
    const events = await this.select(
      'ledger-read-streams',
      'where stream_id = any($1) and position <= $2 order by stream_id, revision',
      [streamIds, untilPosition],
    );
    const streams = new Map<string, StoredEvent[]>();
    for (const event of events) {
      const stream = streams.get(event.streamId);
      if (stream === undefined) streams.set(event.streamId, [event]);
      else stream.push(event);
    }
    return streams;
  }

  async revisionAt(streamId: string, position: number): Promise<number> {
    const answer = await this.pool
      .query<{ revision: number | null }>({
        name: 'ledger-revision-at',
        text: `select revision from ledger.events where stream_id = $1 and position <= $2 order by revision desc limit 1`,
        values: [streamId, position],
      })
      .catch(rethrowTranslated);
    return answer.rows[0]?.revision ?? -1;
  }

  streamIds(prefix: string, untilPosition: number): Promise<string[]> {
    return readStreamIds(this.pool, prefix, untilPosition).catch(rethrowTranslated);
  }

  readAll(options: ReadAllOptions): AsyncIterable<StoredEvent[]> {
    return readAll(this.pool, options);
  }

  async findEvent(eventId: string): Promise<StoredEvent | undefined> {
    if (!isUuid(eventId)) return undefined;
    const events = await this.select('ledger-find-event', 'where event_id = $1', [eventId]);
    return events[0];
  }

  headPosition(): Promise<number> {
    return readHead(this.pool).catch(rethrowTranslated);
  }

  async positionBefore(instant: string): Promise<number> {
    refuseNoInstant(instant);
    const text = 'select ledger.position_before($1::timestamptz) as position';
    const answer = await this.pool.query<{ position: string }>(text, [instant]).catch(rethrowTranslated);
    return Number(answer.rows[0]?.position);
  }

  async recordedAt(position: number): Promise<string | undefined> {
    if (!Number.isSafeInteger(position)) return undefined;
    return readRecordedAt(this.pool, position).catch(rethrowTranslated);
  }

  subscribe(options: ReadAllOptions, handler: (events: StoredEvent[]) => Promise<void>): Subscription {
    this.refuseWhenClosed();
    this.wakeUp ??= new WakeUp(this.pool);
    const source = { readAll: (range: ReadAllOptions) => readAll(this.pool, range), isPassing };
    const subscription = follow(source, this.wakeUp, options, handler);
    this.subscriptions.add(subscription);
    const forget = () => {
      this.subscriptions.delete(subscription);
      if (this.subscriptions.size > 0) return;
      this.wakeUp?.close();
      this.wakeUp = undefined;
    };
    subscription.ended.then(forget, forget);
    return subscription;
  }

  async checkHealth(): Promise<void> {
    await this.headPosition();
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.queue.drain();
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
  }

  private async select(name: string, condition: string, values: unknown[]): Promise<StoredEvent[]> {
    const text = `select ${EVENT_COLUMNS} from ledger.events ${condition}`;
    const answer = await this.pool.query<EventRow>({ name, text, values }).catch(rethrowTranslated);
    return answer.rows.map(decodeRow);
  }

  private refuseWhenClosed(): void {
    if (this.closed) throw new EventStoreUnavailable('The event store is closed: the program is ending.');
  }
}

function rethrowTranslated(error: unknown): never {
  throw translateError(error);
}
