import { DecimalText } from './decimal';
import { Condition, GapOperator, RatingLevel, RatingScheme, TARGET, Tolerance, WhenMissing } from './rating-scheme';

/**
 * The rating strategies that councils use, as constructors of scheme data. Their sources are the numbered rules of
 * "Rating rules that councils use"; `schemes.spec.ts` writes each of those rules and tests its edges.
 *
 * Not computable, and so rated by an officer's judgement alone or not at all:
 * - 7 and 15 (Cambridgeshire, Barnet): the bounds between some of the levels are not published.
 * - 12 in part (Lincoln): some statuses are set by a partner.
 * - 18 and 40 (Oxfordshire adult social care; actions of Kensington and Chelsea and of Bracknell): the colour is a
 *   judgement, not a calculation.
 * - 23 in part (South Kesteven): whether a late milestone has a resolution is a judgement.
 * - 29 in part (Bolsover): "achieved previously" and "under review" are stages of an indicator's life, not of a figure.
 * - 34 in part (Rotherham): targets in words ("top quartile", "additional 800") are kept, shown and not rated.
 * - 36 in part (Scottish benchmarks): a rank needs the figures of the other councils; a rank that is reported is rated.
 */
export interface LevelName {
  readonly key: string;
  readonly label: string;
  readonly colour: string;
  readonly group: RatingLevel['group'];
}

export const GREEN: LevelName = { key: 'green', label: 'Green', colour: 'green', group: 'good' };
export const AMBER: LevelName = { key: 'amber', label: 'Amber', colour: 'amber', group: 'middle' };
export const RED: LevelName = { key: 'red', label: 'Red', colour: 'red', group: 'bad' };

/** The outturn meets the target, by the target's own operator. */
export const MEETS_TARGET: Condition = { kind: 'meets', bound: TARGET };
export const OTHERWISE: Condition = { kind: 'otherwise' };

/** A name with its condition. */
export function levelOf(name: LevelName, when: Condition): RatingLevel {
  return { ...name, when };
}

/** A scheme that compares at full precision, as domain rule 3.2 has it. */
export function schemeOf(name: string, levels: readonly RatingLevel[]): RatingScheme {
  return { name, compare: 'full-precision', levels };
}

/** A width in the unit of the figure: percentage points for percentages, seconds, pence. */
export function inUnits(width: DecimalText): Tolerance {
  return { kind: 'absolute', width };
}

/** A width as a share of |target|, in per cent. */
export function inPercentOfTarget(percent: DecimalText): Tolerance {
  return { kind: 'relative', percent };
}

/** The adverse gap to the target against a tolerance: `<=` puts the edge into the level. */
export function adverseGap(operator: GapOperator, tolerance: Tolerance, bound: string = TARGET): Condition {
  return { kind: 'adverse-gap', bound, operator, tolerance };
}

/** Green where the target is met, red where it is not (rules 3 and 6). */
export function metOrNot(): RatingScheme {
  return schemeOf('Met or not met', [levelOf(GREEN, MEETS_TARGET), levelOf(RED, OTHERWISE)]);
}

/** Amber up to and with a width in the unit beyond the target (domain rule 3.3). */
export function absoluteTolerance(width: DecimalText): RatingScheme {
  return amberWithin(`Amber within ${width} of the target`, inUnits(width));
}

/** Amber up to and with a percentage of the target beyond it (rules 4 and 19). */
export function relativeTolerance(percent: DecimalText): RatingScheme {
  return amberWithin(`Amber within ${percent}% of the target`, inPercentOfTarget(percent));
}

function amberWithin(name: string, tolerance: Tolerance): RatingScheme {
  return schemeOf(name, [
    levelOf(GREEN, MEETS_TARGET),
    levelOf(AMBER, adverseGap('<=', tolerance)),
    levelOf(RED, OTHERWISE),
  ]);
}

/** One band on the adverse gap; the last has no end and takes the rest. */
export interface Band extends LevelName {
  readonly upTo?: { readonly operator: '<=' | '<'; readonly tolerance: Tolerance };
}

/** Bands on the signed adverse gap, best first; negative tolerances are better than the target (rules 8, 20 and 31). */
export function bandsOnGap(name: string, bands: readonly Band[]): RatingScheme {
  const levels = bands.map(({ upTo, ...band }) =>
    levelOf(band, upTo ? adverseGap(upTo.operator, upTo.tolerance) : OTHERWISE),
  );
  return schemeOf(name, levels);
}

/** Green reaches some way short of the target, amber further (rule 5). Both edges belong to the better level. */
export function greenWithin(green: Tolerance, amber: Tolerance): RatingScheme {
  return bandsOnGap('Green within a tolerance of the target', [
    { ...GREEN, upTo: { operator: '<=', tolerance: green } },
    { ...AMBER, upTo: { operator: '<=', tolerance: amber } },
    RED,
  ]);
}

/** Green at the target, amber at or better than a floor that is set beside each target (rules 9 and 28). */
export function floorStandard(threshold = 'floor'): RatingScheme {
  return schemeOf('Target and floor standard', [
    levelOf(GREEN, MEETS_TARGET),
    levelOf(AMBER, { kind: 'meets', bound: threshold }),
    levelOf(RED, OTHERWISE),
  ]);
}

/** Two thresholds set beside each target decide, and the target itself does not (rules 12 and 13). */
export function twoThresholds(green: string, amber: string): RatingScheme {
  return schemeOf('Two thresholds', [
    levelOf(GREEN, { kind: 'meets', bound: green }),
    levelOf(AMBER, { kind: 'meets', bound: amber }),
    levelOf(RED, OTHERWISE),
  ]);
}

/** Amber where the target was missed by more than a tolerance but the figure has not got worse (rule 1). */
export function amberUnlessWorse(tolerance: Tolerance, whenMissing: WhenMissing): RatingScheme {
  const comparator = 'same-period-last-year';
  return schemeOf('Amber unless worse than last year', [
    levelOf(GREEN, adverseGap('<=', tolerance)),
    levelOf(AMBER, { kind: 'travel', comparator, directions: ['improving', 'no-change'], whenMissing }),
    levelOf(RED, OTHERWISE),
  ]);
}

/** Amber where the target is missed now and forecast to be met by the year end (rule 21). */
export function amberOnForecast(): RatingScheme {
  return schemeOf('Amber where forecast to recover', [
    levelOf(GREEN, MEETS_TARGET),
    levelOf(AMBER, { kind: 'forecast-meets', whenMissing: 'fails' }),
    levelOf(RED, OTHERWISE),
  ]);
}

/** Bands of activity between two thresholds that say how much, and not how well: nothing is red or green (rule 10). */
export function activityRange(lower = 'lower', upper = 'upper'): RatingScheme {
  const grey = { colour: 'grey', group: 'unrated' } as const;
  return schemeOf('Activity against an expected range', [
    levelOf(
      { key: 'above', label: 'Above the expected range', ...grey },
      { kind: 'value', operator: '>', bound: { threshold: upper } },
    ),
    levelOf(
      { key: 'below', label: 'Below the expected range', ...grey },
      { kind: 'value', operator: '<', bound: { threshold: lower } },
    ),
    levelOf({ key: 'expected', label: 'In the expected range', ...grey }, OTHERWISE),
  ]);
}

/** Nothing is computed: an officer gives the level as an override, with a reason (rules 18 and 40). */
export function byJudgement(names: readonly LevelName[]): RatingScheme {
  const levels = names.map((name) => levelOf(name, { kind: 'judgement' }));
  return schemeOf('Officer’s judgement', levels);
}
