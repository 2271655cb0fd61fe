import { PeriodKind, parseDate, parsePeriod } from '../period';
import { conflict, invalid } from '../refusal';
import { parseStatedDateIfGiven } from '../stated-date';
import { requireKey, requireText, requireTextIfGiven } from '../text';
import { requireItem, requireKeyed, requireNotBefore, saysTheSameFact } from './checks';
import { ContractCommandOf } from './commands';
import { requireNotFuture } from './decide-terms';
import { ContractEvent } from './events';
import { MeetingRhythm } from './facts';
import { ContractState } from './state';

// How the council keeps an eye on the contract: meetings, notices, and what is said about it.

const KINDS_OF_RHYTHM: Readonly<Record<MeetingRhythm['every'], readonly PeriodKind[]>> = {
  month: ['month'],
  quarter: ['quarter'],
  year: ['year'],
  'not-stated': ['month', 'quarter', 'year'],
};

export function agreeMeetingRhythm(
  { rhythm, actor }: ContractCommandOf<'AgreeMeetingRhythm'>,
  state: ContractState,
): ContractEvent {
  requireKey(rhythm.rhythm, '/rhythm', 'The key of a rhythm');
  requireText(rhythm.name, '/name', 'The name');
  requireText(rhythm.source, '/source', 'The source');
  requireTextIfGiven(rhythm.note, '/note', 'The note');
  if (rhythm.countedFrom !== undefined) parseDate(rhythm.countedFrom, '/countedFrom');
  if (rhythm.every === 'not-stated' && rhythm.countedFrom !== undefined) {
    throw invalid(
      'rhythm-not-stated',
      'Meetings without a stated rhythm are never overdue. Leave out from when they are counted, or say how often they are held.',
      '/countedFrom',
    );
  }
  const current = state.rhythms[rhythm.rhythm]?.rhythm;
  if (current !== undefined && saysTheSameFact(current, rhythm)) {
    throw conflict('nothing-changes', `The rhythm of "${current.name}" is that already.`, { state: current });
  }
  return { type: 'MeetingRhythmAgreed', data: { rhythm, recordedBy: actor } };
}

export function holdMeeting(
  { meeting, actor, today }: ContractCommandOf<'HoldMeeting'>,
  state: ContractState,
): ContractEvent {
  const { period: key, heldOn, note, source } = meeting;
  const { rhythm } = requireKeyed(state.rhythms, meeting.rhythm, '/rhythm', 'kind of meeting');
  const period = parsePeriod(key, '/period');
  if (!KINDS_OF_RHYTHM[rhythm.every].includes(period.kind)) {
    throw invalid('other-rhythm', `"${rhythm.name}" is held every ${rhythm.every}. Name such a period.`, '/period');
  }
  parseStatedDateIfGiven(heldOn, '/heldOn');
  requireNotFuture(heldOn ?? period.start, today, heldOn === undefined ? '/period' : '/heldOn');
  requireTextIfGiven(note, '/note', 'The note');
  requireText(source, '/source', 'The source');
  const same = state.rhythms[meeting.rhythm]?.held.find((held) => held.period === key && held.heldOn === heldOn);
  if (same !== undefined) {
    throw conflict('nothing-changes', `That meeting for ${key} is recorded already.`, { state: same });
  }
  return { type: 'MeetingHeld', data: { meeting, recordedBy: actor } };
}

export function serveNotice({ notice, actor, today }: ContractCommandOf<'ServeNotice'>): ContractEvent {
  requireText(notice.reason, '/reason', 'The reason');
  requireText(notice.source, '/source', 'The source');
  parseStatedDateIfGiven(notice.servedOn, '/servedOn');
  requireNotFuture(notice.servedOn, today, '/servedOn');
  return { type: 'NoticeServed', data: { notice, recordedBy: actor } };
}

export function closeNotice(command: ContractCommandOf<'CloseNotice'>, state: ContractState): ContractEvent {
  const { noticeId, closedOn, outcome, actor, today } = command;
  const held = requireItem(state.notices, noticeId, 'notice');
  if (held.closed !== undefined) {
    throw conflict('already-closed', `The notice was closed on ${held.closed.closedOn} already.`, { state: held });
  }
  parseDate(closedOn, '/closedOn');
  requireNotFuture(closedOn, today, '/closedOn');
  requireNotBefore(closedOn, held.notice.servedOn, '/closedOn', 'The notice');
  requireText(outcome, '/outcome', 'The outcome');
  return { type: 'NoticeClosed', data: { noticeId, closedOn, outcome, closedBy: actor } };
}

export function stateAssurance(
  { statement, actor }: ContractCommandOf<'StateAssurance'>,
  state: ContractState,
): ContractEvent {
  const { period, text, author, source } = statement;
  parsePeriod(period, '/period');
  requireText(text, '/text', 'The statement');
  requireText(author, '/author', 'The author');
  requireText(source, '/source', 'The source');
  const same = Object.values(state.statements).find((held) => saysTheSameFact(held.statement, statement));
  if (same !== undefined) {
    throw conflict('nothing-changes', `That is stated for ${period} already.`, { state: same });
  }
  return { type: 'AssuranceStated', data: { statement, recordedBy: actor } };
}
