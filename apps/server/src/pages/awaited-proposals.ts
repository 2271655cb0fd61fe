import { Inject, Injectable } from '@nestjs/common';
import type { BusinessPlanState, ContractState } from '@outturn/domain';
import { SERVER_PARTS, type ServerParts } from '../parts';

/** What somebody has proposed about a contract or an action, and somebody else has yet to decide. */
export interface AwaitedProposal {
  /** Id of the event that proposed it. */
  readonly id: string;
  readonly kind: 'contract-rating' | 'contract-correction' | 'action-correction';
  /** What the contract or the action is called. */
  readonly subject: string;
  readonly proposedBy: string;
}

/** Everything of contracts and business plans that awaits a decision. */
@Injectable()
export class AwaitedProposals {
  constructor(@Inject(SERVER_PARTS) private readonly parts: ServerParts) {}

  /** What awaited a decision at a position. */
  async at(position: number): Promise<AwaitedProposal[]> {
    const { readModels } = this.parts;
    const calendar = await readModels.reportingPeriods(position);
    const years = [...new Set(calendar.map(({ period }) => period.slice(0, '2023-24'.length)))];
    const [contracts, plans] = await Promise.all([
      readModels.contracts(position),
      readModels.businessPlans(years, position),
    ]);
    return [...[...contracts.values()].flatMap(proposalsOfContract), ...[...plans.values()].flatMap(proposalsOfPlan)];
  }
}

/** What awaits a decision about a contract. */
export function proposalsOfContract({ contract = '', terms, pending }: ContractState): AwaitedProposal[] {
  return Object.entries(pending).map(([id, { kind, proposedBy }]) => ({
    id,
    kind: `contract-${kind}`,
    subject: terms?.name ?? contract,
    proposedBy,
  }));
}

/** What awaits a decision about the actions of a business plan. */
export function proposalsOfPlan({ actions }: BusinessPlanState): AwaitedProposal[] {
  return Object.values(actions).flatMap(({ title, pendingCorrection }) => {
    if (pendingCorrection === undefined) return [];
    const { correctionId, proposedBy } = pendingCorrection;
    return [{ id: correctionId, kind: 'action-correction' as const, subject: title, proposedBy }];
  });
}
