import { EventId } from '../ids';
import { Period, lastDay } from '../period';
import { conflict, invalid, notFound } from '../refusal';
import { requireText, requireTextIfGiven } from '../text';
import { pendingOverrideStands, standingOverride } from './cell-notes';
import { IndicatorCommand } from './commands';
import { IndicatorEvent } from './events';
import { requireAnotherPerson, requireInForce } from './requirements';
import { outturnsBehind, valueOf } from './standing-value';
import { Figure, IndicatorState, PendingOverride, ruleOn } from './state';

// A judgement in the place of the computed status: one person asks for it, another approves it (domain rule 3.6).

type Of<Type extends IndicatorCommand['type']> = Extract<IndicatorCommand, { type: Type }>;

export function requestOverride(command: Of<'RequestOverride'>, state: IndicatorState): IndicatorEvent {
  const { period: key, level, reason, actor } = command;
  const { period, version } = requireInForce(state, key);
  requireText(reason, '/reason', 'The reason');
  const { value, outturnIds } = valueOf(state, period, version.definition);
  if (value === undefined) {
    throw conflict('no-figure', `There is no figure for ${key} whose status could be overridden.`, {
      pointer: '/period',
    });
  }
  const levels = levelsOf(state, period);
  if (!levels.includes(level)) {
    throw invalid(
      'unknown-level',
      `"${level.slice(0, 40)}" is not a level of the rule in force. Choose one of: ${levels.join(', ') || 'none, as no rule is set'}.`,
      '/level',
    );
  }
  refuseRepeated(state, key, level, outturnIds);
  return { type: 'StatusOverrideRequested', data: { period: key, level, reason, requestedBy: actor } };
}

/** One request at a time, and none for what is shown already; a request that has lapsed stands in nobody's way. */
function refuseRepeated(state: IndicatorState, key: string, level: string, outturnIds: readonly EventId[]): void {
  const figure = state.figures[key];
  if (figure?.pendingOverride && pendingOverrideStands(state, figure, outturnIds)) {
    throw conflict(
      'override-pending',
      `An override of ${key}, requested by ${figure.pendingOverride.requestedBy}, awaits a decision. Decide it first.`,
      { state: figure.pendingOverride },
    );
  }
  const current = standingOverride(figure, outturnIds);
  if (current?.level === level) {
    throw conflict('nothing-changes', `The status of ${key} is overridden with "${level}" already.`, {
      state: current,
    });
  }
}

export function approveOverride(command: Of<'ApproveOverride'>, state: IndicatorState): IndicatorEvent {
  const { figure, pending } = pendingOverride(state, command.overrideId);
  requireAnotherPerson(command, pending.requestedBy, 'An override');
  const { period } = requireInForce(state, figure.period);
  const stands = pendingOverrideStands(state, figure, outturnsBehind(state, period));
  if (!stands || !levelsOf(state, period).includes(pending.level)) {
    throw conflict(
      'override-lapsed',
      `The value, the target or the rule of ${figure.period} has changed since the override was requested, so it has lapsed. Have it requested anew.`,
      { state: figure },
    );
  }
  const { overrideId, note, actor } = command;
  requireTextIfGiven(note, '/note', 'The note');
  const { level, reason, requestedBy } = pending;
  return {
    type: 'StatusOverridden',
    data: { overrideId, period: figure.period, level, reason, note, requestedBy, approvedBy: actor },
  };
}

export function rejectOverride(command: Of<'RejectOverride'>, state: IndicatorState): IndicatorEvent {
  const { figure, pending } = pendingOverride(state, command.overrideId);
  requireAnotherPerson(command, pending.requestedBy, 'An override');
  const { overrideId, actor } = command;
  const reason = requireText(command.reason, '/reason', 'The reason');
  return { type: 'StatusOverrideRejected', data: { overrideId, period: figure.period, reason, rejectedBy: actor } };
}

function pendingOverride(state: IndicatorState, id: EventId): { figure: Figure; pending: PendingOverride } {
  for (const figure of Object.values(state.figures)) {
    if (figure.pendingOverride?.id === id) return { figure, pending: figure.pendingOverride };
  }
  throw notFound(
    'no-pending-override',
    `The override ${id} does not await a decision: it has been decided, or was never requested.`,
  );
}

function levelsOf(state: IndicatorState, period: Period): readonly string[] {
  return ruleOn(state.rules, lastDay(period), period.kind)?.scheme.levels.map((level) => level.key) ?? [];
}
