import { comparePeriods, parsePeriod, type CalendarEntry } from '@outturn/domain';

/** The last quarter that is closed; the last that is open where none is. */
export function latestReported(entries: readonly CalendarEntry[]): string | undefined {
  const quarters = entries
    .filter(({ period, coverage }) => coverage === 'full' && parsePeriod(period).kind === 'quarter')
    .sort((a, b) => comparePeriods(parsePeriod(a.period), parsePeriod(b.period)));
  return (quarters.findLast(({ state }) => state === 'closed') ?? quarters.at(-1))?.period;
}
