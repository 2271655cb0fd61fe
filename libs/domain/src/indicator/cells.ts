import { Cell, CellReason, CellValue, EveryField } from '../cell';
import { DecimalText, subtract } from '../decimal';
import { IndicatorDefinition, dueness } from '../definition';
import { EventId } from '../ids';
import { Period, lastDay, parsePeriod } from '../period';
import { rateCell, withShown } from '../rate-cell';
import { CalendarEntry } from '../reporting-period';
import { RollUp } from '../rollup';
import { earlierStandings } from './earlier-standings';
import { benchmarksOf, commentaryOf, markersOf, overrideOf } from './cell-notes';
import { travelsOf } from './cell-travel';
import { StandingValue, valueOf } from './standing-value';
import {
  DefinitionVersion,
  Figure,
  IndicatorState,
  TargetVersion,
  areaFor,
  definitionFor,
  ruleOn,
  targetFor,
} from './state';

/**
 * The cell of an indicator in a period, or undefined where there is none: the indicator is not in force, or the period
 * has neither been opened for reporting nor any figure.
 *
 * The ladder of statuses is that of domain section 2; nothing else decides a status.
 *
 * @param entry the reporting period of that name, when it has been opened.
 */
export function cellOf(state: IndicatorState, periodKey: string, entry: CalendarEntry | undefined): Cell | undefined {
  const period = parsePeriod(periodKey);
  const version = definitionFor(state, period);
  if (!version) return undefined;
  const figure = state.figures[periodKey];
  const standing = valueOf(state, period, version.definition);
  const due = dueness(version.definition, period);
  const stands = figure?.held !== undefined || figure?.unavailable !== undefined;
  if (!stands && (entry?.coverage !== 'full' || due === 'supplementary') && standing.value === undefined)
    return undefined;
  const place = { state, period, version, figure, target: targetFor(state, periodKey, version.definition.unit) };
  return standing.value === undefined
    ? emptyCell(place, standing, entry)
    : valuedCell(place, { ...standing, value: standing.value });
}

/** What a cell is made from. */
interface Place {
  readonly state: IndicatorState;
  readonly period: Period;
  readonly version: DefinitionVersion;
  readonly figure: Figure | undefined;
  readonly target: TargetVersion | undefined;
}

function emptyCell(place: Place, standing: StandingValue, entry: CalendarEntry | undefined): Cell {
  const { state, period, version, figure, target } = place;
  const { definition } = version;
  const { status, reason, reasonText } = emptyStatus(definition, period, figure, standing.rollUp, entry);
  const cell: EveryField<Cell> = {
    indicator: state.key ?? '',
    period: period.key,
    area: areaFor(state, period),
    kind: definition.kind,
    name: definition.name,
    unit: definition.unit,
    displayDecimals: definition.displayDecimals,
    polarity: definition.polarity,
    definitionVersion: version.version,
    status,
    level: undefined,
    reason,
    reasonText,
    value: undefined,
    target: targetOf(target),
    rating: undefined,
    override: undefined,
    travel: travelsOf(state, period, definition, undefined),
    earlierStandings: undefined,
    rollUp: standing.rollUp && { method: definition.rollUp, result: standing.rollUp },
    commentary: commentaryOf(figure, standing.outturnIds),
    commentaryMissing: false,
    benchmarks: benchmarksOf(figure),
    markers: markersOf(state, figure, undefined, standing.outturnIds),
    eventIds: known([version.eventId, target?.eventId, figure?.unavailable?.eventId]),
  };
  return cell;
}

interface EmptyStatus {
  readonly status: 'not-due' | 'data-not-available';
  readonly reason: CellReason;
  readonly reasonText?: string;
}

/** The second and third rungs of the ladder, in this order: what is not due cannot be missing. */
function emptyStatus(
  definition: IndicatorDefinition,
  period: Period,
  figure: Figure | undefined,
  rolled: RollUp | undefined,
  entry: CalendarEntry | undefined,
): EmptyStatus {
  const due = dueness(definition, period);
  if (due === 'annual-only') return { status: 'not-due', reason: 'annual-only', reasonText: 'Reported once a year.' };
  if (due === 'not-due') {
    const reasonText = `Reported ${definition.frequency.replaceAll('-', ' ')}.`;
    return { status: 'not-due', reason: 'other-frequency', reasonText };
  }
  if (figure?.unavailable) {
    return { status: 'data-not-available', reason: figure.unavailable.reason, reasonText: figure.unavailable.note };
  }
  return rolled ? withoutRollUp(rolled) : awaited(entry);
}

function awaited(entry: CalendarEntry | undefined): EmptyStatus {
  const late = entry?.state === 'closed';
  return {
    status: 'data-not-available',
    reason: late ? 'late' : 'awaited',
    reasonText: late ? 'The period was closed without a figure.' : 'No figure has been submitted yet.',
  };
}

function withoutRollUp(rolled: RollUp): EmptyStatus {
  const status = 'data-not-available';
  switch (rolled.state) {
    case 'incomplete':
      return {
        status,
        reason: 'incomplete-roll-up',
        reasonText: `Incomplete: ${rolled.present} of ${rolled.due} periods have a figure.`,
      };
    case 'not-comparable':
      return { status, reason: 'not-comparable', reasonText: rolled.reason };
    case 'not-computable':
      return { status, reason: 'not-computable', reasonText: rolled.reason };
    case 'explicit-only':
    case 'computed':
      return { status, reason: 'no-return', reasonText: 'The annual return has not been submitted.' };
  }
}

function valuedCell(place: Place, standing: StandingValue & { readonly value: Omit<CellValue, 'shown'> }): Cell {
  const { state, period, version, figure, target } = place;
  const { value, rollUp, outturnIds } = standing;
  const { definition } = version;
  const rule = ruleOn(state.rules, lastDay(period), period.kind);
  const override = overrideOf(figure, outturnIds, rule);
  const unrated: EveryField<Cell> = {
    indicator: state.key ?? '',
    period: period.key,
    area: areaFor(state, period),
    kind: definition.kind,
    name: definition.name,
    unit: definition.unit,
    displayDecimals: definition.displayDecimals,
    polarity: definition.polarity,
    definitionVersion: version.version,
    status: 'rag-not-applicable',
    level: undefined,
    reason: undefined,
    reasonText: undefined,
    value: withShown(value, value.value),
    target: targetOf(target),
    rating: undefined,
    override,
    travel: travelsOf(state, period, definition, value),
    earlierStandings: earlierStandings(state, period),
    rollUp: rollUp && { method: definition.rollUp, result: rollUp, difference: differenceOf(value, rollUp) },
    commentary: commentaryOf(figure, outturnIds),
    commentaryMissing: false,
    benchmarks: benchmarksOf(figure),
    markers: markersOf(state, figure, override, outturnIds),
    eventIds: known([
      version.eventId,
      target?.eventId,
      ...outturnIds,
      ...(figure?.held?.changes.map((change) => change.eventId) ?? []),
      override && figure?.override?.eventId,
    ]),
  };
  return rateCell(unrated, rule);
}

/** By how much an explicit return differs from what its parts come to. */
function differenceOf(value: Omit<CellValue, 'shown'>, rollUp: RollUp): DecimalText | undefined {
  if (rollUp.state !== 'computed' || value.source === 'roll-up') return undefined;
  return subtract(value.value, rollUp.value);
}

const targets = new WeakMap<TargetVersion, Cell['target']>();

/** The same object for the same target, so that cells of many states share it. */
function targetOf(version: TargetVersion | undefined): Cell['target'] {
  if (!version) return undefined;
  const known = targets.get(version);
  if (known) return known;
  const target = { ...version.target, version: version.version };
  targets.set(version, target);
  return target;
}

function known(ids: readonly (EventId | undefined)[]): EventId[] {
  const found: EventId[] = [];
  for (const id of ids) if (id !== undefined && !found.includes(id)) found.push(id);
  return found;
}
