import { initialBusinessPlan, initialContract, type BusinessPlanState, type ContractState } from '@outturn/domain';
import { proposalsOfContract, proposalsOfPlan } from './awaited-proposals';
import { proposalPage, proposedOfAction, proposedOfContract } from './proposals';

const RATED: ContractState = {
  ...initialContract,
  contract: 'grounds',
  pending: {
    'event-1': {
      kind: 'rating',
      proposedBy: 'proposer',
      rating: { period: '2023-24-Q4', rating: 'good', reason: 'Every field was mown' },
    },
  },
};

const PLAN: BusinessPlanState = {
  ...initialBusinessPlan,
  year: '2023-24',
  actions: {
    doors: {
      action: 'doors',
      area: 'quality-homes',
      title: 'Fit the doors',
      owner: 'post-1',
      fromQuarter: '2023-24-Q1',
      updates: { '2023-24-Q4': { status: 'on-track', commentary: 'Well.', eventId: 'event-1', by: 'officer' } },
      pendingCorrection: {
        correctionId: 'event-2',
        quarter: '2023-24-Q4',
        status: 'medium-issues',
        commentary: 'Well.',
        reason: 'Overlooked',
        proposedBy: 'proposer',
      },
    },
  },
};

function pageFor(actor: string, roles: readonly ('approver' | 'auditor')[], state = RATED) {
  return proposalPage({
    brought: { id: 'event-1', by: 'proposer', at: '2024-04-20T10:00:00Z' },
    proposed: proposedOfContract('event-1', state),
    settlement: undefined,
    identity: { actor, roles, areas: [] },
    typed: { revision: '', once: '', decision: '', message: '' },
    errors: [],
    nameOf: (person) => person,
  });
}

describe('what of contracts and actions awaits a decision', () => {
  it('is found in contracts and in plans', () => {
    const rating = { id: 'event-1', kind: 'contract-rating', subject: 'grounds', proposedBy: 'proposer' };
    expect(proposalsOfContract(RATED)).toEqual([rating]);
    const correction = { id: 'event-2', kind: 'action-correction', subject: 'Fit the doors', proposedBy: 'proposer' };
    expect(proposalsOfPlan(PLAN)).toEqual([correction]);
    expect([...proposalsOfContract(initialContract), ...proposalsOfPlan(initialBusinessPlan)]).toEqual([]);
  });

  it('shows of an action only what would be another', () => {
    expect(proposedOfAction('event-2', PLAN)).toMatchObject({
      subject: 'Fit the doors',
      href: '/actions?period=2023-24-Q4&area=quality-homes',
      differences: [{ name: 'Status', before: 'on track', after: 'medium issues' }],
    });
    expect(proposedOfAction('event-1', PLAN)).toBeUndefined();
  });

  it('is decided by an approver who has not brought it', () => {
    expect(pageFor('somebody', ['approver'])).toMatchObject({
      title: 'Rating of a contract',
      cannot: undefined,
      decideAction: '/decide/proposals/contracts/event-1',
    });
    expect(pageFor('proposer', ['approver'])).toMatchObject({
      decideAction: undefined,
      cannot: 'You have brought this yourself, so somebody else has to decide it.',
    });
    expect(pageFor('somebody', ['auditor'])).toMatchObject({
      decideAction: undefined,
      cannot: 'Deciding this needs the role approver.',
    });
  });

  it('says that it has been decided', () => {
    expect(pageFor('somebody', ['approver'], initialContract)).toMatchObject({
      title: 'This has been decided',
      settled: { queueHref: '/decide/proposals' },
    });
  });
});
