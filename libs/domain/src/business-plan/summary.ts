import { sharePercent, type DecimalText } from '../decimal';
import type { PeriodKey } from '../period';
import type { ActionStatus } from './events';
import { countsIn, type BusinessPlanState } from './state';

/** What the table of paragraph 4.5 counts, in its order. */
export interface ActionCounts {
  readonly weWills: number;
  readonly actions: number;
  readonly onTrack: number;
  readonly mediumIssues: number;
  readonly significantIssues: number;
  readonly noUpdate: number;
  /** On track, medium and significant issues together: what shares are shares of (241 of 255). */
  readonly updated: number;
}

/** Shares of the updated actions in per cent with one decimal, each rounded by itself; null where none is updated. */
export interface ActionShares {
  readonly onTrack: DecimalText | null;
  readonly mediumIssues: DecimalText | null;
  readonly significantIssues: DecimalText | null;
  /** That none is updated, which is not 0%. */
  readonly note: string | null;
}

export const NO_ACTIONS: ActionCounts = {
  weWills: 0,
  actions: 0,
  onTrack: 0,
  mediumIssues: 0,
  significantIssues: 0,
  noUpdate: 0,
  updated: 0,
};

// Every column is a key of the empty counts.
const COLUMNS = Object.keys(NO_ACTIONS) as (keyof ActionCounts)[];

const COLUMN: Readonly<Record<ActionStatus, keyof ActionCounts>> = {
  'on-track': 'onTrack',
  'medium-issues': 'mediumIssues',
  'significant-issues': 'significantIssues',
};

/** Counts the 'we wills' and actions of a plan in one of its quarters, by area (report 4.5). */
export function countActions(plan: BusinessPlanState, quarter: PeriodKey): ReadonlyMap<string, ActionCounts> {
  const areas = new Map<string, ActionCounts>();
  const count = (area: string, columns: readonly (keyof ActionCounts)[]) => {
    const counts: Record<keyof ActionCounts, number> = { ...(areas.get(area) ?? NO_ACTIONS) };
    for (const column of columns) counts[column] += 1;
    areas.set(area, counts);
  };
  for (const weWill of Object.values(plan.weWills)) if (countsIn(weWill, quarter)) count(weWill.area, ['weWills']);
  for (const action of Object.values(plan.actions)) {
    if (!countsIn(action, quarter)) continue;
    const update = action.updates[quarter];
    count(action.area, update ? ['actions', 'updated', COLUMN[update.status]] : ['actions', 'noUpdate']);
  }
  return areas;
}

/** The counts of all areas together. */
export function addActionCounts(counts: Iterable<ActionCounts>): ActionCounts {
  const total: Record<keyof ActionCounts, number> = { ...NO_ACTIONS };
  for (const one of counts) for (const column of COLUMNS) total[column] += one[column];
  return total;
}

/** The shares of the updated actions. They need not add up to 100 and are never made to. */
export function actionShares(counts: Omit<ActionCounts, 'weWills' | 'actions' | 'noUpdate'>): ActionShares {
  const share = (count: number) => sharePercent(count, counts.updated) ?? null;
  return {
    onTrack: share(counts.onTrack),
    mediumIssues: share(counts.mediumIssues),
    significantIssues: share(counts.significantIssues),
    note: counts.updated === 0 ? 'no updated actions' : null,
  };
}
