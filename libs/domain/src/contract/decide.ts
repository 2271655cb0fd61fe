import { Decider } from '../decider';
import { notFound } from '../refusal';
import { ContractCommand, ContractCommandOf } from './commands';
import { openFinanceLine, recordFinanceVintage } from './decide-finance';
import { agreeMeetingRhythm, closeNotice, holdMeeting, serveNotice, stateAssurance } from './decide-oversight';
import { adoptKpiSet, assessData, endKpiSet, expectData, receiveData, recordKpiResult } from './decide-performance';
import { approveProposal, proposeCorrection, proposeRating, rejectProposal } from './decide-proposal';
import {
  agreeVariation,
  declineExtension,
  dropVariation,
  proposeVariation,
  recordContract,
  signVariation,
} from './decide-terms';
import { ContractEvent } from './events';
import { evolveContract } from './evolve';
import { ContractState, initialContract } from './state';

type Decide<Command> = (command: Command, state: ContractState) => ContractEvent;

/** One function a command, and the compiler misses none. */
const deciders: { readonly [Type in ContractCommand['type']]: Decide<ContractCommandOf<Type>> } = {
  RecordContract: recordContract,
  DeclineExtension: declineExtension,
  ProposeVariation: proposeVariation,
  AgreeVariation: agreeVariation,
  SignVariation: signVariation,
  DropVariation: dropVariation,
  AdoptKpiSet: adoptKpiSet,
  EndKpiSet: endKpiSet,
  RecordKpiResult: recordKpiResult,
  ExpectData: expectData,
  ReceiveData: receiveData,
  AssessData: assessData,
  AgreeMeetingRhythm: agreeMeetingRhythm,
  HoldMeeting: holdMeeting,
  OpenFinanceLine: openFinanceLine,
  RecordFinanceVintage: recordFinanceVintage,
  ServeNotice: serveNotice,
  CloseNotice: closeNotice,
  StateAssurance: stateAssurance,
  ProposeContractRating: proposeRating,
  ProposeContractCorrection: proposeCorrection,
  ApproveContractProposal: approveProposal,
  RejectContractProposal: rejectProposal,
};

/** The events that follow from a command, or a `Refusal`. */
export function decideContract(command: ContractCommand, state: ContractState): ContractEvent[] {
  if (command.type !== 'RecordContract' && state.contract === undefined) {
    throw notFound('unknown-contract', 'There is no such contract. Look it up in the list of contracts.', '/contract');
  }
  // The table pairs every type with the function for its commands; a lookup by a union of types cannot say so.
  const decide = deciders[command.type] as Decide<ContractCommand>;
  return [decide(command, state)];
}

export const contract: Decider<ContractState, ContractCommand, ContractEvent> = {
  initialState: initialContract,
  decide: decideContract,
  evolve: evolveContract,
};
