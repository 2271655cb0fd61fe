import type { CellStatus, DateText, DecimalText, PeriodKey, TravelDirection, Unit } from '@outturn/domain';
import type {
  ReportedContract,
  ReportedGovernanceChange,
  ReportedProgramme,
  ReportedRiskRegister,
} from './content-governance';
import type { ActionsSection, RagTable } from './content-tables';

/**
 * A report as facts, without any layout: what an edition pins, hashes and shows for ever.
 *
 * Plain JSON. Figures are texts, counts are whole numbers, and what is absent is null, never left out, so that one report has
 * one canonical form (RFC 8785). The sections stand in the order of the report (its paragraphs 4 to 15).
 */
export interface ReportContent {
  /** Shape of this content; a later shape has another number. */
  readonly version: 1;
  readonly title: ReportTitle;
  readonly edition: ReportEdition;
  /** Sentences that follow from the counts (report 4.1 to 4.5). */
  readonly keyMessages: readonly string[];
  /** One table a period that is reported on: the quarter (report 4.2), the year (report 4.3), or both in a fourth quarter. */
  readonly ragTables: readonly RagTable[];
  /** Business plan actions of the quarter (report 4.5); null where nothing is recorded. */
  readonly actions: ActionsSection | null;
  /** Every red and amber figure, by area (report sections 6 to 12). */
  readonly areasForImprovement: readonly AreaForImprovement[];
  /** Programmes (report section 13); empty where nothing is recorded. */
  readonly programmes: readonly ReportedProgramme[];
  /** Contract governance (report section 14); empty where nothing is recorded. */
  readonly contracts: readonly ReportedContract[];
  /** Strategic risk registers (report section 15); empty where nothing is recorded. */
  readonly riskRegisters: readonly ReportedRiskRegister[];
  readonly changes: ReportChanges;
  /** What may not be compared with what, and why. */
  readonly comparability: readonly ComparabilityNote[];
  /** Every figure that the report shows, by period and area. */
  readonly figures: readonly ReportedFigure[];
}

/** What the report is about; the same in every edition of a period. */
export interface ReportTitle {
  readonly council: string | null;
  readonly title: string;
  /** The period that the report was asked for. */
  readonly period: PeriodKey;
  /** Such as `Quarter 4 of 2023/24 (January to March 2024)`. */
  readonly periodText: string;
  /** The periods that it has tables of: a fourth quarter reports its year as well. */
  readonly reportedPeriods: readonly PeriodKey[];
  /** Which rules the colours come from. */
  readonly rulesText: string;
  readonly roundingText: string;
}

/** Which edition of the report this is, and what was known when it was made. */
export interface ReportEdition {
  /** Such as `2023-24-Q4.1`; null for a draft. */
  readonly edition: string | null;
  /** From 1; null for a draft. */
  readonly number: number | null;
  /** `Edition 2, which takes the place of edition 1` or `Draft: not a published edition`. */
  readonly text: string;
  readonly asAt: ReportMoment;
  /** The edition before, with which it is compared; null where none has been published. */
  readonly previous: PreviousEdition | null;
  /** What whoever published it says about it. */
  readonly note: string | null;
}

export interface PreviousEdition {
  readonly edition: string;
  readonly number: number;
  /** What was known when it was made. */
  readonly position: number;
}

/** A moment of knowledge: everything up to and including the position was known, nothing after it. */
export interface ReportMoment {
  readonly position: number;
  /** When the event at the position was recorded (ISO 8601, UTC); null before the first. */
  readonly recordedAt: string | null;
  /** The same in words, with the time zone. */
  readonly text: string;
}

/** The figures of one area that are worse than they should be. */
export interface AreaForImprovement {
  readonly area: string;
  readonly name: string;
  /** Red before amber, then by period and name. Each stands in `figures` too. */
  readonly figures: readonly ReportedFigure[];
}

/** One figure as the report shows it. */
export interface ReportedFigure {
  readonly indicator: string;
  readonly name: string;
  readonly area: string;
  readonly areaName: string;
  readonly period: PeriodKey;
  readonly periodText: string;
  /** An indicator is counted in the tables; context is shown and never counted. */
  readonly kind: 'indicator' | 'context';
  readonly status: CellStatus;
  /** As people read it: `Red`, `Data not available`. */
  readonly statusText: string;
  /** Why there is no figure, or why it is not rated. */
  readonly reasonText: string | null;
  /** As displayed, with its unit; null where there is no figure. */
  readonly value: string | null;
  /** At full precision, as it was submitted or computed. */
  readonly exactValue: DecimalText | null;
  readonly unit: Unit;
  readonly maturity: string | null;
  /** Letters of the SDMX code list CL_OBS_STATUS. */
  readonly observationStatus: readonly string[];
  /** As displayed, with its operator: `at least 95%`. */
  readonly target: string | null;
  /** Always with what it is better or worse than. */
  readonly standingText: string | null;
  /** The inequality that gave the colour. */
  readonly inequality: string | null;
  readonly travel: { readonly previousPeriod: ReportedTravel; readonly samePeriodLastYear: ReportedTravel };
  readonly benchmarks: readonly ReportedBenchmark[];
  readonly commentary: string | null;
  /** The marker r: an earlier edition showed another value. */
  readonly revised: boolean;
  /** How it came about: corrected, revised, restated, late, overridden. */
  readonly markers: readonly string[];
  /** Whatever a reader must know about it, each a sentence. */
  readonly footnotes: readonly string[];
  /** The events that it rests on. */
  readonly eventIds: readonly string[];
}

/** How a figure moved against another period. */
export interface ReportedTravel {
  readonly direction: TravelDirection;
  /** One sentence, with both figures: `Worsening: 92% in 2023-24-Q3, −8 percentage points`. */
  readonly text: string;
  readonly earlierPeriod: PeriodKey | null;
  readonly earlierValue: string | null;
  readonly change: string | null;
  /** The marker r: an earlier edition showed the other period with another value. */
  readonly earlierRevised: boolean;
}

/** Somebody else's figure. */
export interface ReportedBenchmark {
  readonly comparator: string;
  /** As displayed; null where only its standing is known, which the note says. */
  readonly value: string | null;
  readonly periodText: string | null;
  readonly source: string | null;
  readonly note: string | null;
}

/** What has been changed since the previous edition; where this is the first, since the beginning. */
export interface ReportChanges {
  /** Id of the previous edition. */
  readonly since: string | null;
  readonly entries: readonly ReportedChange[];
  /** Of contracts, actions, risks and programmes; where this is the first edition, since the quarter was closed. */
  readonly governance: readonly ReportedGovernanceChange[];
  /** Errors of earlier editions as documents, recorded since the previous one; no figure was changed by them. */
  readonly errata: readonly ReportedErratum[];
}

export const CHANGE_KINDS = [
  'correction',
  'target-correction',
  'revision',
  'restatement',
  'withdrawal',
  'override',
  'late-figure',
  'definition-change',
  'comparability-break',
  'consequence',
  'other',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface ReportedChange {
  readonly kind: ChangeKind;
  readonly indicator: string;
  readonly name: string;
  /** The periods that it is about; empty where it is about the indicator as such. */
  readonly periods: readonly PeriodKey[];
  /** What stood, as displayed; null where nothing stood. */
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
  /** Opaque ids of people. */
  readonly by: string | null;
  readonly approvedBy: string | null;
  /** When it took effect: a day in London. */
  readonly on: DateText;
}

export interface ReportedErratum {
  /** The edition that has the error. */
  readonly edition: string;
  readonly place: string;
  readonly printed: string;
  readonly shouldRead: string;
  readonly recordedOn: DateText;
}

/** Two figures or more that may not be compared, and why. */
export interface ComparabilityNote {
  /** Null where it is about the tables. */
  readonly indicator: string | null;
  readonly name: string | null;
  readonly text: string;
}
