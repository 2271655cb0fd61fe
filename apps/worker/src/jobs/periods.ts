import type { CalendarEntry } from '@outturn/domain';
import type { ReadModels } from '@outturn/read-models';
import type { JobParts } from './parts';

/** The periods that are open and of which every due figure is expected. */
export async function gatheredPeriods(
  readModels: Pick<ReadModels, 'reportingPeriods'>,
  position: number,
): Promise<CalendarEntry[]> {
  const entries = await readModels.reportingPeriods(position);
  return entries.filter(({ state, coverage }) => state === 'open' && coverage === 'full');
}

const WAIT_STEP_MS = 1_000;
const WAIT_LIMIT_MS = 10 * 60 * 1_000;

/**
 * Waits until the read models know everything that is recorded: after a pause of the worker they would miss figures that
 * have come meanwhile.
 *
 * @returns the position up to which they know
 */
export async function followedToHead(
  { store, readModels }: Pick<JobParts, 'store' | 'readModels'>,
  signal: AbortSignal,
): Promise<number> {
  const head = await store.headPosition();
  const deadline = performance.now() + WAIT_LIMIT_MS;
  while (!(await readModels.waitFor(head, WAIT_STEP_MS))) {
    signal.throwIfAborted();
    if (performance.now() > deadline) throw new Error(`The read models do not get to position ${head}.`);
  }
  return readModels.followedTo();
}
