import { DecimalText } from './decimal';
import { Maturity, ObservationStatus, Qualifier } from './figure-value';
import { EventId } from './ids';
import { Benchmark, UnavailableReason } from './indicator/events';
import { PeriodKey } from './period';
import { Polarity } from './definition';
import { Rating } from './rating';
import { Standing } from './rating-scheme';
import { RollUp } from './rollup';
import { Target } from './target';
import { Travel } from './travel';
import { Unit } from './unit';

/**
 * Statuses of a cell: exclusive, exhaustive, decided in this order (domain section 2). "Not in force" has no cell.
 */
export const CELL_STATUSES = ['not-due', 'data-not-available', 'rag-not-applicable', 'red', 'amber', 'green'] as const;
export type CellStatus = (typeof CELL_STATUSES)[number];

/** Why a cell is not due, or has no data: the coded reasons, plus those that follow from the calendar and the roll-up. */
export type CellReason =
  | UnavailableReason
  | 'annual-only'
  | 'other-frequency'
  | 'awaited'
  | 'incomplete-roll-up'
  | 'not-comparable'
  | 'not-computable'
  | 'no-return';

/** How a cell's value came about, for the reader: it was changed after it had been submitted, or came late, or by judgement. */
export type Marker =
  | 'corrected'
  | 'revised'
  | 'restated'
  | 'late'
  | 'overridden'
  | 'override-pending'
  | 'correction-pending'
  | 'restatement-pending';

/** The status that each group of levels is counted under. */
export const STATUS_OF_GROUP = { good: 'green', middle: 'amber', bad: 'red', unrated: 'rag-not-applicable' } as const;
export type RatedStatus = (typeof STATUS_OF_GROUP)[keyof typeof STATUS_OF_GROUP];

export interface CellLevel {
  readonly key: string;
  readonly label: string;
  readonly colour: string;
}

/** The value of a cell, whether returned or rolled up. */
export interface CellValue {
  readonly value: DecimalText;
  /** As shown: rounded, with more digits where rounding would contradict the status. */
  readonly shown: DecimalText;
  readonly source: 'outturn' | 'annual-return' | 'roll-up';
  readonly numerator?: DecimalText;
  readonly denominator?: DecimalText;
  readonly weight?: DecimalText;
  readonly qualifier?: Qualifier;
  readonly observationStatus: readonly ObservationStatus[];
  readonly forecast?: DecimalText;
  readonly note?: string;
  /** Absent for a rolled-up value: it is as mature as its parts. */
  readonly maturity?: Maturity;
  readonly basis?: string;
  /** The submission that validation, approval and audit are about. */
  readonly outturnId?: EventId;
  readonly first?: DecimalText;
}

/** One cell of the council's table: an indicator in a period, as it stands after some event. */
export interface Cell {
  readonly indicator: string;
  readonly period: PeriodKey;
  readonly area: string;
  readonly kind: 'indicator' | 'context';
  readonly name: string;
  readonly unit: Unit;
  readonly displayDecimals: number;
  readonly polarity: Polarity;
  readonly definitionVersion: number;
  readonly status: CellStatus;
  /** The level of the scheme, where a rule rated the figure; an override's where there is one. */
  readonly level?: CellLevel;
  readonly reason?: CellReason;
  readonly reasonText?: string;
  readonly value?: CellValue;
  readonly target?: Target & { readonly version: number };
  /** The rule that rated the figure and what it computed; stays visible beside an override. */
  readonly rating?: Rating & { readonly ruleVersion: number; readonly scheme: string; readonly ruleEventId: EventId };
  readonly override?: {
    readonly level: CellLevel;
    readonly status: RatedStatus;
    readonly reason: string;
    readonly requestedBy: string;
    readonly approvedBy: string;
  };
  readonly travel: { readonly previousPeriod: CellTravel; readonly samePeriodLastYear: CellTravel };
  /** How the periods before stood to their targets, the latest first, null where unknown; only where a rule asks for a run of them. */
  readonly earlierStandings?: readonly (Standing | null)[];
  /** In a year's cell: what the quarters come to, and how an explicit return differs from it. */
  readonly rollUp?: { readonly method: string; readonly result: RollUp; readonly difference?: DecimalText };
  readonly commentary?: { readonly text: string; readonly writtenBy: string; readonly stale: boolean };
  /** A figure worse than its target needs words (report sections 6 to 12) and has none, or none about this value. */
  readonly commentaryMissing: boolean;
  readonly benchmarks: readonly Benchmark[];
  readonly markers: readonly Marker[];
  /** The events that this cell rests on: definition, rule, target, submission (of a roll-up those of its parts), changes, override. */
  readonly eventIds: readonly EventId[];
}

/**
 * An object with every field written out, absent ones as undefined. Cells are made millions of times in a replay, and an
 * object written out is made several times as fast as one put together by spreading; the compiler sees that none is missed.
 */
export type EveryField<T> = { readonly [Name in keyof Required<T>]: T[Name] };

/** Travel, and whether it is so only because the earlier figure has been changed since (domain section 4). */
export type CellTravel = Travel & { readonly movedByRestatement?: boolean };

export type SummaryColumn =
  'red' | 'amber' | 'green' | 'ragNotApplicable' | 'dataNotAvailable' | 'annualOnly' | 'otherNotDue';

/** The column of the summary in which a cell is counted; undefined for context, which no summary counts. */
export function summaryColumn(cell: Pick<Cell, 'kind' | 'status' | 'reason'>): SummaryColumn | undefined {
  if (cell.kind === 'context') return undefined;
  switch (cell.status) {
    case 'rag-not-applicable':
      return 'ragNotApplicable';
    case 'data-not-available':
      return 'dataNotAvailable';
    case 'not-due':
      return cell.reason === 'annual-only' ? 'annualOnly' : 'otherNotDue';
    case 'red':
    case 'amber':
    case 'green':
      return cell.status;
  }
}
