import { progressOf, type JobHandler } from '@outturn/jobs';
import { verifyReadModels } from '@outturn/read-models';
import type { JobParts } from './parts';

const MOST_SHOWN = 100;

/** Compares the read models row for row with what the events give. Differences are its result: it changes nothing. */
export function verification({ store, pool }: JobParts): JobHandler {
  return {
    kind: 'verification',
    cron: '0 3 * * *',
    async run(_, { signal, report }) {
      const onProgress = (done: number, total: number): void => {
        signal.throwIfAborted();
        report(progressOf(done, total, `${done} of ${total} indicators`));
      };
      const { position, rows, differences } = await verifyReadModels({ store, pool, onProgress });
      return {
        position,
        rows,
        differenceCount: differences.length,
        differences: differences
          .slice(0, MOST_SHOWN)
          .map(({ table, key, stored, rebuilt }) => ({ table, key, stored, rebuilt })),
      };
    },
  };
}
