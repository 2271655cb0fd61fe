import { DecimalText, isInteger, isNegative, parseDecimal } from './decimal';
import { invalid } from './refusal';

/** Units in which figures are held. Durations are whole seconds, money whole pence (domain rule 3.1). */
export const UNITS = [
  'percent',
  'percent-change',
  'count',
  'count-change',
  'rate-per-1000',
  'rate-per-10000',
  'rate-per-100000',
  'seconds',
  'working-days',
  'days',
  'pence',
  'full-time-equivalents',
  'rating-out-of-5',
  'points',
  'grades',
  'rank',
  'tonnes',
  'yes-or-no',
  'number',
] as const;
export type Unit = (typeof UNITS)[number];

const WHOLE_UNITS: ReadonlySet<Unit> = new Set(['seconds', 'pence', 'rank', 'yes-or-no']);
const NEVER_NEGATIVE: ReadonlySet<Unit> = new Set([
  'count',
  'rate-per-1000',
  'rate-per-10000',
  'rate-per-100000',
  'seconds',
  'working-days',
  'days',
  'full-time-equivalents',
  'rating-out-of-5',
  'rank',
  'tonnes',
]);

/**
 * Checks a value against its unit and returns it as it was written.
 *
 * Counts may be fractional (report 6.11: 984.5 children) and percentages may lie outside 0 to 100: both occur and are true.
 *
 * @throws {Refusal} `invalid-decimal` or `invalid-value-for-unit`, with the pointer given.
 */
export function parseValue(text: unknown, unit: Unit, pointer: string): DecimalText {
  const value = parseDecimal(text, pointer);
  if (WHOLE_UNITS.has(unit) && !isInteger(value)) {
    throw invalid('invalid-value-for-unit', `${value} is not a whole number: the unit is ${unit}.`, pointer);
  }
  if (NEVER_NEGATIVE.has(unit) && isNegative(value)) {
    throw invalid('invalid-value-for-unit', `${value} is negative: a value in ${unit} cannot be.`, pointer);
  }
  if (unit === 'yes-or-no' && value !== '0' && value !== '1') {
    throw invalid('invalid-value-for-unit', `Write 1 for yes or 0 for no, not ${value}.`, pointer);
  }
  return value;
}

const RATIO_FACTORS: Readonly<Partial<Record<Unit, DecimalText>>> = {
  percent: '100',
  'rate-per-1000': '1000',
  'rate-per-10000': '10000',
  'rate-per-100000': '100000',
  'rating-out-of-5': '1',
};

/** By what a numerator over its denominator is multiplied to give a value in a unit; undefined where a value is no such ratio. */
export function ratioFactor(unit: Unit): DecimalText | undefined {
  return RATIO_FACTORS[unit];
}
