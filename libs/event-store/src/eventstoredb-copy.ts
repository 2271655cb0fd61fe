import { encodeEvents } from './encode';
import { EventIdTaken, WrongExpectedRevision, type AppendResult, type StoredEvent } from './event-store';
import { prepareAppend, type Append, type AppendContext } from './eventstoredb-append';

/** Copies are appended in groups of about this size. */
const GROUP_LIMIT_BYTES = 512 * 1024;
/** What the program adds to the metadata of an event, and more. */
const OVERHEAD_BYTES = 200;

type Group = [StoredEvent, ...StoredEvent[]];

/** Stores events of another store, in the order given; see `EventStoreDbEventStore.copyEvents`. */
export async function copyEvents(
  context: AppendContext,
  events: readonly StoredEvent[],
  append: (append: Append) => Promise<AppendResult>,
): Promise<number> {
  for (const group of consecutive(events)) {
    try {
      await copyGroup(context, group, append);
    } catch (error) {
      // A copy that was cut off here may have stored some of them, which the index knows only now.
      if (!(error instanceof EventIdTaken || error instanceof WrongExpectedRevision)) throw error;
      await copyGroup(context, group, append);
    }
  }
  const last = events.at(-1);
  return last ? ((await context.index.byId(last.id.toLowerCase()))?.position ?? 0) : 0;
}

async function copyGroup(
  context: AppendContext,
  group: Group,
  append: (append: Append) => Promise<AppendResult>,
): Promise<void> {
  const missing = await withoutStored(context, group);
  const [first] = missing;
  if (!first) return;
  const { streamId } = first;
  const expected = first.revision === 0 ? 'no-stream' : first.revision - 1;
  const times = missing.map((event) => event.recordedAt);
  await append(prepareAppend(context, streamId, encodeEvents(streamId, missing), expected, times));
}

/** Those of the events that are not here yet: what is here in the same place was copied before. */
async function withoutStored({ index }: AppendContext, group: Group): Promise<StoredEvent[]> {
  const stored = await index.byIds(group.map((event) => event.id.toLowerCase()));
  const places = new Set(stored.map((event) => `${event.eventId} ${event.revision} ${event.streamId}`));
  return group.filter((event) => !places.has(`${event.id.toLowerCase()} ${event.revision} ${event.streamId}`));
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
