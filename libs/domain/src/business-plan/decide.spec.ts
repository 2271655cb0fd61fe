import { given } from '../../../../test/given';
import type { CalendarEntry } from '../reporting-period';
import type { BusinessPlanCommand } from './commands';
import { businessPlan } from './decide';
import type { BusinessPlanEvent } from './events';

const QUARTER = '2023-24-Q4';

const weWill: BusinessPlanEvent = {
  type: 'WeWillAdded',
  data: {
    year: '2023-24',
    weWill: 'qh-safe-homes',
    area: 'quality-homes',
    text: 'We will keep every home safe.',
    fromQuarter: '2023-24-Q1',
    addedBy: 'planner',
  },
};
const action: BusinessPlanEvent = {
  type: 'ActionAdded',
  data: {
    year: '2023-24',
    action: 'qh-fire-doors',
    area: 'quality-homes',
    title: 'Replace the fire doors',
    owner: 'post-asset-management',
    weWill: 'qh-safe-homes',
    fromQuarter: '2023-24-Q2',
    addedBy: 'planner',
  },
};
const updated: BusinessPlanEvent = {
  type: 'ActionUpdated',
  data: {
    action: 'qh-fire-doors',
    quarter: QUARTER,
    status: 'medium-issues',
    commentary: 'The supplier is late.',
    updatedBy: 'officer',
  },
};
const proposed: BusinessPlanEvent = {
  type: 'ActionCorrectionProposed',
  data: {
    action: 'qh-fire-doors',
    quarter: QUARTER,
    status: 'significant-issues',
    commentary: 'The supplier has withdrawn.',
    reason: 'The letter of March was overlooked.',
    proposedBy: 'officer',
  },
};

const cycle: CalendarEntry = { period: QUARTER, coverage: 'full', state: 'open', reopenedFor: [] };
const closed: CalendarEntry = { ...cycle, state: 'closed' };

type Of<Type extends BusinessPlanCommand['type']> = Extract<BusinessPlanCommand, { type: Type }>;

const addWeWill: Of<'AddWeWill'> = {
  type: 'AddWeWill',
  actor: 'planner',
  year: '2023-24',
  weWill: 'qh-safe-homes',
  area: 'quality-homes',
  text: 'We will keep every home safe.',
};
const addAction: Of<'AddAction'> = {
  type: 'AddAction',
  actor: 'planner',
  year: '2023-24',
  action: 'qh-fire-doors',
  area: 'quality-homes',
  title: 'Replace the fire doors',
  owner: 'post-asset-management',
  weWill: 'qh-safe-homes',
  fromQuarter: '2023-24-Q2',
};
const update: Of<'UpdateAction'> = {
  type: 'UpdateAction',
  actor: 'officer',
  action: 'qh-fire-doors',
  quarter: QUARTER,
  status: 'medium-issues',
  commentary: 'The supplier is late.',
  cycle,
};
const correct: Of<'CorrectActionUpdate'> = {
  ...update,
  type: 'CorrectActionUpdate',
  status: 'significant-issues',
  commentary: 'The supplier has withdrawn.',
  reason: 'The letter of March was overlooked.',
};
const approve: Of<'ApproveActionCorrection'> = {
  type: 'ApproveActionCorrection',
  actor: 'approver',
  action: 'qh-fire-doors',
  correctionId: 'event-4',
};

const plan = given(businessPlan);

describe('the plan', () => {
  it('takes a "we will", from the first quarter on when nothing else is said', () => {
    plan([]).when(addWeWill).then([weWill]);
  });

  it('takes an action that follows from a "we will"', () => {
    plan([weWill]).when(addAction).then([action]);
  });

  it.each<[string, Partial<Of<'AddAction'>>, string, string]>([
    ['a key that is none', { action: 'Fire doors' }, 'invalid-key', '/action'],
    ['an area that is none', { area: 'Quality Homes' }, 'invalid-key', '/area'],
    ['no title', { title: ' ' }, 'missing-text', '/title'],
    ['no owner', { owner: '' }, 'missing-text', '/owner'],
    ['a "we will" that is not in the plan', { weWill: 'qh-unknown' }, 'unknown-we-will', '/weWill'],
    ['a "we will" called as what every object has', { weWill: 'constructor' }, 'unknown-we-will', '/weWill'],
    ['a quarter of another year', { fromQuarter: '2024-25-Q1' }, 'other-year', '/fromQuarter'],
    ['a year that is a quarter', { year: '2023-24-Q1' }, 'not-a-year', '/year'],
    ['a quarter that is closed', { closedUntil: '2023-10-01' }, 'period-closed', '/fromQuarter'],
  ])('refuses an action with %s', (_, change, code, pointer) => {
    plan([weWill])
      .when({ ...addAction, ...change })
      .thenRefused(code, pointer);
  });

  it('takes an action from the first quarter after the closed ones on', () => {
    plan([weWill])
      .when({ ...addAction, closedUntil: '2023-07-01' })
      .then([action]);
  });

  it('refuses what is in it already', () => {
    plan([weWill]).when(addWeWill).thenRefused('we-will-exists', '/weWill');
    plan([weWill, action]).when(addAction).thenRefused('action-exists', '/action');
  });

  it('ends an action after a quarter', () => {
    const end = { type: 'EndAction', actor: 'planner', action: 'qh-fire-doors', lastQuarter: '2023-24-Q3' } as const;
    const reason = 'All doors are replaced.';
    const ended: BusinessPlanEvent = {
      type: 'ActionEnded',
      data: { action: 'qh-fire-doors', lastQuarter: '2023-24-Q3', reason, endedBy: 'planner' },
    };
    const given = plan([weWill, action]);
    given.when({ ...end, reason }).then([ended]);
    given.when({ ...end, reason: '' }).thenRefused('missing-text', '/reason');
    given.when({ ...end, reason, lastQuarter: '2023-24-Q1' }).thenRefused('ends-before-start', '/lastQuarter');
    given.when({ ...end, reason, closedUntil: '2024-04-01' }).thenRefused('period-closed', '/lastQuarter');
    plan([weWill, action, updated])
      .when({ ...end, reason })
      .thenRefused('updated-later', '/lastQuarter');
    plan([weWill, action, ended])
      .when({ ...end, reason })
      .thenRefused('already-ended');
    plan([weWill, action, ended]).when(update).thenRefused('not-in-plan', '/quarter');
  });

  it('ends a "we will" after a quarter', () => {
    const reason = 'The corporate plan was revised.';
    const end = { type: 'EndWeWill', actor: 'planner', weWill: 'qh-safe-homes', lastQuarter: QUARTER, reason } as const;
    plan([weWill])
      .when(end)
      .then([
        { type: 'WeWillEnded', data: { weWill: 'qh-safe-homes', lastQuarter: QUARTER, reason, endedBy: 'planner' } },
      ]);
    plan([weWill])
      .when({ ...end, weWill: 'qh-unknown' })
      .thenRefused('unknown-we-will', '/weWill');
  });

  it('hands an action over to another owner', () => {
    const reason = 'A new director.';
    const handOver = {
      type: 'HandOverAction',
      actor: 'planner',
      action: 'qh-fire-doors',
      owner: 'post-2',
      reason,
    } as const;
    plan([weWill, action])
      .when(handOver)
      .then([
        {
          type: 'ActionHandedOver',
          data: { action: 'qh-fire-doors', owner: 'post-2', reason, handedOverBy: 'planner' },
        },
      ]);
    plan([weWill, action])
      .when({ ...handOver, owner: 'post-asset-management' })
      .thenRefused('nothing-changes', '/owner');
  });
});

describe('the update of an action', () => {
  it('is given once a quarter', () => {
    plan([weWill, action]).when(update).then([updated]);
    plan([weWill, action, updated]).when(update).thenRefused('already-updated', '/quarter');
  });

  it.each<[string, Partial<Of<'UpdateAction'>>, string, string]>([
    ['an unknown action', { action: 'qh-unknown' }, 'unknown-action', '/action'],
    ['an action called as what every object has', { action: 'constructor' }, 'unknown-action', '/action'],
    ['no commentary', { commentary: '' }, 'missing-text', '/commentary'],
    ['a status that is none', { status: 'no-update' as 'on-track' }, 'invalid-status', '/status'],
    ['a quarter before it began', { quarter: '2023-24-Q1' }, 'not-in-plan', '/quarter'],
    ['a quarter of another year', { quarter: '2024-25-Q1' }, 'other-year', '/quarter'],
    ['a quarter that was never opened', { cycle: undefined }, 'period-not-open', '/quarter'],
    ['a closed quarter', { cycle: closed }, 'period-closed', '/quarter'],
  ])('is refused for %s', (_, change, code, pointer) => {
    plan([weWill, action])
      .when({ ...update, ...change })
      .thenRefused(code, pointer);
  });

  it('is corrected at once while the quarter is open', () => {
    const { action: key, quarter, status, commentary, reason } = correct;
    plan([weWill, action, updated])
      .when(correct)
      .then([
        {
          type: 'ActionUpdateCorrected',
          data: { action: key, quarter, status, commentary, reason, correctedBy: 'officer' },
        },
      ]);
  });

  it('is corrected by two people when the quarter is closed', () => {
    plan([weWill, action, updated])
      .when({ ...correct, cycle: closed })
      .then([proposed]);
    const { action: key, correctionId } = approve;
    plan([weWill, action, updated, proposed])
      .when(approve)
      .then([{ type: 'ActionCorrectionApproved', data: { action: key, correctionId, approvedBy: 'approver' } }]);
    plan([weWill, action, updated, proposed])
      .when({ ...approve, actor: 'officer' })
      .thenRefused('own-submission');
  });

  it('stays as it was when a correction is rejected', () => {
    const reason = 'The letter is of April.';
    const { action: key, correctionId } = approve;
    plan([weWill, action, updated, proposed])
      .when({ ...approve, type: 'RejectActionCorrection', reason })
      .then([
        { type: 'ActionCorrectionRejected', data: { action: key, correctionId, reason, rejectedBy: 'approver' } },
      ]);
  });

  it('is not corrected without a reason, into the same, or twice at a time', () => {
    const given = plan([weWill, action, updated]);
    given.when({ ...correct, reason: '' }).thenRefused('missing-text', '/reason');
    given.when({ ...update, type: 'CorrectActionUpdate', reason: 'x' }).thenRefused('nothing-changes');
    given.when(approve).thenRefused('no-pending-correction');
    plan([weWill, action, updated, proposed])
      .when({ ...correct, cycle: closed })
      .thenRefused('correction-pending');
    plan([weWill, action]).when(correct).thenRefused('not-updated', '/quarter');
  });
});
