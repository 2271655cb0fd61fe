import { Cell } from '../cell';
import { Recorded } from '../decider';
import { PeriodKey, cycleOf, parsePeriod, yearOf } from '../period';
import { CalendarEntry } from '../reporting-period';
import { AffectedPeriods, affectedPeriods, changesOnlyNotes } from './affected';
import { renoted } from './cell-notes';
import { cellOf } from './cells';
import { IndicatorEvent } from './events';
import { existing } from './existing-period';
import { IndicatorState } from './state';

/** The reporting periods that have been opened, by name. */
export type Calendar = ReadonlyMap<PeriodKey, CalendarEntry>;

/** A cell that is another than before; absent on the side on which there is none. */
export interface CellChange {
  readonly period: PeriodKey;
  readonly before?: Cell;
  readonly after?: Cell;
}

/**
 * The cells of an indicator that differ between two of its states. Read models fold with it, and a preview shows with it
 * what a correction would do, so both always agree.
 *
 * @param cellBefore gives a cell of the first state, for callers who remember them.
 */
export function cellChanges(
  before: IndicatorState,
  after: IndicatorState,
  affected: AffectedPeriods,
  calendar: Calendar,
  cellBefore = (period: PeriodKey): Cell | undefined => cellOf(before, period, calendar.get(period)),
): CellChange[] {
  const periods = affected === 'all' ? periodsOf(before, after, calendar) : affected;
  const changes: CellChange[] = [];
  for (const period of periods) {
    const was = cellBefore(period);
    const is = cellOf(after, period, calendar.get(period));
    if (!sameCell(was, is)) changes.push({ period, before: was, after: is });
  }
  return changes;
}

/**
 * The cells that an event makes come out different: those of `cellChanges`, told more quickly.
 *
 * @param cellBefore gives a cell as it was before the event, for callers who remember them.
 */
export function cellChangesOf(
  event: Recorded<IndicatorEvent>,
  before: IndicatorState,
  after: IndicatorState,
  calendar: Calendar,
  cellBefore = (period: PeriodKey): Cell | undefined => cellOf(before, period, calendar.get(period)),
): CellChange[] {
  const affected = affectedPeriods(event, after);
  if (affected === 'all' || !changesOnlyNotes(event)) {
    return cellChanges(before, after, affected, calendar, cellBefore);
  }
  return affected.flatMap((period) => {
    const was = cellBefore(period);
    const is = was && renoted(was, after);
    return sameCell(was, is) ? [] : [{ period, before: was, after: is }];
  });
}

/** Whether two cells are alike in everything that is shown or counted. */
export function sameCell(a: Cell | undefined, b: Cell | undefined): boolean {
  return sameJson(a, b);
}

/** Whether two values say the same as JSON, in which an absent field and an undefined one are alike. */
function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => sameJson(item, b[index]));
  }
  // The names are those of the objects themselves, whatever they are.
  return sameFields(a as Fields, b as Fields);
}

type Fields = Readonly<Record<string, unknown>>;

function sameFields(a: Fields, b: Fields): boolean {
  for (const name in a) if (!sameJson(a[name], b[name])) return false;
  for (const name in b) if (b[name] !== undefined && a[name] === undefined) return false;
  return true;
}

function periodsOf(before: IndicatorState, after: IndicatorState, calendar: Calendar): PeriodKey[] {
  const periods = new Set(calendar.keys());
  for (const key of [...Object.keys(before.figures), ...Object.keys(after.figures)]) {
    const period = parsePeriod(key);
    for (const whole of [period, existing(cycleOf(period)), existing(yearOf(period))])
      if (whole) periods.add(whole.key);
  }
  return [...periods];
}
