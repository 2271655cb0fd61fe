import { upcast, UnknownEvent, type StoredEvent } from '@outturn/event-store';
import { eventTypes } from './event-types';

/** The events up to the first that this program does not know, and what is wrong with that one. */
export function knownEvents(events: readonly StoredEvent[]): {
  readonly events: readonly StoredEvent[];
  readonly error?: UnknownEvent;
} {
  for (const [index, event] of events.entries()) {
    try {
      upcast(eventTypes, event);
    } catch (error) {
      if (error instanceof UnknownEvent) return { events: events.slice(0, index), error };
      throw error;
    }
  }
  return { events };
}
