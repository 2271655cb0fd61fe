import { EventId } from '../ids';
import { CommandContext, CycleContext } from '../indicator/commands';
import { Justification } from '../indicator/events';
import { DateText, PeriodKey } from '../period';
import { StatedDate } from '../stated-date';
import {
  AssuranceStatement,
  ContractCorrection,
  ContractNotice,
  ContractRating,
  ContractTerms,
  ContractVariation,
  DataExpectation,
  DataMaturity,
  DataReceipt,
  FinanceLine,
  FinanceVintage,
  KpiResult,
  KpiSet,
  Meeting,
  MeetingRhythm,
} from './facts';

type Command<Type extends string, Fields extends object> = { readonly type: Type } & CommandContext & Readonly<Fields>;

export type ContractCommand =
  | Command<'RecordContract', { contract: string; terms: ContractTerms; source: string }>
  | Command<'DeclineExtension', { reason: string; source: string }>
  | Command<'ProposeVariation', { variation: ContractVariation }>
  | Command<'AgreeVariation', { variationId: EventId; agreedOn?: StatedDate; forum: string; source: string }>
  | Command<'SignVariation', { variationId: EventId; signedOn: DateText; source: string }>
  | Command<'DropVariation', { variationId: EventId; reason: string }>
  | Command<'AdoptKpiSet', { set: KpiSet }>
  | Command<'EndKpiSet', { kpiSet: string; validTo: DateText; reason: string }>
  | (Command<'RecordKpiResult', { result: KpiResult }> & CycleContext)
  | Command<'ExpectData', { expectation: DataExpectation }>
  | Command<'ReceiveData', { receipt: DataReceipt }>
  | Command<'AssessData', { delivery: string; period: PeriodKey; maturity: DataMaturity; note?: string }>
  | Command<'AgreeMeetingRhythm', { rhythm: MeetingRhythm }>
  | Command<'HoldMeeting', { meeting: Meeting }>
  | Command<'OpenFinanceLine', { line: FinanceLine }>
  | Command<'RecordFinanceVintage', { vintage: FinanceVintage }>
  | Command<'ServeNotice', { notice: ContractNotice }>
  | Command<'CloseNotice', { noticeId: EventId; closedOn: DateText; outcome: string }>
  | Command<'StateAssurance', { statement: AssuranceStatement }>
  | Command<'ProposeContractRating', { rating: ContractRating }>
  | Command<'ProposeContractCorrection', { correction: ContractCorrection; justification: Justification }>
  | Command<'ApproveContractProposal', { proposalId: EventId; note?: string }>
  | Command<'RejectContractProposal', { proposalId: EventId; reason: string }>;

/** The command of a type. */
export type ContractCommandOf<Type extends ContractCommand['type']> = Extract<ContractCommand, { type: Type }>;
