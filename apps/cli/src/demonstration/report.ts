import {
  AreaCommand,
  Benchmark,
  BreakKind,
  Coverage,
  DateText,
  IndicatorDefinition,
  Justification,
  PeriodKey,
  ProgrammeCommand,
  PublishedActions,
  PublishedSummary,
  RatingScheme,
  RestatedPeriod,
  RiskRegisterCommand,
  SuppliedValue,
  Target,
  UnavailableReason,
  UnrestatedPeriod,
} from '@outturn/domain';
import type { ReportContract } from './contract-facts';
import { reportContracts } from './contracts';
import printed from './printed-2023-24-q4.json';
import figures from './report-2023-24-q4.json';

/** The figures of one published report, as this project read them. */
export interface Report {
  readonly document: string;
  readonly reportedTo: string;
  readonly publishedOn: DateText;
  readonly note: string;
  /** The periods that the report prints figures of; they are closed, as they have been published. */
  readonly periods: readonly ReportPeriod[];
  /** The period that follows, into which new figures can be submitted. */
  readonly openPeriod: ReportPeriod;
  readonly areas: readonly ReportArea[];
  /** One rule for all indicators: an assumption, as the report does not publish its tolerances. */
  readonly rule: { readonly validFrom: DateText; readonly reason: string; readonly scheme: RatingScheme };
  readonly indicators: readonly ReportIndicator[];
  /** The contracts of section 14, and those that the body mentions. */
  readonly contracts: readonly ReportContract[];
  /** What it prints and can be checked, as input of the reconciler. */
  readonly printed: object;
  /** The tables of paragraphs 4.2 and 4.3 as printed. */
  readonly publishedSummaries: readonly { readonly period: PeriodKey; readonly summary: PublishedSummary }[];
  /** The table of paragraph 4.5 as printed. */
  readonly publishedActions: readonly { readonly period: PeriodKey; readonly table: PublishedActions }[];
  /** Their presentations (15.3): the report prints no risk. */
  readonly riskRegisters: readonly ReportRiskRegister[];
  readonly programmes: readonly ReportProgramme[];
}

type Facts<Command> = Omit<Command, 'type' | 'actor' | 'today'>;
type RegisterFacts<Type extends RiskRegisterCommand['type']> = Facts<Extract<RiskRegisterCommand, { type: Type }>>;
type ProgrammeFacts<Type extends ProgrammeCommand['type']> = Facts<Extract<ProgrammeCommand, { type: Type }>>;

export type ReportRiskRegister = RegisterFacts<'DefineRiskRegister'> & {
  readonly presented: RegisterFacts<'PresentRiskRegister'>;
  readonly planned: RegisterFacts<'PlanRiskRegisterPresentation'>;
};

export type ReportProgramme = ProgrammeFacts<'DefineProgramme'> & {
  readonly milestones: readonly ProgrammeFacts<'AddMilestone'>[];
};

export interface ReportPeriod {
  readonly period: PeriodKey;
  readonly coverage: Coverage;
}

export type ReportArea = Omit<Extract<AreaCommand, { type: 'DefineArea' }>, 'type' | 'actor'> & {
  /** The numbers of indicators by area in the printed tables. */
  readonly populations: readonly { readonly period: PeriodKey; readonly indicators: number; readonly source: string }[];
};

export interface ReportIndicator {
  readonly indicator: string;
  readonly area: string;
  readonly definition: IndicatorDefinition;
  readonly breaks?: readonly { readonly from: DateText; readonly kind: BreakKind; readonly reason: string }[];
  readonly restatement?: {
    readonly fromBasis: string;
    readonly toBasis: string;
    readonly justification: Justification;
    readonly restated: readonly RestatedPeriod[];
    readonly notRestated: readonly UnrestatedPeriod[];
    readonly decidedOn: DateText;
  };
  readonly targets: readonly Target[];
  readonly figures: readonly { readonly period: PeriodKey; readonly value: SuppliedValue }[];
  readonly unavailable: readonly {
    readonly period: PeriodKey;
    readonly reason: UnavailableReason;
    readonly note: string;
  }[];
  readonly benchmarks: readonly Benchmark[];
  readonly commentary: readonly { readonly period: PeriodKey; readonly text: string }[];
}

/**
 * The figures of the council's monitoring report of quarter 4 and of the year 2023/24.
 *
 * JSON gives every text the type `string`; the commands that load it check each of them.
 */
export const quarterFourReport: Report = {
  ...(figures as unknown as Omit<Report, 'contracts' | 'printed'>),
  contracts: reportContracts,
  printed,
};
