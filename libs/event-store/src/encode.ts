import { EventIdTaken, EventTooLarge, type NewEvent } from './event-store';

/** An event as text, checked to be storable. */
export interface EncodedEvent {
  /** In lower case, as the store gives it back. */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  readonly metadata: string;
  readonly sizeBytes: number;
}

/** Something is wrong with an event or its stream's name that no repetition mends. Nothing was sent. */
export class NotStorable extends Error {
  override readonly name = 'NotStorable';
}

/** The data of one event may have this many bytes as JSON. */
export const EVENT_LIMIT_BYTES = 1024 * 1024;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NAME = /^[^\p{Cc}\p{Cs}]{1,250}$/u;
const LARGEST_SCHEMA_VERSION = 32_767;
/** An odd number of backslashes before it makes it the escape of the character NUL; an even number, plain text. */
const ESCAPED_NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/** Whether a text has the form of a UUID. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * Checks the events of one append and writes them as text.
 *
 * @throws {NotStorable} for no events, a bad name, id or schema version, or text with the character NUL.
 * @throws {EventTooLarge} when the data of one exceeds 1 MiB.
 * @throws {EventIdTaken} when two of the events have the same id.
 */
export function encodeEvents(streamId: string, events: readonly NewEvent[]): EncodedEvent[] {
  if (!NAME.test(streamId)) {
    throw new NotStorable(`The stream name ${JSON.stringify(streamId)} must have 1 to 250 printable characters.`);
  }
  if (events.length === 0) throw new NotStorable(`An append to stream ${streamId} must have at least one event.`);
  const encoded = events.map(encodeEvent);
  const ids = new Set<string>();
  for (const { id } of encoded) {
    if (ids.has(id)) throw new EventIdTaken(id);
    ids.add(id);
  }
  return encoded;
}

function encodeEvent(event: NewEvent): EncodedEvent {
  if (!isUuid(event.id)) throw new NotStorable(`The event id ${JSON.stringify(event.id)} is not a UUID.`);
  if (!NAME.test(event.type)) {
    throw new NotStorable(`The type of event ${event.id} must have 1 to 250 printable characters.`);
  }
  const { schemaVersion } = event;
  if (!Number.isInteger(schemaVersion) || schemaVersion < 1 || schemaVersion > LARGEST_SCHEMA_VERSION) {
    throw new NotStorable(
      `The schema version ${schemaVersion} of event ${event.id} must be 1 to ${LARGEST_SCHEMA_VERSION}.`,
    );
  }
  const data = encodeJson(event, 'data');
  const metadata = encodeJson(event, 'metadata');
  const dataBytes = Buffer.byteLength(data);
  if (dataBytes > EVENT_LIMIT_BYTES) throw new EventTooLarge(event.id, dataBytes, EVENT_LIMIT_BYTES);
  const sizeBytes = dataBytes + Buffer.byteLength(metadata);
  return { id: event.id.toLowerCase(), type: event.type, schemaVersion, data, metadata, sizeBytes };
}

function writeJson(event: NewEvent, part: 'data' | 'metadata'): string {
  try {
    return JSON.stringify(event[part]);
  } catch (error) {
    // A BigInt, or an object that holds itself.
    const reason = error instanceof Error ? error.message : String(error);
    throw new NotStorable(
      `The ${part} of event ${event.id} cannot be written as JSON (${reason}): write numbers as strings.`,
      {
        cause: error,
      },
    );
  }
}

function encodeJson(event: NewEvent, part: 'data' | 'metadata'): string {
  const text = writeJson(event, part);
  if (text.includes('\\u0000') && ESCAPED_NUL.test(text)) {
    throw new NotStorable(`The ${part} of event ${event.id} holds the character NUL (U+0000): remove it.`);
  }
  return text;
}
