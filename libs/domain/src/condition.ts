import { DecimalText, compare, isZero, parseDecimal } from './decimal';
import { fields, items, oneOf, record, refused, text } from './scheme-input';
import { TRAVEL_COMPARATORS, TRAVEL_DIRECTIONS, TravelComparator, TravelDirection } from './travel';

/** What a threshold condition measures against: the target itself, or one of its named thresholds. */
export type ThresholdName = string;
export const TARGET = 'target';

/** Width of a band. Absolute is in the unit (percentage points for percentages); relative is a share of |target|. */
export type Tolerance =
  | { readonly kind: 'absolute'; readonly width: DecimalText }
  | { readonly kind: 'relative'; readonly percent: DecimalText };

export const WHEN_MISSING = ['holds', 'fails', 'unrated'] as const;
/** What happens when a condition's input (another period, a forecast) is missing. */
export type WhenMissing = (typeof WHEN_MISSING)[number];

export const GAP_OPERATORS = ['<=', '<', '>=', '>'] as const;
export type GapOperator = (typeof GAP_OPERATORS)[number];

/** How a figure stands to its target. Never "above" or "below" alone: which of the two is good depends (domain rule 3.8). */
export const STANDINGS = ['better-than-target', 'on-target', 'worse-than-target'] as const;
export type Standing = (typeof STANDINGS)[number];

export const VALUE_OPERATORS = ['>=', '>', '<=', '<', '='] as const;
export type ValueOperator = (typeof VALUE_OPERATORS)[number];

export type Condition =
  /** The outturn meets the bound: the target by its own operator, a named threshold by the polarity (equality meets). */
  | { readonly kind: 'meets'; readonly bound: ThresholdName }
  /**
   * The signed adverse gap to the bound, compared with a tolerance: `<=` or `<` says whether the edge belongs to the level.
   * A negative width reaches into "better than", for the bands of over-performance.
   */
  | {
      readonly kind: 'adverse-gap';
      readonly bound: ThresholdName;
      readonly operator: GapOperator;
      readonly tolerance: Tolerance;
    }
  /** The outturn itself against a named threshold or a constant, whatever the polarity. */
  | {
      readonly kind: 'value';
      readonly operator: ValueOperator;
      readonly bound: { readonly threshold: ThresholdName } | { readonly constant: DecimalText };
    }
  /** Outturn divided by target, as a percentage (the achievement ratio). Only where higher is better and the target positive. */
  | { readonly kind: 'achievement'; readonly operator: GapOperator; readonly percent: DecimalText }
  /** Direction of travel against another period. */
  | {
      readonly kind: 'travel';
      readonly comparator: TravelComparator;
      readonly directions: readonly TravelDirection[];
      readonly whenMissing: WhenMissing;
    }
  /** Year-end forecast against the target. */
  | { readonly kind: 'forecast-meets'; readonly whenMissing: WhenMissing }
  /** This period and the ones just before it, so many in all, stand to their targets in the same way. */
  | {
      readonly kind: 'run';
      readonly standing: Standing;
      readonly periods: number;
      readonly whenMissing: WhenMissing;
    }
  /** An officer's judgement: never computed; the figure stays unrated until an override gives the level. */
  | { readonly kind: 'judgement' }
  | { readonly kind: 'all'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'any'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  /** Every figure that no level before it took: only as the whole condition of the last level. */
  | { readonly kind: 'otherwise' };

const MAXIMUM_DEPTH = 4;
const MAXIMUM_PARTS = 8;
const MAXIMUM_RUN = 12;

/** Where a condition stands in its scheme. */
export interface ConditionPlace {
  readonly depth: number;
  /** Whether the level may reach into over-performance, so that tolerances may be zero or negative. */
  readonly overPerformance: boolean;
  /** Whether `otherwise` may stand here. */
  readonly otherwise: boolean;
}

/**
 * Checks one condition and returns it with nothing in it but what was checked.
 *
 * @throws {Refusal} `invalid-scheme` or `invalid-decimal`, with the pointer of the part at fault.
 */
export function parseCondition(input: unknown, pointer: string, place: ConditionPlace): Condition {
  if (place.depth > MAXIMUM_DEPTH) {
    throw refused(`Conditions nest more than ${MAXIMUM_DEPTH} deep. Split the level into several.`, pointer);
  }
  const kind = oneOf(record(input, pointer).kind, CONDITION_KINDS, `${pointer}/kind`);
  switch (kind) {
    case 'all':
    case 'any':
      return parseGroup(kind, input, pointer, place);
    case 'not': {
      const { condition } = fields(input, pointer, ['kind', 'condition']);
      return { kind, condition: parseCondition(condition, `${pointer}/condition`, inner(place)) };
    }
    case 'otherwise':
      fields(input, pointer, ['kind']);
      if (place.otherwise) return { kind };
      throw refused(
        '"otherwise" takes every figure, so nothing can follow it. Use it as the last level only.',
        pointer,
      );
    case 'meets':
    case 'adverse-gap':
    case 'value':
    case 'achievement':
      return parseMeasure(kind, input, pointer, place.overPerformance);
    case 'travel':
    case 'forecast-meets':
    case 'run':
    case 'judgement':
      return parseCircumstance(kind, input, pointer);
  }
}

const CONDITION_KINDS = [
  'meets',
  'adverse-gap',
  'value',
  'achievement',
  'travel',
  'forecast-meets',
  'run',
  'judgement',
  'all',
  'any',
  'not',
  'otherwise',
] as const satisfies readonly Condition['kind'][];

function inner(place: ConditionPlace): ConditionPlace {
  return { ...place, depth: place.depth + 1, otherwise: false };
}

function parseGroup(kind: 'all' | 'any', input: unknown, pointer: string, place: ConditionPlace): Condition {
  const group = fields(input, pointer, ['kind', 'conditions']);
  const parts = items(group.conditions, `${pointer}/conditions`, MAXIMUM_PARTS, 'conditions');
  const conditions = parts.map((part, index) => parseCondition(part, `${pointer}/conditions/${index}`, inner(place)));
  return { kind, conditions };
}

/** The conditions on the figure itself. */
function parseMeasure(
  kind: 'meets' | 'adverse-gap' | 'value' | 'achievement',
  input: unknown,
  pointer: string,
  overPerformance: boolean,
): Condition {
  switch (kind) {
    case 'meets': {
      const { bound } = fields(input, pointer, ['kind', 'bound']);
      return { kind, bound: text(bound, `${pointer}/bound`) };
    }
    case 'adverse-gap': {
      const gap = fields(input, pointer, ['kind', 'bound', 'operator', 'tolerance']);
      return {
        kind,
        bound: text(gap.bound, `${pointer}/bound`),
        operator: oneOf(gap.operator, GAP_OPERATORS, `${pointer}/operator`),
        tolerance: parseTolerance(gap.tolerance, `${pointer}/tolerance`, overPerformance),
      };
    }
    case 'value': {
      const value = fields(input, pointer, ['kind', 'operator', 'bound']);
      const operator = oneOf(value.operator, VALUE_OPERATORS, `${pointer}/operator`);
      return { kind, operator, bound: parseValueBound(value.bound, `${pointer}/bound`) };
    }
    case 'achievement': {
      const ratio = fields(input, pointer, ['kind', 'operator', 'percent']);
      const percent = positive(parseDecimal(ratio.percent, `${pointer}/percent`), `${pointer}/percent`);
      return { kind, operator: oneOf(ratio.operator, GAP_OPERATORS, `${pointer}/operator`), percent };
    }
  }
}

function parseValueBound(input: unknown, pointer: string): { threshold: string } | { constant: DecimalText } {
  if ('constant' in record(input, pointer)) {
    return { constant: parseDecimal(fields(input, pointer, ['constant']).constant, `${pointer}/constant`) };
  }
  return { threshold: text(fields(input, pointer, ['threshold']).threshold, `${pointer}/threshold`) };
}

/** A width of zero or less can only describe a band of over-performance; elsewhere it would be a slip. */
function parseTolerance(input: unknown, pointer: string, overPerformance: boolean): Tolerance {
  const kind = oneOf(record(input, pointer).kind, ['absolute', 'relative'], `${pointer}/kind`);
  const field = kind === 'absolute' ? 'width' : 'percent';
  const at = `${pointer}/${field}`;
  const size = parseDecimal(fields(input, pointer, ['kind', field])[field], at);
  if (!overPerformance) positive(size, at);
  return kind === 'absolute' ? { kind, width: size } : { kind, percent: size };
}

function positive(size: DecimalText, pointer: string): DecimalText {
  if (compare(size, '0') > 0) return size;
  const what = isZero(size) ? 'zero' : 'negative';
  throw refused(`The size ${size} is ${what}. Give a number greater than zero.`, pointer);
}

/** The conditions on other figures, a forecast or a judgement. */
function parseCircumstance(
  kind: 'travel' | 'forecast-meets' | 'run' | 'judgement',
  input: unknown,
  pointer: string,
): Condition {
  switch (kind) {
    case 'travel': {
      const given = fields(input, pointer, ['kind', 'comparator', 'directions', 'whenMissing']);
      const directions = items(given.directions, `${pointer}/directions`, TRAVEL_DIRECTIONS.length, 'directions');
      return {
        kind,
        comparator: oneOf(given.comparator, TRAVEL_COMPARATORS, `${pointer}/comparator`),
        directions: directions.map((item, index) => oneOf(item, TRAVEL_DIRECTIONS, `${pointer}/directions/${index}`)),
        whenMissing: oneOf(given.whenMissing, WHEN_MISSING, `${pointer}/whenMissing`),
      };
    }
    case 'forecast-meets': {
      const given = fields(input, pointer, ['kind', 'whenMissing']);
      return { kind, whenMissing: oneOf(given.whenMissing, WHEN_MISSING, `${pointer}/whenMissing`) };
    }
    case 'run': {
      const given = fields(input, pointer, ['kind', 'standing', 'periods', 'whenMissing']);
      const { periods } = given;
      if (typeof periods !== 'number' || !Number.isInteger(periods) || periods < 2 || periods > MAXIMUM_RUN) {
        throw refused(`A run is a whole number of periods from 2 to ${MAXIMUM_RUN}.`, `${pointer}/periods`);
      }
      const standing = oneOf(given.standing, STANDINGS, `${pointer}/standing`);
      return { kind, standing, periods, whenMissing: oneOf(given.whenMissing, WHEN_MISSING, `${pointer}/whenMissing`) };
    }
    case 'judgement':
      fields(input, pointer, ['kind']);
      return { kind };
  }
}

/** The longest run of periods that a condition asks about; 1 where it looks at the one period only. */
export function longestRun(condition: Condition): number {
  if (condition.kind === 'run') return condition.periods;
  if (condition.kind === 'not') return longestRun(condition.condition);
  if (condition.kind !== 'all' && condition.kind !== 'any') return 1;
  return Math.max(...condition.conditions.map(longestRun));
}
