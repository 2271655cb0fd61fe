import { randomUUID } from 'node:crypto';
import { openFollowedEmmett, openFollowedOutturn, type FollowedStore } from './followers';
import { repeat } from './load';

/** What somebody saw who followed while others wrote. */
export interface OrderBenchRow {
  readonly store: string;
  readonly writers: number;
  readonly written: number;
  /** Events that never came. */
  readonly missed: number;
  /** Events that came after a later one of their stream, or twice. */
  readonly outOfOrder: number;
}

const WRITERS = [1, 8, 32];
const DURATION_MS = 60_000;
/** Nothing new for so long after the last write: what has not come by now is not on its way. */
const SILENCE_MS = 3_000;
const LOOK_AGAIN_MS = 20;

/** Lets 1, 8 and 32 writers append while somebody follows, and counts what the follower missed. */
export async function benchOrder(
  serverUrl: string,
  durationMs = DURATION_MS,
  writerCounts = WRITERS,
): Promise<OrderBenchRow[]> {
  const rows: OrderBenchRow[] = [];
  for (const writers of writerCounts) {
    for (const open of [openFollowedOutturn, openFollowedEmmett]) {
      const store = await open(serverUrl, `bench_order_${rows.length}`);
      console.log(`  ${store.name}, ${writers} writers`);
      rows.push(await watch(store, writers, durationMs));
      await store.close();
    }
  }
  return rows;
}

async function watch(store: FollowedStore, writers: number, durationMs: number): Promise<OrderBenchRow> {
  const follower = new Watcher();
  const following = store.follow((streamId, place) => {
    follower.see(streamId, place);
  });
  const written = await writeAlong(store, writers, durationMs);
  await follower.untilSilentOr(written);
  await following.stop();
  return { store: store.name, writers, written, missed: written - follower.seen, outOfOrder: follower.outOfOrder };
}

/** Each writer appends to streams of its own and of others in turn; gives the number of events. */
async function writeAlong(store: FollowedStore, writers: number, durationMs: number): Promise<number> {
  const run = randomUUID();
  const end = performance.now() + durationMs;
  let written = 0;
  await Promise.all(
    repeat(writers, async (writer) => {
      for (let round = 0; performance.now() < end; round += 1) {
        await store.append(`indicator-${run}-${writer}-${round % 10}`, 1);
        written += 1;
      }
    }),
  );
  return written;
}

/** Counts what comes, and what comes in the wrong order. */
class Watcher {
  seen = 0;
  outOfOrder = 0;
  private readonly places = new Map<string, number>();

  see(streamId: string, place: number): void {
    const last = this.places.get(streamId) ?? -1;
    if (place <= last) this.outOfOrder += 1;
    else this.seen += 1;
    this.places.set(streamId, Math.max(last, place));
  }

  /** Settles when so many have come, or nothing new for a time. */
  async untilSilentOr(count: number): Promise<void> {
    let before = -1;
    let since = performance.now();
    while (this.seen < count && performance.now() - since < SILENCE_MS) {
      if (this.seen !== before) since = performance.now();
      before = this.seen;
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }
}
