/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument -- the harness checks every answer against its documented schema */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EXPORT_KEPT_DAYS } from '@outturn/exports';
import { jobIdOf, type Job, type JobWorker } from '@outturn/jobs';
import { MOST_EXPORTS } from '../../apps/server/src/api/export-jobs';
import { exportFile } from '../../apps/worker/src/jobs/export';
import type { JobParts } from '../../apps/worker/src/jobs/parts';
import { ended } from '../contract/jobs.contract';
import { runCommand } from '../support/command-line';
import { FIRE, indicatorPath, outturn, prepare } from './api-examples';
import { startApi, type Answer, type Api, type Person } from './api-harness';

const EXPORTS = '/api/v1/exports';
const DAY_MS = 24 * 60 * 60 * 1000;

let api: Api;
let worker: JobWorker | undefined;

beforeAll(async () => {
  api = await startApi();
  await prepare(api);
  await api.write('housing', `${indicatorPath(FIRE)}/outturns`, outturn('92'));
  await api.settle();
});
afterEach(async () => {
  await worker?.close(0);
  worker = undefined;
});
afterAll(() => api.close());

function partsOf(others: Partial<JobParts> = {}): JobParts {
  const { store, readModels, exportFiles } = api.parts;
  const mailer = { send: () => Promise.reject(new Error('No mail here.')) };
  return { store, pool: api.pool, readModels, mailer, exportFiles, addresses: () => new Map(), ...others };
}

async function work(others: Partial<JobParts> = {}): Promise<void> {
  worker = await api.parts.jobs.work([exportFile(partsOf(others))], { onError: () => undefined });
}

const ask = (person: Person, body: object, headers?: Record<string, string>) =>
  api.post(person, EXPORTS, body, headers);

/** Asks for a file, waits until it is written, and gives the job. */
async function exported(body: object): Promise<Job> {
  const { body: asked } = await ask('auditor', body);
  if (worker === undefined) await work();
  const job = await ended(api.parts.jobs, asked.id);
  expect(job.error).toBeNull();
  return job;
}

async function download(path: string): Promise<Buffer> {
  const headers = { authorization: `Bearer ${await api.keys.token('auditor')}` };
  const response = await fetch(`${api.address}${path}`, { headers });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('an export as a job', () => {
  it('gives the file that a download of the moment it was asked for gives', async () => {
    const position = await api.store.headPosition();
    const asked = await ask('auditor', { format: 'csv', area: 'quality-homes' });
    expect([asked.status, asked.headers.get('location'), asked.body.links.file]).toEqual([
      202,
      `/api/v1/jobs/${asked.body.id}`,
      undefined,
    ]);
    expect(asked.body).toMatchObject({ kind: 'export', state: 'waiting', startedBy: 'u-auditor', input: { position } });

    await api.write('housing', `${indicatorPath(FIRE)}/commentary`, { period: '2023-24-Q4', text: 'Said after that.' });
    await api.settle();
    const early = await api.get('auditor', `/api/v1/jobs/${asked.body.id}/file`);
    expect(early.body).toMatchObject({
      status: 404,
      code: 'no-file',
      detail: 'The job is waiting: its file is there once it is completed.',
    });

    await work();
    const job = await ended(api.parts.jobs, asked.body.id);
    const direct = await download(`${EXPORTS}/figures.csv?area=quality-homes&asAt=position:${position}`);
    expect(job).toMatchObject({
      state: 'completed',
      progress: { percent: 100, done: 1, total: 1, message: '1 of 1 rows' },
      result: {
        rows: 1,
        bytes: direct.length,
        sha256: sha256(direct),
        fileName: `figures-as-at-${position}.csv`,
      },
    });
    const { body } = await api.get('auditor', `/api/v1/jobs/${job.id}`);
    expect(body.links.file).toBe(`/api/v1/jobs/${job.id}/file`);
    const file = await api.get('auditor', body.links.file);
    expect(file.text).toBe(direct.toString().replace(/^\uFEFF/, ''));
    expect(await download(`${EXPORTS}/figures.csv?area=quality-homes`)).not.toEqual(direct);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-length': String(direct.length),
      'content-disposition': `attachment; filename="figures-as-at-${position}.csv"`,
      'content-location': `${EXPORTS}/figures.csv?area=quality-homes&asAt=position:${position}`,
      'outturn-position': String(position),
    });
    const path = join(api.dataDir, 'exports', `${job.id}.csv`);
    expect([readdirSync(join(api.dataDir, 'exports')), statSync(path).mode & 0o777]).toEqual([
      [`${job.id}.csv`],
      0o600,
    ]);
  });

  it.each(['csv', 'xlsx', 'sdmx-csv'])('is the same when it is done twice, as %s', async (format) => {
    const job = await exported({ format, includeHistory: true, from: '2023-24-Q1', to: '2023-24-Q4' });
    const first = await download(`/api/v1/jobs/${job.id}/file`);
    await api.write('housing', `${indicatorPath(FIRE)}/commentary`, {
      period: '2023-24-Q4',
      text: `Said after the export as ${format}.`,
    });
    await api.settle();
    const context = { signal: new AbortController().signal, report: () => undefined };
    const again = await exportFile(partsOf()).run({ ...job, state: 'running', attempt: 2 }, context);
    expect(again).toEqual(job.result);
    expect(await download(`/api/v1/jobs/${job.id}/file`)).toEqual(first);
    expect(sha256(first)).toBe(job.result?.sha256);
  });

  it('is for who asked for it and for administrators', async () => {
    const { id } = await exported({ format: 'csv' });
    const statuses = async (path: string) => {
      const answers: Answer[] = [];
      for (const person of ['auditor', 'administrator', 'performance', 'nobody', undefined] as const) {
        answers.push(await api.get(person, path));
      }
      return answers.map(({ status }) => status);
    };
    expect(await statuses(`/api/v1/jobs/${id}/file`)).toEqual([200, 200, 404, 403, 401]);
    expect(await statuses(`/api/v1/jobs/${jobIdOf('export', 'none')}/file`)).toEqual([404, 404, 404, 403, 401]);
    expect((await api.get('administrator', `/api/v1/jobs/..%2F${id}/file`)).status).toBe(404);
    const headers = { authorization: `Bearer ${await api.keys.token('auditor')}` };
    const head = await fetch(`${api.address}/api/v1/jobs/${id}/file`, { method: 'HEAD', headers });
    expect([head.status, Number(head.headers.get('content-length')) > 0]).toEqual([200, true]);
  });

  it(`has no file any more when another begins after ${EXPORT_KEPT_DAYS} days`, async () => {
    const old = await exported({ format: 'csv' });
    await worker?.close(0);
    const later = Date.now() + EXPORT_KEPT_DAYS * DAY_MS + 60_000;
    await work({ now: () => new Date(later) });
    const job = await exported({ format: 'csv' });
    expect(readdirSync(join(api.dataDir, 'exports'))).toEqual([`${job.id}.csv`]);
    expect((await api.get('auditor', `/api/v1/jobs/${old.id}/file`)).body).toMatchObject({
      status: 404,
      code: 'no-file',
      detail: 'The file of this export is not kept: it goes after 7 days. Ask for the export again.',
    });
  });

  it('makes no file when it is cancelled, or of another kind', async () => {
    const { body } = await ask('auditor', { format: 'csv' });
    await api.post('auditor', `/api/v1/jobs/${body.id}/cancellation`);
    expect((await api.get('auditor', `/api/v1/jobs/${body.id}/file`)).body).toMatchObject({
      code: 'no-file',
      detail: 'The job is cancelled, so there is no file. Ask for the export again.',
    });
    const id = jobIdOf('import', 'no-export');
    await api.parts.jobs.enqueue({ id, kind: 'import', input: {}, startedBy: 'u-auditor' });
    expect((await api.get('auditor', `/api/v1/jobs/${id}/file`)).body).toMatchObject({
      code: 'no-file',
      detail: 'A job of the kind import makes no file.',
    });
  });

  it('stops between two pages, and leaves nothing behind', async () => {
    const { body } = await ask('auditor', { format: 'csv' });
    const job = await api.parts.jobs.find(body.id);
    const before = readdirSync(join(api.dataDir, 'exports'));
    const context = { signal: AbortSignal.abort(), report: () => undefined };
    await expect(exportFile(partsOf()).run(job!, context)).rejects.toThrow(/aborted/);
    expect(readdirSync(join(api.dataDir, 'exports'))).toEqual(before);
    await api.post('auditor', `/api/v1/jobs/${body.id}/cancellation`);
  });

  it('fails with a sentence when the job does not say what', async () => {
    const id = jobIdOf('export', 'empty');
    await api.parts.jobs.enqueue({ id, kind: 'export', input: { format: '../csv' }, startedBy: 'u-auditor' });
    await work();
    expect(await ended(api.parts.jobs, id)).toMatchObject({
      state: 'failed',
      attempt: 1,
      error: 'The job does not say what is to be exported. Ask for the export again.',
    });
  });

  it('is one for an Idempotency-Key, whatever was recorded since, and no other request has the key', async () => {
    const key = { 'idempotency-key': 'board-pack' };
    const first = await ask('auditor', { format: 'csv' }, key);
    await api.write('housing', `${indicatorPath(FIRE)}/commentary`, { period: '2023-24-Q4', text: 'Said in between.' });
    await api.settle();
    const again = await ask('auditor', { format: 'csv' }, key);
    expect([again.status, again.body.id, again.body.input]).toEqual([202, first.body.id, first.body.input]);
    expect((await ask('performance', { format: 'csv' }, key)).body.id).not.toBe(first.body.id);
    expect((await ask('auditor', { format: 'xlsx' }, key)).body).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
  });

  it.each([
    [{}, '/format', 'invalid-request'],
    [{ format: 'pdf' }, '/format', 'invalid-request'],
    [{ format: 'csv', asat: '2024-07-31' }, '/asat', 'invalid-request'],
    [{ format: 'csv', asAt: '2999-01-01' }, '/asAt', 'as-at-in-future'],
    [{ format: 'csv', from: '2023-24-Q5' }, '/from', 'invalid-period'],
    [{ format: 'csv', from: '2023-24-Q4', to: '2023-24-Q1' }, '/to', 'invalid-request'],
    [{ format: 'csv', area: 'no-such' }, '/area', 'unknown-area'],
    [{ format: 'csv', includeHistory: 'yes' }, '/includeHistory', 'invalid-request'],
    [{ format: 'csv', minPosition: -1 }, '/minPosition', 'invalid-request'],
  ])('is refused before there is a job: %j', async (body, pointer, code) => {
    const before = await api.parts.jobs.list();
    expect((await ask('auditor', body)).body).toMatchObject({ status: 400, code, errors: [{ in: 'body', pointer }] });
    expect(await api.parts.jobs.list()).toEqual(before);
  });

  it('is shown by the command line, with the place of its file', async () => {
    const { id } = await exported({ format: 'xlsx' });
    const command = runCommand(['jobs', 'show', id], {
      DATABASE_URL: api.pool.options.connectionString ?? '',
    });
    expect(await command.ended).toBe(0);
    const places = /^ {2}its file: (\S+) in the worker's data folder, or (\S+)$/m.exec(command.output());
    const [, place = '', address = ''] = places ?? [];
    expect(readFileSync(join(api.dataDir, place))).toEqual(await download(address));
  });
});

describe('a person who asks for ever more exports', () => {
  const order = { format: 'csv' };
  const repeat = { 'idempotency-key': 'the-first' };
  const asked: string[] = [];

  beforeAll(async () => {
    asked.push((await ask('commissioner', order, repeat)).body.id);
    const like = await api.parts.jobs.find(asked[0] ?? '');
    for (let count = 1; count < MOST_EXPORTS; count += 1) {
      const id = jobIdOf('export', `the-${count}-th`);
      asked.push(
        (await api.parts.jobs.enqueue({ ...like, id, input: {}, kind: 'export', startedBy: 'u-commissioner' })).id,
      );
    }
  });
  afterAll(() => Promise.all(asked.map((id) => api.parts.jobs.cancel(id))));

  it('is stopped, and told what to do instead and when', async () => {
    const refused = await ask('commissioner', order);
    expect(refused.body).toMatchObject({
      status: 429,
      code: 'too-many-exports',
      detail: expect.stringContaining(`${MOST_EXPORTS} exports within ${EXPORT_KEPT_DAYS} days`),
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(EXPORT_KEPT_DAYS * 86_400 - 600);
  });

  it('still gets what was asked for before', async () => {
    const again = await ask('commissioner', order, repeat);
    expect([again.status, again.body.id]).toEqual([202, asked[0]]);
  });

  it('stops nobody else', async () => {
    const other = await ask('approver', order);
    expect(other.status).toBe(202);
    await api.parts.jobs.cancel(other.body.id);
  });

  it('may ask again when the files of the first have gone, or one was cancelled', async () => {
    const parts = api.parts as { -readonly [Name in keyof typeof api.parts]: (typeof api.parts)[Name] };
    const { now } = parts;
    parts.now = () => new Date(Date.now() + EXPORT_KEPT_DAYS * DAY_MS + 1000);
    const later = await ask('commissioner', order);
    parts.now = now;
    expect(later.status).toBe(202);
    asked.push(later.body.id);
    await api.parts.jobs.cancel(asked[1] ?? '');
    await api.parts.jobs.cancel(later.body.id);
    const freed = await ask('commissioner', order);
    expect(freed.status).toBe(202);
    asked.push(freed.body.id);
  });
});
