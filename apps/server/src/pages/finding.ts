import { FINDING_ANSWERS, type AnsweredFinding, type FindingAnswerKind } from '@outturn/domain';
import { errorsByField, type Typed } from './form';
import type { MissedView } from './missed';
import type { FieldError, PageModel } from './page';
import { findingView, type FindingView } from './reconciliation';

/** The fields of the form in which a finding is answered. */
export const ANSWER_FIELDS = ['answer', 'reason', 'erratum', 'revision', 'once'] as const;
export type AnswerTyped = Typed<(typeof ANSWER_FIELDS)[number]>;

/** Where the command says what is wrong, and the field that it is in. */
export const ANSWER_POINTERS = {
  '': 'reason',
  '/answer': 'answer',
  '/reason': 'reason',
  '/erratum': 'erratum',
} as const;

/** An answer that a form asks for, all fields being right in themselves. */
export interface AskedAnswer {
  readonly answer: FindingAnswerKind;
  readonly reason: string;
  readonly erratum?: string;
}

/** What the form says, or what is wrong with it before anything is asked for. */
export function readAnswer({
  answer,
  reason,
  erratum,
}: AnswerTyped): AskedAnswer | { readonly errors: readonly FieldError[] } {
  const chosen = FINDING_ANSWERS.find((known) => known === answer);
  const errors: FieldError[] = [
    ...(chosen === undefined ? [{ field: 'answer', text: 'Choose an answer.' }] : []),
    ...(reason.trim() === '' ? [{ field: 'reason', text: 'Say why.' }] : []),
    ...(chosen === 'accepted' && erratum.trim() === ''
      ? [{ field: 'erratum', text: 'Say what the document should say.' }]
      : []),
  ];
  if (chosen === undefined || errors.length > 0) return { errors };
  return { answer: chosen, reason: reason.trim(), ...(erratum.trim() !== '' && { erratum: erratum.trim() }) };
}

interface FindingInput {
  readonly reconciliation: string;
  readonly document: string;
  readonly finding: AnsweredFinding;
  readonly typed: AnswerTyped;
  readonly errors: readonly FieldError[];
  readonly missed?: MissedView;
  readonly nameOf: (person: string) => string;
}

/** The page on which a finding is answered. */
export interface FindingPage extends PageModel {
  readonly caption: string;
  readonly backHref: string;
  readonly action: string;
  readonly finding: FindingView;
  readonly typed: AnswerTyped;
  readonly errors: readonly FieldError[];
  readonly errorOf: ReturnType<typeof errorsByField>;
  readonly missed?: MissedView;
}

/** Puts the page on which a finding is answered together. */
export function findingPage(input: FindingInput): FindingPage {
  const { reconciliation, document, finding, typed, errors, missed, nameOf } = input;
  const backHref = `/reconciliation/${reconciliation}`;
  return {
    title: 'Answer a finding',
    caption: document,
    backHref,
    action: `${backHref}/findings/${finding.finding}`,
    finding: findingView(finding, nameOf),
    typed,
    errors,
    errorOf: errorsByField(errors),
    missed,
  };
}
