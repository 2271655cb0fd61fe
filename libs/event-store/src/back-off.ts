const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/** How long to pause after so many failures in a row: doubling from 0.1 s to 10 s, with chance so that not all come at once. */
export function backOffMs(failures: number): number {
  const ceilingMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 20));
  return ceilingMs * (0.5 + Math.random() / 2);
}
