import { Inject, Injectable } from '@nestjs/common';
import {
  NO_ACTIONS,
  actionShares,
  addActionCounts,
  countActions,
  differingSums,
  parsePeriod,
  previousPeriod,
  yearOf,
  type ActionCounts,
  type AreaState,
  type BusinessPlanState,
  type PeriodKey,
} from '@outturn/domain';
import type { PublishedActionsView } from '@outturn/read-models';
import { isOther } from '@outturn/editions';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type {
  ActionCountsAnswer,
  ActionsRowAnswer,
  ActionsSummaryAnswer,
  PublishedActionsAnswer,
} from './action-answers';
import type { Plain } from './plain';

/** The table of actions without what every answer says of itself. */
export type ActionsTable = Omit<Plain<ActionsSummaryAnswer>, 'asAt' | 'links' | 'note'>;

/** Counts the business plan actions of a quarter beside the previous one and what was printed (report 4.5). */
@Injectable()
export class ActionSummaries {
  constructor(@Inject(SERVER_PARTS) private readonly parts: ServerParts) {}

  /** The table of a quarter as at a position. */
  async of(period: PeriodKey, position: number): Promise<ActionsTable> {
    const { readModels } = this.parts;
    const [plans, areas, printed] = await Promise.all([
      this.plansOf(period, position),
      readModels.areas(position),
      readModels.publishedActions(period, position),
    ]);
    const now = plans.now ? countActions(plans.now, period) : new Map<string, ActionCounts>();
    const previous = plans.previous && countActions(plans.previous, plans.previousPeriod);
    const rows = keysInOrder([...now.keys(), ...(previous?.keys() ?? [])], areas).map((key) => ({
      area: key,
      name: areas.find(({ area }) => area === key)?.name ?? key,
      ...withShares(now.get(key) ?? NO_ACTIONS),
      previous: previous ? withShares(previous.get(key) ?? NO_ACTIONS) : null,
    }));
    const total: Plain<ActionsRowAnswer> = {
      area: null,
      name: null,
      ...withShares(addActionCounts(now.values())),
      previous: previous ? withShares(addActionCounts(previous.values())) : null,
    };
    const { previousPeriod: before } = plans;
    return { period, previousPeriod: before, rows, total, printed: printed && beside(period, printed) };
  }

  /** The plans of a quarter and of the one before, which may be those of two years. */
  async plansOf(
    period: PeriodKey,
    position: number,
  ): Promise<{
    readonly now?: BusinessPlanState;
    readonly previous?: BusinessPlanState;
    readonly previousPeriod: PeriodKey;
  }> {
    const quarter = parsePeriod(period);
    // Every quarter has one before it.
    const before = previousPeriod(quarter) ?? quarter;
    const [year, yearBefore] = [yearOf(quarter).key, yearOf(before).key];
    const plans = await this.parts.readModels.businessPlans([...new Set([year, yearBefore])], position);
    return { now: plans.get(year), previous: plans.get(yearBefore), previousPeriod: before.key };
  }
}

function withShares(counts: ActionCounts): Plain<ActionCountsAnswer> {
  return { ...counts, shares: actionShares(counts) };
}

function keysInOrder(keys: readonly string[], areas: readonly AreaState[]): string[] {
  const known = areas.map(({ area }) => area ?? '').filter((area) => keys.includes(area));
  const others = keys.filter((key) => !known.includes(key)).sort();
  return [...new Set([...known, ...others])];
}

const STATUSES = ['onTrack', 'mediumIssues', 'significantIssues'] as const;

/** A table as printed, with the shares that its printed totals come to, and the sums that do not hold. */
function beside(period: PeriodKey, printed: PublishedActionsView): Plain<PublishedActionsAnswer> {
  const { onTrack = 0, mediumIssues = 0, significantIssues = 0 } = printed.total;
  const counts = { onTrack, mediumIssues, significantIssues, updated: onTrack + mediumIssues + significantIssues };
  const differs = STATUSES.filter((status) => isOther(printed.printedShares[status], counts[status], counts.updated));
  return { ...printed, computedShares: actionShares(counts), differs, differingSums: differingSums(period, printed) };
}
