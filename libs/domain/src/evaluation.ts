import { Comparison, Measure, MeasuredCondition, Unmeasurable, measureOf, sidesOf } from './bounds';
import { DecimalText, absolute, compare } from './decimal';
import { Polarity } from './definition';
import { Condition, Standing, TARGET, WhenMissing } from './rating-scheme';
import { Target } from './target';
import { TravelDirection, isTravelKnown } from './travel';
import { Unit } from './unit';

/** What a figure is rated from. Nothing else decides a colour (domain section 3). */
export interface RatingInput {
  /** At full precision, in the unit. */
  readonly value: DecimalText;
  readonly displayDecimals: number;
  readonly unit: Unit;
  readonly polarity: Polarity;
  /** The target of the same period, in the same unit. */
  readonly target?: Target;
  /** For rules that depend on the trend. */
  readonly travel?: { readonly previousPeriod?: TravelDirection; readonly samePeriodLastYear?: TravelDirection };
  /** The forecast for the end of the year, for rules that depend on it. */
  readonly forecast?: DecimalText;
  /** How the periods before this one stood to their targets, the latest first, for rules that depend on a run of them. */
  readonly earlierStandings?: readonly (Standing | undefined)[];
}

/** What was found to be true of one inequality or circumstance, so that it can be told with its numbers. */
export type Fact =
  | { readonly comparison: Comparison; readonly holds: boolean; readonly subject: 'figure' | 'forecast' }
  | { readonly sentence: string };

export interface Finding {
  readonly outcome: 'holds' | 'fails' | 'unrated';
  readonly facts: readonly Fact[];
  /** A sentence, for `unrated`. */
  readonly because?: string;
}

/** One rating in progress: its input, the value that is compared, and each measure once worked out. */
export interface Evaluation {
  readonly input: RatingInput;
  readonly value: DecimalText;
  readonly measures: Map<Condition, Measure | Unmeasurable>;
}

/** The measure of a condition, worked out once a rating. */
export function measureOnce(condition: MeasuredCondition, evaluation: Evaluation): Measure | Unmeasurable {
  const known = evaluation.measures.get(condition);
  if (known !== undefined) return known;
  const measure = measureOf(condition, evaluation.input);
  evaluation.measures.set(condition, measure);
  return measure;
}

/** Whether a condition holds. Three answers: what misses an input that it needs is unrated, and says why. */
export function evaluate(condition: Condition, evaluation: Evaluation): Finding {
  switch (condition.kind) {
    case 'meets':
    case 'adverse-gap':
    case 'value':
    case 'achievement': {
      const measure = measureOnce(condition, evaluation);
      return 'because' in measure ? unrated(measure.because) : measured(measure, evaluation.value, 'figure');
    }
    case 'travel':
      return evaluateTravel(condition, evaluation.input);
    case 'forecast-meets':
      return evaluateForecast(condition.whenMissing, evaluation.input);
    case 'run':
      return evaluateRun(condition, evaluation);
    case 'judgement':
      return unrated('The status is an officer’s judgement and has not been given.');
    case 'all':
      return combine(condition.conditions, evaluation, 'fails');
    case 'any':
      return combine(condition.conditions, evaluation, 'holds');
    case 'not':
      return opposite(evaluate(condition.condition, evaluation));
    case 'otherwise':
      return { outcome: 'holds', facts: [] };
  }
}

function unrated(because: string): Finding {
  return { outcome: 'unrated', facts: [], because };
}

function opposite(finding: Finding): Finding {
  if (finding.outcome === 'unrated') return finding;
  return { ...finding, outcome: finding.outcome === 'holds' ? 'fails' : 'holds' };
}

/** `all` is decided by the first part that fails, `any` by the first that holds; only without such a part do missing inputs count. */
function combine(parts: readonly Condition[], evaluation: Evaluation, decisive: 'holds' | 'fails'): Finding {
  const facts: Fact[] = [];
  let missing: Finding | undefined;
  for (const part of parts) {
    const finding = evaluate(part, evaluation);
    if (finding.outcome === decisive) return finding;
    if (finding.outcome === 'unrated') missing ??= finding;
    facts.push(...finding.facts);
  }
  return missing ?? { outcome: decisive === 'holds' ? 'fails' : 'holds', facts };
}

function measured(measure: Measure, value: DecimalText, subject: 'figure' | 'forecast'): Finding {
  const decisive = measure.combine === 'some';
  const facts: Fact[] = [];
  for (const comparison of measure.comparisons) {
    const holds = comparisonHolds(comparison, value);
    const fact = { comparison, holds, subject };
    if (holds === decisive) return { outcome: decisive ? 'holds' : 'fails', facts: [fact] };
    facts.push(fact);
  }
  return { outcome: decisive ? 'fails' : 'holds', facts };
}

function comparisonHolds({ left, operator, boundary }: Comparison, value: DecimalText): boolean {
  const order = compare(left === 'value' ? value : absolute(value), boundary);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0;
    case '<':
      return order < 0;
    case '=':
      return order === 0;
  }
}

const PERIOD_WORDS = {
  'previous-period': 'the previous period',
  'same-period-last-year': 'the same period last year',
} as const;

function evaluateTravel(condition: Extract<Condition, { kind: 'travel' }>, input: RatingInput): Finding {
  const previous = condition.comparator === 'previous-period';
  const direction = previous ? input.travel?.previousPeriod : input.travel?.samePeriodLastYear;
  const against = PERIOD_WORDS[condition.comparator];
  if (direction !== undefined && condition.directions.includes(direction)) {
    return told(true, `${direction.replaceAll('-', ' ')} against ${against}`);
  }
  if (!isTravelKnown(direction)) return lacking(condition.whenMissing, `direction of travel against ${against}`);
  return told(false, `${direction.replaceAll('-', ' ')} against ${against}`);
}

function evaluateForecast(whenMissing: WhenMissing, input: RatingInput): Finding {
  if (input.forecast === undefined) return lacking(whenMissing, 'forecast for the year end');
  const measure = measureOf({ kind: 'meets', bound: TARGET }, input);
  return 'because' in measure ? unrated(measure.because) : measured(measure, input.forecast, 'forecast');
}

function evaluateRun(condition: Extract<Condition, { kind: 'run' }>, evaluation: Evaluation): Finding {
  const current = standingOf(evaluation.value, evaluation.input);
  if (typeof current !== 'string') return unrated(current.because);
  const earlier = Array.from({ length: condition.periods - 1 }, (_, i) => evaluation.input.earlierStandings?.[i]);
  const words = `${condition.standing.replaceAll('-', ' ')} for ${condition.periods} periods running`;
  const run = [current, ...earlier];
  if (run.some((standing) => standing !== undefined && standing !== condition.standing)) {
    return told(false, `not ${words}`);
  }
  return run.includes(undefined) ? lacking(condition.whenMissing, 'figures of the periods before') : told(true, words);
}

function told(holds: boolean, sentence: string): Finding {
  return { outcome: holds ? 'holds' : 'fails', facts: [{ sentence }] };
}

function lacking(whenMissing: WhenMissing, what: string): Finding {
  if (whenMissing === 'unrated') return unrated(`The rule needs the ${what}, which is not known.`);
  return told(whenMissing === 'holds', `${what} not known`);
}

/** How a value stands to the target; inside a range is on target, exactly on a strict target is a miss. */
export function standingOf(
  value: DecimalText,
  standard: { readonly polarity: Polarity; readonly target?: Target },
): Standing | Unmeasurable {
  const sides = sidesOf(TARGET, standard);
  if ('because' in sides) return sides;
  let standing: Standing = 'on-target';
  for (const side of sides) {
    const order = compare(side.left === 'value' ? value : absolute(value), side.bound);
    const gain = side.better === 'higher' ? order : side.better === 'lower' ? -order : order === 0 ? 0 : -1;
    if (gain < 0 || (gain === 0 && side.strict)) return 'worse-than-target';
    if (gain > 0 && sides.length === 1) standing = 'better-than-target';
  }
  return standing;
}
