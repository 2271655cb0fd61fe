import type { DateText } from '../period';
import type { Milestone } from './programme';

/** Where a milestone stands. */
export type MilestoneStatus = 'open' | 'overdue' | 'reached' | 'dropped';

/** How far a milestone is from what was planned and from what was expected before. Positive is later. */
export interface Slippage {
  readonly status: MilestoneStatus;
  /** When it was reached, or else is expected: by the latest forecast, or the latest plan where there is none. */
  readonly expected: DateText;
  /** Against the first plan. */
  readonly daysAgainstBaseline: number;
  /** Against the latest plan. */
  readonly daysAgainstPlan: number;
  /** Against what was expected before the latest word; null where there is no earlier forecast. */
  readonly daysAgainstPreviousForecast: number | null;
}

/**
 * The slippage of a milestone in days (report 13.1: plans that are still ahead are looked at again after their date).
 *
 * @param today the day as at which it is asked: from then on a milestone that was to be reached before is overdue
 */
export function slippageOf({ plans, forecasts, reached, dropped }: Milestone, today: DateText): Slippage {
  // A milestone begins with a plan.
  const baseline = plans[0]?.planned ?? today;
  const plan = plans.at(-1)?.planned ?? baseline;
  const expected = reached?.reachedOn ?? forecasts.at(-1)?.forecast ?? plan;
  const previous = reached ? forecasts.at(-1) : forecasts.at(-2);
  return {
    status: dropped ? 'dropped' : reached ? 'reached' : expected < today ? 'overdue' : 'open',
    expected,
    daysAgainstBaseline: daysBetween(baseline, expected),
    daysAgainstPlan: daysBetween(plan, expected),
    daysAgainstPreviousForecast: previous ? daysBetween(previous.forecast, expected) : null,
  };
}

const DAY_MS = 86_400_000;

function daysBetween(from: DateText, to: DateText): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
}
