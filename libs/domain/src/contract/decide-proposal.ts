import { parseSuppliedValue } from '../figure-value';
import { requireAnotherPerson, requireJustification } from '../indicator/requirements';
import { parsePeriod } from '../period';
import { conflict, invalid, notFound } from '../refusal';
import { requireText, requireTextIfGiven } from '../text';
import { requireTerms, saysTheSameFact } from './checks';
import { ContractCommandOf } from './commands';
import { requireVintage } from './decide-finance';
import { ContractEvent } from './events';
import { ContractCorrection, CorrectedContract } from './facts';
import { ContractState, PendingProposal } from './state';

// What one person proposes and another decides: ratings, and corrections of what was recorded.

const OUTSIDE_ACT = {
  'does-not-apply': 'The Procurement Act 2023 does not apply to this contract.',
  'not-stated': 'It is not stated whether the Procurement Act 2023 applies to this contract.',
};

/** The Act's ratings are for contracts to which it applies; another may be rated in its words, and then says why. */
export function proposeRating(
  { rating, actor }: ContractCommandOf<'ProposeContractRating'>,
  state: ContractState,
): ContractEvent {
  parsePeriod(rating.period, '/period');
  requireText(rating.reason, '/reason', 'The reason');
  requireTextIfGiven(rating.outsideActBecause, '/outsideActBecause', 'Why it is rated');
  const standing = state.terms?.procurementAct2023 ?? 'not-stated';
  const said = rating.outsideActBecause !== undefined && rating.outsideActBecause !== '';
  if (standing !== 'applies' && !said) {
    throw invalid(
      'outside-the-act',
      `${OUTSIDE_ACT[standing]} Say why it is rated all the same.`,
      '/outsideActBecause',
    );
  }
  if (standing === 'applies' && said) {
    throw invalid(
      'within-the-act',
      'The Procurement Act 2023 applies to this contract. Leave out why it is rated all the same.',
      '/outsideActBecause',
    );
  }
  if (rating.kpi !== undefined && !hasKpi(state, rating.kpi)) {
    throw invalid('unknown-key', `No KPI set of the contract has a KPI "${rating.kpi.slice(0, 80)}".`, '/kpi');
  }
  return { type: 'ContractRatingProposed', data: { rating, proposedBy: actor } };
}

function hasKpi(state: ContractState, key: string): boolean {
  return Object.values(state.kpiSets).some(({ set }) => set.kpis.some(({ kpi }) => kpi === key));
}

export function proposeCorrection(
  command: ContractCommandOf<'ProposeContractCorrection'>,
  state: ContractState,
): ContractEvent {
  const { justification, actor } = command;
  const correction = correctedBy(command.correction, state);
  requireJustification(justification);
  if (saysTheSameFact({ is: correction.from }, { is: correction.to })) {
    throw conflict('nothing-changes', 'That is what stands already: a correction must change something.', {
      state: correction.from,
    });
  }
  const waiting = Object.entries(state.pending).find(
    ([, proposal]) => proposal.kind === 'correction' && subjectOf(proposal.correction) === subjectOf(correction),
  );
  if (waiting !== undefined) {
    throw conflict('correction-pending', 'Another correction of this awaits a decision. Have it decided first.', {
      state: { proposalId: waiting[0], ...waiting[1] },
    });
  }
  return { type: 'ContractCorrectionProposed', data: { correction, justification, proposedBy: actor } };
}

function subjectOf(correction: CorrectedContract): string {
  switch (correction.subject) {
    case 'terms':
      return 'terms';
    case 'finance-vintage':
      return correction.vintageId;
    case 'kpi-result':
      return correction.resultId;
  }
}

function correctedBy(correction: ContractCorrection, state: ContractState): CorrectedContract {
  switch (correction.subject) {
    case 'terms': {
      requireTerms(correction.to, '/terms');
      if (state.terms === undefined) throw unknown('contract', '');
      return { ...correction, from: state.terms };
    }
    case 'finance-vintage': {
      const vintages = Object.values(state.finance).flatMap((line) => line.vintages);
      const held = vintages.find(({ id }) => id === correction.vintageId);
      if (held === undefined) throw unknown('estimate', correction.vintageId);
      requireVintage(correction.to, '/vintage');
      if (correction.to.line !== held.vintage.line || correction.to.period !== held.vintage.period) {
        throw invalid('other-estimate', 'A correction keeps the line and the period of the estimate.', '/vintage');
      }
      return { ...correction, from: held.vintage };
    }
    case 'kpi-result': {
      const held = Object.values(state.results).find(({ eventId }) => eventId === correction.resultId);
      if (held === undefined) throw unknown('result', correction.resultId);
      const kpi = state.kpiSets[held.result.kpiSet]?.set.kpis.find(({ kpi }) => kpi === held.result.kpi);
      if (kpi && 'unit' in kpi) parseSuppliedValue(correction.to, kpi.unit, '/value');
      return { ...correction, from: held.result.value };
    }
  }
}

function unknown(what: string, id: string) {
  return notFound('unknown-id', `There is no ${what} with the id ${id.slice(0, 60)}.`, '/id');
}

export function approveProposal(
  command: ContractCommandOf<'ApproveContractProposal'>,
  state: ContractState,
): ContractEvent {
  const { proposalId, note, actor } = command;
  requireDecidable(command, state);
  requireTextIfGiven(note, '/note', 'The note');
  return { type: 'ContractProposalApproved', data: { proposalId, note, approvedBy: actor } };
}

export function rejectProposal(
  command: ContractCommandOf<'RejectContractProposal'>,
  state: ContractState,
): ContractEvent {
  const { proposalId, reason, actor } = command;
  requireDecidable(command, state);
  requireText(reason, '/reason', 'The reason');
  return { type: 'ContractProposalRejected', data: { proposalId, reason, rejectedBy: actor } };
}

function requireDecidable(
  command: ContractCommandOf<'ApproveContractProposal' | 'RejectContractProposal'>,
  state: ContractState,
): PendingProposal {
  const { proposalId } = command;
  const proposal = Object.hasOwn(state.pending, proposalId) ? state.pending[proposalId] : undefined;
  if (proposal === undefined) {
    throw notFound(
      'no-pending-proposal',
      `The proposal ${proposalId} does not await a decision: it has been decided, or was never made.`,
    );
  }
  requireAnotherPerson(command, proposal.proposedBy, proposal.kind === 'rating' ? 'A rating' : 'A correction');
  return proposal;
}
