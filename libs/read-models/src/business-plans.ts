import { businessPlan as businessPlanDecider, type BusinessPlanState, type PeriodKey } from '@outturn/domain';
import { cutByItems, documentModel, joinItems, readDocuments } from './documents';
import type { Querier } from './querier';

const ITEMS = ['weWills', 'actions'] as const;

/** Business plans by financial year: a part for each 'we will' and each action. */
export const businessPlans = documentModel({
  name: 'business-plans',
  version: 1,
  category: 'plan',
  decider: businessPlanDecider,
  parts: (state) => cutByItems(state, ITEMS),
});

/** The business plans of financial years as at a position; those that are not known are absent. */
export async function readBusinessPlans(
  querier: Querier,
  years: readonly PeriodKey[],
  position: number,
): Promise<Map<PeriodKey, BusinessPlanState>> {
  const documents = await readDocuments(querier, businessPlans, position, years);
  return new Map([...documents].map(([year, parts]) => [year, joinItems<BusinessPlanState>(parts, ITEMS)]));
}
