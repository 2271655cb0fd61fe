import { NotACopy, notYetCopied } from './copy-target';
import { encodeEvents } from './encode';
import { EventStoreUnavailable, type StoredEvent } from './event-store';
import { prepareAppend, send, type AppendContext } from './eventstoredb-append';
import { ForeignLog } from './eventstoredb-errors';
import type { LogEvent } from './eventstoredb-events';
import type { IndexedEvent, PositionIndex } from './position-index';
import type { PositionWaiter } from './position-waiter';

/** Copies are appended in groups of about this size. */
const GROUP_LIMIT_BYTES = 512 * 1024;
/** What the program adds to the metadata of an event, and more. */
const OVERHEAD_BYTES = 200;

type Group = [StoredEvent, ...StoredEvent[]];

/**
 * Stores events of another store, in the order given; see `CopyTarget.copyEvents`. Positions follow from the order of the
 * log, so they are waited for and checked once for all events, and not append by append.
 */
export async function copyEvents(context: AppendContext, events: readonly StoredEvent[]): Promise<number> {
  let missing = await withoutHeld(context, events);
  while (missing.length > 0) {
    await sendInOrder(context, missing);
    const stillMissing = await withoutHeld(context, events);
    const [first] = stillMissing;
    if (first && stillMissing.length === missing.length) throw new NotACopy(first.position);
    missing = stillMissing;
  }
  return events.at(-1)?.position ?? 0;
}

/** Ends early where a stream is at another revision: a copy that was cut off may have stored some only now. */
async function sendInOrder(context: AppendContext, events: readonly StoredEvent[]): Promise<void> {
  for (const group of consecutive(events)) {
    const [{ streamId, revision }] = group;
    const times = group.map((event) => event.recordedAt);
    const expected = revision === 0 ? 'no-stream' : revision - 1;
    const append = prepareAppend(context, streamId, encodeEvents(streamId, group), expected, times);
    if ((await send(context.log, append, revision - 1)) !== undefined) return;
  }
}

async function withoutHeld(context: AppendContext, events: readonly StoredEvent[]): Promise<readonly StoredEvent[]> {
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last) return [];
  const head = await settledHead(context);
  return notYetCopied(events, head, await context.index.between(first.position, last.position));
}

/** The position of the last event in the log, once it has one; see `CopySource.settledHead`. */
export async function settledHead({ log, index, waiter }: AppendContext): Promise<number> {
  const known = await index.last();
  const last = await log.readLastAfter(known?.place);
  if (last) {
    const found = await waitPatiently(index, waiter, last);
    if (found.eventId === last.id) return found.position;
  } else {
    const isHeld = await log.connection.persist(
      'the end of its log could not be read',
      async () => !known || log.holds(known),
    );
    if (isHeld) return known?.position ?? 0;
  }
  throw new ForeignLog(
    `The event store at ${log.connection.address} does not hold the events that the positions in the database belong to: name an event store and a database that belong together.`,
  );
}

/** The positions of a long log take longer than one wait; what matters is that they come. */
async function waitPatiently(index: PositionIndex, waiter: PositionWaiter, last: LogEvent): Promise<IndexedEvent> {
  for (let head = await index.head(); ;) {
    try {
      return await waiter.waitFor(last.streamId, last.revision);
    } catch (error) {
      const reached = await index.head();
      if (!(error instanceof EventStoreUnavailable) || reached === head) throw error;
      head = reached;
    }
  }
}

/** Events that follow on each other in one stream, few enough for one append. */
function consecutive(events: readonly StoredEvent[]): Group[] {
  const groups: Group[] = [];
  let bytes = 0;
  for (const event of events) {
    const group = groups.at(-1);
    const eventBytes = OVERHEAD_BYTES + Buffer.byteLength(JSON.stringify([event.data, event.metadata]));
    bytes += eventBytes;
    if (group?.[0].streamId === event.streamId && bytes < GROUP_LIMIT_BYTES) {
      group.push(event);
    } else {
      groups.push([event]);
      bytes = eventBytes;
    }
  }
  return groups;
}
