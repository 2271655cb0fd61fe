import { backOffMs } from './back-off';
import type { ReadAllOptions, StoredEvent, Subscription } from './event-store';
import type { WakeUp } from './postgres-wake-up';

/** How a store is read, and which of its errors may pass. */
export interface Source {
  /** May end early, without an error, when the signal fires. */
  readonly readAll: (options: ReadAllOptions, signal: AbortSignal) => AsyncGenerator<StoredEvent[]>;
  readonly isPassing: (error: unknown) => boolean;
}

type Handler = (events: StoredEvent[]) => Promise<void>;

/** How often a follower looks for new events without having been woken. */
const POLL_MS = 1_000;

/** Follows the store from a position on; see `EventStore.subscribe`. */
export function follow(source: Source, wakeUp: WakeUp, options: ReadAllOptions, handler: Handler): Subscription {
  const stop = new AbortController();
  const ended = run(source, wakeUp, options, handler, stop.signal);
  return {
    ended,
    close: async () => {
      stop.abort();
      // The error belongs to those who watch `ended`.
      await ended.catch(() => undefined);
    },
  };
}

async function run(source: Source, wakeUp: WakeUp, options: ReadAllOptions, handler: Handler, signal: AbortSignal) {
  const last = options.untilPosition ?? Number.MAX_SAFE_INTEGER;
  let position = options.afterPosition;
  let failures = 0;
  const isStopped = () => signal.aborted;
  for (;;) {
    const count = wakeUp.count;
    const batches = source.readAll({ ...options, afterPosition: position }, signal);
    try {
      for (;;) {
        const next = await readNext(batches);
        failures = 0;
        if (next === undefined || isStopped()) break;
        await handler(next);
        position = next.at(-1)?.position ?? position;
      }
    } catch (error) {
      if (!(error instanceof ReadFailed)) throw error;
      if (!source.isPassing(error.cause)) throw error.cause;
      failures += 1;
    } finally {
      await batches.return(undefined);
    }
    if (isStopped() || position >= last) return;
    if (failures > 0) await wakeUp.wait(wakeUp.count, backOffMs(failures), signal);
    else await wakeUp.wait(count, POLL_MS, signal);
  }
}

/** Tells a failure of the store, after which to go on, from one of the handler, which is final. */
class ReadFailed extends Error {}

async function readNext(batches: AsyncGenerator<StoredEvent[]>): Promise<StoredEvent[] | undefined> {
  try {
    const next = await batches.next();
    return next.done === true ? undefined : next.value;
  } catch (cause) {
    throw new ReadFailed('The store could not be read.', { cause });
  }
}
