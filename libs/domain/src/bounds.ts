import { DecimalText, absolute, add, isNegative, isZero, multiply, subtract } from './decimal';
import { Polarity } from './definition';
import { Condition, GapOperator, TARGET, ThresholdName, Tolerance, ValueOperator } from './rating-scheme';
import { Target } from './target';

/** One inequality: what stands on its left, the boundary on its right and where that comes from. */
export interface Comparison {
  /** The figure itself, or its distance from zero where closer to zero is better. */
  readonly left: 'value' | 'distance-from-zero';
  readonly operator: ValueOperator;
  readonly boundary: DecimalText;
  /** Which side of the boundary is the better one; `equal` where only the boundary itself is good. */
  readonly better: 'higher' | 'lower' | 'equal';
  /** How the boundary was reached from the target or a threshold, to be shown with it. */
  readonly reached?: { readonly from: DecimalText; readonly sign: '+' | '−'; readonly tolerance: Tolerance };
  /** The boundary is this percentage of the target. */
  readonly share?: { readonly of: DecimalText; readonly percent: DecimalText };
}

/** The inequalities of one condition, all or one of which must hold. */
export interface Measure {
  readonly combine: 'every' | 'some';
  readonly comparisons: readonly Comparison[];
}

/** Why a condition cannot be measured, as a sentence. */
export interface Unmeasurable {
  readonly because: string;
}

/** The conditions on the figure itself. */
export type MeasuredCondition = Extract<Condition, { kind: 'meets' | 'adverse-gap' | 'value' | 'achievement' }>;

export interface Standard {
  readonly polarity: Polarity;
  readonly target?: Target;
}

/** One side on which a figure can miss a bound: a target has one, a range has two. */
interface Side {
  readonly left: Comparison['left'];
  readonly better: 'higher' | 'lower' | 'equal';
  readonly bound: DecimalText;
  /** The bound itself is already a miss ("below 70%", report 6.10). */
  readonly strict: boolean;
}

/** The inequalities by which a condition measures a figure, for this polarity and target. */
export function measureOf(condition: MeasuredCondition, standard: Standard): Measure | Unmeasurable {
  switch (condition.kind) {
    case 'meets': {
      const sides = sidesOf(condition.bound, standard);
      return 'because' in sides ? sides : { combine: 'every', comparisons: sides.map(meeting) };
    }
    case 'adverse-gap': {
      const sides = sidesOf(condition.bound, standard);
      return 'because' in sides ? sides : gapMeasure(sides, condition.operator, condition.tolerance);
    }
    case 'value':
      return valueMeasure(condition, standard);
    case 'achievement':
      return achievementMeasure(condition, standard);
  }
}

/** The sides of the target, for how a figure stands to it. */
export function sidesOf(bound: ThresholdName, standard: Standard): readonly Side[] | Unmeasurable {
  if (standard.polarity === 'none') {
    return { because: 'Neither direction is better for this indicator, so red, amber and green do not apply.' };
  }
  return bound === TARGET ? sidesOfTarget(standard) : sidesOfThreshold(bound, standard);
}

function sidesOfTarget({ polarity, target }: Standard): readonly Side[] | Unmeasurable {
  if (target === undefined) return { because: 'No target has been set for this figure.' };
  const { operator, value } = target;
  if (operator === 'between') {
    if (target.low === undefined || target.high === undefined) return { because: 'The target range has no ends.' };
    return [
      { left: 'value', better: 'higher', bound: target.low, strict: false },
      { left: 'value', better: 'lower', bound: target.high, strict: false },
    ];
  }
  if (operator === undefined || value === undefined) {
    return { because: `The target is in words only (${target.text ?? 'described'}), so no colour can be computed.` };
  }
  const strict = operator === '<' || operator === '>';
  if (polarity === 'closer-to-zero-is-better') {
    return [{ left: 'distance-from-zero', better: 'lower', bound: absolute(value), strict }];
  }
  if (polarity === 'closer-to-target-is-better' || polarity === 'yes-or-no' || operator === '=') {
    return [{ left: 'value', better: 'equal', bound: value, strict: false }];
  }
  return [{ left: 'value', better: operator === '>=' || operator === '>' ? 'higher' : 'lower', bound: value, strict }];
}

function sidesOfThreshold(name: ThresholdName, { polarity, target }: Standard): readonly Side[] | Unmeasurable {
  const bound = thresholdOf(target, name);
  if (bound === undefined) return { because: `No threshold "${name}" has been set for this figure.` };
  switch (polarity) {
    case 'higher-is-better':
      return [{ left: 'value', better: 'higher', bound, strict: false }];
    case 'lower-is-better':
      return [{ left: 'value', better: 'lower', bound, strict: false }];
    case 'closer-to-zero-is-better':
      return [{ left: 'distance-from-zero', better: 'lower', bound: absolute(bound), strict: false }];
    case 'in-range-is-better':
    case 'closer-to-target-is-better':
    case 'yes-or-no':
    case 'none':
      return { because: `The threshold "${name}" has no better side for this indicator.` };
  }
}

/** A named threshold of the target; the name comes from a scheme, so that only what the target itself holds counts. */
export function thresholdOf(target: Target | undefined, name: ThresholdName): DecimalText | undefined {
  const thresholds = target?.thresholds;
  return thresholds && Object.hasOwn(thresholds, name) ? thresholds[name] : undefined;
}

function meeting(side: Side): Comparison {
  const { left, better, bound: boundary } = side;
  if (better === 'equal') return { left, better, boundary, operator: '=' };
  const operator = better === 'higher' ? (side.strict ? '>' : '>=') : side.strict ? '<' : '<=';
  return { left, better, boundary, operator };
}

/** Within the gap all sides must hold; beyond it one side is enough. */
function gapMeasure(sides: readonly Side[], operator: GapOperator, tolerance: Tolerance): Measure | Unmeasurable {
  const comparisons: Comparison[] = [];
  for (const side of sides) {
    if (tolerance.kind === 'relative' && isZero(side.bound)) {
      return { because: 'A relative tolerance has no meaning at zero. Set an absolute one.' };
    }
    if (side.better === 'equal') {
      comparisons.push(gapComparison({ ...side, better: 'higher' }, operator, tolerance));
      comparisons.push(gapComparison({ ...side, better: 'lower' }, operator, tolerance));
    } else {
      comparisons.push(gapComparison(side, operator, tolerance));
    }
  }
  return { combine: operator === '<=' || operator === '<' ? 'every' : 'some', comparisons };
}

const MIRRORED = { '<=': '>=', '<': '>', '>=': '<=', '>': '<' } as const;

function gapComparison(side: Side, operator: GapOperator, tolerance: Tolerance): Comparison {
  const { left, better, bound } = side;
  const width = widthOf(tolerance, bound);
  const boundary = better === 'higher' ? subtract(bound, width) : add(bound, width);
  const sign = (better === 'higher') === isNegative(width) ? '+' : '−';
  return {
    left,
    better,
    boundary,
    operator: better === 'higher' ? MIRRORED[operator] : operator,
    reached: isZero(width) ? undefined : { from: bound, sign, tolerance },
  };
}

/** The width of a band in the unit of the figure: relative ones are a share of |bound| (domain section 2). */
export function widthOf(tolerance: Tolerance, bound: DecimalText): DecimalText {
  if (tolerance.kind === 'absolute') return tolerance.width;
  return shareOf(absolute(bound), tolerance.percent);
}

function shareOf(whole: DecimalText, percent: DecimalText): DecimalText {
  return multiply(multiply(whole, percent), '0.01');
}

function valueMeasure(
  condition: Extract<Condition, { kind: 'value' }>,
  { polarity, target }: Standard,
): Measure | Unmeasurable {
  const { operator, bound } = condition;
  const boundary = 'constant' in bound ? bound.constant : thresholdOf(target, bound.threshold);
  if (boundary === undefined) {
    const name = 'threshold' in bound ? bound.threshold : '';
    return { because: `No threshold "${name}" has been set for this figure.` };
  }
  return {
    combine: 'every',
    comparisons: [{ left: 'value', operator, boundary, better: betterSide(polarity, operator) }],
  };
}

/** Where the polarity does not say which side is better, the side of the level is. */
function betterSide(polarity: Polarity, operator: ValueOperator): Comparison['better'] {
  if (operator === '=') return 'equal';
  if (polarity === 'higher-is-better') return 'higher';
  if (polarity === 'lower-is-better') return 'lower';
  return operator === '>=' || operator === '>' ? 'higher' : 'lower';
}

function achievementMeasure(
  { operator, percent }: Extract<Condition, { kind: 'achievement' }>,
  standard: Standard,
): Measure | Unmeasurable {
  const sides = sidesOf(TARGET, standard);
  if ('because' in sides) return sides;
  const [side] = sides;
  if (side?.better !== 'higher' || sides.length > 1 || isNegative(side.bound) || isZero(side.bound)) {
    return { because: 'The share of the target achieved needs a positive target and higher to be better.' };
  }
  const boundary = shareOf(side.bound, percent);
  const share = { of: side.bound, percent };
  return { combine: 'every', comparisons: [{ left: 'value', operator, boundary, better: 'higher', share }] };
}
