import { setTimeout as pause } from 'node:timers/promises';
import { backOffMs } from './back-off';
import type { ReadAllOptions, StoredEvent } from './event-store';
import { EndedByServer, ForeignLog, isPassingInEventStoreDb, translateEventStoreDbError } from './eventstoredb-errors';
import { toStoredEvent, type LogEvent, type LogPlace } from './eventstoredb-events';
import type { EventStoreDbLog } from './eventstoredb-log';
import type { IndexedEvent, PositionIndex } from './position-index';

/** A batch ends early at this size, so that large events do not fill the memory. */
const BATCH_LIMIT_BYTES = 16 * 1024 * 1024;
const STREAMS_AT_ONCE = 16;
/** So often without anything new in between, a read that breaks goes on. */
const ATTEMPTS = 6;

/** How far a read has handed events over. */
interface Progress {
  position: number;
  recordedAt: string;
  place: LogPlace | undefined;
}

/** All events that have a position, in its order, in batches; see `EventStore.readAll`. Ends early when `stop` fires. */
export async function* readAllOfLog(
  log: EventStoreDbLog,
  index: PositionIndex,
  options: ReadAllOptions,
  stop = new AbortController().signal,
): AsyncGenerator<StoredEvent[]> {
  const { afterPosition, batchSize } = options;
  const until = Math.min(await index.head(), options.untilPosition ?? Number.MAX_SAFE_INTEGER);
  if (afterPosition >= until) return;
  const [start, last] = await Promise.all([index.at(afterPosition), index.at(until)]);
  if (!last) return;
  const progress: Progress = {
    position: start?.position ?? 0,
    recordedAt: start?.recordedAt ?? '',
    place: start?.place,
  };
  for (let failures = 0; ; failures += 1) {
    const before = progress.position;
    try {
      yield* readRange(log, progress, last, batchSize, stop);
      return;
    } catch (error) {
      if (progress.position > before) failures = 0;
      const isFinal = !isPassingInEventStoreDb(error) || failures >= ATTEMPTS;
      if (isFinal) throw translateEventStoreDbError(error, log.connection.address, 'the events could not be read');
      await pause(backOffMs(failures + 1), undefined, { signal: stop }).catch(() => undefined);
    }
  }
}

async function* readRange(
  log: EventStoreDbLog,
  progress: Progress,
  last: IndexedEvent,
  batchSize: number,
  stop: AbortSignal,
): AsyncGenerator<StoredEvent[]> {
  const leaving = new AbortController();
  const options = {
    after: progress.place,
    batchSize,
    signal: AbortSignal.any([leaving.signal, stop]),
    idleTimeoutMs: log.connection.answerTimeoutMs,
  };
  const reached = { ...progress };
  let batch: StoredEvent[] = [];
  let bytes = 0;
  try {
    for await (const { events } of log.follow(options)) {
      for (const event of events) {
        const stored = next(reached, event);
        batch.push(stored);
        bytes += sizeOf(stored.data);
        const isLast = stored.position === last.position;
        if (isLast) refuseOther(log, event, last);
        if (!isLast && batch.length < batchSize && bytes < BATCH_LIMIT_BYTES) continue;
        const full = batch;
        batch = [];
        bytes = 0;
        Object.assign(progress, reached);
        yield full;
        if (isLast) return;
      }
    }
  } finally {
    leaving.abort();
  }
  if (stop.aborted) return;
  // What was read and not handed over is read again.
  throw new EndedByServer();
}

function next(progress: Progress, event: LogEvent): StoredEvent {
  const recordedAt = event.recordedAt > progress.recordedAt ? event.recordedAt : progress.recordedAt;
  const stored = toStoredEvent(event, progress.position + 1, recordedAt);
  progress.position += 1;
  progress.recordedAt = recordedAt;
  progress.place = event.place;
  return stored;
}

function refuseOther(log: EventStoreDbLog, event: LogEvent, last: IndexedEvent): void {
  if (event.id === last.eventId) return;
  throw new ForeignLog(
    `Position ${last.position} belongs to event ${last.eventId}, and the event store at ${log.connection.address} has event ${event.id} there: it is another store than the positions were taken from. Point EVENTSTORE_URL at the right one.`,
  );
}

/** About how many bytes a value takes as JSON, without writing it. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 8;
  let size = 2;
  for (const [name, part] of Object.entries(value)) size += name.length + 3 + sizeOf(part);
  return size;
}

/** The events of many streams up to a position; see `EventStore.readStreams`. */
export async function readStreamsOfLog(
  log: EventStoreDbLog,
  index: PositionIndex,
  streamIds: readonly string[],
  untilPosition: number,
): Promise<Map<string, StoredEvent[]>> {
  const indexed = new Map<string, IndexedEvent[]>();
  for (const event of await index.ofStreams(streamIds, untilPosition)) {
    const known = indexed.get(event.streamId);
    if (known) known.push(event);
    else indexed.set(event.streamId, [event]);
  }
  const waiting = [...indexed];
  const read = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const [streamId, known] = one;
      const events = await log.readStream(streamId, 0, known.length);
      streams.set(streamId, allWithPositions(log, streamId, events, known));
    }
  };
  // In the order of the index, whichever is read first.
  const streams = new Map<string, StoredEvent[]>([...indexed.keys()].map((streamId) => [streamId, []]));
  await Promise.all(Array.from({ length: Math.min(STREAMS_AT_ONCE, waiting.length) }, read));
  return streams;
}

/**
 * Events of one stream with what the index knows of them, which must all be there.
 *
 * @throws {EventStoreRefused} when one of them is not
 */
export function allWithPositions(
  log: EventStoreDbLog,
  streamId: string,
  events: readonly LogEvent[],
  indexed: readonly IndexedEvent[],
): StoredEvent[] {
  const stored = withPositions(events, indexed);
  const missing = indexed.find((event, index) => stored[index]?.id !== event.eventId);
  if (missing) throw log.truncated(streamId, missing.revision);
  return stored;
}

/** Events of one stream with what the index knows of them; those that it does not know are left out. */
export function withPositions(events: readonly LogEvent[], indexed: readonly IndexedEvent[]): StoredEvent[] {
  const known = new Map(indexed.map((event) => [event.revision, event]));
  return events.flatMap((event) => {
    const found = known.get(event.revision);
    return found?.eventId === event.id ? [toStoredEvent(event, found.position, found.recordedAt)] : [];
  });
}
