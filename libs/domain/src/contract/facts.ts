import { DecimalText } from '../decimal';
import { Polarity } from '../definition';
import { Qualifier, SuppliedValue } from '../figure-value';
import { EventId } from '../ids';
import { DateText, PeriodKey } from '../period';
import { RatingScheme } from '../rating-scheme';
import { StatedDate } from '../stated-date';
import { Target } from '../target';
import { Unit } from '../unit';

// What people say about a contract. Each fact names its source: a document and its paragraph.

export const PARTY_ROLES = ['authority', 'supplier', 'other'] as const;

export interface ContractParty {
  readonly role: (typeof PARTY_ROLES)[number];
  /** Absent where the source does not name the party (report 6.12, 11.1). */
  readonly name?: string;
}

/** From when to when a contract runs, as exactly as its source says. */
export interface ContractTerm {
  readonly start?: StatedDate;
  /** The last day. Absent where the contract is open-ended or the source does not say. */
  readonly end?: StatedDate;
  /** The length, where the source gives that and no dates (report 14.16: 25 years). */
  readonly years?: number;
  /** Runs until somebody ends it: then it has no end. */
  readonly openEnded: boolean;
}

export const VALUE_BASES = ['per-year', 'whole-term'] as const;

export interface ContractValue {
  /** Whole pence. */
  readonly pence: DecimalText;
  readonly basis: (typeof VALUE_BASES)[number];
  readonly qualifier?: Qualifier;
  /** In the words of the source: "in the region of £34m per annum" (report 14.11). */
  readonly text?: string;
}

/** Whether the Procurement Act 2023, and so its ratings of performance, applies; the source may not say. */
export const ACT_STANDINGS = ['applies', 'does-not-apply', 'not-stated'] as const;
export type ActStanding = (typeof ACT_STANDINGS)[number];

export interface ContractTerms {
  readonly name: string;
  readonly parties: readonly ContractParty[];
  readonly services: readonly string[];
  readonly places: readonly string[];
  /** What kind of agreement: "Design, Build, Operate and Maintain" (report 14.16). */
  readonly form?: string;
  readonly term: ContractTerm;
  readonly value?: ContractValue;
  readonly procurementAct2023: ActStanding;
}

export const VARIATION_KINDS = ['extension', 'deed-of-variation', 'change-control', 'other'] as const;

export interface ContractVariation {
  readonly kind: (typeof VARIATION_KINDS)[number];
  readonly title: string;
  readonly effect: string;
  readonly startsOn?: StatedDate;
  readonly endsOn?: StatedDate;
  /** The day to which it moves the end of the contract, once it is signed. */
  readonly newEnd?: StatedDate;
  readonly source: string;
}

/** What a KPI has to reach, in whatever period: the target of an indicator without its period. */
export type KpiTarget = Omit<Target, 'period'>;

/** A KPI that has values of its own. */
export interface OwnKpi {
  readonly kpi: string;
  readonly name: string;
  readonly unit: Unit;
  readonly displayDecimals: number;
  readonly polarity: Polarity;
  readonly target?: KpiTarget;
}

/** A KPI that is an indicator of the council: its values, targets and colours are the indicator's. */
export interface IndicatorKpi {
  readonly kpi: string;
  readonly name: string;
  readonly indicatorKey: string;
}

export type Kpi = OwnKpi | IndicatorKpi;

/** KPIs that hold together for a time; another set takes their place, and results are compared within a set only (report 14.5). */
export interface KpiSet {
  readonly kpiSet: string;
  readonly name: string;
  readonly validFrom: DateText;
  /** The last day; absent while none is known. */
  readonly validTo?: DateText;
  /** Rates the KPIs that have values of their own. */
  readonly scheme?: RatingScheme;
  /** None where they are agreed and not held here (report 14.5). */
  readonly kpis: readonly Kpi[];
  readonly note?: string;
  readonly source: string;
}

export interface KpiResult {
  readonly kpiSet: string;
  readonly kpi: string;
  readonly period: PeriodKey;
  readonly value: SuppliedValue;
  readonly source: string;
}

export const DATA_MATURITIES = ['provisional', 'validated', 'audited'] as const;
/** How far the supplier's data have been checked: "available, but … not … fully audited" is provisional (report 14.14). */
export type DataMaturity = (typeof DATA_MATURITIES)[number];

/** Data that a supplier owes for a period. `delivery` names the kind of data: `performance-report`. */
export interface DataExpectation {
  readonly delivery: string;
  readonly period: PeriodKey;
  readonly dueOn: DateText;
  readonly source: string;
}

export interface DataReceipt {
  readonly delivery: string;
  readonly period: PeriodKey;
  /** Absent where the source says only that they have come. */
  readonly receivedOn?: StatedDate;
  /** Absent where the source does not say. */
  readonly complete?: boolean;
  readonly maturity: DataMaturity;
  readonly note?: string;
  readonly source: string;
}

export const RHYTHMS = ['month', 'quarter', 'year', 'not-stated'] as const;

/** How often a kind of meeting was agreed to be held. */
export interface MeetingRhythm {
  readonly rhythm: string;
  readonly name: string;
  readonly every: (typeof RHYTHMS)[number];
  /** From when a meeting that is not recorded is overdue. Absent: none is ever called so. */
  readonly countedFrom?: DateText;
  readonly note?: string;
  readonly source: string;
}

/** A meeting held for a month, a quarter or a year, whichever its rhythm counts. */
export interface Meeting {
  readonly rhythm: string;
  readonly period: PeriodKey;
  /** Absent where the source gives no day. */
  readonly heldOn?: StatedDate;
  readonly note?: string;
  readonly source: string;
}

export const FINANCE_DIRECTIONS = ['paid-by-council', 'paid-to-council', 'balance'] as const;

/** Something about a contract that has an amount in each period. */
export interface FinanceLine {
  readonly line: string;
  readonly name: string;
  /** A balance is negative in deficit; the other two are amounts paid. */
  readonly direction: (typeof FINANCE_DIRECTIONS)[number];
  /** What a balance is a balance against: "the contract sum" (report 14.9). */
  readonly against?: string;
  readonly source: string;
}

export const VINTAGE_KINDS = ['budget', 'forecast', 'provisional', 'final'] as const;

/** What was said of the amount of a line in a period, at one time, by somebody (report 14.20: £202k, later circa £136k). */
export interface FinanceVintage {
  readonly line: string;
  readonly period: PeriodKey;
  readonly kind: (typeof VINTAGE_KINDS)[number];
  /** Whole pence; absent where the source gives words only (report 14.25: "will outturn to budget"). */
  readonly pence?: DecimalText;
  readonly qualifier?: Qualifier;
  /** In the words of the source. */
  readonly text: string;
  readonly estimator?: string;
  readonly estimatedOn?: StatedDate;
  /** A change that the source states against an estimate that is not held here (report 14.9: "reduced by £98k since last month"). */
  readonly statedChange?: { readonly pence: DecimalText; readonly since: string };
  readonly source: string;
}

export const NOTICE_KINDS = ['remediation', 'improvement', 'default', 'termination', 'other'] as const;

export interface ContractNotice {
  readonly kind: (typeof NOTICE_KINDS)[number];
  readonly servingParty: 'authority' | 'supplier';
  /** Absent where the source gives no date (report 6.12). */
  readonly servedOn?: StatedDate;
  readonly reason: string;
  readonly source: string;
}

export const ASSURANCE_SUBJECTS = ['governance', 'performance', 'data', 'meetings', 'finance', 'services'] as const;
export const ASSURANCE_FINDINGS = ['assured', 'concern', 'information'] as const;

/** What somebody states about a contract in a period, in words, with their name as author: a post or a document, no person. */
export interface AssuranceStatement {
  readonly period: PeriodKey;
  readonly about: (typeof ASSURANCE_SUBJECTS)[number];
  readonly finding: (typeof ASSURANCE_FINDINGS)[number];
  readonly text: string;
  readonly author: string;
  readonly source: string;
}

export const PROCUREMENT_RATINGS = [
  'good',
  'approaching-target',
  'requires-improvement',
  'inadequate',
  'other',
] as const;
export type ProcurementRating = (typeof PROCUREMENT_RATINGS)[number];

/** A rating of performance as the Procurement Act 2023 has it (its section 71), of one KPI or of the contract. */
export interface ContractRating {
  readonly period: PeriodKey;
  readonly rating: ProcurementRating;
  readonly kpi?: string;
  readonly reason: string;
  /** Why a contract to which the Act does not apply is rated all the same. */
  readonly outsideActBecause?: string;
}

/** What a correction wants to stand. It says that what was recorded is wrong; a better estimate is a new vintage. */
export type ContractCorrection =
  | { readonly subject: 'terms'; readonly to: ContractTerms }
  | { readonly subject: 'finance-vintage'; readonly vintageId: EventId; readonly to: FinanceVintage }
  | { readonly subject: 'kpi-result'; readonly resultId: EventId; readonly to: SuppliedValue };

/** The same with what stood. */
export type CorrectedContract = ContractCorrection &
  (
    | { readonly subject: 'terms'; readonly from: ContractTerms }
    | { readonly subject: 'finance-vintage'; readonly from: FinanceVintage }
    | { readonly subject: 'kpi-result'; readonly from: SuppliedValue }
  );
