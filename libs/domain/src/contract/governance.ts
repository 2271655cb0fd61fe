import { Cell } from '../cell';
import { DateText, PeriodKey, parsePeriod } from '../period';
import { Attention, attentionOf } from './attention';
import { belongsTo } from './belonging';
import { ContractFindings, Named } from './findings';
import { financeOf } from './governance-finance';
import { kpiSetsOf, kpisOf } from './governance-kpis';
import { dataOf, meetingsOf } from './governance-oversight';
import { termOf } from './governance-term';
import { ContractState, HeldRating, Ordered } from './state';

export type { Attention } from './attention';
export type { ContractFindings, Named } from './findings';
export type { FinanceDifference, FinanceStanding } from './governance-finance';
export type { EarlierKpiResult, KpiSetStanding, KpiStanding, KpiTravel } from './governance-kpis';
export type { DataStanding, MeetingStanding } from './governance-oversight';
export type { TermStanding } from './governance-term';

/** What governance needs to know besides the contract itself. */
export interface GovernanceContext {
  /** The day in London of the moment as at which it is asked. */
  readonly today: DateText;
  /** Cells by indicator, for KPIs that are indicators: of the quarter, or of the year where that alone is due and ends with it. */
  readonly cells: ReadonlyMap<string, Cell>;
}

/** How a contract stood in a quarter, and what of it needs attention. */
export interface ContractGovernance extends ContractFindings {
  readonly attention: readonly Attention[];
}

/**
 * How a contract stands in a quarter, from everything known of it (report section 14): KPIs, data, meetings, money,
 * notices and variations, the term, and what needs attention and why.
 *
 * A figure belongs to the quarter in which its period ends; an amount for a year is shown in each quarter of it. Notices
 * and variations are those open at the moment of the question.
 */
export function governanceOf(
  state: ContractState & Required<Pick<ContractState, 'contract' | 'terms'>>,
  quarter: PeriodKey,
  context: GovernanceContext,
): ContractGovernance {
  const period = parsePeriod(quarter);
  const found = {
    contract: state.contract,
    period: quarter,
    terms: state.terms,
    source: state.source,
    term: termOf(state, period, context.today),
    ...kpiSetsOf(state, period),
    kpis: kpisOf(state, period, context.cells),
    data: dataOf(state, period, context.today),
    meetings: meetingsOf(state, period, context.today),
    finance: financeOf(state, period),
    notices: inOrder(state.notices).filter(({ closed }) => closed === undefined),
    variations: inOrder(state.variations).filter(
      ({ signed, dropped }) => signed === undefined && dropped === undefined,
    ),
    ratings: standing(inOrder(state.ratings)).filter(({ rating }) => belongsTo(rating.period, period)),
    statements: inOrder(state.statements).filter(({ statement }) => belongsTo(statement.period, period)),
    pending: Object.entries(state.pending).map(([id, proposal]) => ({ id, ...proposal })),
  };
  return { ...found, attention: attentionOf(found) };
}

/** Of several ratings of the same thing for the same period, the last one approved. */
function standing(ratings: readonly Named<HeldRating>[]): Named<HeldRating>[] {
  return ratings.filter(
    ({ rating, order }) =>
      !ratings.some(
        (later) => later.order > order && later.rating.period === rating.period && later.rating.kpi === rating.kpi,
      ),
  );
}

function inOrder<Item extends Ordered>(items: Readonly<Record<string, Item>>): Named<Item>[] {
  return Object.entries(items)
    .map(([id, item]) => ({ ...item, id }))
    .sort((a, b) => a.order - b.order);
}
