import { DecimalText } from './decimal';
import { DateText, Period } from './period';
import { Unit } from './unit';

export const POLARITIES = [
  'higher-is-better',
  'lower-is-better',
  'in-range-is-better',
  'closer-to-zero-is-better',
  'closer-to-target-is-better',
  'yes-or-no',
  'none',
] as const;
/** Which way is good. `none` is context: it moves, but neither way is better. */
export type Polarity = (typeof POLARITIES)[number];

export const FREQUENCIES = [
  'monthly',
  'quarterly',
  'termly',
  'three-times-a-year',
  'half-yearly',
  'annual',
  'ad-hoc',
] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export const SERIES = ['discrete', 'year-to-date', 'rolling-twelve-months'] as const;
/** Whether a figure covers its own period only, the year so far, or the twelve months up to its end. The unit does not tell. */
export type Series = (typeof SERIES)[number];

export const ROLL_UP_METHODS = [
  'sum',
  'last',
  'mean',
  'median',
  'weighted-mean',
  'ratio-of-sums',
  'explicit',
  'maximum',
  'minimum',
  'count-met',
] as const;
/** How the figures of a year make the year's figure (domain section 5). */
export type RollUpMethod = (typeof ROLL_UP_METHODS)[number];

/** One version of what an indicator measures. */
export interface IndicatorDefinition {
  readonly name: string;
  /** `indicator` belongs to the population that summaries count; `context` is shown beside it and never counted. */
  readonly kind: 'indicator' | 'context';
  /** Opaque id of the person or post that answers for the figure. */
  readonly owner: string;
  readonly unit: Unit;
  /** Decimals shown; comparisons use full precision unless the rule says otherwise. */
  readonly displayDecimals: number;
  readonly polarity: Polarity;
  readonly frequency: Frequency;
  /** Finer or other frequencies whose figures are also taken, for information; they are never due. */
  readonly supplementaryFrequencies?: readonly Frequency[];
  readonly series: Series;
  readonly rollUp: RollUpMethod;
  readonly numerator?: string;
  readonly denominator?: string;
  readonly source?: string;
  /** Changes up to this size, in the unit, count as no change. */
  readonly deadBand: DecimalText;
  /** At this value nothing better is possible, so staying there is no worsening. */
  readonly bestPossible?: DecimalText;
  readonly note?: string;
  /** First day on which this version holds. */
  readonly validFrom: DateText;
}

export type Dueness = 'due' | 'supplementary' | 'annual-only' | 'not-due';

const FREQUENCY_OF_KIND: Readonly<Record<Period['kind'], readonly Frequency[]>> = {
  month: ['monthly'],
  quarter: ['quarterly'],
  year: ['annual'],
  span: ['termly', 'three-times-a-year', 'half-yearly', 'ad-hoc'],
};

/**
 * Whether a definition gives a figure for a period (the second step of the ladder of cell statuses).
 *
 * Every indicator has a figure for the year: returned or rolled up. `annual-only` is the "not due" of an annual
 * indicator in a quarter's table (report 4.2).
 */
export function dueness(definition: IndicatorDefinition, period: Period): Dueness {
  if (period.kind === 'year') return definition.frequency === 'ad-hoc' ? 'supplementary' : 'due';
  const kinds = FREQUENCY_OF_KIND[period.kind];
  if (kinds.includes(definition.frequency)) return definition.frequency === 'ad-hoc' ? 'supplementary' : 'due';
  if (definition.frequency === 'monthly' && period.kind === 'quarter') return 'due';
  if (definition.frequency === 'ad-hoc') return 'supplementary';
  if (definition.supplementaryFrequencies?.some((frequency) => kinds.includes(frequency))) return 'supplementary';
  return definition.frequency === 'annual' ? 'annual-only' : 'not-due';
}
