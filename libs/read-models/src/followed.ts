import type { Pool, PoolClient } from 'pg';
import { readModels } from './all-read-models';
import { furthestBehind, readCheckpoints } from './checkpoints';
import { FOLLOWED_CHANNEL } from './write-batch';

/** A notice may be lost with a connection, so who waits also looks by itself from time to time. */
const LOOK_AGAIN_MS = 250;

/** Knows how far the read models have followed, whichever process follows. */
export class Followed {
  private readonly waiting = new Set<() => void>();
  private listener: Promise<PoolClient | undefined> | undefined;

  constructor(private readonly pool: Pool) {}

  /** The position up to which every read model has followed. */
  async position(): Promise<number> {
    return furthestBehind(await readCheckpoints(this.pool, readModels)).position;
  }

  /** Waits until they have followed to a position; false when that took longer than the time-out. */
  async waitFor(position: number, timeoutMs: number): Promise<boolean> {
    if ((await this.position()) >= position) return true;
    const deadline = performance.now() + timeoutMs;
    let wake: () => void = () => undefined;
    const notice = () => {
      wake();
    };
    this.waiting.add(notice);
    try {
      await this.listen();
      // What was told before the listening began is seen by this look.
      while ((await this.position()) < position) {
        const remainingMs = deadline - performance.now();
        if (remainingMs <= 0) return false;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.min(remainingMs, LOOK_AGAIN_MS));
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      return true;
    } finally {
      this.waiting.delete(notice);
      if (this.waiting.size === 0) this.unlisten();
    }
  }

  private async listen(): Promise<void> {
    this.listener ??= this.openListener();
    await this.listener;
  }

  private async openListener(): Promise<PoolClient | undefined> {
    // Without a free connection the looks have to do.
    const client = await this.pool.connect().catch(() => undefined);
    if (!client) return undefined;
    client.on('notification', () => {
      for (const notice of this.waiting) notice();
    });
    client.on('error', () => {
      this.listener = undefined;
    });
    await client.query(`listen ${FOLLOWED_CHANNEL}`).catch(() => undefined);
    return client;
  }

  private unlisten(): void {
    const listener = this.listener;
    this.listener = undefined;
    // Closed rather than reused: a pooled connection that still listens would collect notices for nobody.
    void listener?.then((client) => client?.release(true));
  }
}
