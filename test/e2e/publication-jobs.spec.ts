/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument -- the harness checks every answer against its documented schema */
import { publicationStream, type PublicationEvent } from '@outturn/domain';
import { EventStoreUnavailable, toRecorded, type EventStore } from '@outturn/event-store';
import { jobIdOf, type Job, type JobHandler, type JobWorker } from '@outturn/jobs';
import { eventTypes } from '@outturn/read-models';
import { publishEdition } from '../../apps/worker/src/jobs/publication';
import { ended } from '../contract/jobs.contract';
import { ATTENDANCE, FIRE, QUARTER, indicatorPath, outturn, prepare } from './api-examples';
import { startApi, type Answer, type Api } from './api-harness';

const PUBLICATIONS = '/api/v1/publications';
const YEAR = '2023-24';
const ASYNC = { prefer: 'respond-async' };

let api: Api;
let worker: JobWorker | undefined;

beforeAll(async () => {
  api = await startApi();
  await prepare(api);
  await api.write('performance', `/api/v1/periods/${YEAR}/opening`, { coverage: 'full' });
  for (const [person, key] of [
    ['housing', FIRE],
    ['children', ATTENDANCE],
  ] as const) {
    const { body } = await api.write(person, `${indicatorPath(key)}/outturns`, outturn('96'));
    await api.write('approver', `/api/v1/outturns/${body.id}/approval`);
  }
  await api.settle();
});
afterEach(async () => {
  await worker?.close(0);
  worker = undefined;
});
afterAll(() => api.close());

function handlerOn(store: EventStore): JobHandler {
  const { readModels, exportFiles } = api.parts;
  const mailer = { send: () => Promise.reject(new Error('No mail here.')) };
  return publishEdition({ store, pool: api.pool, readModels, mailer, exportFiles, addresses: () => new Map() });
}

async function publish(body: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
  return api.post('performance', PUBLICATIONS, { period: QUARTER, ...body }, { ...ASYNC, ...headers });
}

/** Lets a job that was asked for be done. */
async function done({ body }: Answer): Promise<Job> {
  worker ??= await api.parts.jobs.work([handlerOn(api.store)], { onError: () => undefined });
  return ended(api.parts.jobs, body.id);
}

async function editions(): Promise<string[]> {
  const stored = await api.store.readStream(publicationStream(QUARTER));
  const events = stored.map((event) => toRecorded<PublicationEvent>(eventTypes, event));
  return events.flatMap(({ type, data }) => (type === 'EditionPublished' ? [data.edition] : []));
}

describe('an edition that a job publishes', () => {
  it('is refused in a sentence of the job while the period is open', async () => {
    const head = await api.store.headPosition();
    const job = await done(await publish());
    expect(job).toMatchObject({ state: 'failed', attempt: 1, startedBy: 'u-performance' });
    expect(job.error).toContain('2023-24-Q4 is open');
    expect(await api.store.headPosition()).toBe(head);
    await api.write('performance', `/api/v1/periods/${QUARTER}/closing`);
    await api.write('performance', `/api/v1/periods/${YEAR}/closing`);
    await api.settle();
  });

  it('is asked for with a preference, and published once as who asked, however often the job is begun', async () => {
    const asked = await publish({}, { 'idempotency-key': 'q4', 'x-correlation-id': 'board-17' });
    expect([asked.status, asked.headers.get('location'), asked.headers.get('preference-applied')]).toEqual([
      202,
      `/api/v1/jobs/${asked.body.id}`,
      'respond-async',
    ]);
    expect(await editions()).toEqual([]);
    const job = await done(asked);
    const position = await api.store.headPosition();
    const location = `${PUBLICATIONS}/${QUARTER}.1`;
    expect([job.state, job.result]).toEqual(['completed', { edition: `${QUARTER}.1`, position, location }]);
    const [first] = await api.store.readStream(publicationStream(QUARTER));
    expect(first?.metadata).toMatchObject({ actor: 'u-performance', role: 'performance', correlationId: 'board-17' });
    await api.settle();
    expect((await api.get('auditor', location)).body).toMatchObject({ edition: { edition: `${QUARTER}.1` } });

    const context = { signal: new AbortController().signal, report: () => undefined };
    expect(await handlerOn(api.store).run({ ...job, attempt: 2 }, context)).toEqual(job.result);
    const again = await publish({}, { 'idempotency-key': 'q4' });
    expect([again.status, again.body.id, again.body.state]).toEqual([202, job.id, 'completed']);
    const waiting = await publish({}, { 'idempotency-key': 'q4', prefer: 'wait=5' });
    expect([waiting.status, waiting.headers.get('idempotent-replay'), waiting.body.position]).toEqual([
      201,
      'true',
      position,
    ]);
    expect([await editions(), await api.store.headPosition()]).toEqual([[`${QUARTER}.1`], position]);
  });

  it('is published once when the worker dies after it has recorded it, though another position was named', async () => {
    const { body } = await publish({
      previous: `${QUARTER}.1`,
      position: await api.store.headPosition(),
      note: 'Agreed by Cabinet.',
    });
    const job = await api.parts.jobs.find(body.id);
    const { store } = api;
    const dying = Object.assign(Object.create(store) as EventStore, {
      append: async (...args: Parameters<EventStore['append']>) => {
        await store.append(...args);
        throw new EventStoreUnavailable('The worker dies.');
      },
    });
    const context = { signal: new AbortController().signal, report: () => undefined };
    await expect(handlerOn(dying).run(job!, context)).rejects.toThrow('The worker dies.');
    expect(await done({ body } as Answer)).toMatchObject({
      state: 'completed',
      result: { edition: `${QUARTER}.2`, position: await store.headPosition() },
    });
    expect(await editions()).toEqual([`${QUARTER}.1`, `${QUARTER}.2`]);
  });

  it('is refused for another request under the same key, a stale revision and a body that is none', async () => {
    expect((await publish({ note: 'Another.' }, { 'idempotency-key': 'q4' })).body).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    const stale = await done(await publish({ previous: `${QUARTER}.2`, note: 'Once more.' }, { 'if-match': '"0"' }));
    expect([stale.state, stale.attempt]).toEqual(['failed', 1]);
    expect(stale.error).toContain('at revision');
    const before = await api.parts.jobs.list();
    expect((await publish({ colour: 'red' })).status).toBe(400);
    expect((await api.post('housing', PUBLICATIONS, { period: QUARTER }, ASYNC)).status).toBe(403);
    expect(await api.parts.jobs.list()).toEqual(before);
    const id = jobIdOf('publication', 'empty');
    const empty = await api.parts.jobs.enqueue({ id, kind: 'publication', input: {}, startedBy: 'u-performance' });
    expect((await done({ body: empty } as Answer)).error).toBe(
      'The job does not say what is to be published. Ask for the edition again.',
    );
    expect(await editions()).toEqual([`${QUARTER}.1`, `${QUARTER}.2`]);
  });
});
