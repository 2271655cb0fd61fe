import type { StoredEvent, Subscription } from '@outturn/event-store';
import type { Installation } from './world';

const BATCH_EVENTS = 500;

/** Follows a store from its beginning, and remembers what it saw. */
export class TailingFollower {
  readonly seen: string[] = [];
  private readonly subscription: Subscription;

  constructor({ store, book }: Installation) {
    this.subscription = store.subscribe({ afterPosition: 0, batchSize: BATCH_EVENTS }, (events) => {
      for (const event of events) this.seen.push(lineOf(event));
      return Promise.resolve();
    });
    this.subscription.ended.catch((error: unknown) => {
      book.surprises.push(`The follower ended: ${String(error)}`);
    });
  }

  stop(): Promise<void> {
    return this.subscription.close();
  }
}

/** What of an event tells it and its place from every other. */
export function lineOf({ position, streamId, revision, id, recordedAt }: StoredEvent): string {
  return `${position} ${streamId} ${revision} ${id} ${recordedAt}`;
}
