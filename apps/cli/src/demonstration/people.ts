import type { ActorId } from '@outturn/domain';
import { DEMONSTRATION_IDENTITIES } from '../../../server/src/security/demonstration-identities';

/** Somebody in whose name a step of the load is carried out, and as what. */
export interface Person {
  readonly id: ActorId;
  readonly role: 'officer' | 'approver' | 'performance';
}

export const PERFORMANCE_TEAM: Person = { id: DEMONSTRATION_IDENTITIES.performance.sub, role: 'performance' };
export const APPROVER: Person = { id: DEMONSTRATION_IDENTITIES.approver.sub, role: 'approver' };

/** Officers of the areas that no demonstration identity has: nobody gets a token for them. */
const OTHER_OFFICERS: Readonly<Partial<Record<string, ActorId>>> = {
  'live-well': 'demo-4d02ba',
  'strong-resilient-communities': 'demo-b8135e',
  'strong-inclusive-economy': 'demo-0f6c97',
  'connected-accessible': 'demo-a24e71',
  'one-council-one-team': 'demo-6e9d38',
};

/**
 * Who submits the figures of an area.
 *
 * @throws {Error} when the area has nobody.
 */
export function officerOf(area: string): Person {
  const identities = [DEMONSTRATION_IDENTITIES['officer.housing'], DEMONSTRATION_IDENTITIES['officer.children']];
  const id = identities.find(({ areas }) => areas.some((own) => own === area))?.sub ?? OTHER_OFFICERS[area];
  if (id === undefined) throw new Error(`No demonstration officer submits for the area ${area}: add one to people.ts.`);
  return { id, role: 'officer' };
}
