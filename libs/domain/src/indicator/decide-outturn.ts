import { dueness } from '../definition';
import { SuppliedValue, parseSuppliedValue, saysTheSame } from '../figure-value';
import { EventId } from '../ids';
import { Period, yearOf } from '../period';
import { conflict, invalid, notFound } from '../refusal';
import { CalendarEntry } from '../reporting-period';
import { requireText, requireTextIfGiven } from '../text';
import { CommandContext, CycleContext, IndicatorCommand } from './commands';
import { IndicatorEvent } from './events';
import {
  requireAnotherPerson,
  requireEvidence,
  requireHeld,
  requireInForce,
  requireNotClosed,
  requireNothingPending,
  requireOwnCycle,
  requireWithdrawable,
} from './requirements';
import { heldSpansOf, overlap, spansAYear } from './rolling-up';
import { DefinitionVersion, Figure, HeldFigure, IndicatorState } from './state';

type Of<Type extends IndicatorCommand['type']> = Extract<IndicatorCommand, { type: Type }>;

export function submitOutturn(command: Of<'SubmitOutturn'>, state: IndicatorState): IndicatorEvent {
  const { period, version } = requireInForce(state, command.period);
  if (period.kind === 'year' && version.definition.frequency !== 'annual') {
    throw invalid(
      'not-due',
      `${state.key ?? 'The indicator'} is reported ${version.definition.frequency}: give the year's figure as an annual return.`,
      '/period',
    );
  }
  requireDue(state, period, version);
  requireRoomInYear(state, period, version);
  return { type: 'OutturnSubmitted', data: submission(command, state, period, version) };
}

export function submitAnnualReturn(command: Of<'SubmitAnnualReturn'>, state: IndicatorState): IndicatorEvent {
  const { period, version } = requireInForce(state, command.period);
  if (period.kind !== 'year')
    throw invalid('not-a-year', 'An annual return is about a financial year, such as 2023-24.', '/period');
  if (version.definition.frequency === 'annual') {
    throw invalid(
      'not-due',
      `${state.key ?? 'The indicator'} is reported annually: submit the figure as an outturn.`,
      '/period',
    );
  }
  return { type: 'AnnualReturnSubmitted', data: submission(command, state, period, version) };
}

/** The frequency has to give a figure for the period, if only for information. */
function requireDue(state: IndicatorState, period: Period, version: DefinitionVersion): void {
  const due = dueness(version.definition, period);
  if (due === 'due' || due === 'supplementary') return;
  throw invalid(
    'not-due',
    `${state.key ?? 'The indicator'} is reported ${version.definition.frequency}, so no figure is due for ${period.key}.`,
    '/period',
  );
}

/** Terms and tranches name their own dates, so nothing else keeps a year from being counted twice in its roll-up. */
function requireRoomInYear(state: IndicatorState, period: Period, version: DefinitionVersion): void {
  const { frequency } = version.definition;
  const times = spansAYear(frequency);
  if (period.kind !== 'span' || times === undefined) return;
  const others = heldSpansOf(state, yearOf(period)).filter((other) => other.key !== period.key);
  const shared = others.find((other) => overlap(other, period));
  if (shared) {
    throw conflict('period-overlaps', `${period.key} shares days with ${shared.key}, whose figure is held.`, {
      pointer: '/period',
    });
  }
  if (others.length >= times) {
    throw conflict(
      'too-many-periods',
      `${yearOf(period).key} has its ${times} figures already: ${others.map((other) => other.key).join(', ')}.`,
      { pointer: '/period' },
    );
  }
}

function submission(
  command: Of<'SubmitOutturn' | 'SubmitAnnualReturn'>,
  state: IndicatorState,
  period: Period,
  version: DefinitionVersion,
) {
  const { provisional, actor } = command;
  const value = parseSuppliedValue(command.value, version.definition.unit);
  const cycle = requireOpen(command, state, period);
  requireNothingPending(state, period.key);
  const figure = state.figures[period.key];
  if (figure?.held) refuseSettled(figure, figure.held, value, provisional);
  const overdue = cycle.state === 'closed' || (cycle.cutOff !== undefined && command.today > cycle.cutOff);
  return {
    period: period.key,
    value,
    definitionVersion: version.version,
    basis: state.basis,
    provisional,
    // Only a first value can be late (domain section 2): one in its place is as timely as the first was.
    late: figure?.held?.late ?? overdue,
    submittedBy: actor,
  };
}

/** A closed period takes corrections only, unless the one value has been reopened. */
function requireOpen(command: CycleContext, state: IndicatorState, period: Period): CalendarEntry {
  const { cycle } = command;
  requireOwnCycle(cycle, period);
  if (!cycle) {
    throw conflict(
      'period-not-open',
      `The reporting period of ${period.key} has not been opened yet, so no figure can be given.`,
      { pointer: '/period' },
    );
  }
  if (cycle.state === 'open' || cycle.reopenedFor.includes(state.key ?? '')) return cycle;
  const figure = state.figures[period.key];
  const advice = figure?.held ? 'Propose a correction instead.' : 'Ask the performance team to reopen this value.';
  throw conflict('period-closed', `${cycle.period} is closed. ${advice}`, { pointer: '/period', state: figure });
}

function refuseSettled(figure: Figure, held: HeldFigure, value: SuppliedValue, provisional: boolean): void {
  const settles = held.maturity === 'provisional' && !provisional;
  if (saysTheSame(held.supplied, value) && !settles) {
    throw conflict('nothing-changes', `The figure for ${figure.period} is ${held.supplied.value} already.`, {
      state: figure,
    });
  }
  if (held.maturity === 'approved' || held.maturity === 'audited') {
    throw conflict(
      'already-approved',
      `The figure for ${figure.period} has been ${held.maturity}. Propose a correction instead.`,
      { state: figure },
    );
  }
  // A submission in the place of a revision would lose the figure that stands again when the revision is rejected.
  if (held.replaced) {
    throw conflict('revision-pending', `A revision of ${figure.period} awaits approval. Decide it first.`, {
      state: figure,
    });
  }
}

export function declareUnavailable(command: Of<'DeclareUnavailable'>, state: IndicatorState): IndicatorEvent {
  const { period: key, reason, note, actor } = command;
  const { period, version } = requireInForce(state, key);
  requireText(note, '/note', 'The note');
  requireDue(state, period, version);
  requireOpen(command, state, period);
  const figure = state.figures[key];
  if (figure?.held)
    throw conflict('figure-held', `There is a figure for ${key}. Withdraw it instead.`, {
      pointer: '/period',
      state: figure,
    });
  if (reason === 'withdrawn')
    throw invalid(
      'nothing-to-withdraw',
      'Only a figure that was given can be withdrawn. Choose another reason.',
      '/reason',
    );
  if (figure?.unavailable?.reason === reason && figure.unavailable.note === note) {
    throw conflict('nothing-changes', `${key} is declared unavailable for that reason already.`, { state: figure });
  }
  return { type: 'OutturnDeclaredUnavailable', data: { period: key, reason, note, declaredBy: actor } };
}

export function validate(command: Of<'ValidateOutturn'>, state: IndicatorState): IndicatorEvent {
  const { figure, held } = submissionOf(command, state);
  if (held.maturity !== 'provisional' && held.maturity !== 'submitted') throw alreadyDecided(figure, held);
  const { outturnId, actor } = command;
  const note = noteOf(command);
  return { type: 'OutturnValidated', data: { outturnId, period: figure.period, note, validatedBy: actor } };
}

export function approve(command: Of<'ApproveOutturn'>, state: IndicatorState): IndicatorEvent {
  const { figure, held } = submissionOf(command, state);
  requireAnotherPerson(command, held.suppliedBy, 'An outturn');
  if (held.maturity === 'approved' || held.maturity === 'audited') throw alreadyDecided(figure, held);
  const { outturnId, actor } = command;
  const note = noteOf(command);
  return { type: 'OutturnApproved', data: { outturnId, period: figure.period, note, approvedBy: actor } };
}

export function reject(command: Of<'RejectOutturn'>, state: IndicatorState): IndicatorEvent {
  const { figure, held } = submissionOf(command, state);
  requireAnotherPerson(command, held.suppliedBy, 'An outturn');
  if (held.maturity === 'approved' || held.maturity === 'audited') throw alreadyDecided(figure, held);
  requireNothingPending(state, figure.period);
  const { outturnId, actor } = command;
  const reason = requireText(command.reason, '/reason', 'The reason');
  return { type: 'OutturnRejected', data: { outturnId, period: figure.period, reason, rejectedBy: actor } };
}

export function audit(command: Of<'AuditOutturn'>, state: IndicatorState): IndicatorEvent {
  const { figure, held } = submissionOf(command, state);
  requireAnotherPerson(command, held.suppliedBy, 'An outturn');
  if (held.maturity !== 'approved') {
    throw conflict(
      'not-approved',
      `The figure for ${figure.period} is ${held.maturity}; only an approved figure can be audited.`,
      { state: figure },
    );
  }
  const { outturnId, actor } = command;
  const note = noteOf(command);
  return { type: 'OutturnAudited', data: { outturnId, period: figure.period, note, auditedBy: actor } };
}

/** Takes back a figure of an open period; that of a closed one goes by way of a correction. */
export function withdraw(command: Of<'WithdrawOutturn'>, state: IndicatorState): IndicatorEvent {
  const { period, unavailable, evidence, actor, cycle } = command;
  requireInForce(state, period);
  const figure = requireHeld(state, period);
  const { held } = figure;
  requireNotClosed(cycle, period, figure, 'Propose a correction that withdraws the figure instead.');
  requireAnotherPerson(command, held.suppliedBy, 'The withdrawal of an outturn');
  requireNothingPending(state, period);
  const reason = requireText(command.reason, '/reason', 'The reason');
  requireEvidence(evidence);
  requireWithdrawable(unavailable, '/unavailable');
  return {
    type: 'OutturnWithdrawn',
    data: { outturnId: held.outturnId, period, unavailable, reason, evidence, withdrawnBy: actor },
  };
}

function noteOf({ note }: { readonly note?: string }): string | undefined {
  requireTextIfGiven(note, '/note', 'The note');
  return note;
}

function submissionOf(
  command: CommandContext & { outturnId: EventId },
  state: IndicatorState,
): { figure: Figure; held: HeldFigure } {
  for (const figure of Object.values(state.figures)) {
    if (figure.held?.outturnId === command.outturnId) return { figure, held: figure.held };
  }
  throw notFound(
    'unknown-outturn',
    `The submission ${command.outturnId} does not stand: it was never made, or another has taken its place.`,
  );
}

function alreadyDecided(figure: Figure, held: HeldFigure): Error {
  return conflict('already-decided', `The figure for ${figure.period} is ${held.maturity} already.`, { state: figure });
}
