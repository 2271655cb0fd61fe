import { JobFailure, progressOf, type JobHandler, type JsonObject } from '@outturn/jobs';
import type { JobParts } from './parts';
import { followedToHead, gatheredPeriods } from './periods';

const MOST_SHOWN = 200;

/** Finds figures worse than their target without commentary, or whose commentary speaks about an earlier value. */
export function staleCommentary(parts: JobParts): JobHandler {
  const { readModels } = parts;
  return {
    kind: 'stale-commentary',
    cron: '0 6 * * 1',
    async run({ input }, { signal, report }) {
      const position = await followedToHead(parts, signal);
      const gathered = await gatheredPeriods(readModels, position);
      const { period } = input;
      const periods = gathered.filter((entry) => period === undefined || entry.period === period);
      if (period !== undefined && periods.length === 0) throw new JobFailure('The period is not open.');
      const found: JsonObject[] = [];
      for (const [index, entry] of periods.entries()) {
        signal.throwIfAborted();
        for (const { cell } of await readModels.cellsOfPeriod(entry.period, position)) {
          const { indicator, area, commentary, commentaryMissing } = cell;
          if (!commentaryMissing && commentary?.stale !== true) continue;
          found.push({ period: entry.period, indicator, area, commentary: commentary ? 'stale' : 'missing' });
        }
        report(progressOf(index + 1, periods.length, entry.period));
      }
      return { position, figureCount: found.length, figures: found.slice(0, MOST_SHOWN) };
    },
  };
}
