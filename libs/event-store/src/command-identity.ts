import { v5 as uuidOf } from 'uuid';
import type { EventStore, StoredEvent } from './event-store';

/** Another command was carried out under the same id. */
export class CommandIdReused extends Error {
  override readonly name = 'CommandIdReused';
  constructor(
    readonly commandId: string,
    /** The stream that the earlier command changed. */
    readonly streamId: string,
  ) {
    super(
      `The command id ${commandId} belongs to another command, on stream ${streamId}: send this one under a new id.`,
    );
  }
}

/** The id of a command's event, by its place among the command's events: the same for every repeat. */
export function commandEventId(commandId: string, index: number): string {
  return uuidOf(String(index), commandId);
}

/**
 * The events that a command with this id has led to in a stream, in order; none when it has not been carried out.
 *
 * @param requestHash of the command's content; compared when both this and the earlier command have one
 * @throws {CommandIdReused} when the id belongs to a command on another stream or with other content.
 */
export async function findEarlierOutcome(
  store: EventStore,
  streamId: string,
  commandId: string,
  requestHash: string | undefined,
): Promise<StoredEvent[]> {
  const first = await store.findEvent(commandEventId(commandId, 0));
  if (first === undefined) return [];
  const earlierHash = first.metadata.requestHash;
  const isOther = requestHash !== undefined && earlierHash !== undefined && requestHash !== earlierHash;
  if (first.streamId !== streamId || isOther) throw new CommandIdReused(commandId, first.streamId);
  const after = await store.readStream(streamId, { fromRevision: first.revision });
  const end = after.findIndex((event, index) => event.id !== commandEventId(commandId, index));
  return end === -1 ? after : after.slice(0, end);
}
