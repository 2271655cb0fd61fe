import { lastDay, parsePeriod, type CalendarEntry } from '@outturn/domain';
import { capitalised, periodInShort } from '@outturn/reports';
import type { Basis } from '../api/common-answers';
import type { ComparisonView } from './comparison';
import type { FieldError, PageModel } from './page';
import { questionsWith, type TimeControl } from './time-control';

/** One of the two moments as it was typed. */
export interface TypedMoment {
  readonly day: TimeControl['day'];
  readonly basis: Basis;
  /** A moment that is no date, from a link; it stays unless a day is typed. */
  readonly kept?: string;
}

interface CompareInput {
  readonly calendar: readonly CalendarEntry[];
  readonly period: string | undefined;
  readonly from: TypedMoment;
  readonly to: TypedMoment;
  readonly errors?: readonly FieldError[];
  readonly comparison?: ComparisonView;
}

interface MomentFields extends TypedMoment {
  /** What the ids of its fields begin with. */
  readonly id: 'from' | 'to';
  readonly heading: string;
  readonly hint: string;
  readonly error?: string;
  readonly questions: TimeControl['questions'];
}

/** The page that compares two moments of a period. */
export interface ComparePage extends PageModel {
  readonly periods: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[];
  readonly periodError?: string;
  readonly moments: readonly MomentFields[];
  readonly errors: readonly FieldError[];
  readonly comparison?: ComparisonView;
}

/** Puts the page that compares two moments together. */
export function comparePage({ calendar, period, from, to, errors = [], comparison }: CompareInput): ComparePage {
  return {
    title: 'Compare two dates',
    periods: periodsToChoose(calendar, period),
    periodError: errors.find(({ field }) => field === 'period')?.text,
    moments: [momentFields('from', 'First', from, errors), momentFields('to', 'Second', to, errors)],
    errors,
    comparison,
  };
}

function momentFields(
  id: MomentFields['id'],
  heading: string,
  typed: TypedMoment,
  errors: readonly FieldError[],
): MomentFields {
  const empty = typed.kept === undefined ? 'for now' : `to keep ${typed.kept.replace(':', ' ')}`;
  return {
    ...typed,
    id,
    heading,
    hint: `For example, 31 7 2024: the end of that day in London. Leave it empty ${empty}.`,
    error: errors.find(({ field }) => field.startsWith(id))?.text,
    questions: questionsWith(typed.basis),
  };
}

/** Quarters and years that were opened, the latest first. */
function periodsToChoose(calendar: readonly CalendarEntry[], chosen: string | undefined): ComparePage['periods'] {
  const known = calendar.map(({ period }) => period);
  const latestFirst = known.sort((a, b) => lastDay(parsePeriod(b)).localeCompare(lastDay(parsePeriod(a))));
  const isKnown = chosen !== undefined && known.includes(chosen);
  return [
    { value: '', text: 'Choose a quarter or a year', selected: !isKnown },
    ...latestFirst.map((value) => ({ value, text: capitalised(periodInShort(value)), selected: value === chosen })),
  ];
}
