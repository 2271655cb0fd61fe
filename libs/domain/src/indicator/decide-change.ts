import { parseSuppliedValue, saysTheSame } from '../figure-value';
import { EventId } from '../ids';
import { parseDate, parsePeriod } from '../period';
import { conflict, invalid, notFound } from '../refusal';
import { requireText, requireTextIfGiven } from '../text';
import { IndicatorCommand, ProposedChange } from './commands';
import { assertTargetFits, sameTarget } from './decide-standard';
import { CorrectedTarget, CorrectedToNone, CorrectedValue, CorrectionKind, IndicatorEvent } from './events';
import {
  requireAnotherPerson,
  requireHeld,
  requireInForce,
  requireJustification,
  requireNotClosed,
  requireNothingPending,
  requireOwnCycle,
  requireWithdrawable,
} from './requirements';
import { IndicatorState, PendingCorrection } from './state';

type Of<Type extends IndicatorCommand['type']> = Extract<IndicatorCommand, { type: Type }>;

export function proposeCorrection(command: Of<'ProposeCorrection'>, state: IndicatorState): IndicatorEvent {
  const { period, kind = 'correction', justification, decidedOn, actor } = command;
  requireInForce(state, period);
  requireNothingPending(state, period);
  requireKindFits(kind, command.change);
  const change = correctedChange(command, state);
  requireJustification(justification);
  if (decidedOn !== undefined) parseDate(decidedOn, '/decidedOn');
  return { type: 'CorrectionProposed', data: { period, kind, change, justification, decidedOn, proposedBy: actor } };
}

/** Only a figure can be known better: a target and a withdrawal are what was decided. */
function requireKindFits(kind: CorrectionKind, { subject }: ProposedChange): void {
  if (kind === 'correction' || subject === 'value') return;
  throw invalid('revision-of-value-only', 'Only a figure can be revised. Propose a correction of this.', '/kind');
}

function correctedChange(
  command: Of<'ProposeCorrection'>,
  state: IndicatorState,
): CorrectedValue | CorrectedTarget | CorrectedToNone {
  const { period, change } = command;
  switch (change.subject) {
    case 'value':
      return correctedValue(period, change, state);
    case 'target':
      return correctedTarget(command, change, state);
    case 'withdrawal': {
      const from = requireHeld(state, period).held.supplied;
      requireWithdrawable(change.unavailable, '/withdrawal');
      return { subject: 'withdrawal', from, unavailable: change.unavailable };
    }
  }
}

function correctedValue(period: string, change: { to: CorrectedValue['to'] }, state: IndicatorState): CorrectedValue {
  const { version } = requireInForce(state, period);
  const to = parseSuppliedValue(change.to, version.definition.unit);
  const from = requireHeld(state, period).held.supplied;
  if (saysTheSame(from, to)) {
    throw conflict(
      'nothing-changes',
      `The figure for ${period} is ${from.value} already: a correction must change something.`,
      { pointer: '/value', state: from },
    );
  }
  return { subject: 'value', from, to };
}

function correctedTarget(
  command: Of<'ProposeCorrection'>,
  change: { to: CorrectedTarget['to'] },
  state: IndicatorState,
): CorrectedTarget {
  const { to } = change;
  if (to.period !== command.period)
    throw invalid(
      'other-period',
      `The target is for ${to.period}, the correction for ${command.period}.`,
      '/target/period',
    );
  requireOwnCycle(command.cycle, parsePeriod(to.period));
  if (command.cycle?.state !== 'closed') {
    throw conflict('period-open', `${command.period} is not closed. Set the target directly.`, { pointer: '/period' });
  }
  assertTargetFits(state, to);
  const from = state.targets[to.period]?.target;
  if (from && sameTarget(from, to)) {
    throw conflict(
      'nothing-changes',
      `The target of ${to.period} is that already: a correction must change something.`,
      { pointer: '/target', state: from },
    );
  }
  return { subject: 'target', from, to };
}

export function approveCorrection(command: Of<'ApproveCorrection'>, state: IndicatorState): IndicatorEvent {
  const { period, pending } = pendingCorrection(state, command.correctionId);
  requireAnotherPerson(command, pending.proposedBy, 'A correction');
  // A rule set or a definition begun since the proposal may have made the target one that cannot be rated.
  if (pending.change.subject === 'target') assertTargetFits(state, pending.change.to);
  const { correctionId, note, actor } = command;
  requireTextIfGiven(note, '/note', 'The note');
  return { type: 'CorrectionApproved', data: { correctionId, period, note, approvedBy: actor } };
}

export function rejectCorrection(command: Of<'RejectCorrection'>, state: IndicatorState): IndicatorEvent {
  const { period, pending } = pendingCorrection(state, command.correctionId);
  requireAnotherPerson(command, pending.proposedBy, 'A correction');
  const { correctionId, actor } = command;
  const reason = requireText(command.reason, '/reason', 'The reason');
  return { type: 'CorrectionRejected', data: { correctionId, period, reason, rejectedBy: actor } };
}

function pendingCorrection(state: IndicatorState, id: EventId): { period: string; pending: PendingCorrection } {
  for (const figure of Object.values(state.figures)) {
    if (figure.pendingCorrection?.id === id) return { period: figure.period, pending: figure.pendingCorrection };
  }
  throw notFound(
    'no-pending-correction',
    `The correction ${id} does not await a decision: it has been decided, or was never proposed.`,
  );
}

/** Records better knowledge in an open period; in a closed one it goes by way of a correction. */
export function recordRevision(command: Of<'RecordRevision'>, state: IndicatorState): IndicatorEvent {
  const { period, justification, actor, cycle } = command;
  const { version } = requireInForce(state, period);
  const to = parseSuppliedValue(command.value, version.definition.unit);
  const figure = requireHeld(state, period);
  requireNotClosed(cycle, period, figure, 'Propose a correction of kind revision instead.');
  requireNothingPending(state, period);
  const from = figure.held.supplied;
  requireJustification(justification);
  if (saysTheSame(from, to)) {
    throw conflict(
      'nothing-changes',
      `The figure for ${period} is ${from.value} already: a revision must change something.`,
      { pointer: '/value', state: from },
    );
  }
  return { type: 'RevisionRecorded', data: { period, from, to, justification, recordedBy: actor } };
}
