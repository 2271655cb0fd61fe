import { parsePeriod, type CalendarEntry, type PeriodKey } from '@outturn/domain';
import { capitalised, periodInShort } from '@outturn/reports';

/** What a form may send for a field that is filled in or not. */
export const MAYBE_EMPTY = /^[^\p{Cc}\p{Cs}]{0,100}$/u;

/** A choice of a list in a form. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
}

/** The choices of a filter, the first of which is no filter. */
export function choices(
  all: string,
  options: readonly { readonly value: string; readonly text: string }[],
  chosen: string | undefined,
): readonly Choice[] {
  return [
    { value: '', text: all, selected: chosen === undefined },
    ...options.map((option) => ({ ...option, selected: option.value === chosen })),
  ];
}

/** The choices among some periods, the latest first, and whichever other is asked for. */
export function periodOptions(periods: readonly PeriodKey[], asked: string | undefined) {
  const known = [...periods].sort((a, b) => (a < b ? 1 : -1));
  const all = asked === undefined || known.includes(asked) ? known : [asked, ...known];
  return all.map((value) => ({ value, text: capitalised(periodInShort(value)) }));
}

/** The choices among the quarters of a calendar, of which one is always chosen. */
export function quarterChoices(calendar: readonly CalendarEntry[], chosen: PeriodKey): readonly Choice[] {
  const quarters = calendar.map(({ period }) => period).filter((period) => parsePeriod(period).kind === 'quarter');
  return periodOptions(quarters, chosen).map((option) => ({ ...option, selected: option.value === chosen }));
}
