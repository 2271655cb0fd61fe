import { BASES, type Basis } from '../api/common-answers';
import { Parameter } from '../api/fields';
import type { TypedMoment } from './compare';
import { readDay, type TypedDay } from './day';
import type { FieldError } from './page';
import { PAGE_NUMBER } from './page-numbers';
import { dayFields } from './time-control';

const LINE = /^[^\p{Cc}\p{Cs}]{1,100}$/u;
const MAYBE_EMPTY = /^[^\p{Cc}\p{Cs}]{0,100}$/u;
const MOMENT = 'a date, an instant or a position of at most 100 characters';

/** Two moments of a period, and the question that each is asked. */
export class CompareQuery {
  @Parameter(LINE, 'a period', 'A quarter or a year.', '2023-24-Q4')
  readonly period?: string;
  @Parameter(LINE, MOMENT, 'The first moment; now when left out.', '2024-07-31')
  readonly from?: string;
  @Parameter(LINE, MOMENT, 'The second moment; now when left out.', '2024-12-31')
  readonly to?: string;
  @Parameter(LINE, `one of ${BASES.join(', ')}`, 'The question that the first moment is asked.', 'known-then', BASES)
  readonly fromBasis?: Basis;
  @Parameter(LINE, `one of ${BASES.join(', ')}`, 'The question that the second moment is asked.', 'known-then', BASES)
  readonly toBasis?: Basis;
  @Parameter(LINE, MOMENT, 'As at when the rules are known, where a question names them.', 'position:1043')
  readonly rulesAt?: string;
  @Parameter(PAGE_NUMBER, 'a whole number from 1', 'Which page of the figures.', '2')
  readonly page?: string;
}

/** As people type it: whatever is wrong is said on the page, beside its field. */
export class CompareForm {
  @Parameter(MAYBE_EMPTY, 'a text of one line', 'A quarter or a year.', '2023-24-Q4')
  readonly period?: string;
  @Parameter(MAYBE_EMPTY, 'a text of one line', 'Day of the first moment.', '31')
  readonly fromDay?: string;
  @Parameter(MAYBE_EMPTY, 'a text of one line', 'Its month.', '7')
  readonly fromMonth?: string;
  @Parameter(MAYBE_EMPTY, 'a text of one line', 'Its year.', '2024')
  readonly fromYear?: string;
  @Parameter(MAYBE_EMPTY, 'a text of one line', 'The first moment, where no day is typed.', 'position:512')
  readonly from?: string;
  @Parameter(LINE, `one of ${BASES.join(', ')}`, 'The question that the first moment is asked.', 'known-then', BASES)
  readonly fromBasis?: Basis;
  @Parameter(MAYBE_EMPTY, 'a text of one line', 'Day of the second moment.', '31')
  readonly toDay?: string;
  @Parameter(MAYBE_EMPTY, 'a text of one line', 'Its month.', '12')
  readonly toMonth?: string;
  @Parameter(MAYBE_EMPTY, 'a text of one line', 'Its year.', '2024')
  readonly toYear?: string;
  @Parameter(MAYBE_EMPTY, 'a text of one line', 'The second moment, where no day is typed.', 'position:640')
  readonly to?: string;
  @Parameter(LINE, `one of ${BASES.join(', ')}`, 'The question that the second moment is asked.', 'known-then', BASES)
  readonly toBasis?: Basis;
}

/** What was typed of one of the two moments. */
export interface TypedSide extends TypedMoment {
  /** Where it is read as an address says it; empty for now; or what is wrong. */
  readonly moment: string | FieldError;
}

/** Reads one of the two moments of the form. */
export function readSide(form: CompareForm, id: 'from' | 'to'): TypedSide {
  const { [`${id}Day`]: day = '', [`${id}Month`]: month = '', [`${id}Year`]: year = '' } = form as TypedFields;
  const typed: TypedDay = { day, month, year };
  const read = readDay(typed, (part) => `${id}${part[0]?.toUpperCase() ?? ''}${part.slice(1)}`);
  const kept = form[id];
  return {
    day: { day, month, year },
    basis: form[`${id}Basis`] ?? 'known-then',
    kept,
    moment: read === '' ? (kept ?? '') : read,
  };
}

type TypedFields = Readonly<Record<string, string | undefined>>;

/** One of the two moments as the form shows it again. */
export function typedMoment(moment: string | undefined, basis: Basis = 'known-then'): TypedMoment {
  const day = dayFields(moment);
  return day.day === '' ? { day, basis, kept: moment } : { day, basis };
}

/** Fields that the parts of an address are typed in, for what is wrong with them. */
export const FIELDS_OF_ADDRESS = {
  '/period': 'period',
  '/from': 'fromDay',
  '/to': 'toDay',
  '/rulesAt': 'toDay',
} as const;
