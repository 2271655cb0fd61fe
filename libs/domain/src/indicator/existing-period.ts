import { Period, PeriodKey, parsePeriod } from '../period';
import { Refusal } from '../refusal';

/** Years, quarters and months are few, and every cell asks for those it compares with. */
const known = new Map<PeriodKey, Period | undefined>();

/** A period reached by reckoning, or undefined where it lies before the first or after the last that can be named. */
export function existing(period: Period | undefined): Period | undefined {
  if (period === undefined || period.kind === 'span') return period;
  const found = known.get(period.key);
  if (found !== undefined || known.has(period.key)) return found;
  const read = readable(period);
  known.set(period.key, read);
  return read;
}

function readable(period: Period): Period | undefined {
  try {
    return parsePeriod(period.key);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
