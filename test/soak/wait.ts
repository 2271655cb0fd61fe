import { setTimeout as pause } from 'node:timers/promises';

const LOOK_AGAIN_MS = 50;

/** Settles once a condition holds; rejects, with what was waited for, when it does not in time. */
export async function until(
  what: string,
  limitMs: number,
  condition: () => boolean | Promise<boolean>,
  signal?: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    signal?.throwIfAborted();
    if (performance.now() > deadline) throw new Error(`${what}: not within ${limitMs / 1_000} s.`);
    await pause(LOOK_AGAIN_MS, undefined, { signal });
  }
}
