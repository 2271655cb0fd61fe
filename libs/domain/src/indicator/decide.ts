import { Decider } from '../decider';
import { notFound } from '../refusal';
import { IndicatorCommand } from './commands';
import { approveCorrection, proposeCorrection, recordRevision, rejectCorrection } from './decide-change';
import { declareBreak, define, move, recordBridge, redefine, retire } from './decide-definition';
import {
  approve,
  audit,
  declareUnavailable,
  reject,
  submitAnnualReturn,
  submitOutturn,
  validate,
  withdraw,
} from './decide-outturn';
import { approveOverride, rejectOverride, requestOverride } from './decide-override';
import { recordBenchmark, writeCommentary } from './decide-remark';
import { approveRestatement, openRestatement, rejectRestatement } from './decide-restatement';
import { setRatingRule, setTarget } from './decide-standard';
import { IndicatorEvent } from './events';
import { evolveIndicator } from './evolve';
import { IndicatorState, initialIndicator } from './state';

type Decide<Command> = (command: Command, state: IndicatorState) => IndicatorEvent;

/** One function a command, and the compiler misses none. */
const deciders: {
  readonly [Type in IndicatorCommand['type']]: Decide<Extract<IndicatorCommand, { type: Type }>>;
} = {
  DefineIndicator: define,
  RedefineIndicator: redefine,
  RetireIndicator: retire,
  MoveIndicator: move,
  DeclareComparabilityBreak: declareBreak,
  RecordBridge: recordBridge,
  SetTarget: setTarget,
  SetRatingRule: setRatingRule,
  SubmitOutturn: submitOutturn,
  SubmitAnnualReturn: submitAnnualReturn,
  DeclareUnavailable: declareUnavailable,
  ValidateOutturn: validate,
  ApproveOutturn: approve,
  RejectOutturn: reject,
  AuditOutturn: audit,
  WithdrawOutturn: withdraw,
  WriteCommentary: writeCommentary,
  RecordBenchmark: recordBenchmark,
  ProposeCorrection: proposeCorrection,
  ApproveCorrection: approveCorrection,
  RejectCorrection: rejectCorrection,
  RecordRevision: recordRevision,
  OpenRestatement: openRestatement,
  ApproveRestatement: approveRestatement,
  RejectRestatement: rejectRestatement,
  RequestOverride: requestOverride,
  ApproveOverride: approveOverride,
  RejectOverride: rejectOverride,
};

/** The events that follow from a command, or a `Refusal`. */
export function decideIndicator(command: IndicatorCommand, state: IndicatorState): IndicatorEvent[] {
  if (command.type !== 'DefineIndicator' && state.key === undefined) {
    throw notFound('unknown-indicator', 'There is no such indicator. Look it up in the list of indicators.');
  }
  // The table pairs every type with the function for its commands; a lookup by a union of types cannot say so.
  const decide = deciders[command.type] as Decide<IndicatorCommand>;
  return [decide(command, state)];
}

export const indicator: Decider<IndicatorState, IndicatorCommand, IndicatorEvent> = {
  initialState: initialIndicator,
  decide: decideIndicator,
  evolve: evolveIndicator,
};
