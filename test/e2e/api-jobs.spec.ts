/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access -- the harness checks every answer against its documented schema */
import { jobIdOf, type Job, type JobHandler, type JobWorker } from '@outturn/jobs';
import { jobHandlers } from '../../apps/worker/src/jobs';
import type { JobParts } from '../../apps/worker/src/jobs/parts';
import { FIRE, indicatorPath, outturn, prepare } from './api-examples';
import { startApi, type Answer, type Api } from './api-harness';

let api: Api;
let worker: JobWorker | undefined;
const errors: unknown[] = [];

beforeAll(async () => {
  api = await startApi();
  await prepare(api);
  await api.write('housing', `${indicatorPath(FIRE)}/outturns`, outturn('92'));
  await api.settle();
});
afterEach(async () => {
  await worker?.close(0);
  worker = undefined;
  expect(errors.splice(0)).toEqual([]);
});
afterAll(() => api.close());

/** Nothing runs by itself here, so that only what a test starts is there. */
async function work(): Promise<void> {
  const { store, readModels, jobs } = api.parts;
  const parts: JobParts = {
    store,
    pool: api.pool,
    readModels,
    mailer: { send: () => Promise.reject(new Error('No mail here.')) },
    exportFiles: api.parts.exportFiles,
    addresses: () => new Map(),
  };
  const handlers = jobHandlers(parts).map(({ kind, run }): JobHandler => ({ kind, run }));
  worker = await jobs.work(handlers, { onError: (error) => errors.push(error) });
}

/** Everything that a stream of events sends until it ends by itself. */
async function eventsOf(path: string): Promise<Answer> {
  return api.get('administrator', `${path}/events`);
}

const start = (body: object, headers?: Record<string, string>) =>
  api.post('administrator', '/api/v1/jobs', body, headers);

describe('jobs', () => {
  it('are started, watched to their end and read afterwards', async () => {
    const started = await start({ kind: 'verification' });
    expect([started.status, started.body]).toMatchObject([
      201,
      { kind: 'verification', state: 'waiting', startedBy: 'u-administrator', progress: null, result: null },
    ]);
    const path = started.headers.get('location') ?? '';
    expect(path).toBe(`/api/v1/jobs/${started.body.id}`);
    await work();
    const events = await eventsOf(path);
    expect(events.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const sent = events.text
      .split('\n\n')
      .filter((event) => event.startsWith('event: job\ndata: '))
      .map((event) => JSON.parse(event.slice('event: job\ndata: '.length)) as unknown);
    const { body } = await api.get('administrator', path);
    expect(sent.at(-1)).toEqual(body);
    expect(body).toMatchObject({
      state: 'completed',
      attempt: 1,
      result: { position: await api.store.headPosition(), differenceCount: 0, differences: [] },
      links: { self: path, events: `${path}/events` },
    });
    expect(body.result.rows).toBeGreaterThan(0);
  });

  it('rebuild one read model or all, and scan for commentary', async () => {
    await work();
    const outcomes: Job[] = [];
    for (const body of [{ kind: 'rebuild', readModel: 'areas' }, { kind: 'rebuild' }, { kind: 'stale-commentary' }]) {
      const { headers } = await start(body);
      const path = headers.get('location') ?? '';
      await eventsOf(path);
      outcomes.push((await api.get('administrator', path)).body as Job);
    }
    const position = await api.store.headPosition();
    expect(outcomes.map(({ state, result }) => [state, result])).toMatchObject([
      ['completed', { position, readModels: ['areas'] }],
      ['completed', { position }],
      [
        'completed',
        { position, figureCount: 1, figures: [{ indicator: FIRE, area: 'quality-homes', commentary: 'missing' }] },
      ],
    ]);
  });

  it('are one while one of the kind is under way, and one for an Idempotency-Key for ever', async () => {
    const key = { 'idempotency-key': 'nightly-17' };
    const first = await start({ kind: 'verification' }, key);
    expect((await start({ kind: 'verification' })).body.id).toBe(first.body.id);
    await work();
    await eventsOf(first.body.links.self as string);
    expect((await start({ kind: 'verification' }, key)).body).toMatchObject({ id: first.body.id, state: 'completed' });
  });

  it('are refused while another of the kind is under way', async () => {
    const { body } = await start({ kind: 'rebuild', readModel: 'areas' });
    const again = await start({ kind: 'rebuild', readModel: 'areas' });
    expect([again.status, again.body.id]).toEqual([201, body.id]);
    expect((await start({ kind: 'rebuild' })).body).toMatchObject({
      status: 409,
      code: 'job-under-way',
      detail: `The rebuild of areas is under way as the job ${String(body.id)}: wait for its end, or cancel it.`,
      state: { id: body.id },
    });
    await api.post('administrator', `${body.links.self}/cancellation`);
  });

  it('are cancelled, and then no more', async () => {
    const { body } = await start({ kind: 'rebuild' });
    const cancelled = await api.post('administrator', `${body.links.self}/cancellation`);
    expect([cancelled.status, cancelled.body.state]).toEqual([201, 'cancelled']);
    const again = await api.post('administrator', `${body.links.self}/cancellation`);
    expect([again.status, again.body.state]).toEqual([201, 'cancelled']);
  });

  it.each(['cancellation', 'retry'])('take no fields for a %s, and do nothing when one is given', async (step) => {
    const { body } = await start({ kind: 'rebuild' });
    const refused = await api.post('administrator', `${body.links.self}/${step}`, { reason: 'No longer needed.' });
    expect(refused.body).toMatchObject({
      status: 400,
      code: 'invalid-request',
      errors: [{ in: 'body', pointer: '/reason', detail: expect.stringContaining('There is no field "reason" here.') }],
    });
    expect((await api.get('administrator', String(body.links.self))).body.state).toBe('waiting');
    await api.post('administrator', `${body.links.self}/cancellation`);
  });

  it('lie in the dead-letter list when they have failed, until an operator retries them', async () => {
    const id = jobIdOf('stale-commentary', 'failing');
    const input = { period: '2019-20-Q1' };
    await api.parts.jobs.enqueue({ id, kind: 'stale-commentary', input, startedBy: 'u-housing' });
    await work();
    await eventsOf(`/api/v1/jobs/${id}`);
    const { body } = await api.get('administrator', '/api/v1/jobs?state=failed');
    expect((body.items as Job[]).map((job) => [job.id, job.error])).toEqual([[id, 'The period is not open.']]);
    const stopped = await api.post('administrator', `/api/v1/jobs/${id}/cancellation`);
    expect([stopped.status, stopped.body.code, stopped.body.state.state]).toEqual([409, 'job-ended', 'failed']);
    expect((await api.post('administrator', `/api/v1/jobs/${id}/retry`)).status).toBe(201);
    await eventsOf(`/api/v1/jobs/${id}`);
    expect((await api.get('administrator', `/api/v1/jobs/${id}`)).body).toMatchObject({ state: 'failed', attempt: 2 });
    const { body: fine } = await api.get('administrator', '/api/v1/jobs?kind=verification&limit=1');
    const refused = await api.post('administrator', `/api/v1/jobs/${fine.items[0].id}/retry`);
    expect([refused.status, refused.body.code]).toEqual([409, 'job-not-failed']);
  });

  it('show themselves to who asked for them, and to whoever operates', async () => {
    const id = jobIdOf('import', 'of-housing');
    await api.parts.jobs.enqueue({ id, kind: 'import', input: {}, startedBy: 'u-housing' });
    const statuses = async (person: 'housing' | 'children' | 'administrator') => {
      const one = await api.get(person, `/api/v1/jobs/${id}`);
      const { body } = await api.get(person, '/api/v1/jobs?kind=import');
      return [one.status, (body.items as Job[]).length];
    };
    expect(await statuses('housing')).toEqual([200, 1]);
    expect(await statuses('children')).toEqual([404, 0]);
    expect(await statuses('administrator')).toEqual([200, 1]);
    expect((await api.get('children', `/api/v1/jobs/${id}/events`)).status).toBe(404);
    expect((await api.post('children', `/api/v1/jobs/${id}/cancellation`)).status).toBe(404);
    expect((await api.post('housing', `/api/v1/jobs/${id}/cancellation`)).body.state).toBe('cancelled');
    expect((await api.post('housing', `/api/v1/jobs/${id}/retry`)).status).toBe(403);
  });

  it.each([
    [{ kind: 'reminders' }, '/kind'],
    [{ kind: 'verification', readModel: 'areas' }, '/readModel'],
    [{ kind: 'rebuild', readModel: 'secrets' }, '/readModel'],
    [{ kind: 'rebuild', period: '2023-24-Q4' }, '/period'],
    [{ kind: 'stale-commentary', period: 'soon' }, '/period'],
    [{ kind: 'rebuild', all: true }, '/all'],
  ])('refuse %j', async (body, pointer) => {
    const { jobs } = api.parts;
    const before = await jobs.list();
    const answer = await start(body);
    expect([answer.status, answer.body.errors[0]?.pointer]).toEqual([400, pointer]);
    expect(await jobs.list()).toEqual(before);
  });

  it('are read in pages, each from the "next" of the one before', async () => {
    const ids = Array.from({ length: 5 }, (_, index) => jobIdOf('import', `of-children-${index}`));
    for (const id of ids) await api.parts.jobs.enqueue({ id, kind: 'import', input: {}, startedBy: 'u-children' });
    const { body: all } = await api.get('children', '/api/v1/jobs');
    expect((all.items as Job[]).map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(all.next).toBeNull();
    const pages: Job[][] = [];
    for (let after = ''; pages.length < 4;) {
      const { body } = await api.get('children', `/api/v1/jobs?limit=2${after}`);
      pages.push(body.items as Job[]);
      if (body.next === null) break;
      after = `&after=${body.next}`;
    }
    expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual(all.items);
    const full = await api.get('children', '/api/v1/jobs?limit=5');
    expect([full.body.items.length, full.body.next]).toEqual([5, null]);
  });

  it.each([
    ['?state=dead', '/state'],
    ['?limit=0', '/limit'],
    ['?limit=501', '/limit'],
    ['?after=5', '/after'],
    ['?after=2024-07-31', '/after'],
    ['?after=17224382451230.6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11', '/after'],
    ['?colour=red', '/colour'],
    ['?state=failed&state=waiting', '/state'],
  ])('refuse the list %s', async (query, pointer) => {
    const { status, body } = await api.get('administrator', `/api/v1/jobs${query}`);
    expect([status, body.errors[0]?.pointer]).toEqual([400, pointer]);
  });

  it('do not keep the server from stopping while somebody watches', async () => {
    const other = await startApi();
    const id = jobIdOf('import', 'never-done');
    await other.parts.jobs.enqueue({ id, kind: 'import', input: {}, startedBy: 'u-housing' });
    const authorization = `Bearer ${await other.keys.token('housing')}`;
    const response = await fetch(`${other.address}/api/v1/jobs/${id}/events`, { headers: { authorization } });
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from((first?.value ?? []) as Uint8Array).toString()).toContain('"state":"waiting"');
    await other.close();
    expect((await reader?.read())?.done).toBe(true);
  });
});
