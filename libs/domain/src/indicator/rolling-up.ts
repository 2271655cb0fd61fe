import { compare } from '../decimal';
import { Frequency, IndicatorDefinition } from '../definition';
import { SuppliedValue } from '../figure-value';
import { Period, comparePeriods, contains, monthsOf, parsePeriod, quartersOf } from '../period';
import { RollUp, RollUpPart, rollUp } from '../rollup';
import { Target } from '../target';
import { notComparableWithin } from './comparability';
import { Figure, HeldFigure, IndicatorState, definitionFor, targetFor } from './state';

/**
 * What the finer periods of an indicator come to in a longer one, or undefined where nothing is rolled up: months make
 * a quarter, and the periods of the indicator's frequency make the year (domain section 5).
 *
 * @param supplied which value of a part counts: the one that stands, or another that once did.
 */
export function rollUpOf(
  state: IndicatorState,
  period: Period,
  definition: IndicatorDefinition,
  supplied = (held: HeldFigure): SuppliedValue => held.supplied,
): RollUp | undefined {
  const parts = partsOf(state, period, definition.frequency);
  if (!parts) return undefined;
  return rollUp({
    method: definition.rollUp,
    series: definition.series,
    unit: definition.unit,
    parts: parts.map((part) => partFigure(state, part, definition, supplied)),
    notComparableBecause: notComparableWithin(
      state,
      period,
      parts.map((part) => part.key),
    ),
  });
}

interface Part {
  readonly key: string;
  readonly period?: Period;
}

const TIMES_A_YEAR: Partial<Record<Frequency, number>> = { termly: 3, 'three-times-a-year': 3, 'half-yearly': 2 };

function partsOf(state: IndicatorState, period: Period, frequency: Frequency): Part[] | undefined {
  if (frequency === 'monthly' && (period.kind === 'quarter' || period.kind === 'year'))
    return inForce(state, monthsOf(period));
  if (period.kind !== 'year') return undefined;
  if (frequency === 'quarterly') return inForce(state, quartersOf(period));
  const times = TIMES_A_YEAR[frequency];
  return times === undefined ? undefined : spansOf(state, period, times);
}

/** A part of the year before the indicator came into force, or after it was retired, was never due. */
function inForce(state: IndicatorState, periods: readonly Period[]): Part[] {
  return periods
    .filter((period) => definitionFor(state, period) !== undefined)
    .map((period) => ({ key: period.key, period }));
}

/**
 * How many parts of no fixed dates make a year of that frequency: terms, tranches, halves. Undefined for all others.
 */
export function spansAYear(frequency: Frequency): number | undefined {
  return TIMES_A_YEAR[frequency];
}

/** The spans of a year that hold a figure, in order. */
export function heldSpansOf(state: IndicatorState, year: Period): Period[] {
  return spansWhere(state, year, (figure) => figure.held !== undefined);
}

function spansWhere(state: IndicatorState, year: Period, wanted: (figure: Figure) => boolean): Period[] {
  return Object.values(state.figures)
    .filter((figure) => wanted(figure))
    .map((figure) => parsePeriod(figure.period))
    .filter((period) => period.kind === 'span' && contains(year, period))
    .sort(comparePeriods);
}

/**
 * Terms and tranches have no fixed dates: those with a figure, those declared unavailable in its place, and as many more
 * as the frequency still lacks. A span that was only spoken about (a commentary, a benchmark) is no part.
 */
function spansOf(state: IndicatorState, year: Period, times: number): Part[] {
  const held = heldSpansOf(state, year);
  const unavailable = spansWhere(state, year, (figure) => figure.unavailable !== undefined)
    .filter((period) => !held.some((other) => overlap(period, other)))
    .slice(0, Math.max(0, times - held.length));
  const known = [...held, ...unavailable].sort(comparePeriods).map((period): Part => ({ key: period.key, period }));
  const lacking = Math.max(0, times - known.length);
  return [
    ...known,
    ...Array.from({ length: lacking }, (_, index): Part => ({
      key: `${year.key} (${known.length + index + 1} of ${times})`,
    })),
  ];
}

/** Whether two periods share a day. */
export function overlap(a: Period, b: Period): boolean {
  return a.start < b.end && b.start < a.end;
}

function partFigure(
  state: IndicatorState,
  part: Part,
  definition: IndicatorDefinition,
  supplied: (held: HeldFigure) => SuppliedValue,
): RollUpPart {
  const held = state.figures[part.key]?.held;
  if (!held) return { period: part.key };
  const { value, numerator, denominator, weight } = supplied(held);
  return {
    period: part.key,
    value,
    numerator,
    denominator,
    weight,
    met: meets(value, targetFor(state, part.key, definition.unit)?.target),
  };
}

function meets(value: string, target: Target | undefined): boolean | undefined {
  if (!target) return undefined;
  if (target.low !== undefined && target.high !== undefined)
    return compare(value, target.low) >= 0 && compare(value, target.high) <= 0;
  if (target.value === undefined) return undefined;
  const order = compare(value, target.value);
  switch (target.operator) {
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
    case 'between':
    case undefined:
      return undefined;
  }
}
