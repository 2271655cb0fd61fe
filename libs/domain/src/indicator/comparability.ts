import { Period, PeriodKey, lastDay } from '../period';
import { HeldFigure, IndicatorState } from './state';

/** A value of a period, and the basis on which it was measured where bases have been told apart. */
export interface Side {
  readonly period: Period;
  readonly basis?: string;
}

/** Why no change may be computed between two values of an indicator, or undefined when it may (domain section 4). */
export function notComparableBetween(state: IndicatorState, earlier: Side, later: Side): string | undefined {
  const gap = breakBetween(state, lastDay(earlier.period), lastDay(later.period));
  if (gap) return gap;
  if (earlier.basis === later.basis) return undefined;
  return `The basis differs: "${earlier.basis ?? 'not stated'}" in ${earlier.period.key}, "${later.basis ?? 'not stated'}" in ${later.period.key}.`;
}

/** Why the parts of a longer period cannot be put together, or undefined when they can (domain section 5). */
export function notComparableWithin(
  state: IndicatorState,
  whole: Period,
  parts: readonly PeriodKey[],
): string | undefined {
  const gap = breakBetween(state, whole.start, lastDay(whole));
  if (gap) return gap;
  let first: HeldFigure | undefined;
  for (const part of parts) {
    const held = state.figures[part]?.held;
    first ??= held;
    if (held && held.basis !== first?.basis) return `The basis changes within ${whole.key}.`;
  }
  return undefined;
}

function breakBetween(state: IndicatorState, after: string, upTo: string): string | undefined {
  const gap = state.breaks.find(
    (candidate) => candidate.bridgedBy === undefined && candidate.from > after && candidate.from <= upTo,
  );
  return gap && `The ${gap.kind} changed on ${gap.from}: ${gap.reason}`;
}
