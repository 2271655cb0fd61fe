import { Recorded } from '../decider';
import { PeriodKey, cycleOf, nextPeriod, parsePeriod, samePeriodNextYear, yearOf } from '../period';
import { IndicatorEvent, IndicatorEventType } from './events';
import { periodsLookedBackOn } from './earlier-standings';
import { existing } from './existing-period';
import { DefinitionVersion, IndicatorState } from './state';

/** Periods whose cells an event can change: a list, or all of the indicator's. */
export type AffectedPeriods = readonly PeriodKey[] | 'all';

/**
 * How far an event reaches: every cell, its own period's and what is computed from it, its own period's alone, or only
 * the notes on that one: how far it has been decided, what is said about it, and what awaits a decision.
 */
const REACH = {
  IndicatorDefined: 'all',
  IndicatorRedefined: 'all',
  IndicatorRetired: 'all',
  IndicatorMoved: 'all',
  ComparabilityBreakDeclared: 'all',
  BridgeRecorded: 'all',
  TargetSet: 'dependents',
  TargetChanged: 'dependents',
  RatingRuleSet: 'all',
  OutturnSubmitted: 'dependents',
  AnnualReturnSubmitted: 'dependents',
  OutturnDeclaredUnavailable: 'dependents',
  OutturnValidated: 'notes',
  OutturnApproved: 'notes',
  OutturnRejected: 'dependents',
  OutturnAudited: 'notes',
  OutturnWithdrawn: 'dependents',
  CommentaryWritten: 'notes',
  BenchmarkRecorded: 'notes',
  CorrectionProposed: 'notes',
  CorrectionApproved: 'dependents',
  CorrectionRejected: 'notes',
  RevisionRecorded: 'dependents',
  RestatementOpened: 'all',
  RestatementApproved: 'all',
  RestatementRejected: 'all',
  StatusOverrideRequested: 'notes',
  StatusOverridden: 'own-period',
  StatusOverrideRejected: 'notes',
} as const satisfies Record<IndicatorEventType, 'all' | 'dependents' | 'own-period' | 'notes'>;

/**
 * Which cells have to be looked at again after an event. A value also moves the travel of the periods that compare with
 * it and the roll-up of the quarter and the year it lies in, and their travel in turn.
 *
 * @param after the indicator with the event
 */
export function affectedPeriods(event: Recorded<IndicatorEvent>, after: IndicatorState): AffectedPeriods {
  const reach = reachOf(event.type, after);
  const own = periodOf(event);
  if (reach === 'all' || own === undefined) return 'all';
  return reach === 'dependents' ? dependentsOf(own) : [own];
}

/** Whether an event leaves values, statuses and travel alone, and changes only the notes on its figure. */
export function changesOnlyNotes(event: Recorded<IndicatorEvent>): boolean {
  return REACH[event.type] === 'notes';
}

/**
 * Where a rule looks back on a run of periods, what happens to one may colour any later one. A target bears on other
 * periods only where the year counts the periods that met theirs.
 */
function reachOf(type: IndicatorEventType, after: IndicatorState): (typeof REACH)[IndicatorEventType] {
  const reach = REACH[type];
  if (reach !== 'dependents') return reach;
  if (periodsLookedBackOn(after) > 0) return 'all';
  const isTarget = type === 'TargetSet' || type === 'TargetChanged';
  return isTarget && !after.definitions.some(countsMet) ? 'own-period' : reach;
}

function countsMet({ definition }: DefinitionVersion): boolean {
  return definition.rollUp === 'count-met';
}

/** The one period that an event is about; undefined where it is about the indicator. */
function periodOf({ data }: IndicatorEvent): PeriodKey | undefined {
  if ('period' in data) return data.period;
  if ('target' in data) return data.target.period;
  return 'benchmark' in data ? data.benchmark.shownWith : undefined;
}

/** Years, quarters and months are few and come again with every indicator; spans are not kept, as there is no end of them. */
const dependents = new Map<PeriodKey, readonly PeriodKey[]>();

function dependentsOf(key: PeriodKey): readonly PeriodKey[] {
  const known = dependents.get(key);
  if (known) return known;
  const period = parsePeriod(key);
  const keys = new Set<PeriodKey>();
  for (const part of [period, cycleOf(period), yearOf(period)]) {
    for (const reached of [part, nextPeriod(part), samePeriodNextYear(part)]) {
      const reachable = existing(reached);
      if (reachable) keys.add(reachable.key);
    }
  }
  const list = [...keys];
  if (period.kind !== 'span') dependents.set(key, list);
  return list;
}
