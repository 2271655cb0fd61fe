import {
  AreaState,
  AwaitedDecision,
  Benchmark,
  BusinessPlanState,
  CalendarEntry,
  ContractState,
  Cell,
  DecimalText,
  DefinitionVersion,
  EditionFigure,
  Erratum,
  IndicatorDefinition,
  IndicatorState,
  PeriodKey,
  ProgrammeState,
  PublishedEdition,
  PublishedSummary,
  ReconciliationState,
  RiskRegisterState,
  RuleReach,
  RuleVersion,
  SummaryColumn,
  TargetVersion,
} from '@outturn/domain';
import type { AwaitedOfPeriods } from './awaited-by-periods';
import type { IndicatorNames } from './indicator-names';
import type { PublishedActionsView } from './published-actions';
import type { RegisterEntry } from './register-entry';

/** A moment of knowledge: everything up to and including this position was known, nothing after it. */
export interface AsAt {
  /** 0 before the first event. */
  readonly position: number;
  /** When the event at the position was recorded (ISO 8601, UTC); null at position 0. */
  readonly recordedAt: string | null;
}

/** A cell as it stood at a moment, and since when. */
export interface CellAsAt {
  readonly cell: Cell;
  /** Position of the event that made it so. */
  readonly fromPosition: number;
}

/** What a summary counts of a cell. */
export type CellStatusAsAt = Pick<Cell, 'indicator' | 'area' | 'kind' | 'status' | 'reason'>;

/** A status with the rule that rated the figure. */
export interface RatedStatusAsAt extends CellStatusAsAt {
  /** Absent where there is no figure to rate, or no rule. */
  readonly ruleVersion?: number;
}

/** A rating rule without what it says: for finding the one that is in force. */
export type RuleInOutline = Pick<RuleVersion, 'version'> & RuleReach;

/** Counts of one area in a period, or of all areas. Columns add up to `total`. */
export interface SummaryRow extends Readonly<Record<SummaryColumn, number>> {
  /** Null for the total of all areas. */
  readonly area: string | null;
  readonly total: number;
  /** Red, amber and green: what shares are shares of (report 4.2, 4.3). */
  readonly rated: number;
}

/** An indicator's card, as at a moment. */
export interface IndicatorCard {
  readonly indicator: string;
  readonly area: string;
  readonly definition: IndicatorDefinition;
  readonly definitionVersion: number;
  readonly definitions: readonly DefinitionVersion[];
  readonly areas: IndicatorState['areas'];
  readonly rules: readonly RuleVersion[];
  readonly breaks: IndicatorState['breaks'];
  readonly retired?: IndicatorState['retired'];
  readonly basis?: string;
  readonly targets: readonly TargetVersion[];
  /** Position of the event that made it so. */
  readonly fromPosition: number;
}

/** One step of a figure's history: an event that touched it, and what stood before and after. */
export interface HistoryEntry {
  readonly position: number;
  readonly recordedAt: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly actor: string;
  readonly role: string;
  /** The event's facts, as stored. */
  readonly data: object;
  readonly reason: string | null;
  readonly evidence: readonly string[];
  /** The figure's own value, target and status around the event; null where there was no cell. */
  readonly before: FigureGlance | null;
  readonly after: FigureGlance | null;
}

/** What a reader of a history wants to see change. */
export interface FigureGlance {
  readonly status: Cell['status'];
  readonly value: DecimalText | null;
  readonly shown: DecimalText | null;
  readonly target: DecimalText | null;
  readonly maturity: string | null;
  readonly reason: string | null;
}

/** One step of a contract's history: an event, and the parts of the contract that it changed. */
export interface ContractHistoryEntry extends Omit<HistoryEntry, 'before' | 'after' | 'evidence'> {
  /** `contract` for the contract itself, or the item: `finance/utilities`; null where there was or is none. */
  readonly changes: readonly {
    readonly part: string;
    readonly before: object | null;
    readonly after: object | null;
  }[];
}

/** What awaits a decision by somebody other than who brought it. */
export interface AwaitedDecisionView extends AwaitedDecision {
  readonly indicator: string;
  /** Key of the area to which the indicator belongs. */
  readonly area: string;
  readonly broughtAt: string;
  /** Position of the event that brought it. */
  readonly fromPosition: number;
}

/** The year of one indicator: how its parts make it up, beside what was returned. */
export interface AnnualRollUp {
  readonly indicator: string;
  readonly year: PeriodKey;
  readonly area: string;
  readonly method: string;
  readonly state: string;
  readonly computed: DecimalText | null;
  readonly returned: DecimalText | null;
  readonly difference: DecimalText | null;
  readonly status: Cell['status'];
  readonly parts: readonly PeriodKey[];
  readonly missing: readonly PeriodKey[];
  readonly fromPosition: number;
}

export interface ReportingPeriodView {
  readonly entry: CalendarEntry | null;
  readonly publishedSummary: (PublishedSummary & { readonly eventId: string }) | null;
}

/** An edition of a report, as published. */
export interface EditionView extends PublishedEdition {
  readonly publishedBy: string;
  readonly publishedAt: string;
  /** Id of the event that published it. */
  readonly eventId: string;
  /** How many figures it shows. */
  readonly figures: number;
  /** Position of the last event of its publication: from there on it is known. */
  readonly fromPosition: number;
  /** The earliest first. */
  readonly errata: readonly ErratumView[];
}

export interface ErratumView extends Erratum {
  readonly position: number;
  readonly eventId: string;
  readonly recordedBy: string;
  readonly recordedAt: string;
}

/** A figure as an edition showed it. */
export interface ShownFigure extends EditionFigure {
  readonly edition: string;
}

/** A page of a list, in a stable order. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Give it back as `after` to read on; null at the end. */
  readonly next: string | null;
}

export interface PageRequest {
  readonly after?: string;
  /** 1 to 500. */
  readonly limit: number;
}

/** Which cells of a period; what is absent lets all of them through. */
export interface CellFilter {
  /** Key of the area to which a cell belongs. */
  readonly area?: string;
  readonly indicators?: readonly string[];
}

export interface IndicatorFilter {
  readonly area?: string;
  /** Part of the name or key, ignoring case. */
  readonly search?: string;
}

export interface CorrectionFilter {
  readonly indicator?: string;
  readonly period?: PeriodKey;
  readonly state?: RegisterEntry['state'];
  readonly kind?: RegisterEntry['kind'];
  /** Area of the indicator. */
  readonly area?: string;
}

export interface AwaitedFilter {
  readonly area?: string;
}

/** How far a read model has followed the store. */
export interface ReadModelStanding {
  readonly name: string;
  readonly version: number;
  readonly position: number;
}

/** Everything that pages and API ask of the read models. Every answer is as at a position. */
export interface ReadModels {
  cell(indicator: string, period: PeriodKey, position: number): Promise<CellAsAt | undefined>;
  /** All cells of a period, or those that a filter lets through, by area and indicator. */
  cellsOfPeriod(period: PeriodKey, position: number, filter?: CellFilter): Promise<CellAsAt[]>;
  /** The indicators whose cells of a period changed after one position and up to another, by key. */
  indicatorsChanged(period: PeriodKey, after: number, upTo: number): Promise<string[]>;
  /** The statuses of all cells of a period, by indicator: a fraction of the work that whole cells are. */
  statusesOfPeriod(period: PeriodKey, position: number): Promise<CellStatusAsAt[]>;
  /** These statuses with the rules that they were rated by, by area and indicator. */
  ratedStatusesOfPeriod(period: PeriodKey, position: number): Promise<RatedStatusAsAt[]>;
  /** All cells of an indicator, by period. */
  cellsOfIndicator(indicator: string, position: number): Promise<CellAsAt[]>;
  /** Counts by area in the order of the areas, without the total row. */
  summary(period: PeriodKey, position: number): Promise<SummaryRow[]>;
  /** Counts of all areas together, by period; a period without figures is absent. */
  totals(periods: readonly PeriodKey[], position: number): Promise<ReadonlyMap<PeriodKey, SummaryRow>>;
  annualRollUps(year: PeriodKey, position: number): Promise<AnnualRollUp[]>;
  annualRollUp(indicator: string, year: PeriodKey, position: number): Promise<AnnualRollUp | undefined>;
  history(indicator: string, period: PeriodKey, position: number, page: PageRequest): Promise<Page<HistoryEntry>>;
  corrections(filter: CorrectionFilter, position: number, page: PageRequest): Promise<Page<RegisterEntry>>;
  /** What awaits a decision, the oldest first. */
  awaitedDecisions(filter: AwaitedFilter, position: number, page: PageRequest): Promise<Page<AwaitedDecisionView>>;
  /** How much of it awaits a decision, by the periods that it is about. */
  awaitedByPeriods(position: number): Promise<AwaitedOfPeriods[]>;
  indicators(filter: IndicatorFilter, position: number, page: PageRequest): Promise<Page<IndicatorCard>>;
  indicator(indicator: string, position: number): Promise<IndicatorCard | undefined>;
  /** What indicators are and were called, by key; those named, or all. */
  indicatorNames(position: number, keys?: readonly string[]): Promise<IndicatorNames[]>;
  /** Rating rules by indicator, for rating a vintage under other rules. */
  rules(indicators: readonly string[], position: number): Promise<Map<string, readonly RuleVersion[]>>;
  /** Since when the rating rules of all indicators have been in force, and for what. */
  rulesInOutline(position: number): Promise<Map<string, readonly RuleInOutline[]>>;
  areas(position: number): Promise<AreaState[]>;
  reportingPeriod(period: PeriodKey, position: number): Promise<ReportingPeriodView>;
  reportingPeriods(position: number): Promise<CalendarEntry[]>;
  /** Published editions of every period, the earliest first. */
  editions(position: number): Promise<EditionView[]>;
  /** What editions showed of a period, of an indicator or of both, the earliest edition first. */
  shownFigures(of: { indicator?: string; period?: PeriodKey }, position: number): Promise<ShownFigure[]>;
  /** The business plans of financial years; those that are not known are absent. */
  businessPlans(years: readonly PeriodKey[], position: number): Promise<ReadonlyMap<PeriodKey, BusinessPlanState>>;
  /** The printed table of business plan actions of a quarter; null where none is known. */
  publishedActions(period: PeriodKey, position: number): Promise<PublishedActionsView | null>;
  riskRegisters(position: number): Promise<RiskRegisterState[]>;
  /** Programmes by key; those named, or all. */
  programmes(position: number, keys?: readonly string[]): Promise<ProgrammeState[]>;
  /** Contracts by key, in its order; those named, or all. */
  contracts(position: number, keys?: readonly string[]): Promise<ReadonlyMap<string, ContractState>>;
  /** Every event of a contract, from the first on. */
  contractHistory(contract: string, position: number, page: PageRequest): Promise<Page<ContractHistoryEntry>>;
  /** Reconciliations of printed documents by key; those named, or all. */
  reconciliations(position: number, keys?: readonly string[]): Promise<ReconciliationState[]>;
  /** The indicator whose stream holds an event, for commands that name a submission, a correction or a restatement by id. */
  indicatorOfEvent(eventId: string): Promise<string | undefined>;
  /**
   * Settles when the read models belong to the event store.
   *
   * @throws {CheckpointAhead | ForeignEventStore} in a sentence for people, when they do not.
   */
  checkStore(): Promise<void>;
  /** How far each read model has followed the store, by name. */
  standings(): Promise<ReadModelStanding[]>;
  /** How far the read models that answer all of the above have followed the store. */
  followedTo(): Promise<number>;
  /** Waits until they have followed to a position; false when that took longer than the time-out. */
  waitFor(position: number, timeoutMs: number): Promise<boolean>;
}

export * from './register-entry';
export type { AwaitedOfPeriods, Benchmark, IndicatorNames, PublishedActionsView };
