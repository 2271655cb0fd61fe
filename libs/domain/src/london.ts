import type { DateText } from './period';

const DATE = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar date in London at a moment, as `2024-07-31`. */
export function londonDate(moment: Date): DateText {
  return DATE.format(moment);
}
