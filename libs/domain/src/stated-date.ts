import { DateText, parseDate } from './period';
import { invalid } from './refusal';

/** A date as exactly as its source gives it: a day (`2027-03-31`), a month (`2018-04`) or a calendar year (`2010`). */
export type StatedDate = string;

const FORMS = 'a day (2027-03-31), a month (2018-04) or a calendar year (2010)';

/**
 * Checks that a text is a day, a month or a year that exists. Nothing is made more exact than it was stated.
 *
 * @throws {Refusal} `invalid-date`, with the pointer given.
 */
export function parseStatedDate(text: string, pointer: string): StatedDate {
  if (/^[12]\d{3}(-(0[1-9]|1[0-2]))?$/.test(text)) return text;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return parseDate(text, pointer);
  throw invalid('invalid-date', `"${text.slice(0, 40)}" is not a date. Give ${FORMS}.`, pointer);
}

/** The same for a date that may be left out. */
export function parseStatedDateIfGiven(text: string | undefined, pointer: string): void {
  if (text !== undefined) parseStatedDate(text, pointer);
}

/** The first day that a stated date can mean. */
export function earliestDay(date: StatedDate): DateText {
  return date.padEnd(10, '-01');
}

/** The last day that a stated date can mean. */
export function latestDay(date: StatedDate): DateText {
  if (date.length === 10) return date;
  const [year = 0, month = 12] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** Whether one date lies before another, whatever days the two mean: April 2024 is not surely before 5 April 2024. */
export function isSurelyBefore(a: StatedDate, b: StatedDate): boolean {
  return latestDay(a) < earliestDay(b);
}

const MONTHS = [
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

/** The date in words, no more exact than it was stated: `31 March 2027`, `April 2018`, `2010`. */
export function displayStatedDate(date: StatedDate): string {
  const [year, month, day] = date.split('-');
  const name = month === undefined ? undefined : MONTHS[Number(month) - 1];
  return [day === undefined ? undefined : String(Number(day)), name, year]
    .filter((part) => part !== undefined)
    .join(' ');
}
