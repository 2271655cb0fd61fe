import { ActorId, EventId } from '../ids';
import { Justification } from '../indicator/events';
import { DateText, PeriodKey } from '../period';
import { StatedDate } from '../stated-date';
import {
  AssuranceStatement,
  ContractNotice,
  ContractRating,
  ContractTerms,
  ContractVariation,
  CorrectedContract,
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

/** Everything about one contract is one stream: what needs attention follows from all of it together. */
export const contractStream = (key: string): string => `contract-${key}`;

interface Event<Type extends string, Data extends object> {
  readonly type: Type;
  readonly data: Data;
}

export type ContractEvent =
  | Event<'ContractRecorded', { contract: string; terms: ContractTerms; source: string; recordedBy: ActorId }>
  | Event<'ExtensionDeclined', { reason: string; source: string; declinedBy: ActorId }>
  | Event<'VariationProposed', { variation: ContractVariation; proposedBy: ActorId }>
  | Event<
      'VariationAgreed',
      { variationId: EventId; agreedOn?: StatedDate; forum: string; source: string; agreedBy: ActorId }
    >
  | Event<'VariationSigned', { variationId: EventId; signedOn: DateText; source: string; recordedBy: ActorId }>
  | Event<'VariationDropped', { variationId: EventId; reason: string; droppedBy: ActorId }>
  | Event<'KpiSetAdopted', { set: KpiSet; adoptedBy: ActorId }>
  | Event<'KpiSetEnded', { kpiSet: string; validTo: DateText; reason: string; endedBy: ActorId }>
  /** Late: the set was in force, and the period had been closed without the result. */
  | Event<'KpiResultRecorded', { result: KpiResult; late: boolean; recordedBy: ActorId }>
  | Event<'DataExpected', { expectation: DataExpectation; recordedBy: ActorId }>
  | Event<'DataReceived', { receipt: DataReceipt; recordedBy: ActorId }>
  | Event<
      'DataAssessed',
      { delivery: string; period: PeriodKey; maturity: DataMaturity; note?: string; assessedBy: ActorId }
    >
  | Event<'MeetingRhythmAgreed', { rhythm: MeetingRhythm; recordedBy: ActorId }>
  | Event<'MeetingHeld', { meeting: Meeting; recordedBy: ActorId }>
  | Event<'FinanceLineOpened', { line: FinanceLine; openedBy: ActorId }>
  | Event<'FinanceVintageRecorded', { vintage: FinanceVintage; recordedBy: ActorId }>
  | Event<'NoticeServed', { notice: ContractNotice; recordedBy: ActorId }>
  | Event<'NoticeClosed', { noticeId: EventId; closedOn: DateText; outcome: string; closedBy: ActorId }>
  | Event<'AssuranceStated', { statement: AssuranceStatement; recordedBy: ActorId }>
  | Event<'ContractRatingProposed', { rating: ContractRating; proposedBy: ActorId }>
  | Event<
      'ContractCorrectionProposed',
      { correction: CorrectedContract; justification: Justification; proposedBy: ActorId }
    >
  | Event<'ContractProposalApproved', { proposalId: EventId; note?: string; approvedBy: ActorId }>
  | Event<'ContractProposalRejected', { proposalId: EventId; reason: string; rejectedBy: ActorId }>;
