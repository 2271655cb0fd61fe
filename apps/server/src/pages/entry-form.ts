import { OBSERVATION_STATUSES, QUALIFIERS, type IndicatorDefinition, type PeriodKey } from '@outturn/domain';
import { ONCE_FIELD, REVISION_FIELD, type Typed } from './form';
import type { FieldError } from './page';
import type { EntryCommand } from './submissions';
import { FieldReader, numberOf, textOf, valueOf } from './typed-value';

/** The fields in which one figure is given. */
export const ENTRY_FIELDS = [
  REVISION_FIELD,
  ONCE_FIELD,
  'what',
  'value',
  'numerator',
  'denominator',
  'weight',
  'qualifier',
  'observation',
  'note',
  'maturity',
  'reason',
  'explanation',
  'commentary',
] as const;
export type EntryTyped = Typed<(typeof ENTRY_FIELDS)[number]>;

/** What may be said of a period: that there is a figure, that there is none, or words about the figure that stands. */
export const ENTRY_KINDS = ['figure', 'none', 'commentary'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Where each thing that a command may be refused for was typed. */
export function entryPointers({ what }: Pick<EntryTyped, 'what'>): Readonly<Record<string, string>> {
  return what === 'none' ? { ...POINTERS, '/note': 'explanation' } : POINTERS;
}

const POINTERS: Readonly<Record<string, string>> = {
  '': 'record',
  '/value': 'value',
  '/unit': 'value',
  '/numerator': 'numerator',
  '/denominator': 'denominator',
  '/weight': 'weight',
  '/qualifier': 'qualifier',
  '/observationStatus': 'observation',
  '/note': 'note',
  '/reason': 'reason',
  '/text': 'commentary',
};

/** Why there is no figure, as people say it. A figure that was given is withdrawn instead, by an approver. */
export const REASONS = [
  { value: 'late', text: 'Late: the figure is not ready' },
  { value: 'source-lag', text: 'The source publishes later' },
  { value: 'not-collected', text: 'Not collected for this period' },
  { value: 'pending-validation', text: 'Being validated' },
  { value: 'withheld', text: 'Withheld' },
  { value: 'suppressed', text: 'Suppressed: so few that people could be recognised' },
  { value: 'not-held', text: 'Not held by the council' },
] as const;

/** What of an entry depends on the indicator and the period. */
export interface EntryPlace {
  readonly period: PeriodKey;
  readonly definition: IndicatorDefinition;
  /** What may be said at this moment. */
  readonly kinds: readonly EntryKind[];
  /** Whether the period is a year that is otherwise made from its parts. */
  readonly isAnnualReturn: boolean;
  /** The commentary that stands, with which the form is shown. */
  readonly commentary: string;
}

/** What an entry asks to be recorded, or what is wrong with it. */
export type ReadEntry = { readonly commands: readonly EntryCommand[] } | { readonly errors: readonly FieldError[] };

/** Reads an entry; every field that is wrong is named. */
export function readEntry(typed: EntryTyped, place: EntryPlace | undefined): ReadEntry {
  if (place === undefined || place.kinds.length === 0) {
    return refused('main-content', 'Nothing can be recorded about this figure at the moment.');
  }
  const kind = place.kinds.find((one) => one === typed.what);
  if (kind === undefined)
    return refused('record', 'This cannot be recorded any more. Look at how the figure stands now.');
  if (kind === 'figure') return readFigureEntry(typed, place);
  if (kind === 'none') return readUnavailable(typed, place);
  if (typed.commentary.trim() === '') return refused('commentary', 'Write the commentary.');
  return { commands: [{ type: 'WriteCommentary', period: place.period, text: textOf(typed.commentary) }] };
}

function refused(field: string, text: string): ReadEntry {
  return { errors: [{ field, text }] };
}

function readFigureEntry(typed: EntryTyped, place: EntryPlace): ReadEntry {
  const { period, definition, isAnnualReturn } = place;
  const { unit } = definition;
  const reader = new FieldReader(POINTERS);
  const value = reader.read('value', () => valueOf(typed.value, unit));
  const numerator = reader.read('numerator', () => numberOf(typed.numerator));
  const denominator = reader.read('denominator', () => numberOf(typed.denominator));
  const weight = reader.read('weight', () => numberOf(typed.weight));
  const qualifier = QUALIFIERS.find((one) => one === typed.qualifier);
  if (qualifier === undefined && typed.qualifier !== '') reader.refuse('qualifier', 'Choose one of the list.');
  const observation = OBSERVATION_STATUSES.filter((one) => one === typed.observation);
  if (observation.length === 0) reader.refuse('observation', 'Choose one of the list.');
  if (typed.maturity !== 'final' && typed.maturity !== 'provisional') {
    reader.refuse('maturity', 'Say whether the figure is final.');
  }
  if (value === undefined || reader.errors.length > 0) return { errors: reader.errors };
  const note = textOf(typed.note) || undefined;
  const parts = { numerator, denominator, weight };
  const supplied = { value, unit, ...parts, qualifier, observationStatus: observation, note };
  const type = isAnnualReturn ? 'SubmitAnnualReturn' : 'SubmitOutturn';
  const provisional = typed.maturity === 'provisional';
  return { commands: [{ type, period, value: supplied, provisional }, ...commentaryOn(typed, place)] };
}

/** The commentary is written anew with a new figure, so that it is about that one. */
function commentaryOn({ commentary }: EntryTyped, { period }: EntryPlace): EntryCommand[] {
  const text = textOf(commentary);
  return text === '' ? [] : [{ type: 'WriteCommentary', period, text }];
}

function readUnavailable(typed: EntryTyped, place: EntryPlace): ReadEntry {
  const { period, commentary } = place;
  const reader = new FieldReader(POINTERS);
  const known = REASONS.find(({ value }) => value === typed.reason);
  if (known === undefined) reader.refuse('reason', 'Choose why there is no figure.');
  const note = reader.required('explanation', typed.explanation, 'Say in a sentence why there is no figure.');
  if (known === undefined || reader.errors.length > 0) return { errors: reader.errors };
  const declared: EntryCommand = { type: 'DeclareUnavailable', period, reason: known.value, note };
  return { commands: textOf(typed.commentary) === commentary ? [declared] : [declared, ...commentaryOn(typed, place)] };
}
