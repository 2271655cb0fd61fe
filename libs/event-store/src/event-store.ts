/**
 * The port through which everything else speaks to an event store.
 *
 * Two adapters are behind it: PostgreSQL (the embedded default) and EventStoreDB. What an adapter must do is written down
 * as a test: `test/contract/event-store.contract.ts`.
 */

/** Who did it, and as what. Ids are opaque: names live in a directory that can be erased. */
export interface EventMetadata {
  readonly actor: string;
  readonly role: string;
  /** One id for everything that one request caused. */
  readonly correlationId: string;
  /** The id of what caused the event: the command, or an earlier event. */
  readonly causationId: string;
  /** SHA-256 (hex) of the request's content; tells a repeat under one idempotency key from another request. */
  readonly requestHash?: string;
}

/** An event that somebody wants stored. */
export interface NewEvent {
  /** UUID. Storing the same id again in the same stream is harmless. */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** Facts as JSON; decimals are strings, never numbers. */
  readonly data: object;
  readonly metadata: EventMetadata;
}

/** An event as the store gives it back. */
export interface StoredEvent extends NewEvent {
  readonly streamId: string;
  /** Place in its stream, from 0, without gaps. */
  readonly revision: number;
  /** Place among all events, from 1, without gaps, equal to the order of commits. Exact up to 2^53. */
  readonly position: number;
  /** The server's time when the event was committed, ISO 8601 in UTC with microseconds; never earlier than its predecessor's. */
  readonly recordedAt: string;
}

/** `any` appends whatever the stream holds, `no-stream` only to a new stream, a number only after that revision. */
export type ExpectedRevision = number | 'no-stream' | 'any';

/** Another stream that a decision was made from: the append holds only while that stream has not moved. */
export interface Guard {
  readonly streamId: string;
  /** The revision that the stream must still have; -1 when it must have no events. */
  readonly revision: number;
}

export interface AppendResult {
  /** Position of the last of the appended events. */
  readonly position: number;
  /** Revision of the last of the appended events. */
  readonly revision: number;
  readonly eventIds: readonly string[];
  /** True when the very same events had been stored before and nothing was written now. */
  readonly repeated: boolean;
}

export interface ReadStreamOptions {
  /** First revision to read, from 0 (default). */
  readonly fromRevision?: number;
  /** Leaves out events after this position. */
  readonly untilPosition?: number;
}

export interface ReadAllOptions {
  /** Reads events after this position; 0 is the beginning. */
  readonly afterPosition: number;
  /** Leaves out events after this position. */
  readonly untilPosition?: number;
  /** How many events one batch holds at the most. */
  readonly batchSize: number;
}

export interface Subscription {
  /** Stops the subscription; settles when the handler has returned. */
  close(): Promise<void>;
  /** Settles when the subscription ended: rejected with the handler's or the store's final error. */
  readonly ended: Promise<void>;
}

export interface EventStore {
  /**
   * Appends events to one stream, all or none. A repeat is answered as such even when its guard has moved since.
   *
   * @throws {WrongExpectedRevision} when the stream's revision is another than expected, or the guard's: `streamId` tells.
   * @throws {EventIdTaken} when one of the ids is stored already, but not as this very append.
   * @throws {EventTooLarge} when an event's data exceeds the store's limit; nothing was sent.
   * @throws {EventStoreUnavailable} when the store cannot be reached; whether it was stored is unknown: repeat with the same ids.
   */
  append(
    streamId: string,
    events: readonly NewEvent[],
    expectedRevision: ExpectedRevision,
    guard?: Guard,
  ): Promise<AppendResult>;

  /** The events of a stream in order; empty when there is no such stream. */
  readStream(streamId: string, options?: ReadStreamOptions): Promise<StoredEvent[]>;

  /** The events of many streams up to a position, in one round trip; streams without events are absent. */
  readStreams(streamIds: readonly string[], untilPosition: number): Promise<Map<string, StoredEvent[]>>;

  /** The revision of a stream's last event up to a position; -1 when it had none. */
  revisionAt(streamId: string, position: number): Promise<number>;

  /** The names of the streams that start with a prefix and had an event by a position, in no order. */
  streamIds(prefix: string, untilPosition: number): Promise<string[]>;

  /** All events in the order of their positions, in batches; ends at the last one committed when it was called, or later. */
  readAll(options: ReadAllOptions): AsyncIterable<StoredEvent[]>;

  /** The event with this id, wherever it is. */
  findEvent(eventId: string): Promise<StoredEvent | undefined>;

  /** What keeps the events, for people. */
  readonly product: 'PostgreSQL' | 'EventStoreDB';

  /** The position of the last committed event; 0 when there is none. */
  headPosition(): Promise<number>;

  /** The position of the last event recorded strictly before an instant (ISO 8601 with offset); 0 when there is none. */
  positionBefore(instant: string): Promise<number>;

  /** When the event at a position was recorded; undefined when there is none. */
  recordedAt(position: number): Promise<string | undefined>;

  /**
   * Calls the handler with batches of events after a position, in order and without a gap, for as long as it is open:
   * first what is stored, then what is committed. The next batch waits until the handler has returned.
   */
  subscribe(options: ReadAllOptions, handler: (events: StoredEvent[]) => Promise<void>): Subscription;

  /**
   * Settles when the store answers and gives positions to what is appended.
   *
   * @throws {EventStoreUnavailable} or what else keeps it from that, in a sentence for people.
   */
  checkHealth(): Promise<void>;

  /** Finishes what has been accepted and closes connections that the store opened itself. */
  close(): Promise<void>;
}

/** Another append came first: the stream, or the one that guards it, is not at the revision that the caller had seen. */
export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  constructor(
    readonly streamId: string,
    readonly expected: ExpectedRevision,
    /** The revision that the stream has; -1 when it has no events. */
    readonly actual: number,
  ) {
    super(`Stream ${streamId} is at revision ${actual}, not at ${expected}.`);
  }
}

/** An event id is stored already with another content or in another stream. */
export class EventIdTaken extends Error {
  override readonly name = 'EventIdTaken';
  constructor(readonly eventId: string) {
    super(`Event id ${eventId} is taken by another event.`);
  }
}

/** An event is larger than the store takes. */
export class EventTooLarge extends Error {
  override readonly name = 'EventTooLarge';
  constructor(
    readonly eventId: string,
    readonly sizeBytes: number,
    readonly limitBytes: number,
  ) {
    super(`Event ${eventId} has ${sizeBytes} bytes; the store takes ${limitBytes} at the most.`);
  }
}

/** The store could not be reached or did not answer in time. */
export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';
}
