import type { JSONEventData, JSONType } from '@eventstore/db-client';
import type { EncodedEvent } from './encode';
import type { EventMetadata, StoredEvent } from './event-store';
import { EventStoreRefused } from './eventstoredb-errors';

/** A place in the log of an EventStoreDB: ordered by commit, then by prepare. */
export interface LogPlace {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** What the client gives of an event. */
export interface ClientEvent {
  readonly id: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly type: string;
  readonly isJson: boolean;
  readonly created: Date;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly position?: LogPlace;
}

/** An event as it lies in the log, before it is known which position it has. */
export interface LogEvent {
  readonly id: string;
  readonly streamId: string;
  readonly revision: number;
  readonly place: LogPlace;
  /** By the clock of the server, or of the store that it was copied from; ISO 8601 in UTC with microseconds. */
  readonly recordedAt: string;
  /** Which call of `append` stored it; null when it came another way. */
  readonly appendId: string | null;
  readonly recorded: ClientEvent;
}

/** An event in one of this program's streams that this program cannot have written. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

/** What this program adds to an event's metadata in the log. */
interface AddedMetadata {
  readonly schemaVersion: number;
  readonly appendId?: string;
  readonly recordedAt?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
/** So far the clock of the store that an event was copied from may be ahead of this one's. */
const CLOCK_SKEW_LIMIT_MS = 5 * 60_000;
/** What servers before 22.6 give as the place of an event in the log when one of its stream is read. */
const NO_PLACE = 2n ** 64n - 1n;

/**
 * An event as the client takes it. The client writes data and metadata as JSON itself, so it gets what was parsed from
 * our text: the same text comes of it, and nobody can change it meanwhile.
 */
export function toEventData(event: EncodedEvent, appendId: string | undefined, recordedAt?: string): JSONEventData {
  const added: AddedMetadata = { schemaVersion: event.schemaVersion, appendId, recordedAt };
  return {
    contentType: 'application/json',
    id: event.id,
    type: event.type,
    data: JSON.parse(event.data) as JSONType,
    metadata: { ...(JSON.parse(event.metadata) as object), ...added },
  };
}

/** How many bytes an event counts when the server compares an append with its limit. */
export function sizeInLog(event: JSONEventData): number {
  return (
    Buffer.byteLength(JSON.stringify(event.data)) +
    Buffer.byteLength(JSON.stringify(event.metadata ?? {})) +
    2 * event.type.length
  );
}

/**
 * The client's event with what following needs of it.
 *
 * @throws {UnreadableEvent} when it says to have been recorded at no instant, or later than it was stored here
 * @throws {EventStoreRefused} when the server does not tell where it lies in the log
 */
export function toLogEvent(recorded: ClientEvent, namespace: string): LogEvent {
  const { appendId, recordedAt } = addedOf(recorded);
  return {
    id: recorded.id.toLowerCase(),
    streamId: recorded.streamId.slice(namespace.length),
    revision: Number(recorded.revision),
    place: placeOf(recorded),
    recordedAt: recordedAt === undefined ? withMicroseconds(recorded.created) : credible(recordedAt, recorded),
    appendId: appendId !== undefined && UUID.test(appendId) ? appendId : null,
    recorded,
  };
}

/**
 * The event as the port gives it.
 *
 * @throws {UnreadableEvent} when it is not JSON, or without what this program adds to every event.
 */
export function toStoredEvent(event: LogEvent, position: number, recordedAt: string): StoredEvent {
  const { recorded, streamId, revision } = event;
  const { schemaVersion, ...others } = addedOf(recorded);
  const { data } = recorded;
  if (!recorded.isJson || typeof data !== 'object' || data === null || typeof schemaVersion !== 'number') {
    throw new UnreadableEvent(
      `Event ${event.id} (${streamId}, revision ${revision}) was not written by this program: it is not JSON or has no schemaVersion; find out who writes to its streams.`,
    );
  }
  const added = ['schemaVersion', ...Object.keys(others)];
  const metadata = Object.entries(recorded.metadata as object).filter(([name]) => !added.includes(name));
  return {
    id: event.id,
    type: recorded.type,
    schemaVersion,
    data,
    // Written by `toEventData` of this shape; what was added is taken away again.
    metadata: Object.fromEntries(metadata) as unknown as EventMetadata,
    streamId,
    revision,
    position,
    recordedAt,
  };
}

/** Whether one place lies after another. */
export function isAfter(a: LogPlace, b: LogPlace): boolean {
  return a.commit === b.commit ? a.prepare > b.prepare : a.commit > b.commit;
}

function addedOf({ metadata }: ClientEvent): Partial<AddedMetadata> {
  if (typeof metadata !== 'object' || metadata === null || metadata instanceof Uint8Array) return {};
  const { schemaVersion, appendId, recordedAt } = metadata as Record<string, unknown>;
  return {
    ...(typeof schemaVersion === 'number' && { schemaVersion }),
    ...(typeof appendId === 'string' && { appendId }),
    ...(typeof recordedAt === 'string' && { recordedAt }),
  };
}

/** Where an event lies in the log. @throws {EventStoreRefused} when the server does not tell */
export function placeOf({ id, position }: ClientEvent): LogPlace {
  if (position && position.commit < NO_PLACE) return position;
  throw new EventStoreRefused(
    `Event ${id} came without its place in the log: the server is too old, and EventStoreDB 22.10 or newer is needed.`,
  );
}

/** Positions have times that never run backwards, so one time in the future would become that of all later events. */
function credible(recordedAt: string, { id, streamId, revision, created }: ClientEvent): string {
  const time = INSTANT.test(recordedAt) ? Date.parse(recordedAt) : NaN;
  // The day of a date such as 31 February is moved when it is read.
  const isInstant = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === recordedAt.slice(0, 19);
  if (isInstant && time <= created.getTime() + CLOCK_SKEW_LIMIT_MS) return recordedAt;
  throw new UnreadableEvent(
    `Event ${id} (${streamId}, revision ${revision}) was stored at ${created.toISOString()} and says that it was recorded at ${JSON.stringify(recordedAt)}, which is later or no instant: find out who writes to the streams of this program.`,
  );
}

/** The client gives milliseconds; six digits are what positions of both stores are compared by. */
function withMicroseconds(created: Date): string {
  return `${created.toISOString().slice(0, -1)}000Z`;
}
