import type { EventStore } from '@outturn/event-store';
import { LRUCache } from 'lru-cache';

const MOST_REMEMBERED = 1_000;

/**
 * The moments of an event store. When an event was recorded never changes, and most questions are about the same last one:
 * it is asked for once.
 */
export class RememberedMoments implements Pick<EventStore, 'headPosition' | 'positionBefore' | 'recordedAt'> {
  private readonly recorded = new LRUCache<number, string>({ max: MOST_REMEMBERED });

  constructor(private readonly store: EventStore) {}

  headPosition(): Promise<number> {
    return this.store.headPosition();
  }

  positionBefore(instant: string): Promise<number> {
    return this.store.positionBefore(instant);
  }

  async recordedAt(position: number): Promise<string | undefined> {
    const known = this.recorded.get(position);
    if (known !== undefined) return known;
    const recordedAt = await this.store.recordedAt(position);
    if (recordedAt !== undefined) this.recorded.set(position, recordedAt);
    return recordedAt;
  }
}
