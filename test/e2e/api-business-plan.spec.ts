/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return -- the harness checks every answer against its documented schema */
import { CHILDREN, HOUSING, QUARTER, prepare } from './api-examples';
import { startApi, type Api, type Person } from './api-harness';

// The business plan through HTTP: the table of paragraph 4.5, quarter after quarter.

const PLAN = '/api/v1/plans/2023-24';
const EARLIER = '2023-24-Q3';
const DOORS = 'qh-fire-doors';
const summary = (quarter = QUARTER, more = '') => `/api/v1/actions/summary?period=${quarter}${more}`;
const action = (key: string, area = HOUSING, extra: object = {}) => ({
  action: key,
  area,
  title: `The action ${key}`,
  owner: 'post-1',
  ...extra,
});
const update = (status: string, quarter = QUARTER) => ({ quarter, status, commentary: `It is ${status}.` });
const correction = (status: string, quarter = QUARTER) => ({ ...update(status, quarter), reason: 'Overlooked.' });

const printed = {
  document: 'Quarter 4 monitoring report',
  publishedOn: '2024-07-31',
  reference: 'paragraph 4.5',
  rows: [{ area: HOUSING, weWills: 17, actions: 23, onTrack: 14, mediumIssues: 3, noUpdate: 6 }],
  total: { weWills: 107, actions: 255, onTrack: 192, mediumIssues: 46, significantIssues: 3, noUpdate: 14 },
  updated: 241,
  printedShares: { onTrack: '79.7%', mediumIssues: '19.1%', significantIssues: '1.3%' },
  comparison: { period: EARLIER, updated: 243, printedShares: { onTrack: '81.1%' } },
};

async function preparePlan(api: Api): Promise<void> {
  await prepare(api, EARLIER);
  await api.write('performance', `/api/v1/periods/${QUARTER}/opening`, { coverage: 'full' });
  const weWill = { weWill: 'qh-safe-homes', area: HOUSING, text: 'We will keep every home safe.' };
  await api.write('performance', `${PLAN}/we-wills`, weWill);
  await api.write('performance', `${PLAN}/actions`, action(DOORS, HOUSING, { weWill: 'qh-safe-homes' }));
  await api.write('performance', `${PLAN}/actions`, action('qh-voids'));
  await api.write('performance', `${PLAN}/actions`, action('bs-schools', CHILDREN, { fromQuarter: QUARTER }));
}

describe('the business plan on PostgreSQL', () => {
  let api: Api;
  let beforeUpdates: number;
  beforeAll(async () => {
    api = await startApi();
    await preparePlan(api);
    await api.settle();
    beforeUpdates = await api.store.headPosition();
  });
  afterAll(() => api.close());

  const read = async (path: string) => {
    await api.settle();
    const { status, body } = await api.get('commissioner', path);
    expect(status).toBe(200);
    return body;
  };

  it('says that no action is updated, not that 0% are', async () => {
    const { total, rows } = await read(summary());
    expect(total).toMatchObject({ weWills: 1, actions: 3, noUpdate: 3, updated: 0 });
    expect(total.shares).toEqual({
      onTrack: null,
      mediumIssues: null,
      significantIssues: null,
      note: 'no updated actions',
    });
    expect(rows.map(({ area }: { area: string }) => area)).toEqual([CHILDREN, HOUSING]);
  });

  it('counts updates by area, with the previous quarter beside them', async () => {
    await api.write('housing', `${PLAN}/actions/${DOORS}/updates`, update('on-track', EARLIER));
    await api.write('housing', `${PLAN}/actions/${DOORS}/updates`, update('medium-issues'));
    await api.write('children', `${PLAN}/actions/bs-schools/updates`, update('on-track'));
    const { previousPeriod, rows, total } = await read(summary());
    expect(previousPeriod).toBe(EARLIER);
    expect(rows[1]).toMatchObject({
      area: HOUSING,
      name: 'Quality Homes',
      weWills: 1,
      actions: 2,
      mediumIssues: 1,
      noUpdate: 1,
      updated: 1,
      shares: { onTrack: '0.0', mediumIssues: '100.0', significantIssues: '0.0', note: null },
      previous: { actions: 2, onTrack: 1, updated: 1, shares: { onTrack: '100.0' } },
    });
    expect(total).toMatchObject({
      actions: 3,
      onTrack: 1,
      mediumIssues: 1,
      noUpdate: 1,
      shares: { onTrack: '50.0', mediumIssues: '50.0', significantIssues: '0.0' },
      previous: { actions: 2, updated: 1 },
    });
  });

  it('lists the actions of a quarter, of one area when asked', async () => {
    const all = await read(`/api/v1/actions?period=${QUARTER}`);
    expect(all.items.map((item: { action: string }) => item.action)).toEqual(['bs-schools', DOORS, 'qh-voids']);
    const { items, weWills } = await read(`/api/v1/actions?period=${QUARTER}&area=${HOUSING}`);
    expect(weWills).toEqual([{ weWill: 'qh-safe-homes', area: HOUSING, text: 'We will keep every home safe.' }]);
    expect(items[0]).toMatchObject({
      action: DOORS,
      weWill: 'qh-safe-homes',
      status: 'medium-issues',
      commentary: 'It is medium-issues.',
      updatedBy: 'u-housing',
      previousStatus: 'on-track',
    });
    expect(items[1]).toMatchObject({ action: 'qh-voids', status: 'no-update', previousStatus: 'no-update' });
  });

  it('corrects an update in an open quarter at once', async () => {
    await api.write('housing', `${PLAN}/actions/${DOORS}/corrections`, correction('significant-issues'));
    const { items } = await read(`/api/v1/actions?period=${QUARTER}&area=${HOUSING}`);
    expect(items[0]).toMatchObject({ status: 'significant-issues', correctedBecause: 'Overlooked.' });
  });

  it('corrects an update in a closed quarter when somebody else agrees', async () => {
    await api.write('performance', `/api/v1/periods/${QUARTER}/closing`, {});
    const corrections = `${PLAN}/actions/${DOORS}/corrections`;
    const { body } = await api.write('performance', corrections, correction('on-track'));
    const proposed = await read(`/api/v1/actions?period=${QUARTER}&area=${HOUSING}`);
    expect(proposed.items[0]).toMatchObject({
      status: 'significant-issues',
      pendingCorrection: { correctionId: body.id, status: 'on-track' },
    });
    await api.write('approver', `${corrections}/${body.id}/approval`, { note: 'The letter is there.' });
    const { items } = await read(`/api/v1/actions?period=${QUARTER}&area=${HOUSING}`);
    expect(items[0]).toMatchObject({ status: 'on-track', eventId: body.id });
    expect(items[0].pendingCorrection).toBeUndefined();
  });

  it('rejects a correction of a closed quarter', async () => {
    const corrections = `${PLAN}/actions/${DOORS}/corrections`;
    const { body } = await api.write('performance', corrections, correction('medium-issues'));
    await api.write('approver', `${corrections}/${body.id}/rejection`, { reason: 'Not so.' });
    const { total } = await read(summary());
    expect(total).toMatchObject({ onTrack: 2, mediumIssues: 0 });
  });

  it('answers as at any moment, and for ever', async () => {
    const { links, total } = await read(summary(QUARTER, `&asAt=position:${beforeUpdates}`));
    expect(total).toMatchObject({ actions: 3, updated: 0 });
    expect((await read(links.permanent)).total).toEqual(total);
    const nothing = await read(summary(QUARTER, '&asAt=position:0'));
    expect(nothing).toMatchObject({ note: 'Nothing had been recorded then.', rows: [], total: { actions: 0 } });
  });

  it('shows what was printed beside what is computed', async () => {
    await api.write('performance', `/api/v1/periods/${QUARTER}/published-actions`, printed);
    const answer = await read(summary());
    expect(answer.printed).toMatchObject({ ...printed, differs: ['significantIssues'] });
    expect(answer.printed.computedShares).toEqual({
      onTrack: '79.7',
      mediumIssues: '19.1',
      significantIssues: '1.2',
      note: null,
    });
    expect(answer.printed.differingSums).toContainEqual({
      period: QUARTER,
      area: null,
      count: 'onTrack',
      of: 'areas',
      printed: 192,
      sum: 14,
    });
    expect(answer.total.actions).toBe(3);
  });

  it('changes what open quarters count, and nothing that is closed', async () => {
    const year = '/api/v1/plans/2024-25';
    await api.write('performance', `${year}/actions`, action('qh-lifts'));
    await api.write('performance', `${year}/actions/qh-lifts/owners`, { owner: 'post-2', reason: 'A new director.' });
    await api.write('performance', `${year}/actions/qh-lifts/ending`, { lastQuarter: '2024-25-Q1', reason: 'Done.' });
    expect((await read(summary('2024-25-Q1'))).total).toMatchObject({ actions: 1, previous: { actions: 3 } });
    expect((await read(summary('2024-25-Q2'))).total).toMatchObject({ actions: 0, previous: { actions: 1 } });
    const refused = await api.post('performance', `${PLAN}/actions`, action('qh-late', HOUSING));
    expect(refused.body).toMatchObject({ status: 409, code: 'period-closed' });
  });
});

describe('closing a quarter while its actions are updated', () => {
  const KEYS = Array.from({ length: 12 }, (_, index) => `qh-action-${index + 1}`);
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
    await prepare(api);
    for (const key of KEYS) await api.write('performance', `${PLAN}/actions`, action(key));
  });
  afterAll(() => api.close());

  it('takes no update after the closing, and says so', async () => {
    const closing = `/api/v1/periods/${QUARTER}/closing`;
    const sent = KEYS.map((key, index) => [
      ...(index === KEYS.length / 2 ? [api.write('performance', closing, {})] : []),
      api.post('housing', `${PLAN}/actions/${key}/updates`, update('on-track')),
    ]);
    const answers = await Promise.all(sent.flat());
    const [closed] = (await api.store.readStream(`period-${QUARTER}`)).slice(-1);
    const updates = (await api.store.readStream('plan-2023-24')).filter(({ type }) => type === 'ActionUpdated');
    expect(closed?.type).toBe('ReportingPeriodClosed');
    expect(updates.filter(({ position }) => position > (closed?.position ?? 0))).toEqual([]);
    const refused = answers.filter(({ status }) => status !== 201);
    for (const { status, body } of refused) expect([status, body.code]).toEqual([409, 'period-closed']);
    expect(updates.length + refused.length).toBe(KEYS.length);
  });
});

describe('bad input for the business plan', () => {
  let api: Api;
  let head: number;
  beforeAll(async () => {
    api = await startApi();
    await preparePlan(api);
    await api.write('housing', `${PLAN}/actions/${DOORS}/updates`, update('on-track', EARLIER));
    await api.write('performance', `/api/v1/periods/${EARLIER}/closing`, {});
    await api.settle();
    head = await api.store.headPosition();
  });
  afterEach(async () => {
    expect(await api.store.headPosition()).toBe(head);
  });
  afterAll(() => api.close());

  const updates = `${PLAN}/actions/${DOORS}/updates`;

  it.each<[string, Person, string, unknown, number, string, string | undefined]>([
    [
      'an update for a closed quarter',
      'housing',
      updates,
      update('on-track', EARLIER),
      409,
      'period-closed',
      '/quarter',
    ],
    [
      'one for a quarter never opened',
      'housing',
      updates,
      update('on-track', '2023-24-Q2'),
      409,
      'period-not-open',
      '/quarter',
    ],
    ['one for another year', 'housing', updates, update('on-track', '2024-25-Q1'), 400, 'other-year', '/quarter'],
    ['one for no quarter', 'housing', updates, update('on-track', '2023-24-Q5'), 400, 'other-year', '/quarter'],
    ['an unknown status', 'housing', updates, update('green'), 400, 'invalid-request', '/status'],
    ['no update as a status', 'housing', updates, update('no-update'), 400, 'invalid-request', '/status'],
    [
      'no commentary',
      'housing',
      updates,
      { quarter: QUARTER, status: 'on-track' },
      400,
      'invalid-request',
      '/commentary',
    ],
    [
      'an empty commentary',
      'housing',
      updates,
      { ...update('on-track'), commentary: ' ' },
      400,
      'missing-text',
      '/commentary',
    ],
    ['an unknown field', 'housing', updates, { ...update('on-track'), rag: 'green' }, 400, 'invalid-request', '/rag'],
    [
      'an unknown action',
      'housing',
      `${PLAN}/actions/qh-none/updates`,
      update('on-track'),
      404,
      'unknown-action',
      '/action',
    ],
    [
      'an action of JavaScript',
      'housing',
      `${PLAN}/actions/constructor/updates`,
      update('on-track'),
      404,
      'unknown-action',
      '/action',
    ],
    [
      'a plan of a quarter',
      'performance',
      `/api/v1/plans/${QUARTER}/actions`,
      action('qh-new'),
      400,
      'not-a-year',
      '/year',
    ],
    [
      'a plan of no year',
      'performance',
      '/api/v1/plans/2023-25/actions',
      action('qh-new'),
      400,
      'invalid-period',
      '/period',
    ],
    ['an unknown area', 'performance', `${PLAN}/actions`, action('qh-new', 'qh-none'), 400, 'unknown-area', '/area'],
    [
      'an action that is there',
      'performance',
      `${PLAN}/actions`,
      action(DOORS, HOUSING, { fromQuarter: QUARTER }),
      409,
      'action-exists',
      '/action',
    ],
    [
      'an action of a closed quarter',
      'performance',
      `${PLAN}/actions`,
      action('qh-new', HOUSING, { fromQuarter: EARLIER }),
      409,
      'period-closed',
      '/fromQuarter',
    ],
    [
      'an action of an unknown "we will"',
      'performance',
      `${PLAN}/actions`,
      action('qh-new', HOUSING, { weWill: 'qh-none', fromQuarter: QUARTER }),
      400,
      'unknown-we-will',
      '/weWill',
    ],
    [
      'a correction of nothing',
      'housing',
      `${PLAN}/actions/qh-voids/corrections`,
      correction('on-track'),
      409,
      'not-updated',
      '/quarter',
    ],
    [
      'a decision on nothing',
      'approver',
      `${PLAN}/actions/${DOORS}/corrections/7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a01/approval`,
      {},
      409,
      'no-pending-correction',
      undefined,
    ],
    ['an update by another area', 'children', updates, update('on-track'), 403, 'other-area', '/action'],
    ['an update by the performance team', 'performance', updates, update('on-track'), 403, 'missing-role', undefined],
    ['an action by an officer', 'housing', `${PLAN}/actions`, action('qh-new'), 403, 'missing-role', undefined],
    ['a "we will" by an approver', 'approver', `${PLAN}/we-wills`, {}, 403, 'missing-role', undefined],
    [
      'a table of a year',
      'performance',
      '/api/v1/periods/2023-24/published-actions',
      printed,
      400,
      'not-a-quarter',
      '/period',
    ],
    [
      'a table with an unknown area',
      'performance',
      `/api/v1/periods/${QUARTER}/published-actions`,
      { ...printed, rows: [{ ...printed.rows[0], area: 'qh-none' }] },
      400,
      'unknown-area',
      '/rows/0/area',
    ],
    [
      'a table of a day that does not exist',
      'performance',
      `/api/v1/periods/${QUARTER}/published-actions`,
      { ...printed, publishedOn: '2024-04-31' },
      400,
      'invalid-request',
      '/publishedOn',
    ],
    [
      'a table with half an action',
      'performance',
      `/api/v1/periods/${QUARTER}/published-actions`,
      { ...printed, updated: 0.5 },
      400,
      'invalid-request',
      '/updated',
    ],
    [
      'a table without a document',
      'performance',
      `/api/v1/periods/${QUARTER}/published-actions`,
      { ...printed, document: ' ' },
      400,
      'missing-text',
      '/document',
    ],
  ])('refuses %s', async (_, person, path, body, status, code, pointer) => {
    const answer = await api.post(person, path, body);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    if (pointer !== undefined) expect(answer.body.errors).toEqual([expect.objectContaining({ pointer })]);
    expect(answer.body.detail).toMatch(/[.!]$/);
  });

  it.each([
    ['no quarter', '/api/v1/actions', '/period'],
    ['no quarter for the table', '/api/v1/actions/summary', '/period'],
    ['a year', '/api/v1/actions/summary?period=2023-24', '/period'],
    ['no period at all', '/api/v1/actions/summary?period=2023-24-Q5', '/period'],
    ['a day to come', '/api/v1/actions/summary?period=2023-24-Q4&asAt=2999-01-01', '/asAt'],
    ['a mistyped parameter', '/api/v1/actions/summary?period=2023-24-Q4&asat=2024-07-31', '/asat'],
  ])('refuses to read with %s', async (_, path, pointer) => {
    const { status, body } = await api.get('auditor', path);
    expect(status).toBe(400);
    expect(body.errors).toEqual([expect.objectContaining({ in: 'query', pointer })]);
  });
});
