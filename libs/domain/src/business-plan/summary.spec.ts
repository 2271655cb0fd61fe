import { fold } from '../decider';
import { businessPlan } from './decide';
import type { ActionStatus, BusinessPlanEvent } from './events';
import { actionShares, addActionCounts, countActions, NO_ACTIONS } from './summary';

function added(action: string, area: string, fromQuarter = '2023-24-Q1'): BusinessPlanEvent {
  return {
    type: 'ActionAdded',
    data: { year: '2023-24', action, area, title: action, owner: 'post', fromQuarter, addedBy: 'planner' },
  };
}

function updated(action: string, quarter: string, status: ActionStatus): BusinessPlanEvent {
  return { type: 'ActionUpdated', data: { action, quarter, status, commentary: 'As said.', updatedBy: 'officer' } };
}

function planAfter(events: readonly BusinessPlanEvent[]) {
  return fold(
    businessPlan,
    businessPlan.initialState,
    events.map((event, index) => ({ ...event, id: `event-${index + 1}` })),
  );
}

const plan = planAfter([
  {
    type: 'WeWillAdded',
    data: {
      year: '2023-24',
      weWill: 'safe',
      area: 'homes',
      text: 'We will …',
      fromQuarter: '2023-24-Q1',
      addedBy: 'planner',
    },
  },
  added('doors', 'homes'),
  added('voids', 'homes'),
  added('schools', 'best-start'),
  added('late', 'best-start', '2023-24-Q4'),
  updated('doors', '2023-24-Q3', 'on-track'),
  updated('doors', '2023-24-Q4', 'on-track'),
  updated('schools', '2023-24-Q4', 'medium-issues'),
  {
    type: 'ActionEnded',
    data: { action: 'voids', lastQuarter: '2023-24-Q3', reason: 'Done.', endedBy: 'planner' },
  },
  {
    type: 'ActionUpdateCorrected',
    data: {
      action: 'doors',
      quarter: '2023-24-Q4',
      status: 'significant-issues',
      commentary: 'The supplier has withdrawn.',
      reason: 'Overlooked.',
      correctedBy: 'officer',
    },
  },
  {
    type: 'ActionCorrectionProposed',
    data: {
      action: 'schools',
      quarter: '2023-24-Q4',
      status: 'on-track',
      commentary: 'Not agreed.',
      reason: 'x',
      proposedBy: 'officer',
    },
  },
]);

describe('the table of actions', () => {
  it('counts by area what is in the plan in the quarter', () => {
    expect(Object.fromEntries(countActions(plan, '2023-24-Q4'))).toEqual({
      homes: { ...NO_ACTIONS, weWills: 1, actions: 1, significantIssues: 1, updated: 1 },
      'best-start': { ...NO_ACTIONS, actions: 2, mediumIssues: 1, noUpdate: 1, updated: 1 },
    });
    expect(Object.fromEntries(countActions(plan, '2023-24-Q3'))).toEqual({
      homes: { ...NO_ACTIONS, weWills: 1, actions: 2, onTrack: 1, noUpdate: 1, updated: 1 },
      'best-start': { ...NO_ACTIONS, actions: 1, noUpdate: 1 },
    });
  });

  it('adds up to all areas', () => {
    expect(addActionCounts(countActions(plan, '2023-24-Q4').values())).toEqual({
      weWills: 1,
      actions: 3,
      onTrack: 0,
      mediumIssues: 1,
      significantIssues: 1,
      noUpdate: 1,
      updated: 2,
    });
  });

  it('counts an approved correction, and not one that was only proposed', () => {
    const correctionId = 'event-11';
    const approved: BusinessPlanEvent = {
      type: 'ActionCorrectionApproved',
      data: { action: 'schools', correctionId, approvedBy: 'approver' },
    };
    const after = businessPlan.evolve(plan, { ...approved, id: 'event-12' });
    expect(countActions(after, '2023-24-Q4').get('best-start')).toMatchObject({ onTrack: 1, mediumIssues: 0 });
    expect(after.actions.schools?.updates['2023-24-Q4']).toMatchObject({ eventId: correctionId });
  });
});

describe('the shares of updated actions', () => {
  // Report 4.4 and 4.5: 241 of 255 in quarter 4, 243 in quarter 3.
  it.each([
    [{ onTrack: 192, mediumIssues: 46, significantIssues: 3, updated: 241 }, ['79.7', '19.1', '1.2']],
    [{ onTrack: 197, mediumIssues: 42, significantIssues: 4, updated: 243 }, ['81.1', '17.3', '1.6']],
    [{ onTrack: 1, mediumIssues: 1, significantIssues: 1, updated: 3 }, ['33.3', '33.3', '33.3']],
  ])('of %j are %j', (counts, [onTrack, mediumIssues, significantIssues]) => {
    expect(actionShares(counts)).toEqual({ onTrack, mediumIssues, significantIssues, note: null });
  });

  it('are none where none is updated', () => {
    expect(actionShares({ onTrack: 0, mediumIssues: 0, significantIssues: 0, updated: 0 })).toEqual({
      onTrack: null,
      mediumIssues: null,
      significantIssues: null,
      note: 'no updated actions',
    });
  });
});
