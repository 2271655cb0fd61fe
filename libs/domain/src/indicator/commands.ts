import { IndicatorDefinition } from '../definition';
import { SuppliedValue } from '../figure-value';
import { ActorId, EventId } from '../ids';
import { DateText, PeriodKey, PeriodKind } from '../period';
import { RatingScheme } from '../rating-scheme';
import { CalendarEntry } from '../reporting-period';
import { Target } from '../target';
import {
  Benchmark,
  BreakKind,
  CorrectionKind,
  Justification,
  RestatedPeriod,
  UnavailableReason,
  UnrestatedPeriod,
} from './events';

/** What the shell adds to every command: who asks, and the day it is in London. */
export interface CommandContext {
  readonly actor: ActorId;
  readonly today: DateText;
}

/** What the shell adds to commands about one period: the report cycle as it stands, if it was ever opened. */
export interface CycleContext extends CommandContext {
  readonly cycle: CalendarEntry | undefined;
}

/** What the shell adds to commands that hold from a day on: how far the calendar has been closed. */
export interface ClosedContext extends CommandContext {
  /** First day after the latest closed reporting period of full coverage; absent where none is closed. */
  readonly closedUntil?: DateText;
}

interface Command<Type extends string> {
  readonly type: Type;
}

export type IndicatorCommand =
  | (Command<'DefineIndicator'> & CommandContext & { indicator: string; area: string; definition: IndicatorDefinition })
  | (Command<'RedefineIndicator'> &
      CommandContext & { definition: IndicatorDefinition; comparable: boolean; reason: string })
  | (Command<'RetireIndicator'> & CommandContext & { from: DateText; reason: string })
  | (Command<'MoveIndicator'> & ClosedContext & { area: string; from: DateText; reason: string })
  | (Command<'DeclareComparabilityBreak'> & CommandContext & { from: DateText; kind: BreakKind; reason: string })
  | (Command<'RecordBridge'> & CommandContext & { breakId: EventId; method: string; reason: string })
  | (Command<'SetTarget'> & CycleContext & { target: Target; reason?: string })
  | (Command<'SetRatingRule'> &
      ClosedContext & { scheme: RatingScheme; validFrom: DateText; appliesTo?: readonly PeriodKind[]; reason: string })
  | (Command<'SubmitOutturn'> & CycleContext & { period: PeriodKey; value: SuppliedValue; provisional: boolean })
  | (Command<'SubmitAnnualReturn'> & CycleContext & { period: PeriodKey; value: SuppliedValue; provisional: boolean })
  | (Command<'DeclareUnavailable'> & CycleContext & { period: PeriodKey; reason: UnavailableReason; note: string })
  | (Command<'ValidateOutturn'> & CommandContext & { outturnId: EventId; note?: string })
  | (Command<'ApproveOutturn'> & CommandContext & { outturnId: EventId; note?: string })
  | (Command<'RejectOutturn'> & CommandContext & { outturnId: EventId; reason: string })
  | (Command<'AuditOutturn'> & CommandContext & { outturnId: EventId; note?: string })
  | (Command<'WithdrawOutturn'> &
      CycleContext & {
        period: PeriodKey;
        unavailable: UnavailableReason;
        reason: string;
        evidence: readonly string[];
      })
  | (Command<'WriteCommentary'> & CommandContext & { period: PeriodKey; text: string })
  | (Command<'RecordBenchmark'> & CommandContext & { benchmark: Benchmark })
  | (Command<'ProposeCorrection'> &
      CycleContext & {
        period: PeriodKey;
        /** A correction when left out. */
        kind?: CorrectionKind;
        change: ProposedChange;
        justification: Justification;
        decidedOn?: DateText;
      })
  | (Command<'ApproveCorrection'> & CommandContext & { correctionId: EventId; note?: string })
  | (Command<'RejectCorrection'> & CommandContext & { correctionId: EventId; reason: string })
  | (Command<'RecordRevision'> &
      CycleContext & { period: PeriodKey; value: SuppliedValue; justification: Justification })
  | (Command<'OpenRestatement'> &
      CommandContext & {
        fromBasis: string;
        toBasis: string;
        justification: Justification;
        restated: readonly RestatedPeriod[];
        notRestated: readonly UnrestatedPeriod[];
        decidedOn?: DateText;
      })
  | (Command<'ApproveRestatement'> & CommandContext & { restatementId: EventId; note?: string })
  | (Command<'RejectRestatement'> & CommandContext & { restatementId: EventId; reason: string })
  | (Command<'RequestOverride'> & CommandContext & { period: PeriodKey; level: string; reason: string })
  | (Command<'ApproveOverride'> & CommandContext & { overrideId: EventId; note?: string })
  | (Command<'RejectOverride'> & CommandContext & { overrideId: EventId; reason: string });

/** What a correction wants to stand: a value, a target of a closed period, or no value any more. */
export type ProposedChange =
  | { readonly subject: 'value'; readonly to: SuppliedValue }
  | { readonly subject: 'target'; readonly to: Target }
  | { readonly subject: 'withdrawal'; readonly unavailable: UnavailableReason };
