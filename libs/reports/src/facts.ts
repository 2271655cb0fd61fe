import type {
  BusinessPlanState,
  CalendarEntry,
  Cell,
  ContractGovernance,
  DateText,
  EditionFigure,
  PeriodKey,
  ProgrammeState,
  PublishedActions,
  PublishedSummary,
  RiskRegisterState,
  Target,
  TravelComparator,
} from '@outturn/domain';
import type { GovernanceSubject } from './content-governance';
import type { PreviousEdition, ReportMoment, ReportedErratum } from './content';
import type { RagCounts, RagShares } from './content-tables';

/** Contracts, actions, risk registers and programmes as known at one position. */
export interface GovernanceFacts {
  readonly actions: ActionFacts;
  readonly contracts: readonly ContractGovernance[];
  readonly riskRegisters: readonly RiskRegisterState[];
  readonly programmes: readonly ProgrammeState[];
}

/** How they stood before, judged on the same day, and what has been recorded since, the earliest first. */
export interface GovernanceHistory {
  readonly before: GovernanceFacts;
  readonly events: readonly GovernanceEvent[];
}

/** Something that was recorded about a contract, a business plan, a risk register or a programme. */
export interface GovernanceEvent {
  readonly subject: GovernanceSubject;
  readonly key: string;
  /** The names of the parts of its state that it changed: `notices/…`, `terms`. */
  readonly parts: readonly string[];
  readonly by: string;
  readonly approvedBy: string | null;
  readonly reason: string | null;
  /** The day in London on which it was recorded. */
  readonly on: DateText;
}

/** The contracts that an edition showed. */
export interface EditionContracts {
  readonly edition: string;
  readonly contracts: readonly ContractGovernance[];
}

/** Everything that a report is made from, all of it as known at one position. */
export interface ReportFacts extends GovernanceFacts {
  readonly council: string | null;
  readonly period: PeriodKey;
  readonly asAt: ReportMoment;
  /** The day in London of that moment; null before the first event. */
  readonly day: DateText | null;
  readonly rulesText: string;
  /** Undefined for a draft that is not to become an edition. */
  readonly edition?: EditionInProgress;
  /** The edition with which the report is compared; null where none has been published. */
  readonly previous: PreviousEdition | null;
  /** One for each of `reportedPeriods(period)`, in that order. */
  readonly periods: readonly PeriodFacts[];
  /** In the order in which the report prints them. */
  readonly areas: readonly { readonly area: string; readonly name: string }[];
  /** Every period that has been opened. */
  readonly calendar: readonly Pick<CalendarEntry, 'period' | 'coverage'>[];
  /** What was decided about figures that were recorded before, the earliest first. */
  readonly register: readonly RegisterEntry[];
  /** What earlier editions showed of the periods that the report shows or compares with. */
  readonly earlierEditions: readonly EarlierFigure[];
  /** Contracts as earlier editions showed them. */
  readonly earlierContracts: readonly EditionContracts[];
  /** As at the previous edition, or else as at the closing of the quarter; null where it is open. */
  readonly governanceHistory: GovernanceHistory | null;
  /** Errors of earlier editions as documents, recorded since the previous one. */
  readonly errata: readonly ReportedErratum[];
}

/** What is known of the business plan actions of the quarter; a year is reported with those of its fourth. */
export interface ActionFacts {
  readonly quarter: PeriodKey;
  readonly previousQuarter: PeriodKey | null;
  readonly plan?: BusinessPlanState;
  /** The plan of the year of the quarter before. */
  readonly previousPlan?: BusinessPlanState;
  readonly published: PublishedActions | null;
}

/** An edition that is about to be published. */
export interface EditionInProgress {
  readonly edition: string;
  readonly number: number;
  readonly previous: PreviousEdition | null;
  readonly note: string | null;
}

/** One period that is reported on. */
export interface PeriodFacts {
  readonly period: PeriodKey;
  readonly cells: readonly Cell[];
  readonly summary: SummaryFacts;
  /** The figures that differ from the previous edition; empty where there is none. */
  readonly changes: readonly FigureChangeFacts[];
}

export interface SummaryFacts {
  readonly rows: readonly SummaryRowFacts[];
  readonly total: SummaryRowFacts;
  readonly printed: PrintedFacts | null;
  readonly comparisons: readonly ComparisonFacts[];
}

export interface SummaryRowFacts extends RagCounts {
  readonly area: string | null;
  readonly name: string | null;
  readonly shares: RagShares;
  readonly declared: number | null;
  readonly missing: number | null;
}

/** A summary as a document prints it, with the shares that its printed counts come to. */
export interface PrintedFacts extends PublishedSummary {
  readonly computedShares: RagShares;
}

export interface ComparisonFacts {
  readonly comparator: TravelComparator;
  readonly period: PeriodKey;
  readonly total: RagCounts | null;
  readonly shares: RagShares | null;
  /** Keys of indicators that are rated now and were not then. */
  readonly joined: readonly string[];
  /** Keys of indicators that were rated then and are not now. */
  readonly left: readonly string[];
}

/** A figure that differs from what it was, with what happened in between, the earliest first. */
export interface FigureChangeFacts {
  readonly indicator: string;
  readonly before: Cell | null;
  readonly after: Cell | null;
  readonly events: readonly RecordedEvent[];
}

export interface RecordedEvent {
  readonly type: string;
  readonly actor: string;
  readonly reason: string | null;
  /** The day in London on which it was recorded. */
  readonly on: DateText;
}

/** A correction, revision, withdrawal, restatement or override that holds. */
export interface RegisterEntry {
  readonly kind: 'correction' | 'target-correction' | 'withdrawal' | 'revision' | 'restatement' | 'override';
  readonly indicator: string;
  readonly changes: readonly RegisterChange[];
  readonly reason: string;
  readonly proposedBy: string;
  readonly decidedBy: string | null;
  /** The day in London on which it was decided, or recorded where nobody decides. */
  readonly on: DateText;
  /** Position of the event by which it holds. */
  readonly position: number;
}

export interface RegisterChange {
  readonly period: PeriodKey;
  readonly from: RegisterSide | null;
  readonly to: RegisterSide | null;
  readonly notRestatedBecause?: string;
}

/** What stood or was to stand: a value, a target, a basis, a status by judgement, or that there is none. */
export interface RegisterSide extends Partial<Omit<Target, 'period' | 'kind'>> {
  readonly basis?: string;
  readonly unavailable?: string;
  readonly level?: string;
}

/** What an edition showed of a figure. */
export interface EarlierFigure extends Pick<EditionFigure, 'indicator' | 'period' | 'value' | 'shown'> {
  readonly edition: string;
}
