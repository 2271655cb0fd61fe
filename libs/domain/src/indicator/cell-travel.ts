import { Cell, CellTravel, EveryField } from '../cell';
import { IndicatorDefinition } from '../definition';
import { Period, previousPeriod, samePeriodLastYear } from '../period';
import { TravelComparator, TravelQuestion, travel } from '../travel';
import { notComparableBetween } from './comparability';
import { existing } from './existing-period';
import { StandingValue, firstValueOf, valueOf } from './standing-value';
import { IndicatorState, definitionFor, targetFor } from './state';

/** Direction of travel of a period's value against both comparators (domain section 4); unavailable without a value. */
export function travelsOf(
  state: IndicatorState,
  period: Period,
  definition: IndicatorDefinition,
  value: StandingValue['value'],
): Cell['travel'] {
  const before = existing(previousPeriod(period));
  const yearBefore = existing(samePeriodLastYear(period));
  const earlier = value && before && earlierFigure(state, before);
  // A year's two comparators are one.
  const yearEarlier =
    yearBefore?.key === before?.key ? earlier : value && yearBefore && earlierFigure(state, yearBefore);
  const later = { period, definition, value };
  return {
    previousPeriod: travelTo(state, later, 'previous-period', before, earlier),
    samePeriodLastYear: travelTo(state, later, 'same-period-last-year', yearBefore, yearEarlier),
  };
}

interface LaterFigure {
  readonly period: Period;
  readonly definition: IndicatorDefinition;
  readonly value: StandingValue['value'];
}

interface EarlierFigure {
  readonly period: Period;
  readonly definition: IndicatorDefinition;
  readonly standing: StandingValue;
  readonly value: NonNullable<StandingValue['value']>;
}

function earlierFigure(state: IndicatorState, period: Period): EarlierFigure | undefined {
  const definition = definitionFor(state, period)?.definition;
  if (!definition) return undefined;
  const standing = valueOf(state, period, definition);
  return standing.value && { period, definition, standing, value: standing.value };
}

function travelTo(
  state: IndicatorState,
  { period, definition, value }: LaterFigure,
  comparator: TravelComparator,
  earlierPeriod: Period | undefined,
  earlier: EarlierFigure | undefined,
): CellTravel {
  const question: EveryField<TravelQuestion> = {
    comparator,
    polarity: definition.polarity,
    series: definition.series,
    deadBand: definition.deadBand,
    bestPossible: definition.bestPossible,
    unit: definition.unit,
    target: targetFor(state, period.key, definition.unit)?.target,
    current: value && { period: period.key, value: value.value },
    earlier: earlier && { period: earlier.period.key, value: earlier.value.value },
    earlierPeriod: earlierPeriod?.key,
    // A break stands between two periods whether or not the earlier has a figure (report 12.9 prints none).
    notComparableBecause:
      value &&
      earlierPeriod &&
      notComparableBetween(
        state,
        { period: earlierPeriod, basis: earlier ? earlier.value.basis : value.basis },
        { period, basis: value.basis },
      ),
  };
  const now = travel(question);
  const first = earlier && firstValueOf(state, earlier.period, earlier.definition, earlier.standing);
  if (earlier === undefined || first === undefined) return now;
  const before = travel({ ...question, earlier: { period: earlier.period.key, value: first } });
  return before.direction === now.direction ? now : { ...now, movedByRestatement: true };
}
