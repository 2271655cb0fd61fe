import { longestRun } from '../condition';
import { Period, previousPeriod } from '../period';
import { standing } from '../rating';
import { Standing } from '../rating-scheme';
import { existing } from './existing-period';
import { valueOf } from './standing-value';
import { IndicatorState, definitionFor, targetFor } from './state';

/**
 * How the periods just before one stood to their targets, the latest first and null where unknown: as many as any of the
 * indicator's rules asks for, so that the cell can be rated under each of them. Undefined where none asks.
 */
export function earlierStandings(state: IndicatorState, period: Period): (Standing | null)[] | undefined {
  const periods = periodsLookedBackOn(state);
  if (periods === 0) return undefined;
  const standings: (Standing | null)[] = [];
  let earlier = existing(previousPeriod(period));
  for (let count = 0; count < periods; count += 1) {
    standings.push(earlier ? standingIn(state, earlier) : null);
    earlier = earlier && existing(previousPeriod(earlier));
  }
  return standings;
}

const lookedBackOn = new WeakMap<IndicatorState['rules'], number>();

/** How many periods back the indicator's rules look; 0 where each period is rated by itself. */
export function periodsLookedBackOn({ rules }: IndicatorState): number {
  const known = lookedBackOn.get(rules);
  if (known !== undefined) return known;
  let periods = 0;
  for (const { scheme } of rules) {
    for (const level of scheme.levels) periods = Math.max(periods, longestRun(level.when) - 1);
  }
  lookedBackOn.set(rules, periods);
  return periods;
}

function standingIn(state: IndicatorState, period: Period): Standing | null {
  const definition = definitionFor(state, period)?.definition;
  const value = definition && valueOf(state, period, definition).value?.value;
  if (!definition || value === undefined) return null;
  const target = targetFor(state, period.key, definition.unit)?.target;
  return standing({ value, polarity: definition.polarity, target }) ?? null;
}
