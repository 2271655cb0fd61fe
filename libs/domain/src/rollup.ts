import { DecimalText, add, compare, divide, isZero, keepSignificantDigits, multiply } from './decimal';
import { RollUpMethod, Series } from './definition';
import { PeriodKey } from './period';
import { invalid } from './refusal';
import { Unit, ratioFactor } from './unit';

/** Significant digits kept of a result without an end, such as 465 / 111. Rounding is for display. */
export const ROLL_UP_DIGITS = 40;

/** One due period of the year, with or without its figure. */
export interface RollUpPart {
  readonly period: PeriodKey;
  readonly value?: DecimalText;
  readonly numerator?: DecimalText;
  readonly denominator?: DecimalText;
  /** What a weighted mean weighs the value by: calls, cases. */
  readonly weight?: DecimalText;
  /** Whether the period's target was met, for `count-met`. */
  readonly met?: boolean;
}

export interface RollUpQuestion {
  readonly method: RollUpMethod;
  readonly series: Series;
  readonly unit: Unit;
  /** Every due period of the year in order, with or without a figure. */
  readonly parts: readonly RollUpPart[];
  /** A break inside the year that no bridge spans. */
  readonly notComparableBecause?: string;
  /** For `ratio-of-sums`: the year's denominator where it is chosen and not summed, such as a population. */
  readonly chosenDenominator?: DecimalText;
}

export type RollUp =
  | { readonly state: 'computed'; readonly value: DecimalText; readonly periods: readonly PeriodKey[] }
  | {
      readonly state: 'incomplete';
      readonly present: number;
      readonly due: number;
      readonly missing: readonly PeriodKey[];
    }
  | { readonly state: 'not-comparable'; readonly reason: string }
  | { readonly state: 'not-computable'; readonly reason: string }
  | { readonly state: 'explicit-only' };

/**
 * The year's figure from the figures of its due periods (domain section 5). Never throws: an incomplete year, a break
 * inside it and missing weights are results.
 *
 * With no due period at all the year is incomplete, 0 of 0: nothing has been due, so nothing can be said. `last` needs
 * only the last due period; every other method needs them all.
 */
export function rollUp(question: RollUpQuestion): RollUp {
  const { method, parts } = question;
  if (method === 'explicit') return { state: 'explicit-only' };
  const misfit = misfitOf(method, question.series, question.unit);
  if (misfit !== undefined) return { state: 'not-computable', reason: misfit };
  if (question.notComparableBecause !== undefined) {
    return { state: 'not-comparable', reason: question.notComparableBecause };
  }
  const missing = parts.filter((part) => !isPresent(question, part)).map((part) => part.period);
  const needed = method === 'last' ? parts.slice(-1) : parts;
  if (needed.length === 0 || needed.some((part) => missing.includes(part.period))) {
    return { state: 'incomplete', present: parts.length - missing.length, due: parts.length, missing };
  }
  const result = compute(question, needed);
  if ('reason' in result) return { state: 'not-computable', reason: result.reason };
  const value = keepSignificantDigits(result.value, ROLL_UP_DIGITS);
  return { state: 'computed', value, periods: needed.map((part) => part.period) };
}

/** A quarter without a single case has no percentage, and still adds its 0 of 0 to the year's. */
function isPresent(question: RollUpQuestion, part: RollUpPart): boolean {
  if (part.value !== undefined) return true;
  if (question.method !== 'ratio-of-sums' || part.numerator === undefined) return false;
  return part.denominator !== undefined || question.chosenDenominator !== undefined;
}

type Computed = { readonly value: DecimalText } | { readonly reason: string };

function compute(question: RollUpQuestion, parts: readonly RollUpPart[]): Computed {
  const values = parts.flatMap((part) => (part.value === undefined ? [] : [part.value]));
  switch (question.method) {
    case 'sum':
      return { value: total(values) };
    case 'last':
      return { value: values.at(-1) ?? '0' };
    case 'mean':
      return { value: mean(values) };
    case 'median':
      return { value: median(values) };
    case 'maximum':
      return { value: values.reduce((a, b) => (compare(b, a) > 0 ? b : a)) };
    case 'minimum':
      return { value: values.reduce((a, b) => (compare(b, a) < 0 ? b : a)) };
    case 'weighted-mean':
      return weightedMean(parts);
    case 'ratio-of-sums':
      return ratioOfSums(question, parts);
    case 'count-met':
      return countMet(parts);
    case 'explicit':
      return { reason: 'The year is returned by an officer and not computed.' };
  }
}

function total(values: readonly DecimalText[]): DecimalText {
  return values.reduce(add, '0');
}

function mean(values: readonly DecimalText[]): DecimalText {
  return divide(total(values), String(values.length));
}

function median(values: readonly DecimalText[]): DecimalText {
  const sorted = [...values].sort(compare);
  const middle = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1));
}

function weightedMean(parts: readonly RollUpPart[]): Computed {
  const without = parts.filter((part) => part.weight === undefined).map((part) => part.period);
  if (without.length > 0) {
    return { reason: `A weighted mean needs the weight of every period, and ${list(without)} has none.` };
  }
  const weights = total(parts.map((part) => part.weight ?? '0'));
  if (isZero(weights)) return { reason: 'The weights add up to zero.' };
  return { value: divide(total(parts.map((part) => multiply(part.value ?? '0', part.weight ?? '0'))), weights) };
}

function ratioOfSums(question: RollUpQuestion, parts: readonly RollUpPart[]): Computed {
  const chosen = question.chosenDenominator;
  const without = parts.filter(
    (part) => part.numerator === undefined || (chosen === undefined && part.denominator === undefined),
  );
  if (without.length > 0) {
    const periods = list(without.map((part) => part.period));
    return { reason: `A ratio of sums needs numerator and denominator of every period, and ${periods} lacks them.` };
  }
  const denominators = chosen ?? total(parts.map((part) => part.denominator ?? '0'));
  if (isZero(denominators)) return { reason: 'The denominators add up to zero.' };
  const numerators = total(parts.map((part) => part.numerator ?? '0'));
  return { value: divide(multiply(numerators, factorOf(question.unit)), denominators) };
}

function countMet(parts: readonly RollUpPart[]): Computed {
  const without = parts.filter((part) => part.met === undefined).map((part) => part.period);
  if (without.length > 0) {
    return {
      reason: `Counting the periods that met their target needs a target for each, and ${list(without)} has none.`,
    };
  }
  return { value: String(parts.filter((part) => part.met === true).length) };
}

function list(periods: readonly PeriodKey[]): string {
  return periods.join(', ');
}

function factorOf(unit: Unit): DecimalText {
  return unit === 'percent-change' ? '100' : (ratioFactor(unit) ?? '1');
}

const SHARES: ReadonlySet<Unit> = new Set<Unit>([
  'percent',
  'percent-change',
  'rate-per-1000',
  'rate-per-10000',
  'rate-per-100000',
]);
const NEVER_ADDED: ReadonlySet<Unit> = new Set<Unit>([...SHARES, 'rating-out-of-5', 'rank', 'yes-or-no']);
const NEVER_AVERAGED: ReadonlySet<Unit> = new Set<Unit>([...SHARES, 'rank', 'yes-or-no']);
const NEVER_A_RATIO: ReadonlySet<Unit> = new Set<Unit>(['count', 'count-change', 'rank', 'yes-or-no']);

/**
 * Checks that a roll-up method makes sense for a series and a unit (domain section 5): never the mean or median of
 * percentages or rates, no sum of them, and year-to-date and rolling series already hold the year, so that their last
 * figure is the year's.
 *
 * @throws {Refusal} `roll-up-does-not-fit`, at `/rollUp`.
 */
export function assertRollUpFits(method: RollUpMethod, series: Series, unit: Unit): void {
  const misfit = misfitOf(method, series, unit);
  if (misfit !== undefined) throw invalid('roll-up-does-not-fit', misfit, '/rollUp');
}

function misfitOf(method: RollUpMethod, series: Series, unit: Unit): string | undefined {
  if (method === 'last' || method === 'explicit') return undefined;
  if (series !== 'discrete') {
    return `A ${series} series already covers the year, so its year cannot be made by ${method}. Use last or explicit.`;
  }
  if (method === 'sum' && NEVER_ADDED.has(unit)) {
    return `Figures in ${unit} cannot be added up. Use ${SHARES.has(unit) ? 'ratio-of-sums, ' : ''}last or explicit.`;
  }
  if ((method === 'mean' || method === 'median') && NEVER_AVERAGED.has(unit)) {
    const instead = SHARES.has(unit)
      ? 'Use ratio-of-sums, which weighs each period by its size.'
      : 'Use last or explicit.';
    return `The ${method} of figures in ${unit} is not the year's figure. ${instead}`;
  }
  if ((method === 'weighted-mean' || method === 'ratio-of-sums') && NEVER_A_RATIO.has(unit)) {
    return `Figures in ${unit} are not ratios, so their year cannot be made by ${method}. Use last or explicit.`;
  }
  return undefined;
}
