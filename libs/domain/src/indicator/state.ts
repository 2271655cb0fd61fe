import { Recorded } from '../decider';
import { IndicatorDefinition } from '../definition';
import { Maturity, SuppliedValue } from '../figure-value';
import { ActorId, EventId } from '../ids';
import { DateText, Period, PeriodKey, lastDay, PeriodKind } from '../period';
import { RatingScheme } from '../rating-scheme';
import { Target } from '../target';
import { Unit } from '../unit';
import {
  Benchmark,
  BreakKind,
  CorrectedTarget,
  CorrectedToNone,
  CorrectedValue,
  CorrectionKind,
  IndicatorEvent,
  Justification,
  RestatedPeriod,
  UnavailableReason,
  UnrestatedPeriod,
} from './events';

export interface DefinitionVersion {
  /** From 1. */
  readonly version: number;
  readonly definition: IndicatorDefinition;
  readonly eventId: EventId;
}

/** What a rating rule is in force for. */
export interface RuleReach {
  readonly validFrom: DateText;
  /** The kinds of period that it rates; all of them when absent (some councils rate the quarter otherwise than the year). */
  readonly appliesTo?: readonly PeriodKind[];
}

export interface RuleVersion extends RuleReach {
  /** From 1. */
  readonly version: number;
  readonly scheme: RatingScheme;
  readonly reason: string;
  readonly eventId: EventId;
}

export interface TargetVersion {
  /** From 1, per period. */
  readonly version: number;
  readonly target: Target;
  readonly eventId: EventId;
}

export interface ComparabilityBreak {
  readonly id: EventId;
  /** First day of the new side. */
  readonly from: DateText;
  readonly kind: BreakKind;
  readonly reason: string;
  /** The event that bridged it, after which both sides compare. */
  readonly bridgedBy?: EventId;
}

/** The value that stands for a period, and how it came to stand. */
export interface HeldFigure {
  readonly supplied: SuppliedValue;
  readonly source: 'outturn' | 'annual-return';
  /** The submission that the decisions (validation, approval, audit) are about: the latest event that supplied a value. */
  readonly outturnId: EventId;
  readonly definitionVersion: number;
  /** What the value was measured against, where a restatement has told two ways apart. */
  readonly basis?: string;
  readonly maturity: Maturity;
  readonly suppliedBy: ActorId;
  readonly late: boolean;
  /** The value as first submitted, and the ways in which it has changed since. */
  readonly first: SuppliedValue;
  readonly changes: readonly FigureChange[];
  /** What a revision that still awaits approval took the place of; it stands again when the revision is rejected. */
  readonly replaced?: HeldFigure;
}

export interface FigureChange {
  readonly kind: 'correction' | 'revision' | 'restatement';
  readonly eventId: EventId;
  /** Basis of the value before, where the change put it on another. */
  readonly fromBasis?: string;
}

export interface PendingCorrection {
  readonly id: EventId;
  readonly kind: CorrectionKind;
  readonly change: CorrectedValue | CorrectedTarget | CorrectedToNone;
  readonly justification: Justification;
  readonly proposedBy: ActorId;
}

export interface PendingRestatement {
  readonly id: EventId;
  readonly fromBasis: string;
  readonly toBasis: string;
  readonly justification: Justification;
  readonly restated: readonly RestatedPeriod[];
  readonly notRestated: readonly UnrestatedPeriod[];
  readonly openedBy: ActorId;
}

export interface Unavailable {
  readonly reason: UnavailableReason;
  readonly note: string;
  readonly eventId: EventId;
}

/** An officer's judgement in the place of the computed status; it lapses when the value or the target changes. */
export interface Override {
  readonly level: string;
  readonly reason: string;
  readonly requestedBy: ActorId;
  readonly approvedBy: ActorId;
  readonly eventId: EventId;
  /** The submissions on which the figure rested: one, or those of its parts where it was rolled up. */
  readonly aboutOutturnIds: readonly EventId[];
}

/** An override that somebody else has yet to approve; it lapses when the value or the target changes. */
export interface PendingOverride {
  readonly id: EventId;
  readonly level: string;
  readonly reason: string;
  readonly requestedBy: ActorId;
  /** What the figure rested on when the override was requested. */
  readonly aboutOutturnIds: readonly EventId[];
  /** The event that had set the target then. */
  readonly aboutTargetId?: EventId;
}

export interface Commentary {
  readonly text: string;
  readonly writtenBy: ActorId;
  readonly eventId: EventId;
  /** The submissions on which the figure rested when it was written; it is stale once the figure rests on others. */
  readonly aboutOutturnIds: readonly EventId[];
}

/** Everything that is known of one period of an indicator. */
export interface Figure {
  readonly period: PeriodKey;
  readonly held?: HeldFigure;
  readonly unavailable?: Unavailable;
  readonly pendingCorrection?: PendingCorrection;
  readonly override?: Override;
  readonly pendingOverride?: PendingOverride;
  readonly commentary?: Commentary;
  readonly benchmarks?: readonly (Benchmark & { readonly eventId: EventId })[];
}

export interface IndicatorState {
  readonly key?: string;
  readonly definitions: readonly DefinitionVersion[];
  readonly areas: readonly { readonly area: string; readonly from: DateText; readonly eventId: EventId }[];
  readonly retired?: { readonly from: DateText; readonly reason: string; readonly eventId: EventId };
  readonly rules: readonly RuleVersion[];
  readonly breaks: readonly ComparabilityBreak[];
  readonly targets: Readonly<Record<PeriodKey, TargetVersion>>;
  readonly figures: Readonly<Record<PeriodKey, Figure>>;
  /** The basis on which values are now measured; undefined until a restatement has told two apart. */
  readonly basis?: string;
  readonly pendingRestatement?: PendingRestatement;
}

export const initialIndicator: IndicatorState = {
  definitions: [],
  areas: [],
  rules: [],
  breaks: [],
  targets: {},
  figures: {},
};

/** The definition version in force on a period's last day; undefined before the first and after retirement. */
export function definitionFor(state: IndicatorState, period: Period): DefinitionVersion | undefined {
  return definitionOn(state, lastDay(period));
}

/** The definition version in force on a day; undefined before the first and after retirement. */
export function definitionOn(state: IndicatorState, day: DateText): DefinitionVersion | undefined {
  if (state.retired !== undefined && state.retired.from <= day) return undefined;
  return state.definitions.findLast((version) => version.definition.validFrom <= day);
}

/** The area under which the indicator is reported on a period's last day. */
export function areaFor(state: IndicatorState, period: Period): string {
  return areaOn(state, lastDay(period));
}

/** The area under which the indicator is reported on a day. */
export function areaOn(state: IndicatorState, day: DateText): string {
  return (state.areas.findLast((move) => move.from <= day) ?? state.areas[0])?.area ?? '';
}

/** The target of a period; one in another unit than the definition's was set for an earlier definition and applies no longer. */
export function targetFor(state: IndicatorState, period: PeriodKey, unit: Unit): TargetVersion | undefined {
  const version = state.targets[period];
  return version?.target.unit === unit ? version : undefined;
}

/**
 * The rating rule in force on a day for a kind of period: of those that have started, the one that started last, and of
 * equals the one set last.
 */
export function ruleOn<Rule extends RuleReach>(
  rules: readonly Rule[],
  day: DateText,
  kind: PeriodKind,
): Rule | undefined {
  let found: Rule | undefined;
  for (const rule of rules) {
    if (rule.appliesTo?.includes(kind) === false) continue;
    if (rule.validFrom <= day && (found === undefined || rule.validFrom >= found.validFrom)) found = rule;
  }
  return found;
}

/** How the state follows from each of some types of event: one function a type, and the compiler misses none. */
export type Evolvers<Type extends IndicatorEvent['type']> = {
  readonly [Of in Type]: (
    state: IndicatorState,
    event: Recorded<Extract<IndicatorEvent, { type: Of }>>,
  ) => IndicatorState;
};
