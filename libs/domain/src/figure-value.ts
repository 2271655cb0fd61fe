import {
  DecimalText,
  decimalPlaces,
  divideAndRound,
  equal,
  isNegative,
  isZero,
  multiply,
  parseDecimal,
} from './decimal';
import { invalid } from './refusal';
import { requireList, requireTextIfGiven } from './text';
import { Unit, parseValue, ratioFactor } from './unit';

/**
 * SDMX CL_OBS_STATUS letters: A normal, B break, D definition differs, E estimated, F forecast, L exists but not
 * collected, M cannot exist, O missing, P provisional, Q suppressed, U low reliability, V unvalidated.
 */
export const OBSERVATION_STATUSES = ['A', 'B', 'D', 'E', 'F', 'L', 'M', 'O', 'P', 'Q', 'U', 'V'] as const;
export type ObservationStatus = (typeof OBSERVATION_STATUSES)[number];

/** How far a figure has come: approved means by someone other than who submitted it. */
export const MATURITIES = ['provisional', 'submitted', 'validated', 'approved', 'audited'] as const;
export type Maturity = (typeof MATURITIES)[number];

/** Words beside a value that say it is not exact ("circa £136k", "just over 5%"). Kept, never computed with. */
export const QUALIFIERS = ['circa', 'just-over', 'just-under', 'over', 'under', 'at-least', 'at-most'] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

const OPPOSITE: Readonly<Record<Qualifier, Qualifier>> = {
  circa: 'circa',
  'just-over': 'just-under',
  'just-under': 'just-over',
  over: 'under',
  under: 'over',
  'at-least': 'at-most',
  'at-most': 'at-least',
};

/**
 * The word beside a difference, one value less the other: a difference from something that is not exact is not exact
 * either. What is taken from works the other way round ("just over" 5 taken from 8 leaves "just under" 3).
 */
export function qualifierOfDifference(of: Qualifier | undefined, less: Qualifier | undefined): Qualifier | undefined {
  const turned = less && OPPOSITE[less];
  if (of === undefined || turned === undefined) return of ?? turned;
  return of === turned ? of : 'circa';
}

/** A value as somebody supplied it, with what it was computed from. */
export interface SuppliedValue {
  /** As written: digits typed are digits stored. */
  readonly value: DecimalText;
  readonly unit: Unit;
  readonly numerator?: DecimalText;
  readonly denominator?: DecimalText;
  /** Volume by which a weighted mean weighs this value, such as calls answered. */
  readonly weight?: DecimalText;
  readonly qualifier?: Qualifier;
  readonly observationStatus: readonly ObservationStatus[];
  /** The officer's forecast of the year's end, for rules that ask for one. */
  readonly forecast?: DecimalText;
  readonly note?: string;
}

/**
 * Checks a supplied value against the indicator's unit.
 *
 * @throws {Refusal} naming the field at fault.
 */
export function parseSuppliedValue(supplied: SuppliedValue, unit: Unit, pointer = ''): SuppliedValue {
  if (supplied.unit !== unit) {
    throw invalid(
      'wrong-unit',
      `The value is in ${supplied.unit}, the indicator in ${unit}. Give it in ${unit}.`,
      `${pointer}/unit`,
    );
  }
  parseValue(supplied.value, unit, `${pointer}/value`);
  if (supplied.forecast !== undefined) parseValue(supplied.forecast, unit, `${pointer}/forecast`);
  for (const name of ['numerator', 'denominator', 'weight'] as const) {
    if (supplied[name] !== undefined) parseDecimal(supplied[name], `${pointer}/${name}`);
  }
  for (const name of ['denominator', 'weight'] as const) {
    const size = supplied[name];
    if (size !== undefined && isNegative(size)) {
      throw invalid('negative-size', `The ${name} ${size} is negative: it counts something.`, `${pointer}/${name}`);
    }
  }
  parseObservationStatus(supplied.observationStatus, `${pointer}/observationStatus`);
  requireTextIfGiven(supplied.note, `${pointer}/note`, 'The note');
  if (supplied.denominator !== undefined && isZero(supplied.denominator)) {
    throw invalid(
      'zero-denominator',
      'The denominator is zero, so there is no ratio. Declare the figure unavailable instead.',
      `${pointer}/denominator`,
    );
  }
  requireParts(supplied, pointer);
  return supplied;
}

/**
 * A numerator and a denominator that do not come to the value would make the year another figure than its quarters.
 * The value may be rounded as it is printed (465 of 111 ratings as 4.19, report 12.10); units that are no ratio of theirs
 * are not checked, nor a value said to be inexact.
 */
function requireParts({ value, unit, numerator, denominator, qualifier }: SuppliedValue, pointer: string): void {
  const factor = ratioFactor(unit);
  if (factor === undefined || numerator === undefined || denominator === undefined || qualifier !== undefined) return;
  const computed = divideAndRound(multiply(numerator, factor), denominator, decimalPlaces(value));
  if (equal(computed, value)) return;
  throw invalid(
    'parts-differ',
    `${numerator} of ${denominator} is ${computed}, not ${value}: check the value, the numerator and the denominator.`,
    `${pointer}/value`,
  );
}

function parseObservationStatus(letters: readonly ObservationStatus[], pointer: string): void {
  requireList(letters, OBSERVATION_STATUSES.length, pointer, 'letters');
  const unknown = letters.find((letter) => !OBSERVATION_STATUSES.includes(letter));
  if (unknown !== undefined) {
    throw invalid('unknown-status', `The observation status is one of ${OBSERVATION_STATUSES.join(', ')}.`, pointer);
  }
}

/** Whether two supplied values say the same: numbers by value (95 and 95.0 are one), everything else to the letter. */
export function saysTheSame(a: SuppliedValue, b: SuppliedValue): boolean {
  return (
    equal(a.value, b.value) &&
    sameNumber(a.numerator, b.numerator) &&
    sameNumber(a.denominator, b.denominator) &&
    sameNumber(a.weight, b.weight) &&
    sameNumber(a.forecast, b.forecast) &&
    a.qualifier === b.qualifier &&
    [...a.observationStatus].sort().join() === [...b.observationStatus].sort().join() &&
    a.note === b.note
  );
}

function sameNumber(a: DecimalText | undefined, b: DecimalText | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equal(a, b);
}
