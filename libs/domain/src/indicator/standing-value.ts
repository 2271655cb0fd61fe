import { CellValue } from '../cell';
import { DecimalText } from '../decimal';
import { IndicatorDefinition } from '../definition';
import { OBSERVATION_STATUSES, ObservationStatus } from '../figure-value';
import { EventId } from '../ids';
import { Period } from '../period';
import { RollUp } from '../rollup';
import { rollUpOf } from './rolling-up';
import { HeldFigure, IndicatorState, definitionFor } from './state';

/** What stands for a period: a returned value or one rolled up, and what the finer periods come to in any case. */
export interface StandingValue {
  readonly value?: Omit<CellValue, 'shown'>;
  readonly rollUp?: RollUp;
  /** The submissions on which the value rests: its own, or those of the parts that were rolled up. */
  readonly outturnIds: readonly EventId[];
}

/** The value that stands for a period: returned, or rolled up from finer periods where nothing was returned. */
export function valueOf(state: IndicatorState, period: Period, definition: IndicatorDefinition): StandingValue {
  const rollUp = rollUpOf(state, period, definition);
  const figure = state.figures[period.key];
  if (figure?.held) return { value: returned(figure.held), rollUp, outturnIds: [figure.held.outturnId] };
  if (figure?.unavailable || rollUp?.state !== 'computed') return { rollUp, outturnIds: [] };
  const parts = rollUp.periods.flatMap((key) => state.figures[key]?.held ?? []);
  return {
    value: {
      value: rollUp.value,
      source: 'roll-up',
      observationStatus: statusesOf(parts),
      basis: parts[0]?.basis,
    },
    rollUp,
    outturnIds: parts.map((held) => held.outturnId),
  };
}

function returned(held: HeldFigure): Omit<CellValue, 'shown'> {
  const { supplied, source, maturity, basis, outturnId, first } = held;
  const { value, numerator, denominator, weight, qualifier, observationStatus, forecast, note } = supplied;
  return {
    value,
    numerator,
    denominator,
    weight,
    qualifier,
    observationStatus,
    forecast,
    note,
    source,
    maturity,
    basis,
    outturnId,
    first: first.value,
  };
}

/** What is estimated, suppressed or unvalidated in a part is so in the whole; normal is what nothing else is said of. */
function statusesOf(parts: readonly HeldFigure[]): readonly ObservationStatus[] {
  const found = new Set(parts.flatMap((held) => held.supplied.observationStatus));
  found.delete('A');
  return found.size === 0 ? ['A'] : OBSERVATION_STATUSES.filter((status) => found.has(status));
}

/**
 * The value that would stand had nothing been corrected, revised or restated since it was first submitted; undefined
 * where nothing was, or where nothing stood.
 */
export function firstValueOf(
  state: IndicatorState,
  period: Period,
  definition: IndicatorDefinition,
  now: StandingValue,
): DecimalText | undefined {
  const held = state.figures[period.key]?.held;
  if (held) return held.changes.length === 0 ? undefined : held.first.value;
  if (now.rollUp?.state !== 'computed') return undefined;
  const changed = now.rollUp.periods.some((key) => (state.figures[key]?.held?.changes.length ?? 0) > 0);
  if (!changed) return undefined;
  const first = rollUpOf(state, period, definition, (part) => part.first);
  return first?.state === 'computed' ? first.value : undefined;
}

/** The submissions on which the figure of a period rests; none where there is no figure. */
export function outturnsBehind(state: IndicatorState, period: Period): readonly EventId[] {
  const version = definitionFor(state, period);
  return version ? valueOf(state, period, version.definition).outturnIds : [];
}

/** Whether a judgement or a commentary is still about the figure that stands. */
export function sameOutturns(a: readonly EventId[], b: readonly EventId[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
