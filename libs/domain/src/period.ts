import { invalid } from './refusal';

/** A period's canonical name: `2023-24`, `2023-24-Q4`, `2024-03`, `2023-09..2023-12` or `2024-04-01..2024-04-30`. */
export type PeriodKey = string;

/** A calendar date, `YYYY-MM-DD`. */
export type DateText = string;

export const PERIOD_KINDS = ['year', 'quarter', 'month', 'span'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** What a figure is about (valid time): half-open, from the first day up to and without the day `end`. */
export interface Period {
  readonly key: PeriodKey;
  readonly kind: PeriodKind;
  readonly start: DateText;
  readonly end: DateText;
}

// A replay asks for the same few hundred periods millions of times. Spans are anybody's, so the memory is bounded.
const REMEMBERED = 10_000;
const parsed = new Map<string, Period>();
const lastDays = new Map<DateText, DateText>();
const shifted = new Map<string, Period>();
const quarters = new Map<PeriodKey, readonly Period[]>();
const months = new Map<PeriodKey, readonly Period[]>();

function remember<K, V>(memory: Map<K, V>, key: K, value: V): V {
  if (memory.size >= REMEMBERED) memory.clear();
  memory.set(key, value);
  return value;
}

/** The financial year that begins in it is the first whose name is no month's. */
export const EARLIEST_YEAR = 2012;
const LATEST_YEAR = 2098;
const FORMS =
  'a financial year (2023-24), a quarter of it (2023-24-Q4), a month (2024-03) or a span (2023-09..2023-12, 2024-04-01..2024-04-30)';

/**
 * Reads a period's name. The financial year runs from April to March, so `2023-24-Q4` is January to March 2024.
 *
 * Names before April 2012 are refused: `2009-10` would be both a financial year and a month.
 *
 * @throws {Refusal} `invalid-period`, with the pointer given.
 */
export function parsePeriod(key: string, pointer = '/period'): Period {
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const period = readPeriod(key, pointer);
  remember(parsed, key, period);
  return period;
}

function readPeriod(key: string, pointer: string): Period {
  const period = readYear(key) ?? readQuarter(key) ?? readMonth(key) ?? readSpan(key, pointer);
  if (period === undefined) {
    throw invalid('invalid-period', `"${key.slice(0, 40)}" is not a period. Give ${FORMS}.`, pointer);
  }
  if (period.end <= period.start) {
    throw invalid('invalid-period', `The period "${key}" ends before it starts.`, pointer);
  }
  const first = Number(period.start.slice(0, 4));
  if (period.start < `${EARLIEST_YEAR}-04-01` || first > LATEST_YEAR) {
    throw invalid(
      'invalid-period',
      `The period "${key}" lies outside April ${EARLIEST_YEAR} to ${LATEST_YEAR}.`,
      pointer,
    );
  }
  return period;
}

function readYear(key: string): Period | undefined {
  const match = /^(\d{4})-(\d{2})$/.exec(key);
  if (!match) return undefined;
  const year = Number(match[1]);
  return (year + 1) % 100 === Number(match[2]) ? financialYear(year) : undefined;
}

function readQuarter(key: string): Period | undefined {
  const match = /^(\d{4}-\d{2})-Q([1-4])$/.exec(key);
  if (!match) return undefined;
  const year = readYear(match[1] ?? '');
  return year && quarterOf(Number(year.start.slice(0, 4)), Number(match[2]));
}

function readMonth(key: string): Period | undefined {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(key);
  return match ? month(Number(match[1]), Number(match[2])) : undefined;
}

function readSpan(key: string, pointer: string): Period | undefined {
  const months = /^(\d{4}-\d{2})\.\.(\d{4}-\d{2})$/.exec(key);
  if (months) {
    const first = readMonth(months[1] ?? '');
    const last = readMonth(months[2] ?? '');
    return first && last && { key, kind: 'span', start: first.start, end: last.end };
  }
  const dates = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(key);
  if (!dates) return undefined;
  return {
    key,
    kind: 'span',
    start: parseDate(dates[1] ?? '', pointer),
    end: nextDay(parseDate(dates[2] ?? '', pointer)),
  };
}

/**
 * Checks that a text is a date that exists: 31 April does not, 29 February sometimes does.
 *
 * @throws {Refusal} `invalid-date`, with the pointer given.
 */
export function parseDate(text: string, pointer: string): DateText {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [year, monthNumber, day] = match ? match.slice(1).map(Number) : [];
  if (year === undefined || monthNumber === undefined || day === undefined) {
    throw invalid('invalid-date', `"${text.slice(0, 40)}" is not a date. Write it as 2024-07-31.`, pointer);
  }
  if (monthNumber < 1 || monthNumber > 12 || day < 1 || day > daysInMonth(year, monthNumber)) {
    throw invalid('invalid-date', `The date ${text} does not exist.`, pointer);
  }
  return text;
}

function daysInMonth(year: number, monthNumber: number): number {
  return new Date(Date.UTC(year, monthNumber, 0)).getUTCDate();
}

function nextDay(date: DateText): DateText {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The financial year that starts in April of a calendar year. */
export function financialYear(startYear: number): Period {
  const key = `${startYear}-${pad((startYear + 1) % 100)}`;
  return { key, kind: 'year', start: `${startYear}-04-01`, end: `${startYear + 1}-04-01` };
}

/** Quarter 1 to 4 of the financial year that starts in April of a calendar year. */
export function quarterOf(startYear: number, quarter: number): Period {
  const firstMonth = 4 + (quarter - 1) * 3;
  return {
    key: `${financialYear(startYear).key}-Q${quarter}`,
    kind: 'quarter',
    start: firstOfMonth(startYear, firstMonth),
    end: firstOfMonth(startYear, firstMonth + 3),
  };
}

function month(year: number, monthNumber: number): Period {
  return {
    key: `${year}-${pad(monthNumber)}`,
    kind: 'month',
    start: firstOfMonth(year, monthNumber),
    end: firstOfMonth(year, monthNumber + 1),
  };
}

/** The first day of a month; month 13 is January of the next year. */
function firstOfMonth(year: number, monthNumber: number): DateText {
  const carried = Math.floor((monthNumber - 1) / 12);
  return `${year + carried}-${pad(((monthNumber - 1) % 12) + 1)}-01`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** The financial year in which a period ends; a year is its own. */
export function yearOf(period: Period): Period {
  const last = lastDay(period);
  const year = Number(last.slice(0, 4));
  return financialYear(last.slice(5, 7) >= '04' ? year : year - 1);
}

/** The quarter in which a period ends. */
export function quarterContaining(period: Period): Period {
  const year = yearOf(period);
  const startYear = Number(year.start.slice(0, 4));
  const last = lastDay(period);
  const quarters = [1, 2, 3, 4].map((number) => quarterOf(startYear, number));
  return quarters.find((quarter) => last < quarter.end) ?? quarterOf(startYear, 4);
}

/** The last day that belongs to a period. */
export function lastDay(period: Period): DateText {
  const known = lastDays.get(period.end);
  if (known !== undefined) return known;
  const day = new Date(Date.parse(`${period.end}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return remember(lastDays, period.end, day);
}

/** The report cycle in which a figure is gathered: a year is its own, anything else belongs to the quarter in which it ends. */
export function cycleOf(period: Period): Period {
  return period.kind === 'year' ? period : quarterContaining(period);
}

/** The period of the same length just before; undefined for a span, which has no natural predecessor. */
export function previousPeriod(period: Period): Period | undefined {
  return shift(period, period.kind === 'month' ? 1 : period.kind === 'quarter' ? 3 : 12);
}

/** The same period a year earlier; undefined for a span. */
export function samePeriodLastYear(period: Period): Period | undefined {
  return shift(period, 12);
}

/** The period of the same length just after; undefined for a span. */
export function nextPeriod(period: Period): Period | undefined {
  return shift(period, period.kind === 'month' ? -1 : period.kind === 'quarter' ? -3 : -12);
}

/** The same period a year later; undefined for a span. */
export function samePeriodNextYear(period: Period): Period | undefined {
  return shift(period, -12);
}

function shift(period: Period, monthsBack: number): Period | undefined {
  if (period.kind === 'span') return undefined;
  const question = `${period.key} ${monthsBack}`;
  return shifted.get(question) ?? remember(shifted, question, shiftedBy(period, monthsBack));
}

function shiftedBy(period: Period, monthsBack: number): Period {
  const year = Number(period.start.slice(0, 4));
  const monthNumber = Number(period.start.slice(5, 7));
  const start = new Date(Date.UTC(year, monthNumber - 1 - monthsBack, 1));
  const startYear = start.getUTCFullYear();
  const startMonth = start.getUTCMonth() + 1;
  if (period.kind === 'month') return month(startYear, startMonth);
  const financial = startMonth >= 4 ? startYear : startYear - 1;
  if (period.kind === 'year') return financialYear(financial);
  return quarterOf(financial, Math.floor(((startMonth + 8) % 12) / 3) + 1);
}

/** The four quarters of a financial year, in order. */
export function quartersOf(year: Period): readonly Period[] {
  const known = quarters.get(year.key);
  if (known !== undefined) return known;
  const startYear = Number(year.start.slice(0, 4));
  const parts = [1, 2, 3, 4].map((number) => quarterOf(startYear, number));
  return remember(quarters, year.key, parts);
}

/** The months that lie in a quarter or a year, in order. */
export function monthsOf(period: Period): readonly Period[] {
  const known = months.get(period.key);
  if (known !== undefined) return known;
  const year = Number(period.start.slice(0, 4));
  const first = Number(period.start.slice(5, 7));
  const count = period.kind === 'year' ? 12 : period.kind === 'quarter' ? 3 : 1;
  const parts = Array.from({ length: count }, (_, index) => {
    const monthNumber = first + index;
    return month(year + Math.floor((monthNumber - 1) / 12), ((monthNumber - 1) % 12) + 1);
  });
  return remember(months, period.key, parts);
}

/** Whether one period lies wholly within another. */
export function contains(outer: Period, inner: Period): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Orders periods by their start, then by their end. */
export function comparePeriods(a: Period, b: Period): number {
  return a.start < b.start ? -1 : a.start > b.start ? 1 : a.end < b.end ? -1 : a.end > b.end ? 1 : 0;
}
