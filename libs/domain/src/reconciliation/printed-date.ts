import { DateText, parseDate, parsePeriod, lastDay } from '../period';
import { Refusal } from '../refusal';

/** The first and the last day that a printed date can mean: `March 2024` is any of 31. */
export interface DayRange {
  readonly first: DateText;
  readonly last: DateText;
}

/** How a text can be read: as a date, as one that no calendar has, or not as a date at all. */
export type DateReading =
  | { readonly kind: 'date'; readonly days: DayRange; readonly weekday?: string }
  | { readonly kind: 'impossible'; readonly lastOfMonth: DateText | undefined }
  | { readonly kind: 'none' };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAME =
  /^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)$/i;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const NONE: DateReading = { kind: 'none' };

/**
 * Reads a date as it is printed: `31/04/2024` (the day first), `12 April 2022`, `18th March 2024`, `Friday 5 April 2024`,
 * `Sept 2023`, `2024/25` (a financial year), `2010`.
 *
 * @param year where the text has none.
 */
export function readPrintedDate(printed: string, year?: string): DateReading {
  const text = printed.trim().replace(/\s+/g, ' ');
  const numeric = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text);
  if (numeric) return dayOf(numeric[3] ?? '', Number(numeric[2]), Number(numeric[1]));
  if (/^\d{4}\/\d{2}$/.test(text)) return financialYearOf(text.replace('/', '-'));
  if (/^\d{4}$/.test(text)) return { kind: 'date', days: { first: `${text}-01-01`, last: `${text}-12-31` } };
  const words = /^(?:([A-Z][a-z]+day),? )?(?:(\d{1,2})(?:st|nd|rd|th)? )?([A-Za-z]+)(?: (\d{4}))?$/.exec(text);
  const [, weekday, day, name = '', printedYear] = words ?? [];
  const wholeYear = printedYear ?? year;
  if (!MONTH_NAME.test(name) || wholeYear === undefined) return NONE;
  if (weekday !== undefined && (!WEEKDAYS.includes(weekday) || day === undefined)) return NONE;
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (day === undefined) return monthOf(wholeYear, month);
  const read = dayOf(wholeYear, month, Number(day));
  return read.kind === 'date' && weekday !== undefined ? { ...read, weekday } : read;
}

function dayOf(year: string, month: number, day: number): DateReading {
  const date = `${year}-${pad(month)}-${pad(day)}`;
  if (isDate(date)) return { kind: 'date', days: { first: date, last: date } };
  const whole = month >= 1 && month <= 12 ? monthOf(year, month) : NONE;
  return { kind: 'impossible', lastOfMonth: whole.kind === 'date' ? whole.days.last : undefined };
}

function monthOf(year: string, month: number): DateReading {
  const last = [31, 30, 29, 28].map((day) => `${year}-${pad(month)}-${day}`).find(isDate) ?? '';
  return { kind: 'date', days: { first: `${year}-${pad(month)}-01`, last } };
}

function financialYearOf(key: string): DateReading {
  return unlessRefused(() => {
    const period = parsePeriod(key);
    return period.kind === 'year' ? { kind: 'date', days: { first: period.start, last: lastDay(period) } } : NONE;
  }, NONE);
}

function isDate(text: string): boolean {
  return unlessRefused(() => parseDate(text, '') !== '', false);
}

function unlessRefused<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return otherwise;
    throw error;
  }
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

/** Which day of the week a date is. */
export function weekdayOf(date: DateText): string {
  return WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
}

/** A date for people: `31 July 2024`. */
export function dayInWords(date: DateText): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${MONTHS_IN_WORDS[Number(month) - 1] ?? ''} ${year}`;
}

const MONTHS_IN_WORDS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Whether two readings can mean the same day. */
export function overlap(a: DayRange, b: DayRange): boolean {
  return a.first <= b.last && b.first <= a.last;
}
