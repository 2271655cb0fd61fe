import {
  parseSuppliedValue,
  type IndicatorCommand,
  type PeriodKey,
  type SuppliedValue,
  type UnavailableReason,
} from '@outturn/domain';
import type { Unstamped } from '../api/change-indicator';
import { ONCE_FIELD, REVISION_FIELD, newOnce, type Typed } from './form';
import type { FieldError } from './page';
import { FieldReader, numberOf, textOf, valueOf } from './typed-value';

/** The fields in which one figure is corrected. */
export const CORRECTION_FIELDS = [
  REVISION_FIELD,
  ONCE_FIELD,
  'change',
  'value',
  'numerator',
  'denominator',
  'weight',
  'note',
  'withdrawal',
  'reason',
  'cause',
  'evidence',
] as const;
export type CorrectionTyped = Typed<(typeof CORRECTION_FIELDS)[number]>;

/** The form as it is before anything has been typed: a note that stands stays, unless somebody takes it away. */
export function emptyCorrection(revision: number, { note = '' }: Pick<SuppliedValue, 'note'>): CorrectionTyped {
  const empty = Object.fromEntries(CORRECTION_FIELDS.map((name) => [name, '']));
  // Every name is there, and no other.
  return { ...(empty as CorrectionTyped), revision: String(revision), once: newOnce(), note };
}

/** Where each thing that a correction may be refused for was typed. */
export const CORRECTION_POINTERS: Readonly<Record<string, string>> = {
  '': 'change',
  '/kind': 'change',
  '/value': 'value',
  '/unit': 'value',
  '/numerator': 'numerator',
  '/denominator': 'denominator',
  '/weight': 'weight',
  '/note': 'note',
  '/withdrawal': 'withdrawal',
  '/reason': 'reason',
  '/cause': 'cause',
  '/evidence': 'evidence',
};

/** The kinds of change of one period, as the domain tells them apart. */
export const CHANGES = [
  { value: 'correction', text: 'Correction', hint: 'The figure was wrong when it was published.' },
  {
    value: 'revision',
    text: 'Revision',
    hint: 'The figure was right on what was then known; better data or a better method arrived.',
  },
  {
    value: 'withdrawal',
    text: 'Withdrawal',
    hint: 'The figure is no longer stood behind. It becomes “data not available”, with a reason.',
  },
] as const;

/** What a figure becomes that is withdrawn. */
export const WITHDRAWALS = [
  { value: 'withdrawn', text: 'Withdrawn' },
  { value: 'pending-validation', text: 'Being validated' },
  { value: 'withheld', text: 'Withheld' },
  { value: 'suppressed', text: 'Suppressed: so few that people could be recognised' },
  { value: 'source-lag', text: 'The source publishes later' },
  { value: 'not-collected', text: 'Not collected for this period' },
] as const satisfies readonly { readonly value: UnavailableReason; readonly text: string }[];

export type ProposeCorrection = Extract<Unstamped<IndicatorCommand>, { type: 'ProposeCorrection' }>;

/** The correction that a form asks for, or what is wrong with the form, field by field. */
export type ReadCorrection =
  { readonly proposal: ProposeCorrection } | { readonly errors: readonly [FieldError, ...FieldError[]] };

/** Reads a correction; every field that is wrong is named. */
export function readCorrection(typed: CorrectionTyped, period: PeriodKey, standing: SuppliedValue): ReadCorrection {
  const fields = new FieldReader(CORRECTION_POINTERS);
  const kind = CHANGES.find(({ value }) => value === typed.change)?.value;
  if (kind === undefined) fields.refuse('change', 'Choose what kind of change it is.');
  const change =
    kind === 'withdrawal'
      ? { subject: 'withdrawal' as const, unavailable: withdrawalIn(typed, fields) }
      : { subject: 'value' as const, to: valueIn(typed, standing, fields) };
  const justification = justificationIn(typed, fields);
  const [first, ...others] = fields.errors;
  if (first !== undefined) return { errors: [first, ...others] };
  return {
    proposal: {
      type: 'ProposeCorrection',
      period,
      kind: kind === 'revision' ? 'revision' : 'correction',
      change,
      justification,
    },
  };
}

/** Why something changes: reason, cause and evidence, one reference a line. */
export function justificationIn(typed: Typed<'reason' | 'cause' | 'evidence'>, fields: FieldReader) {
  return {
    reason: fields.required('reason', typed.reason, 'Say why it changes.'),
    cause: fields.required('cause', typed.cause, 'Say how it came about.'),
    evidence: fields
      .required('evidence', typed.evidence, 'Give at least one reference to a document that shows it.')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  };
}

function withdrawalIn({ withdrawal }: CorrectionTyped, fields: FieldReader): UnavailableReason {
  const reason = WITHDRAWALS.find(({ value }) => value === withdrawal)?.value;
  if (reason === undefined) fields.refuse('withdrawal', 'Choose what the figure becomes.');
  return reason ?? 'withdrawn';
}

/** The form has no field for what the figure's status and forecast are: they stay. */
function valueIn(typed: CorrectionTyped, standing: SuppliedValue, fields: FieldReader): SuppliedValue {
  const { unit, observationStatus, forecast } = standing;
  const part = (field: 'numerator' | 'denominator' | 'weight') => fields.read(field, () => numberOf(typed[field]));
  const value = fields.read('value', () => valueOf(typed.value, unit));
  const parts = { numerator: part('numerator'), denominator: part('denominator'), weight: part('weight') };
  const note = textOf(typed.note) || undefined;
  const supplied = { value: value ?? '', unit, ...parts, observationStatus, forecast, note };
  if (fields.errors.length === 0) fields.read('value', () => parseSuppliedValue(supplied, unit));
  return supplied;
}
