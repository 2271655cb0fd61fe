import type { EventStore, StoredEvent } from './event-store';

/** A store whose events can be copied to another. */
export interface CopySource extends Pick<EventStore, 'readAll'> {
  /**
   * The position of the last event, once every event that was stored before the call has its position; 0 when there is
   * none.
   *
   * @throws {EventStoreUnavailable} when positions are missing and do not come
   */
  settledHead(): Promise<number>;
}

/** A store that takes copies of another's events. It is no part of the port: only moving house needs it. */
export interface CopyTarget extends CopySource {
  /**
   * Stores events of another store here: in the same order, with the same ids and positions, and the times at which they
   * were recorded there. Those that are here already are left alone, so it may be repeated and resumed. Nobody else may
   * append meanwhile.
   *
   * @param events that follow on each other in the other store
   * @throws {NotACopy} when there are other events here, or some before these are missing
   * @throws {NotStorable | EventTooLarge} when this store cannot take one of them
   * @throws {EventStoreUnavailable} when the store cannot be reached; copy the same again
   * @returns the position of the last of them; 0 when there are none
   */
  copyEvents(events: readonly StoredEvent[]): Promise<number>;
}

/** Two stores hold different events where one should be a copy of the other. */
export class NotACopy extends Error {
  override readonly name = 'NotACopy';
  constructor(
    /** The first position at which they are known to differ. */
    readonly position: number,
    /** What to do about it. */
    advice = 'a copy only goes on where it ended, and nobody else may append meanwhile',
  ) {
    super(`Source and target do not hold the same event at position ${position}: ${advice}.`);
  }
}

/** Which event a store holds at a position, and since when. */
export interface HeldEvent {
  readonly position: number;
  readonly eventId: string;
  readonly streamId: string;
  readonly revision: number;
  readonly recordedAt: string;
}

/**
 * Those of the events that a store does not hold yet: all of them, or the last ones.
 *
 * @param head the last position there
 * @param held what is there at the positions of the events, in order
 * @throws {NotACopy} when it holds other events there, or the first of them would leave a gap
 */
export function notYetCopied(
  events: readonly StoredEvent[],
  head: number,
  held: readonly HeldEvent[],
): readonly StoredEvent[] {
  const here = new Map(held.map((one) => [one.position, one]));
  let next = Math.min(head + 1, events[0]?.position ?? 1);
  for (const event of events) {
    if (event.position !== next) throw new NotACopy(next);
    if (next <= head && !isHeld(event, here.get(next))) throw new NotACopy(next);
    next += 1;
  }
  return events.filter((event) => event.position > head);
}

function isHeld(event: StoredEvent, held: HeldEvent | undefined): boolean {
  return (
    held?.eventId === event.id.toLowerCase() &&
    held.streamId === event.streamId &&
    held.revision === event.revision &&
    held.recordedAt === event.recordedAt
  );
}
