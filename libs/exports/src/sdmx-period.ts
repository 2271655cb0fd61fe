import { lastDay, parsePeriod, type Period, type PeriodKey } from '@outturn/domain';

/** A frequency and a time period of SDMX. */
export interface SdmxPeriod {
  /** A code of CL_FREQ: A, Q, M, or _O for a span. */
  readonly frequency: 'A' | 'Q' | 'M' | '_O';
  readonly timePeriod: string;
}

/** First day of the reporting year, to which the names of its years and quarters belong. */
export const REPORTING_YEAR_START_DAY = '--04-01';

/**
 * A period as SDMX names it. Years and quarters are periods of the reporting year, which starts on 1 April: `2023-24` is
 * `2023-A1` and `2023-24-Q4` is `2023-Q4`, January to March 2024. Months are those of the calendar, and a span is a
 * start with a duration: `2023-09-01/P4M`.
 */
export function sdmxPeriod(key: PeriodKey): SdmxPeriod {
  const period = parsePeriod(key);
  switch (period.kind) {
    case 'year':
      return { frequency: 'A', timePeriod: `${key.slice(0, 4)}-A1` };
    case 'quarter':
      return { frequency: 'Q', timePeriod: `${key.slice(0, 4)}-${key.slice(-2)}` };
    case 'month':
      return { frequency: 'M', timePeriod: key };
    case 'span':
      return { frequency: '_O', timePeriod: `${period.start}/${durationOf(period)}` };
  }
}

const MONTHS = /^\d{4}-\d{2}\.\./;
const DAY_MS = 86_400_000;

function durationOf(period: Period): string {
  if (MONTHS.test(period.key)) return `P${monthNumber(period.end) - monthNumber(period.start)}M`;
  const days = (Date.parse(`${lastDay(period)}T00:00:00Z`) - Date.parse(`${period.start}T00:00:00Z`)) / DAY_MS + 1;
  return `P${days}D`;
}

function monthNumber(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}
