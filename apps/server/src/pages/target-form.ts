import {
  TARGET_OPERATORS,
  parseTarget,
  type IndicatorCommand,
  type IndicatorDefinition,
  type PeriodKey,
  type Target,
  type TargetOperator,
  type Unit,
} from '@outturn/domain';
import type { Unstamped } from '../api/change-indicator';
import { justificationIn, type ProposeCorrection } from './correction-form';
import { ONCE_FIELD, REVISION_FIELD, newOnce, type Typed } from './form';
import type { FieldError } from './page';
import { FieldReader, textOf, valueOf } from './typed-value';
import { fieldOfUnit } from './unit-field';

/** The fields in which the target of a closed period is corrected. */
export const TARGET_FIELDS = [
  REVISION_FIELD,
  ONCE_FIELD,
  'operator',
  'value',
  'low',
  'high',
  'text',
  'reason',
  'cause',
  'evidence',
] as const;
export type TargetTyped = Typed<(typeof TARGET_FIELDS)[number]>;

/** The fields in which the target of a period that is not closed is set. */
export const SET_TARGET_FIELDS = [
  REVISION_FIELD,
  ONCE_FIELD,
  'operator',
  'value',
  'low',
  'high',
  'text',
  'reason',
] as const;
export type SetTargetTyped = Typed<(typeof SET_TARGET_FIELDS)[number]>;

/** Where each thing that a corrected target may be refused for was typed. */
export const TARGET_POINTERS: Readonly<Record<string, string>> = {
  '': 'operator',
  '/operator': 'operator',
  '/scheme': 'operator',
  '/value': 'value',
  '/low': 'low',
  '/high': 'high',
  '/text': 'text',
  '/reason': 'reason',
  '/cause': 'cause',
  '/evidence': 'evidence',
};

/** How a figure must stand to its target, as people say it. */
export const OPERATORS: Readonly<Record<TargetOperator, string>> = {
  '>=': 'At least the target',
  '>': 'More than the target',
  '<=': 'At most the target',
  '<': 'Less than the target',
  '=': 'Exactly the target',
  between: 'Within a range, whose ends count',
};

/** The form as it is before anything has been typed: what stands now. */
export function standingTarget(revision: number, target: Target | undefined, unit: Unit): TargetTyped {
  const typedAs = (value: string | undefined) => (value === undefined ? '' : fieldOfUnit(unit).typedAs(value));
  return {
    revision: String(revision),
    once: newOnce(),
    operator: target?.operator ?? '',
    value: typedAs(target?.value),
    low: typedAs(target?.low),
    high: typedAs(target?.high),
    text: target?.text ?? '',
    ...{ reason: '', cause: '', evidence: '' },
  };
}

/** The form in which a target is set, before anything has been typed. */
export function targetToSet(revision: number, target: Target | undefined, unit: Unit): SetTargetTyped {
  const { once, operator, value, low, high, text } = standingTarget(revision, target, unit);
  return { revision: String(revision), once, operator, value, low, high, text, reason: '' };
}

/** The correction that a form asks for, or what is wrong with the form, field by field. */
export type ReadTarget =
  { readonly proposal: ProposeCorrection } | { readonly errors: readonly [FieldError, ...FieldError[]] };

/** Reads the right target; every field that is wrong is named. */
export function readTarget(
  typed: TargetTyped,
  period: PeriodKey,
  standing: Target | undefined,
  unit: Unit,
): ReadTarget {
  const fields = new FieldReader(TARGET_POINTERS);
  const to = targetIn(typed, period, { standing, unit }, fields);
  const justification = justificationIn(typed, fields);
  const [first, ...others] = fields.errors;
  if (first !== undefined) return { errors: [first, ...others] };
  return {
    proposal: {
      type: 'ProposeCorrection',
      period,
      kind: 'correction',
      change: { subject: 'target', to },
      justification,
    },
  };
}

/** The target that a form sets, or what is wrong with the form, field by field. */
export type ReadSetTarget =
  | { readonly command: Unstamped<Extract<IndicatorCommand, { type: 'SetTarget' }>> }
  | { readonly errors: readonly FieldError[] };

/** What a target is set in the place of, and in what unit. */
interface SetPlace {
  readonly target: Target | undefined;
  /** Whether there ever was one, in whatever unit. */
  readonly isSet: boolean;
  readonly definition: Pick<IndicatorDefinition, 'unit'>;
}

/** Reads a target that is set; the first one needs no reason, another one does. */
export function readSetTarget(
  typed: SetTargetTyped,
  period: PeriodKey,
  { target: standing, isSet, definition }: SetPlace,
): ReadSetTarget {
  const fields = new FieldReader(TARGET_POINTERS);
  const target = targetIn(typed, period, { standing, unit: definition.unit }, fields);
  const reason = !isSet ? undefined : fields.required('reason', typed.reason, 'Say why the target changes.');
  if (fields.errors.length > 0) return { errors: fields.errors };
  return { command: { type: 'SetTarget', target, reason } };
}

/** What stands, and in what unit the indicator is measured. */
interface Standing {
  readonly standing: Target | undefined;
  readonly unit: Unit;
}

/** Reads a target; what is wrong with it is kept by field. */
export function targetIn(
  typed: Typed<'operator' | 'value' | 'low' | 'high' | 'text'>,
  period: PeriodKey,
  { standing, unit }: Standing,
  fields: FieldReader,
): Target {
  const operator = TARGET_OPERATORS.find((one) => one === typed.operator);
  if (operator === undefined) fields.refuse('operator', 'Choose how the figure must stand to the target.');
  const number = (field: 'value' | 'low' | 'high') => fields.read(field, () => valueOf(typed[field], unit));
  const bounds = operator === 'between' ? { low: number('low'), high: number('high') } : { value: number('value') };
  // The form asks for no kind, no further bounds and no note: they stay. Words alone become a target with a number.
  const kind = standing === undefined || standing.kind === 'described' ? 'target' : standing.kind;
  const { thresholds, note } = standing ?? {};
  const to: Target = {
    period,
    kind,
    operator,
    ...bounds,
    thresholds,
    unit,
    text: textOf(typed.text) || undefined,
    note,
  };
  if (fields.errors.length === 0) fields.read('value', () => parseTarget(to, unit));
  return to;
}
