import { Period, PeriodKey, lastDay, parsePeriod } from '../period';

/** A period belongs to the quarter in which it ends. */
export function belongsTo(key: PeriodKey, quarter: Period): boolean {
  const last = lastDay(parsePeriod(key));
  return quarter.start <= last && last < quarter.end;
}
