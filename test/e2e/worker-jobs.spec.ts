import { tmpdir } from 'node:os';
import { indicator, indicatorStream } from '@outturn/domain';
import { handle } from '@outturn/event-store';
import { ExportFiles } from '@outturn/exports';
import { PgBossJobs, jobIdOf, type Job, type JobHandler, type Jobs, type JsonObject } from '@outturn/jobs';
import { eventTypes } from '@outturn/read-models';
import { v5 as uuidOf } from 'uuid';
import { jobHandlers } from '../../apps/worker/src/jobs';
import type { Mail } from '../../apps/worker/src/jobs/mail';
import type { JobParts } from '../../apps/worker/src/jobs/parts';
import { ended } from '../contract/jobs.contract';
import { PERFORMANCE, TODAY, definition } from '../domain-examples';
import { runCommand } from '../support/command-line';
import { createReadModelWorld, type ReadModelWorld } from '../support/read-model-world';

jest.setTimeout(60_000);

const KEY = 'qh-voids';

describe('what the worker does by itself', () => {
  let world: ReadModelWorld;
  let jobs: Jobs;
  const sent: Mail[] = [];

  beforeAll(async () => {
    world = await createReadModelWorld();
    jobs = new PgBossJobs({ pool: world.pool, onError: () => undefined });
    const { store } = world;
    await handle({
      store,
      decider: indicator,
      eventTypes,
      streamId: indicatorStream(KEY),
      command: {
        type: 'DefineIndicator',
        actor: PERFORMANCE,
        today: TODAY,
        indicator: KEY,
        area: 'quality-homes',
        definition: definition(),
      },
      commandId: jobIdOf('test', 'define'),
      metadata: { actor: PERFORMANCE, role: 'performance', correlationId: 'test', causationId: 'test' },
    });
    await world.follow();
  });

  afterAll(async () => {
    await jobs.close();
    await world.close();
  });

  /** Does a job, asked for on a day, and settles with how it ended. */
  async function run(kind: string, key: string, parts: Partial<JobParts> = {}, input: JsonObject = {}): Promise<Job> {
    const { store, pool, readModels } = world;
    const mailer = { send: (mail: Mail) => Promise.resolve(void sent.push(mail)) };
    const addresses = () => new Map([[definition().owner, 'head@council.example']]);
    const exportFiles = new ExportFiles(tmpdir());
    const all = jobHandlers({ store, pool, readModels, mailer, exportFiles, addresses, ...parts });
    const handlers = all.map((handler): JobHandler => ({ kind: handler.kind, run: handler.run.bind(handler) }));
    const worker = await jobs.work(handlers, { onError: () => undefined });
    const { id } = await jobs.enqueue({ id: jobIdOf(kind, key), kind, input, startedBy: 'system' });
    const job = await ended(jobs, id);
    await worker.close();
    await world.follow();
    return job;
  }

  it('opens and closes periods by ordinary commands, once', async () => {
    const calendar = { cutOffDays: 30, closingDays: 60 };
    const on = (day: string) => ({ calendar, now: () => new Date(`${day}T12:00:00Z`) });
    expect((await run('calendar', '1', on('2024-05-10'))).result).toEqual({
      opened: ['2024-25', '2024-25-Q1'],
      closed: [],
    });
    expect((await run('calendar', '2', on('2024-05-11'))).result).toEqual({ opened: [], closed: [] });
    expect((await run('calendar', '3', on('2024-09-01'))).result).toEqual({
      opened: ['2024-25-Q2'],
      closed: ['2024-25-Q1'],
    });
    const events = await world.store.readStream('period-2024-25-Q1');
    expect(events.map(({ type, metadata: { actor, role } }) => [type, actor, role])).toEqual([
      ['ReportingPeriodOpened', 'system', 'performance'],
      ['ReportingPeriodClosed', 'system', 'performance'],
    ]);
    expect((await run('calendar', '4')).result).toMatchObject({ opened: [], closed: [] });
  });

  it('reminds owners of what is overdue in open periods, and keeps no address', async () => {
    const position = await world.store.headPosition();
    const due = { due: '2024-10-23T06:00:00.000Z' };
    const quiet = await run('reminders', 'quiet', {}, { due: '2024-10-24T06:00:00.000Z' });
    expect(quiet.result).toEqual({ position, sent: 0, withoutAddress: [] });
    const unknown = await run('reminders', 'unknown', { addresses: () => new Map() }, due);
    expect(unknown.result).toEqual({ position, sent: 0, withoutAddress: [definition().owner] });
    expect(sent).toEqual([]);
    const job = await run('reminders', 'known', {}, due);
    expect(job.result).toEqual({ position, sent: 1, withoutAddress: [] });
    expect(sent).toEqual([
      {
        id: uuidOf(definition().owner, job.id),
        to: 'head@council.example',
        subject: 'One figure is awaited',
        text: `These figures of yours are still awaited:\n\n- ${definition().name} (${KEY}), 2024-25-Q2: due by 2024-10-30\n\nOutturn`,
      },
    ]);
    const rows = await world.pool.query<{ text: string }>('select j::text as text from jobs.job j');
    expect(rows.rows.map(({ text }) => text).join()).not.toContain('head@council.example');
  });

  it('is looked at and mended by the command line', async () => {
    const environment = { DATABASE_URL: world.database.adminUrl };
    const outturn = async (...words: string[]) => {
      const command = runCommand(words, environment);
      return { status: await command.ended, output: command.output(), errors: command.errors() };
    };
    const waiting = await jobs.enqueue({
      id: jobIdOf('import', 'x'),
      kind: 'import',
      input: {},
      startedBy: 'u-1',
    });
    const listed = await outturn('jobs', 'list', '--kind', 'import', '--json');
    expect(JSON.parse(listed.output)).toEqual([waiting]);
    expect(await outturn('jobs', 'cancel', waiting.id)).toMatchObject({
      status: 0,
      output: expect.stringMatching(new RegExp(`^${waiting.id}  import  cancelled  `)) as string,
    });
    expect(await outturn('jobs', 'retry', waiting.id)).toEqual({
      status: 1,
      output: '',
      errors: 'The job is cancelled: only one that has failed is begun once more.\n',
    });
    expect((await outturn('jobs', 'watch', waiting.id)).status).toBe(1);
    expect(await outturn('jobs', 'show', 'nothing')).toMatchObject({
      status: 1,
      errors: 'There is no job "nothing": "jobs list" shows what there is.\n',
    });
    expect((await outturn('jobs', 'list', '--state', 'dead')).status).toBe(2);
    const verified = await outturn('verify', '--json');
    expect([verified.status, JSON.parse(verified.output)]).toMatchObject([0, { differences: [] }]);
    const rebuilt = await outturn('rebuild', 'areas', '--json');
    expect([rebuilt.status, JSON.parse(rebuilt.output)]).toEqual([
      0,
      { readModels: ['areas'], position: await world.store.headPosition() },
    ]);
  });
});
