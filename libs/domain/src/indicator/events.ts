import { DecimalText } from '../decimal';
import { IndicatorDefinition } from '../definition';
import { SuppliedValue } from '../figure-value';
import { ActorId, EventId } from '../ids';
import { DateText, PeriodKey, PeriodKind } from '../period';
import { RatingScheme } from '../rating-scheme';
import { Target } from '../target';

/** Everything about one indicator is one stream, so that whatever decides one of its figures is decided in one place. */
export const indicatorStream = (key: string): string => `indicator-${key}`;

/** Why there is no usable value (domain section 2, "Statuses of a cell", and the ladder's third step). */
export const UNAVAILABLE_REASONS = [
  'late',
  'source-lag',
  'not-collected',
  'pending-validation',
  'withheld',
  'withdrawn',
  'suppressed',
  'not-held',
] as const;
export type UnavailableReason = (typeof UNAVAILABLE_REASONS)[number];

export const BREAK_KINDS = ['definition', 'basis', 'coverage', 'source', 'method'] as const;
export type BreakKind = (typeof BREAK_KINDS)[number];

/** What a change of history must say for itself. */
export interface Justification {
  readonly reason: string;
  /** Where the error or the better knowledge came from. */
  readonly cause: string;
  /** References to documents that show it. */
  readonly evidence: readonly string[];
}

/** A value that a restatement puts in the place of another. */
export interface RestatedPeriod {
  readonly period: PeriodKey;
  readonly value: SuppliedValue;
}

export interface UnrestatedPeriod {
  readonly period: PeriodKey;
  readonly reason: string;
}

interface Event<Type extends string, Data extends object> {
  readonly type: Type;
  readonly data: Data;
}

export type IndicatorEvent =
  | Event<'IndicatorDefined', { indicator: string; area: string; definition: IndicatorDefinition; definedBy: ActorId }>
  | Event<
      'IndicatorRedefined',
      { definition: IndicatorDefinition; comparable: boolean; reason: string; definedBy: ActorId }
    >
  | Event<'IndicatorRetired', { from: DateText; reason: string; retiredBy: ActorId }>
  | Event<'IndicatorMoved', { area: string; from: DateText; reason: string; movedBy: ActorId }>
  | Event<'ComparabilityBreakDeclared', { from: DateText; kind: BreakKind; reason: string; declaredBy: ActorId }>
  | Event<'BridgeRecorded', { breakId: EventId; method: string; reason: string; recordedBy: ActorId }>
  | Event<'TargetSet', { target: Target; setBy: ActorId }>
  | Event<'TargetChanged', { target: Target; reason: string; changedBy: ActorId }>
  | Event<
      'RatingRuleSet',
      { scheme: RatingScheme; validFrom: DateText; appliesTo?: readonly PeriodKind[]; reason: string; setBy: ActorId }
    >
  | Event<
      'OutturnSubmitted',
      {
        period: PeriodKey;
        value: SuppliedValue;
        definitionVersion: number;
        basis?: string;
        provisional: boolean;
        late: boolean;
        submittedBy: ActorId;
      }
    >
  | Event<
      'AnnualReturnSubmitted',
      {
        period: PeriodKey;
        value: SuppliedValue;
        definitionVersion: number;
        basis?: string;
        provisional: boolean;
        late: boolean;
        submittedBy: ActorId;
      }
    >
  | Event<
      'OutturnDeclaredUnavailable',
      { period: PeriodKey; reason: UnavailableReason; note: string; declaredBy: ActorId }
    >
  | Event<'OutturnValidated', { outturnId: EventId; period: PeriodKey; note?: string; validatedBy: ActorId }>
  | Event<'OutturnApproved', { outturnId: EventId; period: PeriodKey; note?: string; approvedBy: ActorId }>
  | Event<'OutturnRejected', { outturnId: EventId; period: PeriodKey; reason: string; rejectedBy: ActorId }>
  | Event<'OutturnAudited', { outturnId: EventId; period: PeriodKey; note?: string; auditedBy: ActorId }>
  | Event<
      'OutturnWithdrawn',
      {
        outturnId: EventId;
        period: PeriodKey;
        unavailable: UnavailableReason;
        reason: string;
        evidence: readonly string[];
        withdrawnBy: ActorId;
      }
    >
  | Event<'CommentaryWritten', { period: PeriodKey; text: string; writtenBy: ActorId }>
  | Event<'BenchmarkRecorded', { benchmark: Benchmark; recordedBy: ActorId }>
  | Event<
      'CorrectionProposed',
      {
        period: PeriodKey;
        kind: CorrectionKind;
        change: CorrectedValue | CorrectedTarget | CorrectedToNone;
        justification: Justification;
        decidedOn?: DateText;
        proposedBy: ActorId;
      }
    >
  | Event<'CorrectionApproved', { correctionId: EventId; period: PeriodKey; note?: string; approvedBy: ActorId }>
  | Event<'CorrectionRejected', { correctionId: EventId; period: PeriodKey; reason: string; rejectedBy: ActorId }>
  | Event<
      'RevisionRecorded',
      { period: PeriodKey; from: SuppliedValue; to: SuppliedValue; justification: Justification; recordedBy: ActorId }
    >
  | Event<
      'RestatementOpened',
      {
        fromBasis: string;
        toBasis: string;
        justification: Justification;
        restated: readonly RestatedPeriod[];
        notRestated: readonly UnrestatedPeriod[];
        decidedOn?: DateText;
        openedBy: ActorId;
      }
    >
  | Event<'RestatementApproved', { restatementId: EventId; note?: string; approvedBy: ActorId }>
  | Event<'RestatementRejected', { restatementId: EventId; reason: string; rejectedBy: ActorId }>
  | Event<'StatusOverrideRequested', { period: PeriodKey; level: string; reason: string; requestedBy: ActorId }>
  | Event<
      'StatusOverridden',
      {
        overrideId: EventId;
        period: PeriodKey;
        level: string;
        reason: string;
        note?: string;
        requestedBy: ActorId;
        approvedBy: ActorId;
      }
    >
  | Event<'StatusOverrideRejected', { overrideId: EventId; period: PeriodKey; reason: string; rejectedBy: ActorId }>;

/** Whether the figure was wrong, or right on what was then known and is known better now. */
export const CORRECTION_KINDS = ['correction', 'revision'] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** A correction of the value: what stood, and what should have. */
export interface CorrectedValue {
  readonly subject: 'value';
  readonly from: SuppliedValue;
  readonly to: SuppliedValue;
}

/** A correction of the target after the period closed: a change of history, with the same care. */
export interface CorrectedTarget {
  readonly subject: 'target';
  readonly from?: Target;
  readonly to: Target;
}

/** The withdrawal of a value after the period closed: nothing stands any more, for a reason. */
export interface CorrectedToNone {
  readonly subject: 'withdrawal';
  readonly from: SuppliedValue;
  readonly unavailable: UnavailableReason;
}

/** Somebody else's outturn, with its own period, unit and denominator. */
export interface Benchmark {
  readonly comparator: string;
  /** The benchmark's own period in its publisher's words; it need not be a period of this system (calendar year 2023). */
  readonly periodText?: string;
  /** The period of this indicator beside which it is shown. */
  readonly shownWith: PeriodKey;
  /** Absent when only its standing is known ("below the national figure"). */
  readonly value?: DecimalText;
  readonly unit: string;
  readonly denominator?: string;
  readonly source?: string;
  readonly note?: string;
}

export type IndicatorEventType = IndicatorEvent['type'];
