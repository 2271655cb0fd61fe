import { parseSuppliedValue } from '../figure-value';
import { EventId } from '../ids';
import { comparePeriods, parseDate, parsePeriod } from '../period';
import { conflict, invalid, notFound } from '../refusal';
import { requireList, requireText, requireTextIfGiven } from '../text';
import { IndicatorCommand } from './commands';
import { IndicatorEvent } from './events';
import {
  requireAnotherPerson,
  requireHeld,
  requireInForce,
  requireJustification,
  requireNothingPending,
} from './requirements';
import { IndicatorState, PendingRestatement } from './state';

type Of<Type extends IndicatorCommand['type']> = Extract<IndicatorCommand, { type: Type }>;

/** Every month, quarter and year from 2012 to 2098 would be fewer. */
const MOST_PERIODS = 2000;

export function openRestatement(command: Of<'OpenRestatement'>, state: IndicatorState): IndicatorEvent {
  const { fromBasis, toBasis, justification, restated, notRestated, decidedOn, actor } = command;
  if (state.pendingRestatement) {
    throw conflict(
      'restatement-pending',
      `A restatement opened by ${state.pendingRestatement.openedBy} awaits a decision. Decide it first.`,
      { state: state.pendingRestatement },
    );
  }
  requireText(fromBasis, '/fromBasis', 'The old basis');
  requireText(toBasis, '/toBasis', 'The new basis');
  if (fromBasis === toBasis)
    throw invalid('same-basis', 'The old and the new basis are the same: a restatement changes the basis.', '/toBasis');
  if (state.basis !== undefined && state.basis !== fromBasis) {
    throw conflict('other-basis', `Figures are on the basis "${state.basis}" now, not on "${fromBasis}".`, {
      pointer: '/fromBasis',
    });
  }
  requireJustification(justification);
  if (decidedOn !== undefined) parseDate(decidedOn, '/decidedOn');
  parseRestated(command, state);
  return {
    type: 'RestatementOpened',
    data: { fromBasis, toBasis, justification, restated, notRestated, decidedOn, openedBy: actor },
  };
}

function parseRestated(command: Of<'OpenRestatement'>, state: IndicatorState): void {
  const { restated, notRestated } = command;
  requireList(restated, MOST_PERIODS, '/restated', 'periods');
  requireList(notRestated, MOST_PERIODS, '/notRestated', 'periods');
  restated.forEach(({ period, value }, index) => {
    const { version } = requireInForce(state, period, `/restated/${index}/period`);
    parseSuppliedValue(value, version.definition.unit, `/restated/${index}/value`);
    requireHeld(state, period);
    requireNothingPending(state, period);
  });
  notRestated.forEach(({ period, reason }, index) => {
    parsePeriod(period, `/notRestated/${index}/period`);
    requireText(reason, `/notRestated/${index}/reason`, 'The reason');
  });
  const listed = [...restated, ...notRestated].map(({ period }) => period);
  if (listed.length === 0)
    throw invalid(
      'no-periods',
      'A restatement lists the periods that it restates and those that it cannot.',
      '/restated',
    );
  if (new Set(listed).size < listed.length)
    throw invalid(
      'period-listed-twice',
      'A period is listed twice. List each once, as restated or as not.',
      '/restated',
    );
  refuseUnlisted(state, new Set(listed));
}

/** Every figure held so far is on the old basis: a restatement that passes one over would leave it unlabelled. */
function refuseUnlisted(state: IndicatorState, listed: ReadonlySet<string>): void {
  const unlisted = Object.values(state.figures)
    .filter((figure) => figure.held !== undefined && !listed.has(figure.period))
    .map((figure) => parsePeriod(figure.period))
    .sort(comparePeriods)
    .map((period) => period.key);
  if (unlisted.length > 0) {
    throw invalid(
      'periods-not-listed',
      `List these periods as restated or as not restated too: ${unlisted.join(', ')}.`,
      '/restated',
    );
  }
}

export function approveRestatement(command: Of<'ApproveRestatement'>, state: IndicatorState): IndicatorEvent {
  const pending = pendingRestatement(state, command.restatementId);
  requireAnotherPerson(command, pending.openedBy, 'A restatement');
  const { restatementId, note, actor } = command;
  requireTextIfGiven(note, '/note', 'The note');
  return { type: 'RestatementApproved', data: { restatementId, note, approvedBy: actor } };
}

export function rejectRestatement(command: Of<'RejectRestatement'>, state: IndicatorState): IndicatorEvent {
  const pending = pendingRestatement(state, command.restatementId);
  requireAnotherPerson(command, pending.openedBy, 'A restatement');
  const { restatementId, actor } = command;
  const reason = requireText(command.reason, '/reason', 'The reason');
  return { type: 'RestatementRejected', data: { restatementId, reason, rejectedBy: actor } };
}

function pendingRestatement(state: IndicatorState, id: EventId): PendingRestatement {
  if (state.pendingRestatement?.id === id) return state.pendingRestatement;
  throw notFound(
    'no-pending-restatement',
    `The restatement ${id} does not await a decision: it has been decided, or was never opened.`,
  );
}
