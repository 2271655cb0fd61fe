import { riskRegister as riskRegisterDecider, type RiskRegisterState } from '@outturn/domain';
import { cutByItems, documentModel, joinItems, readDocuments } from './documents';
import type { Querier } from './querier';

const ITEMS = ['versions'] as const;

/** Risk registers: a part for each version. */
export const riskRegisters = documentModel({
  name: 'risk-registers',
  version: 1,
  category: 'register',
  decider: riskRegisterDecider,
  parts: (state) => cutByItems(state, ITEMS),
});

/** The registers as at a position, by key. */
export async function readRiskRegisters(querier: Querier, position: number): Promise<RiskRegisterState[]> {
  const documents = await readDocuments(querier, riskRegisters, position);
  return [...documents.values()].map((parts) => joinItems<RiskRegisterState>(parts, ITEMS));
}
