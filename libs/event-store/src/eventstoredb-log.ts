import type { AllStreamSubscription, Filter, ReadRevision } from '@eventstore/db-client';
import type { EventStoreDbConnection } from './eventstoredb-connection';
import { EventStoreRefused, translateEventStoreDbError, typeOf } from './eventstoredb-errors';
import { isAfter, placeOf, toLogEvent, type ClientEvent, type LogEvent, type LogPlace } from './eventstoredb-events';
import { NUDGED, Pull } from './eventstoredb-pull';
import type { Checkpoint, IndexedEvent } from './position-index';

export interface FollowOptions {
  /** Follows on this place; from the beginning when absent. */
  readonly after: LogPlace | undefined;
  /** Events in one batch at the most. */
  readonly batchSize: number;
  /** Stops following when it fires. */
  readonly signal: AbortSignal;
  /** Fails with `NoAnswer` when nothing comes for so long; waits without end when absent. */
  readonly idleTimeoutMs?: number;
}

/** Events that follow on each other. */
export interface LogBatch {
  readonly events: readonly LogEvent[];
  /** All events of ours up to this place have been handed over, this batch included. */
  readonly searchedTo: LogPlace | undefined;
}

/** So many events wait in the client at the most, whatever comes over the network. */
const BUFFERED_EVENTS = 500;

/** The events of this program in the log of an EventStoreDB: its streams, and what is filtered of everything. */
export class EventStoreDbLog {
  /**
   * @param namespace what the name of every stream of this program starts with there; may be empty
   * @param categories what the names start with after that, such as `indicator-`
   */
  constructor(
    readonly connection: EventStoreDbConnection,
    private readonly namespace: string,
    private readonly categories: readonly string[],
  ) {}

  /** Whether events of a stream of this name are among those that are followed. */
  hasPlaceFor(streamId: string): boolean {
    const name = this.nameOf(streamId);
    return !name.startsWith('$') && this.categories.some((category) => streamId.startsWith(category));
  }

  /** The name that a stream has in the event store. */
  nameOf(streamId: string): string {
    return this.namespace + streamId;
  }

  /**
   * The events of a stream in order, from a revision on; none when there is no such stream. Asks the leader, who has
   * them all.
   *
   * @throws {EventStoreRefused} when some of them are missing
   */
  async readStream(streamId: string, fromRevision: number, maxCount: number): Promise<LogEvent[]> {
    const events = await this.read(streamId, BigInt(fromRevision), maxCount);
    const gap = events.findIndex((event, index) => event.revision !== fromRevision + index);
    if (gap !== -1) throw this.truncated(streamId, fromRevision + gap);
    return events;
  }

  /** The error for a stream that lacks what it held before. */
  truncated(streamId: string, revision: number): EventStoreRefused {
    return new EventStoreRefused(
      `Stream ${streamId} was truncated or deleted in the event store at ${this.connection.address}, as revision ${revision} is missing: restore the store from a backup.`,
    );
  }

  /** Whether an event with a position is where it was; asks once. */
  async holds({ streamId, revision, eventId, place }: IndexedEvent): Promise<boolean> {
    const [found] = await this.readOnce(streamId, BigInt(revision), 1);
    return found?.id === eventId && found.place.commit === place.commit;
  }

  /** Whether a checkpoint is in this log; asks once. */
  async holdsCheckpoint({ eventId, place }: Checkpoint): Promise<boolean> {
    for await (const event of this.readAll('forwards', place, 1)) {
      return event.id.toLowerCase() === eventId && !isAfter(placeOf(event), place);
    }
    return false;
  }

  /** The last event before a place, whosever it is; undefined when there is none. Asks once. */
  async checkpointBefore(place: LogPlace): Promise<Checkpoint | undefined> {
    for await (const event of this.readAll('backwards', place, 1)) {
      return { eventId: event.id.toLowerCase(), place: placeOf(event) };
    }
    return undefined;
  }

  /** The last event of a stream; undefined when there is none. */
  async readLast(streamId: string): Promise<LogEvent | undefined> {
    const [last] = await this.read(streamId, 'end', 1);
    return last;
  }

  /**
   * The last event of this program that lies after a place in the log, or in all of it; undefined when there is none.
   * Looks from the end, as only subscriptions know filters, and no further back than that place.
   */
  readLastAfter(after: LogPlace | undefined): Promise<LogEvent | undefined> {
    return this.connection.persist('the end of its log could not be read', async () => {
      for await (const event of this.readAll('backwards', 'end')) {
        if (after && !isAfter(placeOf(event), after)) return undefined;
        if (this.isFollowed(event.streamId)) return toLogEvent(event, this.namespace);
      }
      return undefined;
    });
  }

  /** What lies in the log, of this program and of others. */
  private async *readAll(
    direction: 'forwards' | 'backwards',
    fromPosition: LogPlace | 'end',
    maxCount?: number,
  ): AsyncGenerator<ClientEvent> {
    const { client, answerTimeoutMs } = this.connection;
    const options = { direction, fromPosition, requiresLeader: true, ...(maxCount !== undefined && { maxCount }) };
    const reading = client.readAll(options, { highWaterMark: BUFFERED_EVENTS });
    const pull = new Pull(reading, () => reading.cancel(), answerTimeoutMs);
    try {
      for (let next = await pull.next(); next; next = await pull.next()) {
        const { event } = next as Resolved;
        if (event) yield event;
      }
    } finally {
      pull.close();
    }
  }

  private isFollowed(name: string): boolean {
    return name.startsWith(this.namespace) && this.hasPlaceFor(name.slice(this.namespace.length));
  }

  /**
   * Settles when a node answers that knows the leader; asks once.
   *
   * @throws {EventStoreUnavailable} when none does
   * @throws {EventStoreRefused} when it denies reading
   */
  async checkHealth(): Promise<void> {
    const [category = ''] = this.categories;
    // No stream has this name; that it is not there is an answer.
    await this.readOnce(`${category}:`, 'end', 1).catch((error: unknown) => {
      throw translateEventStoreDbError(error, this.connection.address, 'nothing can be read or appended');
    });
  }

  private read(streamId: string, fromRevision: ReadRevision, maxCount: number): Promise<LogEvent[]> {
    const doing = `the events of stream ${streamId} could not be read`;
    return this.connection.persist(doing, () => this.readOnce(streamId, fromRevision, maxCount));
  }

  private async readOnce(streamId: string, fromRevision: ReadRevision, maxCount: number): Promise<LogEvent[]> {
    const { connection, namespace } = this;
    const direction = fromRevision === 'end' ? 'backwards' : 'forwards';
    const options = { fromRevision, maxCount, direction, requiresLeader: true } as const;
    const reading = connection.client.readStream(this.nameOf(streamId), options);
    const events: LogEvent[] = [];
    const pull = new Pull(reading, () => reading.cancel(), connection.answerTimeoutMs);
    try {
      for (let next = await pull.next(); next; next = await pull.next()) {
        const { event } = next as Resolved;
        if (event) events.push(toLogEvent(event, namespace));
      }
      return events;
    } catch (error) {
      if (typeOf(error) === 'stream-not-found') return [];
      throw error;
    } finally {
      pull.close();
    }
  }

  /**
   * The events of this program in all streams, in the order of the log: what is stored, then what comes. Ends when the
   * server ends it, and fails when the connection does; the caller goes on from the last place.
   */
  async *follow({ after, batchSize, signal, idleTimeoutMs }: FollowOptions): AsyncGenerator<LogBatch> {
    let searchedTo: LogPlace | undefined;
    const subscription = this.subscribe(after, (place) => {
      searchedTo = place;
      pull.nudge();
    });
    const pull = new Pull(subscription, () => subscription.unsubscribe(), idleTimeoutMs);
    // An empty batch tells that the server lets us follow.
    subscription.on('confirmation', () => {
      pull.nudge();
    });
    const stop = () => {
      pull.close();
    };
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) {
        const first = await pull.next();
        if (first === undefined) return;
        const events: LogEvent[] = [];
        for (let next = first === NUDGED ? pull.take() : first; next; next = pull.take()) {
          const { event } = next as Resolved;
          if (event) events.push(toLogEvent(event, this.namespace));
          if (events.length >= batchSize) break;
        }
        yield { events, searchedTo: pull.isDrained() ? searchedTo : undefined };
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      pull.close();
    }
  }

  private subscribe(after: LogPlace | undefined, onCheckpoint: (place: LogPlace) => void): AllStreamSubscription {
    const prefixes = this.categories.map((category) => this.namespace + category);
    const filter: Filter = {
      filterOn: 'streamName',
      prefixes,
      checkpointInterval: 1,
      // Must never throw: the client would not notice.
      checkpointReached: (_subscription, place) => {
        onCheckpoint(place);
      },
    };
    const buffered = { highWaterMark: BUFFERED_EVENTS };
    return this.connection.client.subscribeToAll({ fromPosition: after ?? 'start', filter }, buffered);
  }
}

/** What the client wraps an event in. */
interface Resolved {
  readonly event?: ClientEvent;
}
