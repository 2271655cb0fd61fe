import type { DateText } from '@outturn/domain';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The date so many days later. */
export function daysAfter(date: DateText, days: number): DateText {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days after the first date the second one is; negative when it lies before. */
export function daysBetween(first: DateText, second: DateText): number {
  return (Date.parse(`${second}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MS;
}
