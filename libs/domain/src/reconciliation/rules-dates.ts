import { compare } from '../decimal';
import { lastDay, parsePeriod } from '../period';
import type { Found } from './finding';
import { type DayRange, dayInWords, overlap, readPrintedDate, weekdayOf } from './printed-date';
import type { PrintedDate, PrintedDocument, PrintedRange } from './printed-document';
import { readPrintedNumber } from './printed-number';
import { conflictingPairs, normalised } from './same-thing';

// Dates against the calendar, their period and each other; plans against the day on which the document was published.

/** A date exists: 31 April does not (6.11). */
export function checkImpossibleDates(document: PrintedDocument): Found[] {
  return datesOf(document).flatMap(({ paragraph, label, printed, year }): Found[] => {
    const reading = readPrintedDate(printed, year);
    if (reading.kind !== 'impossible') return [];
    const last = reading.lastOfMonth;
    const expected = last === undefined ? 'a date of the calendar' : `a day up to ${dayInWords(last)}`;
    const sentence = `${label}: there is no ${printed}.`;
    const place = { paragraph, item: label };
    return [{ rule: 'impossible-date', certainty: 'certain', place, printed, expected, sentence }];
  });
}

type AnyDate = Pick<PrintedDate, 'paragraph' | 'label' | 'printed' | 'year'>;

/** The dates of every kind of statement. */
function datesOf({ dates, ranges, references, appendices, plans }: PrintedDocument): AnyDate[] {
  const ends = ranges.filter(({ of }) => of === 'dates');
  return [
    ...dates,
    ...ends.flatMap(({ paragraph, label, from, to }) =>
      [from, to].flatMap((printed) => dated(paragraph, label, printed)),
    ),
    ...references.flatMap(({ paragraph, printed: label, dated: printed }) => dated(paragraph, label, printed)),
    ...appendices.flatMap(({ paragraph, title, dated: printed }) => dated(paragraph, title, printed)),
    ...plans.map(({ paragraph, words, due, year }) => ({ paragraph, label: words, printed: due, year })),
  ];
}

function dated(paragraph: string, label: string, printed: string | undefined): AnyDate[] {
  return printed === undefined ? [] : [{ paragraph, label, printed }];
}

/** A date falls on the day of the week that is printed beside it. */
export function checkWeekdays(document: PrintedDocument): Found[] {
  return document.dates.flatMap(({ paragraph, label, printed, year }): Found[] => {
    const reading = readPrintedDate(printed, year);
    if (reading.kind !== 'date' || reading.weekday === undefined) return [];
    const expected = weekdayOf(reading.days.first);
    if (expected === reading.weekday) return [];
    const sentence = `${label}: ${dayInWords(reading.days.first)} is a ${expected}, and ${reading.weekday} is printed.`;
    return [
      {
        rule: 'weekday',
        certainty: 'certain',
        place: { paragraph, item: label },
        printed,
        expected,
        sentence,
      },
    ];
  });
}

/** What is said to be of a period is dated in it (5.6: July 2024 among the achievements of Q4). */
export function checkPeriods(document: PrintedDocument): Found[] {
  return document.dates.flatMap(({ paragraph, label, printed, year, during }): Found[] => {
    const days = daysOf(printed, year);
    if (days === undefined || during === undefined) return [];
    const period = parsePeriod(during);
    const range = { first: period.start, last: lastDay(period) };
    if (overlap(days, range)) return [];
    const expected = `${dayInWords(range.first)} to ${dayInWords(range.last)}`;
    const sentence = `${label}: ${printed} is not in ${during}, of which it is said to be.`;
    const place = { paragraph, item: label };
    return [{ rule: 'outside-period', certainty: 'possible', place, printed, expected, sentence }];
  });
}

function daysOf(printed: string, year?: string): DayRange | undefined {
  const reading = readPrintedDate(printed, year);
  return reading.kind === 'date' ? reading.days : undefined;
}

/** One event has one date (2.1 and 18: 12 and 21 April 2022). */
export function checkTwoDates(document: PrintedDocument): Found[] {
  const read = document.dates.flatMap((date) => {
    const days = daysOf(date.printed, date.year);
    return days === undefined ? [] : [{ ...date, days }];
  });
  const pairs = conflictingPairs(
    read,
    ({ label }) => normalised(label),
    (a, b) => !overlap(a.days, b.days),
  );
  return pairs.map(([earlier, { paragraph, label, printed }]) => {
    const sentence = `${label}: ${printed} here and ${earlier.printed} in ${earlier.paragraph}.`;
    const place = { paragraph, item: label };
    return { rule: 'two-dates', certainty: 'probable', place, printed, expected: earlier.printed, sentence };
  });
}

/** Something comparable at both ends of a range; open where it is undefined. */
interface Ends {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A range does not end before it starts. */
export function checkRangesBackwards(document: PrintedDocument): Found[] {
  return document.ranges.flatMap((range): Found[] => {
    const { from, to } = endsOf(range);
    if (from === undefined || to === undefined || isInOrder(range, from, to)) return [];
    const { paragraph, label } = range;
    const sentence = `${label}: it ends at ${range.to ?? ''}, before it starts at ${range.from ?? ''}.`;
    const place = { paragraph, item: label };
    const expected = `an end after ${range.from ?? ''}`;
    return [
      {
        rule: 'range-backwards',
        certainty: 'certain',
        place,
        printed: range.to ?? '',
        expected,
        sentence,
      },
    ];
  });
}

/** Ranges of the same thing have something in common. */
export function checkRangesExclude(document: PrintedDocument): Found[] {
  const read = document.ranges.map((range) => ({ ...range, ends: endsOf(range) }));
  const pairs = conflictingPairs(
    read,
    ({ of, label }) => `${of}: ${normalised(label)}`,
    (a, b) => isBefore(a, a.ends, b.ends) || isBefore(a, b.ends, a.ends),
  );
  return pairs.map(([earlier, later]) => {
    const { paragraph, label } = later;
    const [printed, expected] = [rangeInWords(later), rangeInWords(earlier)];
    const sentence = `${label}: ${printed} here and ${expected} in ${earlier.paragraph} have nothing in common.`;
    const place = { paragraph, item: label };
    return { rule: 'ranges-exclude', certainty: 'probable', place, printed, expected, sentence };
  });
}

/** Whether one range has ended before the other starts. */
function isBefore(range: PrintedRange, { to }: Ends, { from }: Ends): boolean {
  return to !== undefined && from !== undefined && !isInOrder(range, from, to);
}

function isInOrder({ of }: PrintedRange, from: string, to: string): boolean {
  return of === 'dates' ? from <= to : compare(from, to) <= 0;
}

function endsOf({ of, from, to }: PrintedRange): Ends {
  if (of === 'dates') {
    return { from: from && daysOf(from)?.first, to: to && daysOf(to)?.last };
  }
  return { from: from && numberOf(from), to: to && numberOf(to) };
}

function numberOf(printed: string): string | undefined {
  const reading = readPrintedNumber(printed);
  return reading.kind === 'number' && !reading.number.qualified ? reading.number.value : undefined;
}

function rangeInWords({ from, to }: PrintedRange): string {
  if (from === undefined) return `up to ${to ?? ''}`;
  return to === undefined ? `from ${from}` : `${from} to ${to}`;
}

/** Words that put something in the future; without them it is told, and not planned. */
const FUTURE = /\b(will|shall|is to|are to|to be|due to|going to|plans? to|planned|intends? to|expect(s|ed|ing)?)\b/i;

/** What is told as still to come lies after the day of publication (13.1: "by end of May 2024", told on 31 July). */
export function checkPlans(document: PrintedDocument): Found[] {
  const { publishedOn } = document;
  return document.plans.flatMap(({ paragraph, words, due, year }): Found[] => {
    const days = daysOf(due, year);
    if (days === undefined || days.last >= publishedOn || !FUTURE.test(words)) return [];
    const certainty = year === undefined ? 'certain' : 'probable';
    const sentence = `"${words}" was still to come when the document was published on ${dayInWords(publishedOn)}.`;
    const expected = `what came of it, or a date from ${dayInWords(publishedOn)} on`;
    return [
      {
        rule: 'plan-overtaken',
        certainty,
        place: { paragraph, item: words },
        printed: due,
        expected,
        sentence,
      },
    ];
  });
}
