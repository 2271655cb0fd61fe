import { actionOf, countsIn, type BusinessPlanState, type PeriodKey, type PlanAction } from '@outturn/domain';
import { NO_UPDATE, type ActionAnswer, type WeWillAnswer } from './action-answers';
import type { Plain } from './plain';
import { badRequest } from './problem';
import { periodIn } from './request-pipes';

/** The plans of a quarter and of the one before. */
interface Plans {
  readonly now?: BusinessPlanState;
  readonly previous?: BusinessPlanState;
  readonly previousPeriod: PeriodKey;
}

/** The "we wills" and the actions of a quarter, by area and key. */
export function quarterActions(
  { now, previous, previousPeriod }: Plans,
  period: PeriodKey,
  area: string | undefined,
): { readonly weWills: readonly Plain<WeWillAnswer>[]; readonly items: readonly Plain<ActionAnswer>[] } {
  const isWanted = (item: Pick<PlanAction, 'area' | 'fromQuarter' | 'ended'>) =>
    countsIn(item, period) && (area === undefined || area === item.area);
  const items = inOrder(Object.values(now?.actions ?? {}).filter(isWanted), ({ action }) => action);
  const weWills = inOrder(Object.values(now?.weWills ?? {}).filter(isWanted), ({ weWill }) => weWill);
  return {
    weWills: weWills.map(({ weWill, area: of, text }) => ({ weWill, area: of, text })),
    items: items.map((action) => answerOf(action, period, statusIn(previous, action.action, previousPeriod))),
  };
}

/** @throws {Problem} 400 for a period that is no quarter. */
export function quarterOfActions(period: string): PeriodKey {
  const { key, kind } = periodIn('query', period);
  if (kind === 'quarter') return key;
  const detail = `Actions are updated every quarter, and ${key} is none. Give one, such as 2023-24-Q4.`;
  throw badRequest('not-a-quarter', { in: 'query', pointer: '/period', detail });
}

function inOrder<Item extends { readonly area: string }>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Item[] {
  const place = (item: Item) => `${item.area} ${keyOf(item)}`;
  return [...items].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

function statusIn(plan: BusinessPlanState | undefined, key: string, quarter: PeriodKey): string | null {
  const action = plan && actionOf(plan, key);
  if (!action || !countsIn(action, quarter)) return null;
  return action.updates[quarter]?.status ?? NO_UPDATE;
}

function answerOf(known: PlanAction, quarter: PeriodKey, previousStatus: string | null): Plain<ActionAnswer> {
  const { action, area, title, owner, weWill = null, pendingCorrection } = known;
  const update = known.updates[quarter];
  return {
    action,
    area,
    title,
    owner,
    weWill,
    status: update?.status ?? NO_UPDATE,
    commentary: update?.commentary ?? null,
    updatedBy: update?.by ?? null,
    eventId: update?.eventId ?? null,
    correctedBecause: update?.corrected?.reason ?? null,
    previousStatus,
    ...(pendingCorrection ? { pendingCorrection } : {}),
  };
}
