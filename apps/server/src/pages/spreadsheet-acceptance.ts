import type { Acceptance } from '@outturn/imports';
import type { Problem } from '../api/problem';
import type { Typed } from './form';
import type { FieldError } from './page';
import { FieldReader } from './typed-value';

/** The fields in which rows are accepted. */
export const ACCEPTANCE_FIELDS = ['rows', 'reason', 'cause'] as const;
export type AcceptanceTyped = Typed<(typeof ACCEPTANCE_FIELDS)[number]>;

/** Where each thing that an acceptance may be refused for was typed. */
export const ACCEPTANCE_POINTERS = { '': 'rows', '/corrections': 'reason', '/reason': 'reason', '/cause': 'cause' };

type ReadAcceptance = { readonly acceptance: Acceptance } | { readonly errors: readonly FieldError[] };

/** What somebody accepts, or what is wrong with it. Without a reason, figures that are held are not corrected. */
export function readAcceptance({ rows, reason, cause }: AcceptanceTyped): ReadAcceptance {
  const reader = new FieldReader(ACCEPTANCE_POINTERS);
  const chosen = (['all', 'good'] as const).find((one) => one === rows);
  if (chosen === undefined) reader.refuse('rows', 'Choose which rows are to be taken.');
  const corrects = reason.trim() !== '' || cause.trim() !== '';
  const corrections = corrects
    ? {
        reason: reader.required('reason', reason, 'Say why the figures that are held are wrong.'),
        cause: reader.required('cause', cause, 'Say how the error came about.'),
      }
    : undefined;
  if (chosen === undefined || reader.errors.length > 0) return { errors: reader.errors };
  return { acceptance: { rows: chosen, corrections } };
}

/** The refusals of an acceptance in the words of its form; undefined for others. */
export function refusedAcceptance({ code }: Pick<Problem, 'code'>): readonly FieldError[] | undefined {
  switch (code) {
    case 'rows-refused':
      return [
        {
          field: 'rows',
          text: 'Some rows are refused, so not all can be taken. Nothing was recorded: correct the file and upload it again, or take the good rows only.',
        },
      ];
    case 'corrections-need-a-reason':
      return [
        {
          field: 'reason',
          text: 'Some rows give another value than the one that is held. Nothing was recorded: say why, or take the other rows only.',
        },
      ];
    default:
      return undefined;
  }
}
