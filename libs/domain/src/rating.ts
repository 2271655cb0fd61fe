import { Comparison, thresholdOf } from './bounds';
import { DecimalText, absolute, decimalPlaces, isNegative, isZero, negate, round, subtract } from './decimal';
import { Evaluation, Finding, RatingInput, evaluate, measureOnce, standingOf } from './evaluation';
import { Shown, explain } from './explanation';
import { Condition, LevelGroup, RatingLevel, RatingScheme, Standing, TARGET } from './rating-scheme';
import { invalid } from './refusal';
import { Target } from './target';

export type { RatingInput } from './evaluation';

/** The status of a figure, and why it has it. */
export interface Rating {
  /** From the group of the level: bad is red, middle amber, good green, unrated not applicable. */
  readonly status: 'red' | 'amber' | 'green' | 'rag-not-applicable';
  readonly level?: {
    readonly key: string;
    readonly label: string;
    readonly colour: string;
    readonly group: LevelGroup;
  };
  /** A plain sentence, where the status is not applicable. */
  readonly unratedBecause?: string;
  /** The one inequality that decided, with its numbers and units; empty where none could be evaluated. */
  readonly inequality: string;
  /** Each level tried, in order, with what was found to be true. */
  readonly checks: readonly { readonly level: string; readonly text: string; readonly holds: boolean }[];
  readonly boundaries: readonly Boundary[];
  readonly comparedValue: DecimalText;
  readonly compare: 'full-precision' | 'as-displayed';
  /** Rounded for display, with more digits where rounding would contradict the verdict: 94.96 against 95 is not 95.0. */
  readonly shownValue: DecimalText;
}

export interface Boundary {
  readonly level: string;
  readonly boundary: DecimalText;
  /** In the unit of the figure; positive is better than the boundary. */
  readonly distance: DecimalText;
  /** Whether a figure exactly on the boundary satisfies the level's inequality. */
  readonly inclusive: boolean;
}

const STATUS_OF_GROUP = {
  good: 'green',
  middle: 'amber',
  bad: 'red',
  unrated: 'rag-not-applicable',
} as const satisfies Record<LevelGroup, Rating['status']>;

/**
 * Rates a figure: the first level of the scheme whose condition holds (domain section 3).
 *
 * Total: a missing target, a target in words, an indicator without a better direction, an officer's judgement or a hole
 * between the levels give `rag-not-applicable` with a sentence that says so. A rule that asks for none of these (thresholds
 * of an activity) is rated without a target.
 */
export function rate(scheme: RatingScheme, input: RatingInput): Rating {
  const asDisplayed = scheme.compare === 'as-displayed';
  const comparedValue = asDisplayed ? round(input.value, input.displayDecimals) : input.value;
  const evaluation: Evaluation = { input, value: comparedValue, measures: new Map() };
  const { findings, level, because } = walk(scheme, evaluation);
  const shownValue = asDisplayed ? comparedValue : shownValueOf(scheme, evaluation, level);
  const shown = { figure: shownValue, forecast: input.forecast, unit: input.unit };
  const checks = checksOf(scheme, findings, shown);
  const unratedBecause = because ?? unratedGroup(level);
  return {
    status: level ? STATUS_OF_GROUP[level.group] : 'rag-not-applicable',
    level: level && { key: level.key, label: level.label, colour: level.colour, group: level.group },
    unratedBecause,
    inequality: decisiveText(checks),
    checks,
    boundaries: boundariesOf(scheme, evaluation),
    comparedValue,
    compare: scheme.compare,
    shownValue,
  };
}

interface Walk {
  readonly findings: readonly Finding[];
  readonly level?: RatingLevel;
  readonly because?: string;
}

/** Tries the levels in order, up to the first that holds or cannot be told. */
function walk(scheme: RatingScheme, evaluation: Evaluation): Walk {
  const findings: Finding[] = [];
  for (const level of scheme.levels) {
    const finding = evaluate(level.when, evaluation);
    if (finding.outcome === 'unrated') return { findings, because: finding.because };
    findings.push(finding);
    if (finding.outcome === 'holds') return { findings, level };
  }
  return { findings, because: `No level of the rule "${scheme.name}" takes this figure.` };
}

function unratedGroup(level: RatingLevel | undefined): string | undefined {
  if (level?.group !== 'unrated') return undefined;
  return `"${level.label}" is for information and does not count as red, amber or green.`;
}

/** What `otherwise` says of a figure. */
const EVERY_OTHER = 'every other figure';

function checksOf(scheme: RatingScheme, findings: readonly Finding[], shown: Shown): Rating['checks'] {
  return findings.map((finding, index) => ({
    level: scheme.levels[index]?.key ?? '',
    text: finding.facts.length === 0 ? EVERY_OTHER : explain(finding.facts, shown),
    holds: finding.outcome === 'holds',
  }));
}

/** The text of the level that holds; where it takes all the rest, what the level before it lacked. */
function decisiveText(checks: Rating['checks']): string {
  return checks.findLast((check) => check.text !== EVERY_OTHER)?.text ?? '';
}

/** Rounded, unless the rounded figure would get another level: then with as many more digits as it takes. */
function shownValueOf(scheme: RatingScheme, evaluation: Evaluation, level: RatingLevel | undefined): DecimalText {
  const { input, measures } = evaluation;
  const places = decimalPlaces(input.value);
  for (let decimals = input.displayDecimals; decimals < places; decimals += 1) {
    const value = round(input.value, decimals);
    if (level === undefined || walk(scheme, { input, measures, value }).level === level) return value;
  }
  return round(input.value, Math.max(places, input.displayDecimals));
}

function boundariesOf(scheme: RatingScheme, evaluation: Evaluation): readonly Boundary[] {
  const boundaries: Boundary[] = [];
  for (const level of scheme.levels) collectBoundaries(level.key, level.when, false, evaluation, boundaries);
  return boundaries;
}

function collectBoundaries(
  level: string,
  condition: Condition,
  negated: boolean,
  evaluation: Evaluation,
  into: Boundary[],
): void {
  switch (condition.kind) {
    case 'meets':
    case 'adverse-gap':
    case 'value':
    case 'achievement': {
      const measure = measureOnce(condition, evaluation);
      if ('because' in measure) return;
      for (const comparison of measure.comparisons) {
        const touches = !(comparison.operator === '<' || comparison.operator === '>');
        const distance = distanceOf(comparison, evaluation.value);
        into.push({ level, boundary: comparison.boundary, distance, inclusive: touches !== negated });
      }
      return;
    }
    case 'all':
    case 'any':
      for (const part of condition.conditions) collectBoundaries(level, part, negated, evaluation, into);
      return;
    case 'not':
      collectBoundaries(level, condition.condition, !negated, evaluation, into);
      return;
    case 'travel':
    case 'forecast-meets':
    case 'run':
    case 'judgement':
    case 'otherwise':
      return;
  }
}

function distanceOf({ left, boundary, better }: Comparison, figure: DecimalText): DecimalText {
  const value = left === 'value' ? figure : absolute(figure);
  switch (better) {
    case 'higher':
      return subtract(value, boundary);
    case 'lower':
      return subtract(boundary, value);
    case 'equal':
      return negate(absolute(subtract(value, boundary)));
  }
}

/**
 * How a figure stands to its target, in the only words that pages use (domain rule 3.8); undefined where there is no target
 * to stand to, or no better side. Inside a range is on target. Exactly on a strict target ("below 70%") is a miss.
 */
export function standing(input: Pick<RatingInput, 'value' | 'polarity' | 'target'>): Standing | undefined {
  const result = standingOf(input.value, input);
  return typeof result === 'string' ? result : undefined;
}

/**
 * Checks that a scheme can be evaluated against a target (domain rule 3.4). Call it when either of them is set.
 *
 * @throws {Refusal} `relative-tolerance-at-zero` where a relative tolerance or an achievement ratio meets a target or
 * threshold of zero; `achievement-does-not-fit` where the ratio has no meaning: lower is better, or a negative target.
 */
export function assertSchemeFitsTarget(scheme: RatingScheme, target: Target | undefined, pointer = '/scheme'): void {
  if (target === undefined) return;
  for (const level of scheme.levels) assertConditionFits(level.when, target, pointer);
}

function assertConditionFits(condition: Condition, target: Target, pointer: string): void {
  if (condition.kind === 'all' || condition.kind === 'any') {
    for (const part of condition.conditions) assertConditionFits(part, target, pointer);
  } else if (condition.kind === 'not') {
    assertConditionFits(condition.condition, target, pointer);
  } else if (condition.kind === 'adverse-gap' && condition.tolerance.kind === 'relative') {
    refuseZero(condition.bound, 'relative tolerance', target, pointer);
  } else if (condition.kind === 'achievement') {
    refuseZero(TARGET, 'share of the target achieved', target, pointer);
    const downward = target.operator !== undefined && target.operator !== '>=' && target.operator !== '>';
    if (downward || (target.value !== undefined && isNegative(target.value))) {
      throw invalid(
        'achievement-does-not-fit',
        `The rule rates the share of the target achieved, which has no meaning for the target of ${target.period}: it must be positive, with more being better. Use a tolerance.`,
        pointer,
      );
    }
  }
}

function refuseZero(bound: string, what: string, target: Target, pointer: string): void {
  const values = bound === TARGET ? [target.value, target.low, target.high] : [thresholdOf(target, bound)];
  if (!values.some((value) => value !== undefined && isZero(value))) return;
  throw invalid(
    'relative-tolerance-at-zero',
    `The rule uses a ${what}, which has no meaning where the ${bound === TARGET ? 'target' : `threshold "${bound}"`} is zero (${target.period}). Use an absolute tolerance.`,
    pointer,
  );
}
