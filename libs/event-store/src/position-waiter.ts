import { EventStoreUnavailable } from './event-store';
import { asUnavailable, type PositionAssigner } from './position-assigner';
import type { IndexedEvent, PositionIndex } from './position-index';
import type { WakeUp } from './postgres-wake-up';

interface Waiting {
  readonly streamId: string;
  readonly revision: number;
  readonly deadline: number;
  readonly resolve: (event: IndexedEvent) => void;
  readonly reject: (error: unknown) => void;
}

/** A notice may be lost with its connection, so it is also looked from time to time. */
const LOOK_AGAIN_MS = 1_000;
/** An event that is stored and has no position after this part of the time was perhaps lost by the subscription. */
const DOUBT_SHARE = 0.3;

/** Waits for events to get their positions; all who wait share the looks. */
export class PositionWaiter {
  private readonly waiting = new Set<Waiting>();
  private lookNow = new AbortController();
  private isRunning = false;
  /** What was waited for in vain the last time. */
  private overdue: Waiting | undefined;

  constructor(
    private readonly index: PositionIndex,
    private readonly assigner: PositionAssigner,
    private readonly wakeUp: WakeUp,
    private readonly timeoutMs: number,
  ) {}

  /**
   * The event at a revision of a stream, once it has a position.
   *
   * @throws {EventStoreUnavailable} when that takes too long
   */
  waitFor(streamId: string, revision: number): Promise<IndexedEvent> {
    return new Promise((resolve, reject) => {
      this.waiting.add({ streamId, revision, deadline: performance.now() + this.timeoutMs, resolve, reject });
      this.lookNow.abort();
      if (!this.isRunning) void this.run();
    });
  }

  /**
   * Settles unless the event that was last waited for in vain still has no position.
   *
   * @throws {EventStoreUnavailable} in a sentence that names it
   */
  async refuseOverdue(): Promise<void> {
    const { overdue } = this;
    if (!overdue) return;
    const found = await this.index.ofRevisions([overdue.streamId], [overdue.revision]);
    if (found.length === 0) throw this.tooLate(overdue);
    if (this.overdue === overdue) this.overdue = undefined;
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    let doubtAt = performance.now() + this.timeoutMs * DOUBT_SHARE;
    for (;;) {
      this.lookNow = new AbortController();
      const count = this.wakeUp.count;
      const found = await this.look();
      if (found > 0) doubtAt = performance.now() + this.timeoutMs * DOUBT_SHARE;
      if (this.waiting.size === 0) break;
      if (performance.now() > doubtAt) {
        // Another process may be the one that assigns. Who cannot tell it now does so the next time.
        await this.index.tellMissing().catch(() => undefined);
        doubtAt = performance.now() + this.timeoutMs * DOUBT_SHARE;
      }
      const pauseMs = Math.min(LOOK_AGAIN_MS, this.timeoutMs * DOUBT_SHARE);
      await this.wakeUp.wait(count, pauseMs, this.lookNow.signal);
    }
    // In the same turn as the last look: who comes after that starts anew.
    this.isRunning = false;
  }

  /** Answers those whose events have positions, and those who have waited too long. */
  private async look(): Promise<number> {
    const waiting = [...this.waiting];
    const { failure } = this.assigner;
    // While the database is away, those who wait have until their time is up.
    const found = await this.index
      .ofRevisions(
        waiting.map(({ streamId }) => streamId),
        waiting.map(({ revision }) => revision),
      )
      .catch((): IndexedEvent[] => []);
    const byKey = new Map(found.map((event) => [`${event.revision} ${event.streamId}`, event]));
    for (const one of waiting) {
      const event = byKey.get(`${one.revision} ${one.streamId}`);
      if (event) one.resolve(event);
      else if (failure !== undefined) one.reject(asUnavailable(failure));
      else if (performance.now() > one.deadline) this.giveUp(one);
      else continue;
      this.waiting.delete(one);
    }
    return found.length;
  }

  private giveUp(one: Waiting): void {
    this.overdue = one;
    one.reject(this.tooLate(one));
  }

  private tooLate({ streamId, revision }: Waiting): EventStoreUnavailable {
    return new EventStoreUnavailable(
      `Revision ${revision} of stream ${streamId} is stored, and has no position after ${this.timeoutMs} ms: the positions lag behind the event store. Try again with the same ids, and look at what the workers report.`,
    );
  }
}
