import {
  DecimalText,
  absolute,
  compare,
  divideAndRound,
  equal,
  isNegative,
  isZero,
  multiply,
  negate,
  subtract,
} from './decimal';
import { Polarity, Series } from './definition';
import { PeriodKey, parsePeriod } from './period';
import { Target } from './target';
import { Unit } from './unit';

/** Direction of travel between two figures (domain section 4). */
export const TRAVEL_DIRECTIONS = [
  'improving',
  'worsening',
  'no-change',
  'increasing',
  'decreasing',
  'not-comparable',
  'unavailable',
] as const;
export type TravelDirection = (typeof TRAVEL_DIRECTIONS)[number];

export const TRAVEL_COMPARATORS = ['previous-period', 'same-period-last-year'] as const;
/** The two comparators that are always shown (report 2.2). */
export type TravelComparator = (typeof TRAVEL_COMPARATORS)[number];

export interface TravelFigure {
  readonly period: PeriodKey;
  readonly value: DecimalText;
}

export interface TravelQuestion {
  readonly comparator: TravelComparator;
  readonly polarity: Polarity;
  readonly series: Series;
  /** In the unit of the figure; a change of exactly this size is still no change. */
  readonly deadBand: DecimalText;
  readonly bestPossible?: DecimalText;
  readonly unit: Unit;
  readonly current?: TravelFigure;
  readonly earlier?: TravelFigure;
  /** The period that the comparator names, also where it has no figure. */
  readonly earlierPeriod?: PeriodKey;
  /** Why the two figures lie on different sides of a comparability break that no bridge spans. */
  readonly notComparableBecause?: string;
  /** Needed only where better means nearer to the target. */
  readonly target?: Target;
}

export interface Travel {
  readonly comparator: TravelComparator;
  readonly direction: TravelDirection;
  readonly earlierPeriod?: PeriodKey;
  readonly earlierValue?: DecimalText;
  /** Current less earlier, exact, in `unitOfChange`. */
  readonly change?: DecimalText;
  /** Change as a percentage of the earlier size, one decimal; absent for percentages, ranks, yes or no, and from zero. */
  readonly changePercent?: DecimalText;
  /** Present where the change is: percentages change by percentage points. */
  readonly unitOfChange?: Unit | 'percentage-points';
  /** A plain sentence, where the direction does not speak for itself. */
  readonly reason?: string;
}

/**
 * How a figure moved against an earlier one (domain section 4): compared at full precision, with the dead band inclusive,
 * and read by the polarity. Never throws: what cannot be compared is an answer with its reason.
 */
export function travel(question: TravelQuestion): Travel {
  const { current, earlier, unit } = question;
  const obstacle = notComparableBecause(question);
  if (obstacle !== undefined) return answer(question, { direction: 'not-comparable', reason: obstacle });
  if (current === undefined) {
    return answer(question, { direction: 'unavailable', reason: 'This period has no figure.' });
  }
  if (earlier === undefined) return answer(question, { direction: 'unavailable', reason: noEarlierFigure(question) });
  const change = subtract(current.value, earlier.value);
  return answer(question, directionOf(question, current.value, earlier.value, change), {
    change,
    changePercent: percentOf(change, earlier.value, unit),
    unitOfChange: isPercentage(unit) ? 'percentage-points' : unit,
  });
}

function answer(
  { comparator, earlier, earlierPeriod }: TravelQuestion,
  { direction, reason }: Pick<Travel, 'direction' | 'reason'>,
  size?: Pick<Travel, 'change' | 'changePercent' | 'unitOfChange'>,
): Travel {
  return {
    comparator,
    direction,
    earlierPeriod: earlier?.period ?? earlierPeriod,
    earlierValue: earlier?.value,
    change: size?.change,
    changePercent: size?.changePercent,
    unitOfChange: size?.unitOfChange,
    reason,
  };
}

function isPercentage(unit: Unit): boolean {
  return unit === 'percent' || unit === 'percent-change';
}

/** Year-to-date figures start again each April, so only the same point of another year is comparable (domain section 4). */
function notComparableBecause(question: TravelQuestion): string | undefined {
  if (question.series === 'year-to-date' && question.comparator === 'previous-period' && !isWholeYear(question)) {
    return 'The figures are for the year to date: each includes the periods before it, so only the same period last year compares.';
  }
  return question.notComparableBecause;
}

function isWholeYear(question: TravelQuestion): boolean {
  const key = question.current?.period ?? question.earlier?.period ?? question.earlierPeriod;
  return key !== undefined && parsePeriod(key).kind === 'year';
}

function noEarlierFigure(question: TravelQuestion): string {
  if (question.earlierPeriod !== undefined) return `There is no figure for ${question.earlierPeriod}.`;
  return question.comparator === 'previous-period'
    ? 'There is no earlier period to compare with.'
    : 'There is no period of a year earlier to compare with.';
}

function percentOf(change: DecimalText, earlier: DecimalText, unit: Unit): DecimalText | undefined {
  if (isPercentage(unit) || unit === 'rank' || unit === 'yes-or-no' || isZero(earlier)) return undefined;
  return divideAndRound(multiply(change, '100'), absolute(earlier), 1);
}

function directionOf(
  question: TravelQuestion,
  current: DecimalText,
  earlier: DecimalText,
  change: DecimalText,
): { direction: TravelDirection; reason?: string } {
  const gain = gainOf(question, current, earlier, change);
  if (gain === undefined) {
    const direction = moved(change, question.deadBand, 'increasing', 'decreasing');
    return question.polarity === 'none'
      ? { direction }
      : { direction, reason: 'No target is set that says which way is better.' };
  }
  const direction = moved(gain, question.deadBand, 'improving', 'worsening');
  if (direction !== 'improving' && isBestPossible(question, current)) {
    return { direction: 'no-change', reason: 'The figure is at the best possible value.' };
  }
  return { direction };
}

function moved(by: DecimalText, deadBand: DecimalText, up: TravelDirection, down: TravelDirection): TravelDirection {
  if (compare(absolute(by), deadBand) <= 0) return 'no-change';
  return isNegative(by) ? down : up;
}

/** How much better the current figure is than the earlier one; undefined where nothing says which way is better. */
function gainOf(
  question: TravelQuestion,
  current: DecimalText,
  earlier: DecimalText,
  change: DecimalText,
): DecimalText | undefined {
  switch (question.polarity) {
    case 'higher-is-better':
      return change;
    case 'lower-is-better':
      return negate(change);
    case 'closer-to-zero-is-better':
      return subtract(absolute(earlier), absolute(current));
    case 'in-range-is-better':
    case 'closer-to-target-is-better':
      return nearer(question.target, current, earlier);
    case 'yes-or-no':
      return nearer(question.target, current, earlier) ?? change;
    case 'none':
      return undefined;
  }
}

function nearer(target: Target | undefined, current: DecimalText, earlier: DecimalText): DecimalText | undefined {
  const before = target && distanceToTarget(target, earlier);
  const now = target && distanceToTarget(target, current);
  return before === undefined || now === undefined ? undefined : subtract(before, now);
}

/** How far a value lies outside what the target asks for; zero inside a range. Undefined where the target is words only. */
function distanceToTarget(target: Target, value: DecimalText): DecimalText | undefined {
  if (target.operator === undefined) return undefined;
  if (target.operator !== 'between') {
    return target.value === undefined ? undefined : absolute(subtract(value, target.value));
  }
  if (target.low === undefined || target.high === undefined) return undefined;
  if (compare(value, target.low) < 0) return subtract(target.low, value);
  return compare(value, target.high) > 0 ? subtract(value, target.high) : '0';
}

function isBestPossible(question: TravelQuestion, value: DecimalText): boolean {
  const best = question.bestPossible;
  if (best === undefined) return false;
  if (question.polarity === 'higher-is-better') return compare(value, best) >= 0;
  if (question.polarity === 'lower-is-better') return compare(value, best) <= 0;
  return equal(value, best);
}

/** Whether a direction says how a figure moved, and not why that cannot be told. */
export function isTravelKnown(direction: TravelDirection | undefined): direction is TravelDirection {
  return direction !== undefined && direction !== 'not-comparable' && direction !== 'unavailable';
}
