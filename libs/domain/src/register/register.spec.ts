import { given } from '../../../../test/given';
import { fold } from '../decider';
import type { RiskRegisterEvent } from './events';
import { scoreVersion } from './movement';
import { riskRegister, versionsOf, type RiskRegisterCommand } from './register';
import { scoreRating, type PresentedRisk, type RiskMatrix } from './risk';

const matrix: RiskMatrix = {
  likelihoods: ['Rare', 'Possible', 'Likely', 'Almost certain'],
  impacts: ['Minor', 'Moderate', 'Major', 'Severe'],
  levels: [
    { key: 'low', name: 'Low', fromScore: 1 },
    { key: 'medium', name: 'Medium', fromScore: 5 },
    { key: 'high', name: 'High', fromScore: 10 },
  ],
};

function risk(key: string, likelihood: number, impact = 3): PresentedRisk {
  const current = { likelihood, impact };
  return {
    risk: key,
    title: `The risk ${key}`,
    owner: 'post-1',
    inherent: { likelihood: 4, impact: 4 },
    current,
    target: { likelihood: 1, impact: 1 },
    controls: ['A control.'],
  };
}

const defined: RiskRegisterEvent = {
  type: 'RiskRegisterDefined',
  data: { register: 'strategic', name: 'Strategic Risk Register', committee: 'ARAC', definedBy: 'owner' },
};
const matrixSet: RiskRegisterEvent = { type: 'RiskMatrixSet', data: { matrix, reason: 'First.', setBy: 'owner' } };

function presented(version: number, presentedOn: string, risks?: readonly PresentedRisk[]): RiskRegisterEvent {
  return {
    type: 'RiskRegisterPresented',
    data: { version, committee: 'ARAC', presentedOn, source: 'Minutes.', risks, recordedBy: 'owner' },
  };
}

type Of<Type extends RiskRegisterCommand['type']> = Extract<RiskRegisterCommand, { type: Type }>;

const present: Of<'PresentRiskRegister'> = {
  type: 'PresentRiskRegister',
  actor: 'owner',
  today: '2024-08-01',
  committee: 'ARAC',
  presentedOn: '2024-01',
  source: 'Minutes.',
};
const plan: Of<'PlanRiskRegisterPresentation'> = {
  type: 'PlanRiskRegisterPresentation',
  actor: 'owner',
  committee: 'ARAC',
  due: '2024-09',
  source: 'Report 15.3',
};

const spec = given(riskRegister);

describe('a register', () => {
  const define = {
    type: 'DefineRiskRegister',
    actor: 'owner',
    register: 'strategic',
    name: 'Strategic Risk Register',
    committee: 'ARAC',
  } as const;

  it('is defined once', () => {
    spec([]).when(define).then([defined]);
    spec([defined]).when(define).thenRefused('register-exists');
    spec([])
      .when({ ...define, register: 'Strategic' })
      .thenRefused('invalid-key', '/register');
    spec([]).when(present).thenRefused('unknown-register', '/register');
  });

  it.each<[string, Partial<RiskMatrix>, string]>([
    ['one likelihood', { likelihoods: ['Likely'] }, '/matrix/likelihoods'],
    ['eleven impacts', { impacts: Array<string>(11).fill('Impact') }, '/matrix/impacts'],
    ['no level', { levels: [] }, '/matrix/levels'],
    ['a gap below the first level', { levels: [{ key: 'low', name: 'Low', fromScore: 2 }] }, '/matrix/levels'],
    [
      'levels out of order',
      { levels: [...matrix.levels.slice(0, 2), { key: 'high', name: 'High', fromScore: 5 }] },
      '/matrix/levels/2/fromScore',
    ],
    [
      'a level that no risk reaches',
      { levels: [...matrix.levels, { key: 'top', name: 'Top', fromScore: 17 }] },
      '/matrix/levels/3/fromScore',
    ],
    ['a level twice', { levels: [...matrix.levels, { key: 'low', name: 'Low', fromScore: 12 }] }, '/matrix/levels'],
  ])('has no matrix with %s', (_, change, pointer) => {
    const command = { type: 'SetRiskMatrix', actor: 'owner', reason: 'First.' } as const;
    spec([defined])
      .when({ ...command, matrix: { ...matrix, ...change } })
      .thenRefused('invalid-matrix', pointer);
  });

  it('has a matrix that can be replaced by another', () => {
    const command = { type: 'SetRiskMatrix', actor: 'owner', reason: 'First.', matrix } as const;
    spec([defined]).when(command).then([matrixSet]);
    spec([defined, matrixSet]).when(command).thenRefused('nothing-changes');
  });
});

describe('a version', () => {
  it('can be known by its presentation alone (report 15.3)', () => {
    spec([defined])
      .when(present)
      .then([presented(1, '2024-01')]);
  });

  it('scores its risks by the matrix', () => {
    const risks = [risk('finance', 3)];
    spec([defined, matrixSet])
      .when({ ...present, risks })
      .then([presented(1, '2024-01', risks)]);
    spec([defined])
      .when({ ...present, risks })
      .thenRefused('no-matrix', '/risks');
  });

  it.each<[string, Partial<Of<'PresentRiskRegister'>>, string, string]>([
    ['a day to come', { presentedOn: '2024-08-02' }, 'in-future', '/presentedOn'],
    ['a month to come', { presentedOn: '2024-09' }, 'in-future', '/presentedOn'],
    ['a day that does not exist', { presentedOn: '2024-04-31' }, 'invalid-date', '/presentedOn'],
    ['no committee', { committee: '' }, 'missing-text', '/committee'],
    ['no source', { source: '' }, 'missing-text', '/source'],
    [
      'a likelihood outside the matrix',
      { risks: [risk('finance', 5)] },
      'outside-matrix',
      '/risks/0/current/likelihood',
    ],
    [
      'a likelihood that is no step',
      { risks: [risk('finance', 1.5)] },
      'outside-matrix',
      '/risks/0/current/likelihood',
    ],
    ['an impact of nought', { risks: [risk('finance', 1, 0)] }, 'outside-matrix', '/risks/0/current/impact'],
    ['a risk twice', { risks: [risk('finance', 1), risk('finance', 2)] }, 'risk-twice', '/risks/1/risk'],
    ['a risk without an owner', { risks: [{ ...risk('finance', 1), owner: '' }] }, 'missing-text', '/risks/0/owner'],
  ])('is refused with %s', (_, change, code, pointer) => {
    spec([defined, matrixSet])
      .when({ ...present, ...change })
      .thenRefused(code, pointer);
  });

  it('follows on the one before', () => {
    const first = presented(1, '2024-01');
    spec([defined, first])
      .when({ ...present, presentedOn: '2024-06-20' })
      .then([presented(2, '2024-06-20')]);
    spec([defined, first])
      .when({ ...present, presentedOn: '2023-12' })
      .thenRefused('earlier-version', '/presentedOn');
    spec([defined, first]).when(present).thenRefused('version-exists', '/presentedOn');
  });

  it('is planned, and the plan is over when it has been presented', () => {
    const planned: RiskRegisterEvent = {
      type: 'RiskRegisterPresentationPlanned',
      data: { committee: 'ARAC', due: '2024-09', source: 'Report 15.3', plannedBy: 'owner' },
    };
    spec([defined, presented(1, '2024-01')])
      .when(plan)
      .then([planned]);
    spec([defined, planned]).when(plan).thenRefused('nothing-changes');
    spec([defined, presented(1, '2024-01')])
      .when({ ...plan, due: '2023-12' })
      .thenRefused('plan-in-past', '/due');
    const after = (...events: RiskRegisterEvent[]) =>
      fold(
        riskRegister,
        riskRegister.initialState,
        events.map((event, index) => ({ ...event, id: `event-${index + 1}` })),
      );
    expect(after(defined, planned, presented(1, '2024-06')).planned).toMatchObject({ due: '2024-09' });
    expect(after(defined, planned, presented(1, '2024-09-19')).planned).toBeUndefined();
  });
});

describe('scores and movement', () => {
  const stateAfter = (...events: RiskRegisterEvent[]) =>
    fold(
      riskRegister,
      riskRegister.initialState,
      events.map((event, index) => ({ ...event, id: `event-${index + 1}` })),
    );
  const movementsOf = (...events: RiskRegisterEvent[]) => {
    const versions = versionsOf(stateAfter(...events));
    const [before, version] = versions.slice(-2);
    if (!before || !version) throw new Error('There are no two versions.');
    const { risks, closed } = scoreVersion(version, before);
    return { risks: risks?.map((one) => [one.risk, one.current.score, one.movement]), closed };
  };

  it.each([
    [1, 1, 1, 'low'],
    [2, 2, 4, 'low'],
    [2, 3, 6, 'medium'],
    [3, 3, 9, 'medium'],
    [3, 4, 12, 'high'],
    [4, 4, 16, 'high'],
  ])('likelihood %i and impact %i score %i: %s', (likelihood, impact, score, level) => {
    expect(scoreRating({ likelihood, impact }, matrix)).toEqual({ likelihood, impact, score, level });
  });

  it('is by the current score, the highest first, and names what is closed', () => {
    const before = presented(1, '2024-01', [risk('up', 1), risk('down', 3), risk('same', 2), risk('gone', 2)]);
    const after = presented(2, '2024-06', [risk('up', 4), risk('down', 1), risk('same', 2), risk('new', 3)]);
    expect(movementsOf(defined, matrixSet, before, after)).toEqual({
      risks: [
        ['up', 12, 'up'],
        ['new', 9, 'new'],
        ['same', 6, 'unchanged'],
        ['down', 3, 'down'],
      ],
      closed: ['gone'],
    });
  });

  it('is unavailable against a version whose contents are not held', () => {
    const after = presented(2, '2024-06', [risk('finance', 4)]);
    expect(movementsOf(defined, matrixSet, presented(1, '2024-01'), after).risks).toEqual([
      ['finance', 12, 'unavailable'],
    ]);
  });

  it('is not comparable across two matrices', () => {
    const other: RiskRegisterEvent = {
      type: 'RiskMatrixSet',
      data: { matrix: { ...matrix, levels: matrix.levels.slice(0, 1) }, reason: 'Simpler.', setBy: 'owner' },
    };
    const risks = [risk('finance', 4)];
    expect(
      movementsOf(defined, matrixSet, presented(1, '2024-01', risks), other, presented(2, '2024-06', risks)).risks,
    ).toEqual([['finance', 12, 'not-comparable']]);
  });
});
