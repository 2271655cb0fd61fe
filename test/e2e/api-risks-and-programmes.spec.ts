/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return -- the harness checks every answer against its documented schema */
import { prepare } from './api-examples';
import { startApi, type Api, type Person } from './api-harness';

// Risk registers in versions, and programmes with the vintages of their forecasts, through HTTP.

const RISKS = '/api/v1/risks';
const REGISTER = `${RISKS}/strategic`;
const PROGRAMMES = '/api/v1/programmes';
const PROGRAMME = `${PROGRAMMES}/housing-improvement`;
const MILESTONE = `${PROGRAMME}/milestones/specification`;
const TODAY = new Date('2024-08-01T12:00:00Z');

const matrix = {
  likelihoods: ['Unlikely', 'Possible', 'Likely'],
  impacts: ['Minor', 'Moderate', 'Major'],
  levels: [
    { key: 'low', name: 'Low', fromScore: 1 },
    { key: 'high', name: 'High', fromScore: 6 },
  ],
  reason: 'Risk management framework.',
};
const register = { register: 'strategic', name: 'Strategic Risk Register', committee: 'Audit committee' };
function risk(key: string, likelihood: number) {
  const rating = (step: number) => ({ likelihood: step, impact: 3 });
  const ratings = { inherent: rating(3), current: rating(likelihood), target: rating(1) };
  return { risk: key, title: `The risk ${key}`, owner: 'post-1', ...ratings, controls: ['A control.'] };
}
const version = (presentedOn: string, risks?: unknown[]) => ({
  committee: 'Audit committee',
  presentedOn,
  source: 'Minutes.',
  ...(risks ? { risks } : {}),
});

const programme = {
  programme: 'housing-improvement',
  name: 'Housing Improvement and Transformation Plan',
  purpose: 'Better governance and service.',
  owner: 'post-quality-homes',
  area: 'quality-homes',
  source: 'Report 13',
};
const milestone = {
  milestone: 'specification',
  title: 'Specification signed off',
  owner: 'post-quality-homes',
  planned: '2024-05-31',
  source: 'Report 13.1',
};
const forecast = (day: string, claimedOn: string) => ({
  forecast: day,
  claimedBy: 'u-housing',
  claimedOn,
  reason: 'Comments of the regulator.',
});

describe('risks and programmes on PostgreSQL', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi({ now: () => TODAY });
    await prepare(api);
  });
  afterAll(() => api.close());

  const read = async (path: string) => {
    await api.settle();
    const { status, body } = await api.get('commissioner', path);
    expect(status).toBe(200);
    return body;
  };

  it('knows a version by its presentation alone', async () => {
    await api.write('performance', RISKS, register);
    await api.write('performance', `${REGISTER}/versions`, version('2024-01'));
    await api.write('performance', `${REGISTER}/presentations`, {
      committee: 'Audit committee',
      due: '2024-09',
      source: 'Report 15.3',
    });
    const { items } = await read(RISKS);
    expect(items).toEqual([
      expect.objectContaining({
        register: 'strategic',
        latest: expect.objectContaining({ version: 1, presentedOn: '2024-01', matrix: null, risks: null, closed: [] }),
        planned: expect.objectContaining({ due: '2024-09', source: 'Report 15.3' }),
      }),
    ]);
  });

  it('scores the risks of a version and compares it with the one before', async () => {
    await api.write('performance', `${REGISTER}/matrices`, matrix);
    await api.write('performance', `${REGISTER}/versions`, version('2024-05', [risk('cyber', 2), risk('voids', 1)]));
    const first = await read(RISKS);
    expect(first.items[0].latest.risks).toEqual([
      expect.objectContaining({
        risk: 'cyber',
        inherent: { likelihood: 3, impact: 3, score: 9, level: 'high' },
        current: { likelihood: 2, impact: 3, score: 6, level: 'high' },
        movement: 'unavailable',
      }),
      expect.objectContaining({ risk: 'voids', movement: 'unavailable' }),
    ]);
    await api.write('performance', `${REGISTER}/versions`, version('2024-07', [risk('cyber', 3), risk('money', 1)]));
    const { latest, versions } = (await read(RISKS)).items[0];
    expect(latest).toMatchObject({
      version: 3,
      risks: [
        { risk: 'cyber', movement: 'up', previousScore: 6 },
        { risk: 'money', movement: 'new' },
      ],
      closed: ['voids'],
    });
    expect(versions).toHaveLength(3);
    expect((await read(first.links.permanent)).items).toEqual(first.items);
  });

  it('tells how far a milestone has slipped, from the day of the question', async () => {
    await api.write('performance', PROGRAMMES, programme);
    await api.write('performance', `${PROGRAMME}/milestones`, milestone);
    const planned = await read(`${PROGRAMME}?on=2024-05-31`);
    expect(planned.programme.milestones[0]).toMatchObject({
      status: 'open',
      expected: '2024-05-31',
      daysAgainstBaseline: 0,
      daysAgainstPreviousForecast: null,
    });
    expect((await read(PROGRAMME)).programme.milestones[0]).toMatchObject({ status: 'overdue' });
    await api.write('performance', `${MILESTONE}/forecasts`, forecast('2024-07-31', '2024-06-03'));
    await api.write('performance', `${MILESTONE}/plans`, {
      planned: '2024-06-30',
      reason: 'Agreed by Cabinet.',
      source: 'Minutes.',
    });
    await api.write('performance', `${MILESTONE}/forecasts`, forecast('2024-09-30', '2024-07-29'));
    const { on, links, programme: known } = await read(PROGRAMME);
    expect(on).toBe('2024-08-01');
    expect(links.permanent).toContain('on=2024-08-01');
    expect(known.milestones[0]).toMatchObject({
      status: 'open',
      expected: '2024-09-30',
      daysAgainstBaseline: 122,
      daysAgainstPlan: 92,
      daysAgainstPreviousForecast: 61,
      plans: [{ planned: '2024-05-31' }, { planned: '2024-06-30', reason: 'Agreed by Cabinet.' }],
      forecasts: [{ claimedOn: '2024-06-03' }, { claimedOn: '2024-07-29', claimedBy: 'u-housing' }],
    });
    expect((await read(planned.links.permanent)).programme).toEqual(planned.programme);
  });

  it('ends a milestone by reaching it or giving it up', async () => {
    await api.write('performance', `${MILESTONE}/reaching`, { reachedOn: '2024-08-01', evidence: 'Signed copy.' });
    await api.write('performance', `${PROGRAMME}/milestones`, { ...milestone, milestone: 'appraisal' });
    await api.write('performance', `${PROGRAMME}/milestones/appraisal/dropping`, { reason: 'Not needed.' });
    const { items } = await read(PROGRAMMES);
    const statuses = items[0].milestones.map((one: { milestone: string; status: string }) => [
      one.milestone,
      one.status,
    ]);
    expect(statuses).toEqual([
      ['appraisal', 'dropped'],
      ['specification', 'reached'],
    ]);
  });

  it('says that a programme was not known then, or does not exist', async () => {
    const { programme: unknown, note } = await read(`${PROGRAMME}?asAt=position:1`);
    expect([unknown, note]).toEqual([null, 'The programme housing-improvement was not known then.']);
    expect((await api.get('auditor', `${PROGRAMMES}/nothing`)).body).toMatchObject({ code: 'unknown-programme' });
    expect((await api.get('auditor', `${PROGRAMMES}/No`)).status).toBe(404);
  });

  describe('bad input', () => {
    let head: number;
    beforeAll(async () => {
      await api.write('performance', `${PROGRAMME}/milestones`, { ...milestone, milestone: 'procurement' });
      head = await api.store.headPosition();
    });
    afterEach(async () => {
      expect(await api.store.headPosition()).toBe(head);
    });
    const open = `${PROGRAMME}/milestones/procurement`;

    it.each<[string, Person, string, unknown, number, string, string | undefined]>([
      ['a register twice', 'performance', RISKS, register, 409, 'register-exists', undefined],
      [
        'an unknown register',
        'performance',
        `${RISKS}/nothing/versions`,
        version('2024-01'),
        404,
        'unknown-register',
        '/register',
      ],
      [
        'a register with no key',
        'performance',
        `${RISKS}/No/versions`,
        version('2024-01'),
        404,
        'unknown-register',
        '/register',
      ],
      [
        'a version of a day to come',
        'performance',
        `${REGISTER}/versions`,
        version('2024-08-02'),
        400,
        'in-future',
        '/presentedOn',
      ],
      [
        'a version before the latest',
        'performance',
        `${REGISTER}/versions`,
        version('2023-12'),
        409,
        'earlier-version',
        '/presentedOn',
      ],
      [
        'a version of a month that does not exist',
        'performance',
        `${REGISTER}/versions`,
        version('2024-13'),
        400,
        'invalid-date',
        '/presentedOn',
      ],
      [
        'a risk outside the matrix',
        'performance',
        `${REGISTER}/versions`,
        version('2024-07-30', [risk('cyber', 4)]),
        400,
        'outside-matrix',
        '/risks/0/current/likelihood',
      ],
      [
        'a risk twice',
        'performance',
        `${REGISTER}/versions`,
        version('2024-07-30', [risk('cyber', 1), risk('cyber', 2)]),
        400,
        'risk-twice',
        '/risks/1/risk',
      ],
      [
        'half a step',
        'performance',
        `${REGISTER}/versions`,
        version('2024-07-30', [risk('cyber', 1.5)]),
        400,
        'invalid-request',
        '/risks/0/current/likelihood',
      ],
      [
        'a matrix of one step',
        'performance',
        `${REGISTER}/matrices`,
        { ...matrix, impacts: ['Major'] },
        400,
        'invalid-matrix',
        '/impacts',
      ],
      [
        'a matrix without levels',
        'performance',
        `${REGISTER}/matrices`,
        { ...matrix, levels: [] },
        400,
        'invalid-matrix',
        '/levels',
      ],
      ['the same matrix', 'performance', `${REGISTER}/matrices`, matrix, 409, 'nothing-changes', undefined],
      [
        'a plan before the latest version',
        'performance',
        `${REGISTER}/presentations`,
        { committee: 'A', due: '2024-06', source: 'B' },
        400,
        'plan-in-past',
        '/due',
      ],
      ['a register by an officer', 'housing', RISKS, register, 403, 'missing-role', undefined],
      [
        'a version by an approver',
        'approver',
        `${REGISTER}/versions`,
        version('2024-07-30'),
        403,
        'missing-role',
        undefined,
      ],
      ['a programme twice', 'performance', PROGRAMMES, programme, 409, 'programme-exists', undefined],
      [
        'a programme of an unknown area',
        'performance',
        PROGRAMMES,
        { ...programme, programme: 'new', area: 'none' },
        400,
        'unknown-area',
        '/area',
      ],
      [
        'a milestone of an unknown programme',
        'performance',
        `${PROGRAMMES}/nothing/milestones`,
        milestone,
        404,
        'unknown-programme',
        '/programme',
      ],
      ['a milestone twice', 'performance', `${PROGRAMME}/milestones`, milestone, 409, 'milestone-exists', '/milestone'],
      [
        'a milestone planned for no day',
        'performance',
        `${PROGRAMME}/milestones`,
        { ...milestone, planned: '2024-02-30' },
        400,
        'invalid-request',
        '/planned',
      ],
      [
        'a forecast of an unknown milestone',
        'performance',
        `${PROGRAMME}/milestones/nothing/forecasts`,
        forecast('2024-09-01', '2024-07-01'),
        404,
        'unknown-milestone',
        '/milestone',
      ],
      [
        'a forecast of a milestone that was reached',
        'performance',
        `${MILESTONE}/forecasts`,
        forecast('2024-09-01', '2024-07-31'),
        409,
        'milestone-reached',
        undefined,
      ],
      [
        'a forecast claimed tomorrow',
        'performance',
        `${open}/forecasts`,
        forecast('2024-09-01', '2024-08-02'),
        400,
        'in-future',
        '/claimedOn',
      ],
      [
        'a forecast of a day that was over',
        'performance',
        `${open}/forecasts`,
        forecast('2024-06-30', '2024-07-01'),
        400,
        'forecast-of-past',
        '/forecast',
      ],
      [
        'a milestone reached tomorrow',
        'performance',
        `${open}/reaching`,
        { reachedOn: '2024-08-02', evidence: 'x' },
        400,
        'in-future',
        '/reachedOn',
      ],
      [
        'a milestone dropped without a reason',
        'performance',
        `${open}/dropping`,
        { reason: '' },
        400,
        'missing-text',
        '/reason',
      ],
      ['a programme by an officer', 'housing', PROGRAMMES, programme, 403, 'missing-role', undefined],
      [
        'a forecast by an auditor',
        'auditor',
        `${open}/forecasts`,
        forecast('2024-09-01', '2024-07-01'),
        403,
        'missing-role',
        undefined,
      ],
    ])('refuses %s', async (_, person, path, body, status, code, pointer) => {
      const answer = await api.post(person, path, body);
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
      if (pointer !== undefined) expect(answer.body.errors).toEqual([expect.objectContaining({ pointer })]);
      expect(answer.body.detail).toMatch(/[.!]$/);
    });

    it.each([
      [`${PROGRAMMES}?on=2024-02-30`, '/on'],
      [`${PROGRAMMES}?on=today`, '/on'],
      [`${RISKS}?on=2024-07-31`, '/on'],
      [`${RISKS}?asAt=2999-01-01`, '/asAt'],
    ])('refuses to read %s', async (path, pointer) => {
      const { status, body } = await api.get('auditor', path);
      expect(status).toBe(400);
      expect(body.errors).toEqual([expect.objectContaining({ in: 'query', pointer })]);
    });
  });
});
