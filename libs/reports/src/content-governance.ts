import type { DateText } from '@outturn/domain';

/** What a report says of one contract in its period (report section 14). */
export interface ReportedContract {
  readonly contract: string;
  readonly name: string;
  readonly parties: readonly string[];
  /** One line an aspect: term, value, indicators, data, meetings, notices, variations, assurance. */
  readonly statements: readonly ReportedStatement[];
  readonly finance: readonly ReportedFinanceLine[];
  readonly needsAttention: readonly ReportedAttention[];
}

export interface ReportedStatement {
  readonly aspect: string;
  readonly text: string;
  /** Where it comes from, such as a paragraph of a document; null where it is computed. */
  readonly source: string | null;
}

/** One amount with all estimates of it over time (report 14.20). */
export interface ReportedFinanceLine {
  readonly line: string;
  /** The year before first, then each estimate in the order in which it became known. */
  readonly vintages: readonly ReportedVintage[];
  /** What stands against the estimate before and against the budget. */
  readonly differences: readonly string[];
}

export interface ReportedVintage {
  /** Budget, forecast, provisional or final. */
  readonly kind: string;
  /** As displayed, with its qualifier: `circa £136,000`. */
  readonly amount: string;
  readonly estimatedBy: string | null;
  /** As precise as it is known: a day or a month in words. */
  readonly estimatedOn: string | null;
  readonly source: string | null;
}

export interface ReportedAttention {
  readonly what: string;
  readonly why: string;
}

export const GOVERNANCE_SUBJECTS = ['contract', 'business-plan', 'risk-register', 'programme'] as const;
export type GovernanceSubject = (typeof GOVERNANCE_SUBJECTS)[number];

/** `late`: nothing was said of it before; `correction`: somebody else has approved it. */
export const GOVERNANCE_CHANGE_KINDS = ['late', 'correction', 'update'] as const;

/** What is said otherwise of a contract, an action, a risk or a milestone than before. */
export interface ReportedGovernanceChange {
  readonly kind: (typeof GOVERNANCE_CHANGE_KINDS)[number];
  readonly subject: GovernanceSubject;
  /** Key of the contract, the register or the programme; the year of a business plan. */
  readonly key: string;
  readonly name: string;
  /** What of it, such as `Open notice` or the name of an amount. */
  readonly what: string;
  /** Null where nothing was said of it. */
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
  /** Opaque ids of people. */
  readonly by: string;
  readonly approvedBy: string | null;
  /** The day in London on which it was recorded. */
  readonly on: DateText;
}

/** A strategic risk register as it was last presented (report section 15). */
export interface ReportedRiskRegister {
  readonly register: string;
  readonly name: string;
  /** Sentences on when it was presented to whom, and when it is refreshed. */
  readonly statements: readonly ReportedStatement[];
  readonly risks: readonly ReportedRisk[];
}

export interface ReportedRisk {
  readonly risk: string;
  readonly title: string;
  /** Opaque id or post. */
  readonly owner: string | null;
  /** Likelihood × impact, as displayed. */
  readonly inherent: string | null;
  readonly current: string;
  readonly target: string | null;
  /** Since the version before, in words. */
  readonly movement: string;
  readonly controls: readonly string[];
}

/** A programme with its milestones (report section 13). */
export interface ReportedProgramme {
  readonly programme: string;
  readonly name: string;
  readonly statements: readonly ReportedStatement[];
  readonly milestones: readonly ReportedMilestone[];
}

export interface ReportedMilestone {
  readonly name: string;
  readonly planned: DateText | null;
  readonly forecast: DateText | null;
  readonly actual: DateText | null;
  /** Against the plan and against the forecast before, in words. */
  readonly slippage: string | null;
}
