import { requireAnotherPerson } from '../indicator/requirements';
import { parseDate } from '../period';
import { conflict, invalid } from '../refusal';
import { earliestDay, isSurelyBefore, latestDay, parseStatedDateIfGiven } from '../stated-date';
import { requireKey, requireText } from '../text';
import { requireItem, requireNotBefore, requireTerms } from './checks';
import { ContractCommandOf } from './commands';
import { ContractEvent } from './events';
import { ContractVariation } from './facts';
import { endOf } from './governance-term';
import { ContractState, HeldVariation } from './state';

// What the contract is, whether it is extended, and how it is varied.

export function recordContract(command: ContractCommandOf<'RecordContract'>, state: ContractState): ContractEvent {
  const { contract, terms, source, actor } = command;
  if (state.contract !== undefined) {
    throw conflict('contract-exists', `The contract ${state.contract} is recorded already.`, { state: state.terms });
  }
  requireKey(contract, '/contract', 'The key of a contract');
  requireTerms(terms, '/terms');
  requireText(source, '/source', 'The source');
  return { type: 'ContractRecorded', data: { contract, terms, source, recordedBy: actor } };
}

/** Records that an extension will not be taken up (report 6.12). */
export function declineExtension(command: ContractCommandOf<'DeclineExtension'>, state: ContractState): ContractEvent {
  const { reason, source, actor } = command;
  requireText(reason, '/reason', 'The reason');
  requireText(source, '/source', 'The source');
  if (state.extensionDeclined !== undefined) {
    throw conflict('already-declined', 'It is recorded already that the contract will not be extended.', {
      state: state.extensionDeclined,
    });
  }
  return { type: 'ExtensionDeclined', data: { reason, source, declinedBy: actor } };
}

export function proposeVariation(command: ContractCommandOf<'ProposeVariation'>, state: ContractState): ContractEvent {
  const { variation, actor } = command;
  const { title, effect, startsOn, endsOn, newEnd, source } = variation;
  requireText(title, '/title', 'The title');
  requireText(effect, '/effect', 'The effect');
  requireText(source, '/source', 'The source');
  for (const [name, date] of Object.entries({ startsOn, endsOn, newEnd })) parseStatedDateIfGiven(date, `/${name}`);
  requireNotBefore(endsOn, startsOn, '/endsOn', 'The variation');
  requireNotBefore(newEnd, startsOn, '/newEnd', 'By the variation the contract');
  requireNotBefore(newEnd, state.terms?.term.start, '/newEnd', 'By the variation the contract');
  if (variation.kind === 'extension') requireLaterEnd(variation, state);
  return { type: 'VariationProposed', data: { variation, proposedBy: actor } };
}

function requireLaterEnd({ newEnd }: ContractVariation, state: ContractState): void {
  if (newEnd === undefined) {
    throw invalid('missing-end', 'An extension needs the day to which it moves the end.', '/newEnd');
  }
  const { end } = endOf(state);
  if (end === undefined || latestDay(newEnd) > latestDay(end)) return;
  throw invalid(
    'not-an-extension',
    `The contract ends on ${end} already. Give a later end, or propose another kind of variation.`,
    '/newEnd',
  );
}

export function agreeVariation(command: ContractCommandOf<'AgreeVariation'>, state: ContractState): ContractEvent {
  const { variationId, agreedOn, forum, source, actor } = command;
  const held = openVariation(state, variationId);
  if (held.agreed !== undefined) {
    throw conflict('already-agreed', `"${held.variation.title}" has been agreed already.`, { state: held });
  }
  requireAnotherPerson(command, held.proposedBy, 'A variation');
  parseStatedDateIfGiven(agreedOn, '/agreedOn');
  requireNotFuture(agreedOn, command.today, '/agreedOn');
  requireText(forum, '/forum', 'Who agreed');
  requireText(source, '/source', 'The source');
  return { type: 'VariationAgreed', data: { variationId, agreedOn, forum, source, agreedBy: actor } };
}

export function signVariation(command: ContractCommandOf<'SignVariation'>, state: ContractState): ContractEvent {
  const { variationId, signedOn, source, actor } = command;
  const held = openVariation(state, variationId);
  if (held.agreed === undefined) {
    throw conflict('not-agreed', `"${held.variation.title}" has not been agreed. Record that first.`, { state: held });
  }
  parseDate(signedOn, '/signedOn');
  requireNotFuture(signedOn, command.today, '/signedOn');
  const { agreedOn } = held.agreed;
  if (agreedOn !== undefined && isSurelyBefore(signedOn, agreedOn)) {
    throw invalid('signed-before-agreed', `It was agreed on ${agreedOn}, after ${signedOn}. Correct one.`, '/signedOn');
  }
  requireText(source, '/source', 'The source');
  return { type: 'VariationSigned', data: { variationId, signedOn, source, recordedBy: actor } };
}

/** What two people have agreed is not undone by the one who proposed it. */
export function dropVariation(command: ContractCommandOf<'DropVariation'>, state: ContractState): ContractEvent {
  const { variationId, reason, actor } = command;
  const held = openVariation(state, variationId);
  if (held.agreed !== undefined) requireAnotherPerson(command, held.proposedBy, 'An agreed variation');
  requireText(reason, '/reason', 'The reason');
  return { type: 'VariationDropped', data: { variationId, reason, droppedBy: actor } };
}

function openVariation(state: ContractState, id: string): HeldVariation {
  const held = requireItem(state.variations, id, 'variation');
  if (held.signed === undefined && held.dropped === undefined) return held;
  const how = held.signed === undefined ? 'dropped' : 'signed';
  throw conflict('already-decided', `"${held.variation.title}" has been ${how} already.`, { state: held });
}

/** What has happened has not happened after today. */
export function requireNotFuture(date: string | undefined, today: string, pointer: string): void {
  if (date === undefined || earliestDay(date) <= today) return;
  throw invalid('in-the-future', `${date} lies after today, ${today}. Record it when it has happened.`, pointer);
}
