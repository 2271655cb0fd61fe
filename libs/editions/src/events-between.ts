import type { PeriodKey } from '@outturn/domain';
import type { HistoryEntry, ReadModels } from '@outturn/read-models';

const PAGE = 500;

/** What touched a figure after one position, up to and with another. Only what lies between is read. */
export async function eventsBetween(
  readModels: ReadModels,
  indicator: string,
  period: PeriodKey,
  from: number,
  to: number,
): Promise<HistoryEntry[]> {
  const events: HistoryEntry[] = [];
  let after: string | null = String(from);
  while (after !== null) {
    const read = await readModels.history(indicator, period, to, { limit: PAGE, after });
    events.push(...read.items.filter((entry) => entry.position > from));
    after = read.next;
  }
  return events;
}
