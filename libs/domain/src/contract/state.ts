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
  DataReceipt,
  FinanceLine,
  FinanceVintage,
  KpiResult,
  KpiSet,
  Meeting,
  MeetingRhythm,
} from './facts';

/** That what was recorded was wrong, and what it said then. */
export interface Corrected<T> {
  readonly from: T;
  readonly reason: string;
  readonly eventId: EventId;
}

/** The place of an item among its kind, in the order in which they became known: their names have none. */
export interface Ordered {
  readonly order: number;
}

export interface HeldVariation extends Ordered {
  readonly variation: ContractVariation;
  readonly proposedBy: ActorId;
  readonly agreed?: { readonly agreedOn?: StatedDate; readonly forum: string; readonly source: string };
  readonly signed?: { readonly signedOn: DateText; readonly source: string };
  readonly dropped?: { readonly reason: string };
  /** Events that made it what it is, in order. */
  readonly eventIds: readonly EventId[];
}

export interface HeldKpiSet {
  readonly set: KpiSet;
  readonly eventIds: readonly EventId[];
}

export interface HeldKpiResult {
  readonly result: KpiResult;
  /** Whether it came after the period had been closed. */
  readonly late: boolean;
  readonly eventId: EventId;
  readonly corrected?: Corrected<KpiResult['value']>;
}

/** Data of one kind for one period: expected, received, or both. */
export interface HeldData {
  readonly expectation?: DataExpectation;
  /** The latest delivery. */
  readonly receipt?: DataReceipt;
  /** When the first delivery came, which decides whether it was in time. */
  readonly firstReceivedOn?: StatedDate;
  readonly receivedBy?: ActorId;
  readonly eventIds: readonly EventId[];
}

export interface HeldRhythm extends Ordered {
  readonly rhythm: MeetingRhythm;
  readonly held: readonly (Meeting & { readonly eventId: EventId })[];
  readonly eventId: EventId;
}

export interface HeldVintage {
  readonly id: EventId;
  readonly vintage: FinanceVintage;
  readonly corrected?: Corrected<FinanceVintage>;
}

export interface HeldFinanceLine extends Ordered {
  readonly line: FinanceLine;
  /** In the order in which they became known. */
  readonly vintages: readonly HeldVintage[];
  readonly eventId: EventId;
}

export interface HeldNotice extends Ordered {
  readonly notice: ContractNotice;
  readonly closed?: { readonly closedOn: DateText; readonly outcome: string };
  readonly eventIds: readonly EventId[];
}

export interface HeldStatement extends Ordered {
  readonly statement: AssuranceStatement;
  readonly eventId: EventId;
}

export interface HeldRating extends Ordered {
  readonly rating: ContractRating;
  readonly proposedBy: ActorId;
  readonly approvedBy: ActorId;
  readonly eventIds: readonly EventId[];
}

/** What waits for somebody else's decision. */
export type PendingProposal = { readonly proposedBy: ActorId } & (
  | { readonly kind: 'rating'; readonly rating: ContractRating }
  | { readonly kind: 'correction'; readonly correction: CorrectedContract; readonly justification: Justification }
);

export interface ContractState {
  readonly contract?: string;
  readonly terms?: ContractTerms;
  readonly source: string;
  readonly recordedBy: ActorId;
  readonly termsEventIds: readonly EventId[];
  readonly extensionDeclined?: { readonly reason: string; readonly source: string; readonly eventId: EventId };
  readonly variations: Readonly<Record<EventId, HeldVariation>>;
  readonly kpiSets: Readonly<Record<string, HeldKpiSet>>;
  /** By set, KPI and period. */
  readonly results: Readonly<Record<string, HeldKpiResult>>;
  /** By kind of data and period. */
  readonly data: Readonly<Record<string, HeldData>>;
  readonly rhythms: Readonly<Record<string, HeldRhythm>>;
  readonly finance: Readonly<Record<string, HeldFinanceLine>>;
  readonly notices: Readonly<Record<EventId, HeldNotice>>;
  readonly statements: Readonly<Record<EventId, HeldStatement>>;
  readonly ratings: Readonly<Record<EventId, HeldRating>>;
  readonly pending: Readonly<Record<EventId, PendingProposal>>;
}

export const initialContract: ContractState = {
  source: '',
  recordedBy: '',
  termsEventIds: [],
  variations: {},
  kpiSets: {},
  results: {},
  data: {},
  rhythms: {},
  finance: {},
  notices: {},
  statements: {},
  ratings: {},
  pending: {},
};

/** The name under which a result stands. */
export function resultKey({ kpiSet, kpi, period }: Pick<KpiResult, 'kpiSet' | 'kpi' | 'period'>): string {
  return `${kpiSet} ${kpi} ${period}`;
}

/** The name under which data of a kind for a period stand. */
export function dataKey({ delivery, period }: { readonly delivery: string; readonly period: PeriodKey }): string {
  return `${delivery} ${period}`;
}
