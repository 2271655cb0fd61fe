import { Recorded } from '../decider';
import { CorrectedContract } from './facts';
import { ContractEvent } from './events';
import { ContractState, Corrected, HeldData, HeldVariation, dataKey, resultKey } from './state';

type Evolvers = {
  readonly [Type in ContractEvent['type']]: (
    state: ContractState,
    event: Recorded<Extract<ContractEvent, { type: Type }>>,
  ) => ContractState;
};

const evolvers: Evolvers = {
  ContractRecorded: (state, { id, data: { contract, terms, source, recordedBy } }) => ({
    ...state,
    contract,
    terms,
    source,
    recordedBy,
    termsEventIds: [id],
  }),
  ExtensionDeclined: (state, { id, data: { reason, source } }) => ({
    ...state,
    extensionDeclined: { reason, source, eventId: id },
  }),
  VariationProposed: (state, { id, data: { variation, proposedBy } }) => ({
    ...state,
    variations: { ...state.variations, [id]: { variation, proposedBy, eventIds: [id], order: next(state.variations) } },
  }),
  VariationAgreed: (state, { id, data: { variationId, agreedOn, forum, source } }) =>
    variationWith(state, variationId, id, { agreed: { agreedOn, forum, source } }),
  VariationSigned: (state, { id, data: { variationId, signedOn, source } }) =>
    variationWith(state, variationId, id, { signed: { signedOn, source } }),
  VariationDropped: (state, { id, data: { variationId, reason } }) =>
    variationWith(state, variationId, id, { dropped: { reason } }),
  KpiSetAdopted: (state, { id, data: { set } }) => ({
    ...state,
    kpiSets: { ...state.kpiSets, [set.kpiSet]: { set, eventIds: [id] } },
  }),
  KpiSetEnded: (state, { id, data: { kpiSet, validTo } }) => {
    const held = state.kpiSets[kpiSet];
    if (held === undefined) return state;
    const ended = { set: { ...held.set, validTo }, eventIds: [...held.eventIds, id] };
    return { ...state, kpiSets: { ...state.kpiSets, [kpiSet]: ended } };
  },
  KpiResultRecorded: (state, { id, data: { result, late } }) => ({
    ...state,
    results: { ...state.results, [resultKey(result)]: { result, late, eventId: id } },
  }),
  DataExpected: (state, { id, data: { expectation } }) => dataWith(state, expectation, id, { expectation }),
  DataReceived: (state, { id, data: { receipt, recordedBy } }) => {
    const earlier = state.data[dataKey(receipt)];
    const firstReceivedOn = earlier?.receipt === undefined ? receipt.receivedOn : earlier.firstReceivedOn;
    return dataWith(state, receipt, id, { receipt, firstReceivedOn, receivedBy: recordedBy });
  },
  DataAssessed: (state, { id, data: { delivery, period, maturity } }) => {
    const receipt = state.data[dataKey({ delivery, period })]?.receipt;
    return receipt ? dataWith(state, receipt, id, { receipt: { ...receipt, maturity } }) : state;
  },
  MeetingRhythmAgreed: (state, { id, data: { rhythm } }) => {
    const { held, order } = state.rhythms[rhythm.rhythm] ?? { held: [], order: next(state.rhythms) };
    return { ...state, rhythms: { ...state.rhythms, [rhythm.rhythm]: { rhythm, held, order, eventId: id } } };
  },
  MeetingHeld: (state, { id, data: { meeting } }) => {
    const kept = state.rhythms[meeting.rhythm];
    if (kept === undefined) return state;
    const held = [...kept.held, { ...meeting, eventId: id }];
    return { ...state, rhythms: { ...state.rhythms, [meeting.rhythm]: { ...kept, held } } };
  },
  FinanceLineOpened: (state, { id, data: { line } }) => ({
    ...state,
    finance: { ...state.finance, [line.line]: { line, vintages: [], eventId: id, order: next(state.finance) } },
  }),
  FinanceVintageRecorded: (state, { id, data: { vintage } }) => {
    const kept = state.finance[vintage.line];
    if (kept === undefined) return state;
    const vintages = [...kept.vintages, { vintage, id }];
    return { ...state, finance: { ...state.finance, [vintage.line]: { ...kept, vintages } } };
  },
  NoticeServed: (state, { id, data: { notice } }) => ({
    ...state,
    notices: { ...state.notices, [id]: { notice, eventIds: [id], order: next(state.notices) } },
  }),
  NoticeClosed: (state, { id, data: { noticeId, closedOn, outcome } }) => {
    const kept = state.notices[noticeId];
    if (kept === undefined) return state;
    const closed = { ...kept, closed: { closedOn, outcome }, eventIds: [...kept.eventIds, id] };
    return { ...state, notices: { ...state.notices, [noticeId]: closed } };
  },
  AssuranceStated: (state, { id, data: { statement } }) => ({
    ...state,
    statements: { ...state.statements, [id]: { statement, eventId: id, order: next(state.statements) } },
  }),
  ContractRatingProposed: (state, { id, data: { rating, proposedBy } }) => ({
    ...state,
    pending: { ...state.pending, [id]: { kind: 'rating', rating, proposedBy } },
  }),
  ContractCorrectionProposed: (state, { id, data: { correction, justification, proposedBy } }) => ({
    ...state,
    pending: { ...state.pending, [id]: { kind: 'correction', correction, justification, proposedBy } },
  }),
  ContractProposalApproved: (state, { id, data: { proposalId, approvedBy } }) => {
    const proposal = state.pending[proposalId];
    const rest = withoutProposal(state, proposalId);
    if (proposal === undefined) return rest;
    if (proposal.kind === 'correction') {
      return correct(rest, proposal.correction, { reason: proposal.justification.reason, eventId: id });
    }
    const { rating, proposedBy } = proposal;
    const approved = { rating, proposedBy, approvedBy, eventIds: [proposalId, id], order: next(rest.ratings) };
    return { ...rest, ratings: { ...rest.ratings, [proposalId]: approved } };
  },
  ContractProposalRejected: (state, { data: { proposalId } }) => withoutProposal(state, proposalId),
};

function next(items: object): number {
  return Object.keys(items).length + 1;
}

function variationWith(
  state: ContractState,
  variationId: string,
  eventId: string,
  change: Partial<HeldVariation>,
): ContractState {
  const kept = state.variations[variationId];
  if (kept === undefined) return state;
  const changed = { ...kept, ...change, eventIds: [...kept.eventIds, eventId] };
  return { ...state, variations: { ...state.variations, [variationId]: changed } };
}

function dataWith(
  state: ContractState,
  of: { readonly delivery: string; readonly period: string },
  eventId: string,
  change: Partial<HeldData>,
): ContractState {
  const kept = state.data[dataKey(of)];
  const changed = { ...kept, ...change, eventIds: [...(kept?.eventIds ?? []), eventId] };
  return { ...state, data: { ...state.data, [dataKey(of)]: changed } };
}

function withoutProposal(state: ContractState, proposalId: string): ContractState {
  const pending = Object.fromEntries(Object.entries(state.pending).filter(([id]) => id !== proposalId));
  return { ...state, pending };
}

function correct(
  state: ContractState,
  correction: CorrectedContract,
  by: Omit<Corrected<unknown>, 'from'>,
): ContractState {
  switch (correction.subject) {
    case 'terms':
      return { ...state, terms: correction.to, termsEventIds: [...state.termsEventIds, by.eventId] };
    case 'finance-vintage': {
      const { vintageId, from, to } = correction;
      const kept = state.finance[to.line];
      if (kept === undefined) return state;
      const vintages = kept.vintages.map((held) =>
        held.id === vintageId ? { vintage: to, id: vintageId, corrected: { from, ...by } } : held,
      );
      return { ...state, finance: { ...state.finance, [to.line]: { ...kept, vintages } } };
    }
    case 'kpi-result': {
      const { resultId, from, to } = correction;
      const results = Object.entries(state.results).map(([key, held]) =>
        held.eventId === resultId
          ? [key, { ...held, result: { ...held.result, value: to }, corrected: { from, ...by } }]
          : [key, held],
      );
      return { ...state, results: Object.fromEntries(results) as ContractState['results'] };
    }
  }
}

/** The contract after one more event. */
export function evolveContract(state: ContractState, event: Recorded<ContractEvent>): ContractState {
  // The table pairs every type with the function for its events; a lookup by a union of types cannot say so.
  const evolve = evolvers[event.type] as (state: ContractState, event: Recorded<ContractEvent>) => ContractState;
  return evolve(state, event);
}
