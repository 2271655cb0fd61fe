import { DecimalText, compare } from './decimal';
import { PeriodKey, parsePeriod } from './period';
import { invalid } from './refusal';
import { Unit, parseValue } from './unit';

export const TARGET_OPERATORS = ['>=', '>', '<=', '<', '=', 'between'] as const;
/** How the outturn must stand to the target. The operator belongs to the target: 6.10 says "below 70%", 12.5 takes equality as met. */
export type TargetOperator = (typeof TARGET_OPERATORS)[number];

export const TARGET_KINDS = ['target', 'forecast', 'baseline', 'minimum-standard', 'described'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** What a figure of one period is measured against. */
export interface Target {
  readonly period: PeriodKey;
  /** A `described` target is words only ("top quartile"): stored, shown, never rated. */
  readonly kind: TargetKind;
  readonly operator?: TargetOperator;
  /** Present unless the operator is `between` or the kind `described`. */
  readonly value?: DecimalText;
  /** Inclusive ends of a range, for `between`. */
  readonly low?: DecimalText;
  readonly high?: DecimalText;
  /** Further named bounds that a rating rule may refer to, such as `floor`, `stretch`, `intervention`. */
  readonly thresholds?: Readonly<Record<string, DecimalText>>;
  readonly unit: Unit;
  /** The target in the words of its source. */
  readonly text?: string;
  readonly note?: string;
}

/**
 * Checks a target against the indicator's unit.
 *
 * @throws {Refusal} naming the field that is missing or wrong.
 */
export function parseTarget(target: Target, unit: Unit): Target {
  parsePeriod(target.period, '/period');
  if (target.unit !== unit) {
    throw invalid(
      'wrong-unit',
      `The target is in ${target.unit}, the indicator in ${unit}. Give it in ${unit}.`,
      '/unit',
    );
  }
  for (const [name, value] of Object.entries(target.thresholds ?? {})) parseValue(value, unit, `/thresholds/${name}`);
  if (target.kind === 'described') return parseDescribed(target);
  if (target.operator === undefined)
    throw invalid('missing-operator', 'A numeric target needs an operator.', '/operator');
  return target.operator === 'between' ? parseRange(target, unit) : parseSingle(target, unit);
}

function parseDescribed(target: Target): Target {
  if (target.text === undefined || target.text.trim() === '') {
    throw invalid('missing-text', 'A described target needs its words.', '/text');
  }
  if (
    target.value !== undefined ||
    target.operator !== undefined ||
    target.low !== undefined ||
    target.high !== undefined
  ) {
    throw invalid(
      'described-with-number',
      'A described target has no number. Leave out value, low, high and operator, or choose another kind.',
      '/kind',
    );
  }
  return target;
}

function parseRange(target: Target, unit: Unit): Target {
  if (target.value !== undefined) throw invalid('range-with-value', 'A range has low and high, not a value.', '/value');
  const low = parseValue(target.low, unit, '/low');
  const high = parseValue(target.high, unit, '/high');
  if (compare(low, high) > 0)
    throw invalid('inverted-range', `The range ${low} to ${high} is empty: low exceeds high.`, '/low');
  return target;
}

function parseSingle(target: Target, unit: Unit): Target {
  if (target.low !== undefined || target.high !== undefined) {
    throw invalid(
      'value-with-range',
      'Low and high go with the operator "between" only.',
      target.low !== undefined ? '/low' : '/high',
    );
  }
  parseValue(target.value, unit, '/value');
  return target;
}
