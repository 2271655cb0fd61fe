import { given } from '../../../../test/given';
import { fold } from '../decider';
import type { ProgrammeEvent } from './events';
import { programme, type ProgrammeCommand } from './programme';
import { slippageOf } from './slippage';

const TODAY = '2024-08-01';

const defined: ProgrammeEvent = {
  type: 'ProgrammeDefined',
  data: {
    programme: 'housing-improvement',
    name: 'Housing Improvement and Transformation Plan',
    purpose: 'Better governance and service.',
    owner: 'post-quality-homes',
    area: 'quality-homes',
    source: 'Report 13',
    definedBy: 'team',
  },
};
const added: ProgrammeEvent = {
  type: 'MilestoneAdded',
  data: {
    milestone: 'specification',
    title: 'Specification signed off',
    owner: 'post-quality-homes',
    planned: '2024-05-31',
    source: 'Report 13.1',
    addedBy: 'team',
  },
};
function forecast(day: string, claimedOn: string): ProgrammeEvent {
  return {
    type: 'MilestoneForecastRecorded',
    data: {
      milestone: 'specification',
      forecast: day,
      claimedBy: 'person-1',
      claimedOn,
      reason: 'Comments of the regulator.',
      recordedBy: 'team',
    },
  };
}
const replanned: ProgrammeEvent = {
  type: 'MilestoneReplanned',
  data: {
    milestone: 'specification',
    planned: '2024-06-30',
    reason: 'Agreed by Cabinet.',
    source: 'Minutes.',
    replannedBy: 'team',
  },
};
const reached: ProgrammeEvent = {
  type: 'MilestoneReached',
  data: { milestone: 'specification', reachedOn: '2024-07-10', evidence: 'Signed copy.', recordedBy: 'team' },
};
const dropped: ProgrammeEvent = {
  type: 'MilestoneDropped',
  data: { milestone: 'specification', reason: 'Bought ready made.', droppedBy: 'team' },
};

type Of<Type extends ProgrammeCommand['type']> = Extract<ProgrammeCommand, { type: Type }>;
const by = { actor: 'team', today: TODAY, milestone: 'specification' };

const add: Of<'AddMilestone'> = {
  ...by,
  type: 'AddMilestone',
  title: 'Specification signed off',
  owner: 'post-quality-homes',
  planned: '2024-05-31',
  source: 'Report 13.1',
};
const expectIt: Of<'ForecastMilestone'> = {
  ...by,
  type: 'ForecastMilestone',
  forecast: '2024-07-31',
  claimedBy: 'person-1',
  claimedOn: '2024-06-03',
  reason: 'Comments of the regulator.',
};

const spec = given(programme);

describe('a programme', () => {
  const define: Of<'DefineProgramme'> = {
    type: 'DefineProgramme',
    actor: 'team',
    today: TODAY,
    programme: 'housing-improvement',
    name: 'Housing Improvement and Transformation Plan',
    purpose: 'Better governance and service.',
    owner: 'post-quality-homes',
    area: 'quality-homes',
    source: 'Report 13',
  };

  it('is defined once', () => {
    spec([]).when(define).then([defined]);
    spec([defined]).when(define).thenRefused('programme-exists');
    spec([])
      .when({ ...define, programme: 'Housing' })
      .thenRefused('invalid-key', '/programme');
    spec([])
      .when({ ...define, purpose: '' })
      .thenRefused('missing-text', '/purpose');
    spec([]).when(add).thenRefused('unknown-programme', '/programme');
  });

  it('has an owner, and so have its milestones, where its source says who answers for it', () => {
    spec([])
      .when({ ...define, owner: undefined })
      .then([{ ...defined, data: { ...defined.data, owner: undefined } }]);
    spec([])
      .when({ ...define, owner: ' ' })
      .thenRefused('missing-text', '/owner');
    spec([defined])
      .when({ ...add, owner: undefined })
      .then([{ ...added, data: { ...added.data, owner: undefined } }]);
  });

  it('takes milestones', () => {
    spec([defined]).when(add).then([added]);
    spec([defined, added]).when(add).thenRefused('milestone-exists', '/milestone');
    spec([defined])
      .when({ ...add, planned: '2024-02-30' })
      .thenRefused('invalid-date', '/planned');
    spec([defined]).when(expectIt).thenRefused('unknown-milestone', '/milestone');
    spec([defined])
      .when({ ...expectIt, milestone: 'constructor' })
      .thenRefused('unknown-milestone', '/milestone');
  });
});

describe('a milestone', () => {
  const known = spec([defined, added]);

  it('is forecast, each time anew', () => {
    known.when(expectIt).then([forecast('2024-07-31', '2024-06-03')]);
    spec([defined, added, forecast('2024-07-31', '2024-06-03')])
      .when({ ...expectIt, claimedOn: '2024-07-01' })
      .then([forecast('2024-07-31', '2024-07-01')]);
  });

  it.each<[string, Partial<Of<'ForecastMilestone'>>, string, string]>([
    ['claimed on a day to come', { claimedOn: '2024-08-02' }, 'in-future', '/claimedOn'],
    ['of a day that was over', { forecast: '2024-06-02' }, 'forecast-of-past', '/forecast'],
    ['of a day that does not exist', { forecast: '2024-06-31' }, 'invalid-date', '/forecast'],
    ['of nobody', { claimedBy: '' }, 'missing-text', '/claimedBy'],
    ['without a reason', { reason: '' }, 'missing-text', '/reason'],
  ])('has no forecast %s', (_, change, code, pointer) => {
    known.when({ ...expectIt, ...change }).thenRefused(code, pointer);
  });

  it('has its forecasts in the order in which they were claimed, and none twice', () => {
    const given = spec([defined, added, forecast('2024-07-31', '2024-06-03')]);
    given.when(expectIt).thenRefused('nothing-changes');
    given.when({ ...expectIt, claimedOn: '2024-06-01' }).thenRefused('earlier-forecast', '/claimedOn');
  });

  it('is planned anew', () => {
    const replan: Of<'ReplanMilestone'> = {
      ...by,
      type: 'ReplanMilestone',
      planned: '2024-06-30',
      reason: 'Agreed by Cabinet.',
      source: 'Minutes.',
    };
    known.when(replan).then([replanned]);
    known.when({ ...replan, planned: '2024-05-31' }).thenRefused('nothing-changes', '/planned');
  });

  it('is reached on a day that is over', () => {
    const reach: Of<'ReachMilestone'> = {
      ...by,
      type: 'ReachMilestone',
      reachedOn: '2024-07-10',
      evidence: 'Signed copy.',
    };
    known.when(reach).then([reached]);
    known.when({ ...reach, reachedOn: '2024-08-02' }).thenRefused('in-future', '/reachedOn');
    known.when({ ...reach, evidence: '' }).thenRefused('missing-text', '/evidence');
    spec([defined, added, reached]).when(expectIt).thenRefused('milestone-reached');
  });

  it('is dropped with a reason', () => {
    const drop: Of<'DropMilestone'> = { ...by, type: 'DropMilestone', reason: 'Bought ready made.' };
    known.when(drop).then([dropped]);
    known.when({ ...drop, reason: '' }).thenRefused('missing-text', '/reason');
    spec([defined, added, dropped]).when(expectIt).thenRefused('milestone-dropped');
  });
});

describe('slippage', () => {
  function slippage(today: string, ...events: ProgrammeEvent[]) {
    const recorded = [defined, added, ...events].map((event, index) => ({ ...event, id: `event-${index + 1}` }));
    const milestone = fold(programme, programme.initialState, recorded).milestones.specification;
    if (!milestone) throw new Error('There is no milestone.');
    const { status, expected, ...days } = slippageOf(milestone, today);
    return [status, expected, ...Object.values(days)];
  }

  it.each<[string, string, readonly ProgrammeEvent[], readonly unknown[]]>([
    ['is none on plan', '2024-05-31', [], ['open', '2024-05-31', 0, 0, null]],
    ['does not grow by waiting, but it is overdue', '2024-06-01', [], ['overdue', '2024-05-31', 0, 0, null]],
    ['follows a forecast', '2024-06-10', [forecast('2024-07-31', '2024-06-03')], ['open', '2024-07-31', 61, 61, null]],
    [
      'is told against the forecast before',
      '2024-06-10',
      [forecast('2024-07-31', '2024-06-03'), forecast('2024-07-01', '2024-06-04')],
      ['open', '2024-07-01', 31, 31, -30],
    ],
    [
      'keeps the first plan in sight',
      '2024-06-10',
      [forecast('2024-07-31', '2024-06-03'), replanned],
      ['open', '2024-07-31', 61, 31, null],
    ],
    [
      'ends with the day on which it is reached',
      '2024-08-01',
      [replanned, forecast('2024-07-31', '2024-06-03'), reached],
      ['reached', '2024-07-10', 40, 10, -21],
    ],
    ['of one that was dropped is told as it was', '2024-08-01', [dropped], ['dropped', '2024-05-31', 0, 0, null]],
  ])('%s', (_, today, events, expected) => {
    expect(slippage(today, ...events)).toEqual(expected);
  });
});
