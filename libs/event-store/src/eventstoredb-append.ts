import { randomUUID } from 'node:crypto';
import type { JSONEventData } from '@eventstore/db-client';
import { NotStorable, type EncodedEvent } from './encode';
import {
  EventIdTaken,
  EventTooLarge,
  WrongExpectedRevision,
  type AppendResult,
  type ExpectedRevision,
  type Guard,
} from './event-store';
import { typeOf } from './eventstoredb-errors';
import { sizeInLog, toEventData, type LogEvent } from './eventstoredb-events';
import type { EventStoreDbLog } from './eventstoredb-log';
import type { Turn } from './guard-turns';
import type { IndexedEvent, PositionIndex } from './position-index';
import type { PositionWaiter } from './position-waiter';

/** What an append needs of the store. */
export interface AppendContext {
  readonly log: EventStoreDbLog;
  readonly index: PositionIndex;
  readonly waiter: PositionWaiter;
  /** Events of one append may have so many bytes, as the server counts them. */
  readonly appendLimitBytes: number;
}

/** One append, checked and encoded. */
export interface Append {
  readonly streamId: string;
  readonly events: readonly EncodedEvent[];
  readonly data: readonly JSONEventData[];
  readonly expected: ExpectedRevision;
  /** The stream that must not have moved. */
  readonly guard?: Guard;
  /** The turn at the guarding stream in which the events may be sent; absent where no stream guards or is guarded. */
  readonly turn?: Turn;
  /** Goes with the events, so that it shows which of several identical appends stored them. */
  readonly appendId: string;
}

/**
 * Prepares an append.
 *
 * @param recordedAt when the events were recorded in the store that they are copied from; absent for new ones
 * @throws {NotStorable} when events of a stream of this name would not be followed, or are too many for one append
 * @throws {EventTooLarge} when one event alone exceeds the server's limit
 */
export function prepareAppend(
  { log, appendLimitBytes }: AppendContext,
  streamId: string,
  events: readonly EncodedEvent[],
  expected: ExpectedRevision,
  recordedAt?: readonly string[],
): Append {
  if (!log.hasPlaceFor(streamId)) {
    throw new NotStorable(`The stream name ${JSON.stringify(streamId)} belongs to no category that is followed.`);
  }
  const appendId = randomUUID();
  const data = events.map((event, index) => toEventData(event, recordedAt ? undefined : appendId, recordedAt?.[index]));
  let sizeBytes = 0;
  for (const event of data) {
    const eventBytes = sizeInLog(event);
    if (eventBytes > appendLimitBytes) throw new EventTooLarge(event.id, eventBytes, appendLimitBytes);
    sizeBytes += eventBytes;
  }
  if (sizeBytes > appendLimitBytes) {
    throw new NotStorable(
      `The ${events.length} events for stream ${streamId} have ${sizeBytes} bytes together; the store takes ${appendLimitBytes} at once: send fewer.`,
    );
  }
  return { streamId, events, data, expected, appendId };
}

/**
 * Stores the events of an append, all or none, and waits for their positions.
 *
 * The server recognises a repeat by ids and expected revision, but only with a certain revision, and only in the same
 * stream. So every append is sent with a certain one, up to which the index knows all events of the stream: then no
 * repeat escapes, and it may be sent again after any doubt.
 */
export async function performAppend(context: AppendContext, append: Append): Promise<AppendResult> {
  const { log, waiter } = context;
  const { streamId, events, expected } = append;
  const asked = revisionOf(expected);
  let head = await headToRelyOn(context, streamId, asked);
  for (;;) {
    // What others have stored meanwhile may be this very append.
    const earlier = await findEarlier(context, append);
    if (earlier) return earlier;
    await refuseMovedGuard(append);
    if (asked !== undefined && asked !== head) throw new WrongExpectedRevision(streamId, expected, head);
    const actual = await send(log, append, head);
    if (actual === undefined) {
      // Whoever comes next looks at the log, where the events are.
      append.turn?.leave();
      const last = await waiter.waitFor(streamId, head + events.length);
      return answer(append, last, last.appendId !== append.appendId);
    }
    if (actual >= 0) await waiter.waitFor(streamId, actual);
    head = actual;
  }
}

/** @throws {WrongExpectedRevision} when the guarding stream is not where it was seen */
async function refuseMovedGuard({ guard, turn }: Append): Promise<void> {
  if (!guard || !turn) return;
  const head = await turn.head();
  if (head !== guard.revision) throw new WrongExpectedRevision(guard.streamId, guard.revision, head);
}

/** A revision up to which the index knows the stream; its last one, as far as the index or the caller knows. */
async function headToRelyOn({ index, log, waiter }: AppendContext, streamId: string, asked = -1): Promise<number> {
  const indexed = await index.headOfStream(streamId);
  if (asked <= indexed) return indexed;
  const head = (await log.readLast(streamId))?.revision ?? -1;
  if (head >= 0) await waiter.waitFor(streamId, head);
  return head;
}

/** Undefined for any. */
function revisionOf(expected: ExpectedRevision): number | undefined {
  if (expected === 'any') return undefined;
  return expected === 'no-stream' ? -1 : expected;
}

/** Undefined when the events are stored after a revision (-1: the beginning), or else the revision that the stream has. */
export async function send(log: EventStoreDbLog, append: Append, revision: number): Promise<number | undefined> {
  const { connection } = log;
  const { streamId } = append;
  const options = {
    expectedRevision: revision === -1 ? ('no_stream' as const) : BigInt(revision),
    requiresLeader: true,
    deadline: connection.answerTimeoutMs,
  };
  const doing = `whether the events for stream ${streamId} were stored is unknown; repeat with the same ids`;
  return connection.persist(doing, async () => {
    append.turn?.refuseLost();
    try {
      const sending = connection.client.appendToStream(log.nameOf(streamId), [...append.data], options);
      await connection.inTime(sending);
      return undefined;
    } catch (error) {
      const { actualVersion } = error as { actualVersion?: bigint | 'no_stream' };
      if (typeOf(error) === 'wrong-expected-version') return Number(actualVersion === 'no_stream' ? -1 : actualVersion);
      if (typeOf(error) === 'maximum-append-size-exceeded') throw tooLarge(append, error);
      throw error;
    }
  });
}

/** The server's limit is lower than the one that was configured here. */
function tooLarge({ streamId, events }: Append, error: unknown): NotStorable {
  const { maxAppendSize } = error as { maxAppendSize?: number };
  return new NotStorable(
    `The ${events.length} events for stream ${streamId} are more than the ${maxAppendSize} bytes that the event store takes at once: send fewer, or raise its MaxAppendSize.`,
  );
}

function answer({ events }: Append, last: IndexedEvent, repeated: boolean): AppendResult {
  return { position: last.position, revision: last.revision, eventIds: events.map((event) => event.id), repeated };
}

/**
 * The answer to an append whose events are stored already.
 *
 * @throws {EventIdTaken} when some of its ids are stored, but not as this append.
 */
async function findEarlier({ index, log, waiter }: AppendContext, append: Append): Promise<AppendResult | undefined> {
  const { streamId, events } = append;
  const known = await index.byIds(events.map((event) => event.id));
  const taken = events.find((event) => known.some((other) => other.eventId === event.id));
  if (!taken) return undefined;
  // Another append with the same ids, to another stream, may have been stored at the same moment.
  const here = known.filter((event) => event.streamId === streamId);
  const [first] = here;
  const isBegun = here.every(
    (event, place) => event.eventId === events[place]?.id && event.revision - place === first?.revision,
  );
  if (first && isBegun) {
    // The last of them may be stored and have no positions yet.
    const stored = await log.readStream(streamId, first.revision, events.length);
    const isStored = append.data.every((sent, place) => isSame(stored[place], sent));
    if (isStored) return answer(append, await waiter.waitFor(streamId, first.revision + events.length - 1), true);
  }
  throw new EventIdTaken(taken.id);
}

function isSame(stored: LogEvent | undefined, sent: JSONEventData): boolean {
  const version = (metadata: unknown) => (metadata as { schemaVersion?: unknown } | undefined)?.schemaVersion;
  return (
    stored?.id === sent.id &&
    stored.recorded.type === sent.type &&
    JSON.stringify(stored.recorded.data) === JSON.stringify(sent.data) &&
    version(stored.recorded.metadata) === version(sent.metadata)
  );
}
