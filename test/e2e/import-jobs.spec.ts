/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return -- the harness checks every answer against its documented schema */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImportAcceptances, ImportChecks, ImportStore } from '@outturn/imports';
import type { JobWorker } from '@outturn/jobs';
import { importFigures } from '../../apps/worker/src/jobs/import';
import { ended } from '../contract/jobs.contract';
import { startChild, type Child } from '../support/child';
import { runCommand } from '../support/command-line';
import { IMPORT_AREA, LONG_ROWS, longTable, prepareLongTable } from '../support/import-world';
import { answerOf, startApi, type Answer, type Api } from './api-harness';

jest.setTimeout(60_000);

const UPLOADER = { actor: 'u-housing', role: 'officer', areas: [IMPORT_AREA] };

describe('the acceptance of a long file', () => {
  let api: Api;
  let head: number;

  beforeEach(async () => {
    api = await startApi();
    await prepareLongTable(api.store);
    head = await api.store.headPosition();
  });
  afterEach(() => api.close());

  const accept = (id: string, body: object = { rows: 'all' }) =>
    api.post('housing', `/api/v1/imports/${id}/acceptance`, body);

  async function upload(table: string): Promise<Answer> {
    const form = new FormData();
    form.append('file', new Blob([table]), 'long.csv');
    const headers = { authorization: `Bearer ${await api.keys.token('housing')}` };
    return answerOf(await fetch(`${api.address}/api/v1/imports`, { method: 'POST', headers, body: form }));
  }

  function startWorker(): Promise<JobWorker> {
    const { store, pool, parts } = api;
    const { readModels, exportFiles } = parts;
    const mailer = { send: () => Promise.resolve() };
    const handler = importFigures({ store, pool, readModels, mailer, exportFiles, addresses: () => new Map() });
    return parts.jobs.work([handler], { onError: () => undefined });
  }

  it('is one job, however often it is asked for at the same moment', async () => {
    const { id } = (await upload(longTable())).body;
    const answers = await Promise.all([accept(id), accept(id)]);
    const [first] = answers;
    expect(answers.map(({ status, body }) => [status, body.id])).toEqual([
      [202, first.body.id],
      [202, first.body.id],
    ]);
    expect(first.headers.get('location')).toBe(`/api/v1/jobs/${first.body.id}`);
    expect((await accept(id, { rows: 'good' })).body).toMatchObject({ status: 409, code: 'acceptance-under-way' });
    expect((await api.get('housing2', `/api/v1/jobs/${first.body.id}`)).status).toBe(404);

    const worker = await startWorker();
    const job = await ended(api.parts.jobs, first.body.id);
    expect(job).toMatchObject({
      state: 'completed',
      startedBy: 'u-housing',
      progress: { percent: 100, total: LONG_ROWS },
      result: { importId: id, outcomes: { recorded: LONG_ROWS, 'nothing-to-record': 0, 'left-out': 0, refused: 0 } },
    });
    const accepted = await api.get('housing', `/api/v1/imports/${id}?limit=1`);
    expect(accepted.body).toMatchObject({ state: 'accepted', counts: { recorded: LONG_ROWS } });
    expect(await api.store.headPosition()).toBe(head + LONG_ROWS);

    const again = await accept(id);
    expect(again.body.id).not.toBe(first.body.id);
    await ended(api.parts.jobs, again.body.id);
    expect(await api.store.headPosition()).toBe(head + LONG_ROWS);
    await worker.close();
  });

  it('is refused before a job is made of it when a row is refused', async () => {
    const { id } = (await upload(`${longTable()}\nimport-none,2023-24-Q1,1`)).body;
    expect((await accept(id)).body).toMatchObject({ status: 409, code: 'rows-refused' });
    expect(await api.parts.jobs.list()).toEqual([]);
  });

  it('stops between two portions when it is cancelled, and goes on from there', async () => {
    const parts = { store: api.store, imports: new ImportStore(api.pool) };
    const acceptances = new ImportAcceptances(parts);
    const upload = { bytes: Buffer.from(longTable()), fileName: 'long.csv' };
    const checked = await new ImportChecks(parts).check(upload, UPLOADER);
    const stopping = new AbortController();
    const done: number[] = [];
    const report = (count: number): void => {
      done.push(count);
      stopping.abort();
    };
    const attendance = { signal: stopping.signal, report };
    await expect(acceptances.accept(checked, { rows: 'all' }, UPLOADER, attendance)).rejects.toThrow(/aborted/);
    const [portion = 0] = done;
    expect([done.length, portion < LONG_ROWS, await api.store.headPosition()]).toEqual([1, true, head + portion]);

    const interrupted = (await parts.imports.find(checked.id)) ?? checked;
    const accepted = await acceptances.accept(interrupted, { rows: 'all' }, UPLOADER);
    expect([interrupted.state, accepted.counts.outcomes.recorded]).toEqual(['accepting', LONG_ROWS]);
    expect(await api.store.headPosition()).toBe(head + LONG_ROWS);
  });

  it('says what stays recorded when a row is refused that was not when it was begun', async () => {
    const parts = { store: api.store, imports: new ImportStore(api.pool) };
    const acceptances = new ImportAcceptances(parts);
    const checked = await new ImportChecks(parts).check(
      { bytes: Buffer.from(longTable()), fileName: 'long.csv' },
      UPLOADER,
    );
    const stopping = new AbortController();
    const report = (): void => {
      stopping.abort();
    };
    const attendance = { signal: stopping.signal, report };
    await expect(acceptances.accept(checked, { rows: 'all' }, UPLOADER, attendance)).rejects.toThrow(/aborted/);
    const reached = await api.store.headPosition();
    expect(reached).toBeGreaterThan(head);

    const elsewhere = { ...UPLOADER, areas: ['children'] };
    const interrupted = (await parts.imports.find(checked.id)) ?? checked;
    await expect(acceptances.accept(interrupted, { rows: 'all' }, elsewhere)).rejects.toThrow(
      `${head + LONG_ROWS - reached} rows are refused, so not all can be accepted. Nothing more was recorded, and what was recorded before stays: correct the file, or accept the good rows with {"rows": "good"}.`,
    );
    expect(await api.store.headPosition()).toBe(reached);
  });

  it('is done by another worker, each row once, when one is killed in the middle of it', async () => {
    const { id } = (await upload(longTable())).body;
    const children: Child[] = [];
    const startChildWorker = (appends: number): Child => {
      const child = startChild('import-child.ts', [api.pool.options.connectionString ?? '', String(appends)]);
      children.push(child);
      return child;
    };
    try {
      // In the second portion: what it records there is not noted beside the import any more.
      const first = startChildWorker(LONG_ROWS - 2);
      await first.until((lines) => lines.includes('working'));
      const killed = once(first.process, 'exit');
      const { body } = await accept(id);
      expect(await killed).toEqual([null, 'SIGKILL']);
      const reached = await api.store.headPosition();
      expect(reached).toBeGreaterThanOrEqual(head + LONG_ROWS - 2);

      startChildWorker(0);
      const job = await ended(api.parts.jobs, body.id);
      expect(job).toMatchObject({ state: 'completed', result: { outcomes: { recorded: LONG_ROWS, refused: 0 } } });
      expect(await api.store.headPosition()).toBe(head + LONG_ROWS);
    } finally {
      await Promise.all(children.map((child) => child.killNine()));
    }
  });

  it('is waited for by the command line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'outturn-import-'));
    const worker = await startWorker();
    try {
      const file = join(folder, 'long.csv');
      writeFileSync(file, longTable());
      const words = ['import', file, '--accept', 'all', '--api', api.address];
      const command = runCommand(words, { OUTTURN_TOKEN: await api.keys.token('housing') });
      expect([await command.ended, command.output().split('\n').at(-2)]).toEqual([
        0,
        `${LONG_ROWS} recorded, 0 had nothing to record, 0 left out.`,
      ]);
      const [job] = await api.parts.jobs.list({ kinds: ['import'] });
      expect(job).toMatchObject({ kind: 'import', state: 'completed', startedBy: 'u-housing' });
    } finally {
      await worker.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
