import { PeriodKey } from '../period';
import { ContractTerms } from './facts';
import { FinanceStanding } from './governance-finance';
import { KpiSetStanding, KpiStanding } from './governance-kpis';
import { DataStanding, MeetingStanding } from './governance-oversight';
import { TermStanding } from './governance-term';
import { HeldNotice, HeldRating, HeldStatement, HeldVariation, PendingProposal } from './state';

/** An item with the id of the event that made it. */
export type Named<Item> = Item & { readonly id: string };

/** How a contract stood in a quarter. */
export interface ContractFindings {
  readonly contract: string;
  readonly period: PeriodKey;
  readonly terms: ContractTerms;
  readonly source: string;
  readonly term: TermStanding;
  /** The set in force on the quarter's last day; absent where none is. */
  readonly kpiSet?: KpiSetStanding;
  /** The set that comes after it. */
  readonly nextKpiSet?: KpiSetStanding;
  readonly kpis: readonly KpiStanding[];
  readonly data: readonly DataStanding[];
  readonly meetings: readonly MeetingStanding[];
  readonly finance: readonly FinanceStanding[];
  /** Those that are open. */
  readonly notices: readonly Named<HeldNotice>[];
  /** Those that are neither signed nor dropped. */
  readonly variations: readonly Named<HeldVariation>[];
  /** Ratings of the quarter that somebody else has approved, the latest of each KPI and of the contract. */
  readonly ratings: readonly Named<HeldRating>[];
  readonly statements: readonly Named<HeldStatement>[];
  readonly pending: readonly Named<PendingProposal>[];
}
