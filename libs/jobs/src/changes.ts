import { hasEnded, type Job } from './jobs';

/** A notice may be lost with a connection, so who waits also looks from time to time. */
const LOOK_AGAIN_MS = 1_000;

/** Whoever wants to know that something happened to a job, by its id. */
export class Notices {
  private readonly listeners = new Map<string, Set<() => void>>();

  /** @returns ends it */
  subscribe(id: string, listener: () => void): () => void {
    const listeners = this.listeners.get(id) ?? new Set();
    this.listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.listeners.delete(id);
    };
  }

  tell(id: string): void {
    for (const listener of this.listeners.get(id) ?? []) listener();
  }

  get isEmpty(): boolean {
    return this.listeners.size === 0;
  }
}

/** A job as it is, and after each change that a look finds. */
export async function* changesOf(
  find: () => Promise<Job | undefined>,
  subscribe: (listener: () => void) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<Job, void> {
  let hasNotice = false;
  let wake: () => void = () => undefined;
  const notice = (): void => {
    hasNotice = true;
    wake();
  };
  const unsubscribe = subscribe(notice);
  signal?.addEventListener('abort', notice);
  try {
    for (let seen = ''; ;) {
      hasNotice = false;
      const job = await find();
      if (job === undefined || signal?.aborted === true) return;
      const text = JSON.stringify(job);
      if (text !== seen) yield job;
      seen = text;
      if (hasEnded(job)) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, hasNotice ? 0 : LOOK_AGAIN_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    signal?.removeEventListener('abort', notice);
    unsubscribe();
  }
}
