import type { DomainEvent, Recorded } from '@outturn/domain';
import type { StoredEvent } from './event-store';

/** Turns the data of one schema version into that of the next. */
export type Upcast = (data: object) => object;

/** The shapes that one type of event has had. */
export interface EventTypeVersions {
  /** The schema version in which new events are written; the first is 1. */
  readonly current: number;
  /** From version 1 to 2, from 2 to 3, and so on up to `current`. */
  readonly upcasts: readonly Upcast[];
}

/** Every type of event that this program knows. */
export type EventTypes = Readonly<Record<string, EventTypeVersions>>;

/** An event of a type or a schema version that this program does not know: a newer one has written it. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
  constructor(
    readonly eventId: string,
    readonly type: string,
    readonly schemaVersion: number,
  ) {
    super(
      `Event ${eventId} is a ${type} of schema version ${schemaVersion}, which this program does not know: run a newer version of it.`,
    );
  }
}

/**
 * The stored event with its data in the current shape.
 *
 * @throws {UnknownEvent} when its type is unknown or its schema version is newer than the current one.
 */
export function upcast(eventTypes: EventTypes, stored: StoredEvent): StoredEvent {
  const versions = versionsOf(eventTypes, stored.type);
  if (versions === undefined || stored.schemaVersion < 1 || stored.schemaVersion > versions.current) {
    throw new UnknownEvent(stored.id, stored.type, stored.schemaVersion);
  }
  if (stored.schemaVersion === versions.current) return stored;
  let data = stored.data;
  for (const step of versions.upcasts.slice(stored.schemaVersion - 1)) data = step(data);
  return { ...stored, data, schemaVersion: versions.current };
}

/**
 * The stored event as the domain knows it: its type, its data in the current shape, and its id.
 *
 * @throws {UnknownEvent} see `upcast`.
 */
export function toRecorded<Event extends DomainEvent>(eventTypes: EventTypes, stored: StoredEvent): Recorded<Event> {
  const { id, type, data } = upcast(eventTypes, stored);
  // The registry has vouched for type and shape; which union they belong to only the caller knows.
  return { id, type, data } as unknown as Recorded<Event>;
}

/**
 * The schema version in which new events of a type are written.
 *
 * @throws {Error} when the type is not registered, or not with one upcast for each step to the current version.
 */
export function currentVersion(eventTypes: EventTypes, type: string): number {
  const versions = versionsOf(eventTypes, type);
  if (versions === undefined) throw new Error(`The event type ${type} is not registered: add it to the event types.`);
  if (versions.upcasts.length !== versions.current - 1) {
    throw new Error(
      `The event type ${type} is at version ${versions.current} and must have ${versions.current - 1} upcasts, not ${versions.upcasts.length}.`,
    );
  }
  return versions.current;
}

function versionsOf(eventTypes: EventTypes, type: string): EventTypeVersions | undefined {
  return Object.hasOwn(eventTypes, type) ? eventTypes[type] : undefined;
}
