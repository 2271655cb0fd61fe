import type { Coverage, DateText, PeriodKey, TravelComparator } from '@outturn/domain';

/** The counts of a period by area (report 4.2, 4.3), as computed from the ledger, beside what a document printed. */
export interface RagTable {
  readonly period: PeriodKey;
  readonly periodText: string;
  /** Whether every figure due in the period is expected here; null where it was never opened. */
  readonly coverage: Coverage | null;
  readonly rows: readonly RagRow[];
  readonly total: RagRow;
  /** The table as a published document prints it; null where none is recorded. */
  readonly printed: PrintedRagTable | null;
  /** The period before, and the same period of last year, known at the same time. */
  readonly comparisons: readonly RagComparison[];
}

/** Whole numbers of indicators. The columns from red to otherNotDue add up to the total. */
export interface RagCounts {
  readonly total: number;
  /** Red, amber and green together: what shares are shares of. */
  readonly rated: number;
  readonly red: number;
  readonly amber: number;
  readonly green: number;
  readonly ragNotApplicable: number;
  readonly dataNotAvailable: number;
  readonly annualOnly: number;
  readonly otherNotDue: number;
}

/** Per cent of the rated indicators with one decimal, each rounded by itself; null where none is rated. */
export interface RagShares {
  readonly red: string | null;
  readonly amber: string | null;
  readonly green: string | null;
}

export interface RagRow {
  /** Key of the area; null for all areas. */
  readonly area: string | null;
  readonly name: string;
  readonly counts: RagCounts;
  readonly shares: RagShares;
  /** How many indicators there are said to be; null where nobody has said. */
  readonly declared: number | null;
  /** How many of those the ledger does not hold. */
  readonly missing: number | null;
}

/** Counts as a document prints them; a column that it does not print is null. */
export interface PrintedRagCounts {
  readonly total: number;
  readonly red: number;
  readonly amber: number;
  readonly green: number;
  readonly ragNotApplicable: number;
  readonly dataNotAvailable: number;
  readonly annualOnly: number | null;
}

export interface PrintedRagRow {
  readonly area: string | null;
  readonly name: string;
  readonly counts: PrintedRagCounts;
}

export interface PrintedRagTable {
  readonly document: string;
  readonly reference: string;
  readonly publishedOn: DateText;
  readonly rows: readonly PrintedRagRow[];
  readonly total: PrintedRagRow;
  /** As printed. */
  readonly shares: RagShares;
  /** What the printed counts come to. */
  readonly computedShares: RagShares;
  /** The other period that it prints beside; null where it prints none. */
  readonly comparison: PrintedRagComparison | null;
  readonly note: string | null;
}

export interface PrintedRagComparison {
  readonly period: PeriodKey;
  readonly counts: Readonly<Record<'red' | 'amber' | 'green', number | null>>;
  readonly shares: RagShares;
}

export interface RagComparison {
  readonly comparator: TravelComparator;
  readonly period: PeriodKey;
  /** Whether every figure due in the other period is expected; null where it was never opened. */
  readonly coverage: Coverage | null;
  /** Null where the other period has no figures. */
  readonly counts: RagCounts | null;
  readonly shares: RagShares | null;
  /** Names of indicators that are rated now and were not then. */
  readonly joined: readonly string[];
  /** Names of indicators that were rated then and are not now. */
  readonly left: readonly string[];
}

/** Business plan actions of a quarter (report 4.4, 4.5). */
export interface ActionsSection {
  readonly period: PeriodKey;
  readonly previousPeriod: PeriodKey | null;
  /** As computed from recorded actions; null where none is recorded. */
  readonly computed: ActionsTable | null;
  /** As a document prints it; null where none is recorded. */
  readonly printed: PrintedActionsTable | null;
}

export interface ActionsTable {
  readonly rows: readonly ActionsRow[];
  readonly total: ActionsRow;
}

export interface PrintedActionsTable extends ActionsTable {
  readonly document: string;
  readonly reference: string;
  readonly publishedOn: DateText;
}

export interface ActionsRow {
  /** Key of the area; null for all areas. */
  readonly area: string | null;
  readonly name: string;
  /** 'We will' statements of the corporate plan. */
  readonly weWills: number;
  readonly actions: number;
  readonly counts: ActionCounts;
  /** The quarter before; null where it has no updates. */
  readonly previous: ActionCounts | null;
  readonly shares: ActionShares;
  readonly previousShares: ActionShares | null;
}

/** Whole numbers of actions; null where a document prints a dash, which is not a nought. */
export interface ActionCounts {
  readonly onTrack: number | null;
  readonly mediumIssues: number | null;
  readonly significantIssues: number | null;
  readonly noUpdate: number | null;
}

/** Per cent of the updated actions with one decimal, each rounded by itself; null where none is updated. */
export interface ActionShares {
  readonly onTrack: string | null;
  readonly mediumIssues: string | null;
  readonly significantIssues: string | null;
}
