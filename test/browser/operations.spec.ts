// Views: jobs, job, system
import { JobFailure, progressOf, type JobHandler, type JobWorker } from '@outturn/jobs';
import type { Page } from 'playwright-core';
import type { Identity } from '../../apps/server/src/security/permissions';
import { describeInBrowser, expectAccessible, expectNoSidewaysScrolling, startWorld, type World } from './harness';

jest.setTimeout(180_000);

const ADMINISTRATOR: Identity = { actor: 'u-administrator', roles: ['administrator'], areas: [] };
const IDS = ['11111111-1111-5111-8111-111111111111', '22222222-2222-5222-8222-222222222222'] as const;

describeInBrowser('pages of jobs and of the system', () => {
  let world: World;
  let page: Page;
  let worker: JobWorker;
  let finish: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const halfway: JobHandler = {
    kind: 'verification',
    run: async (_job, { report }) => {
      report(progressOf(1, 2, '1 of 2 indicators'));
      await held;
      return { differenceCount: 0 };
    },
  };
  const failing: JobHandler = {
    kind: 'rebuild',
    run: () => Promise.reject(new JobFailure('There is <b>no</b> read model of that name.')),
  };

  beforeAll(async () => {
    world = await startWorld({ isEmpty: true });
    const { jobs, sessions } = world.api.parts;
    const session = await sessions.begin({
      kind: 'signed-in',
      identity: ADMINISTRATOR,
      formToken: 'the-secret-of-the-session',
    });
    page = await world.visit();
    await page.context().addCookies([{ name: 'outturn', value: session.id, url: world.address }]);
    const startedBy = ADMINISTRATOR.actor;
    await jobs.enqueue({ id: IDS[0], kind: 'verification', input: {}, startedBy });
    await jobs.enqueue({ id: IDS[1], kind: 'rebuild', input: { readModel: 'x' }, startedBy, attempts: 1 });
  });
  afterAll(async () => {
    finish();
    await worker.close();
    await world.close();
  });
  afterEach(() => {
    expect(world.complaints).toEqual([]);
  });

  it('cancel a job, without JavaScript, and show nobody the jobs of others', async () => {
    const officer = await world.signIn('officer.housing', { javaScript: false });
    const id = '33333333-3333-5333-8333-333333333333';
    const { jobs } = world.api.parts;
    const startedBy = 'demo-7c1e40';
    await jobs.enqueue({ id, kind: 'import', input: {}, startedBy });
    await officer.goto('/jobs');
    await expect(officer.locator('tbody tr').count()).resolves.toBe(1);
    await officer.goto(`/jobs/${id}`);
    await officer.getByRole('button', { name: 'Cancel this job' }).click();
    await expect(officer.getByRole('status').innerText()).resolves.toBe('Cancelled: 0%.');
    expect((await officer.goto(`/jobs/${IDS[0]}`))?.status()).toBe(404);
    expect((await officer.goto('/system'))?.status()).toBe(403);
    await officer.context().close();
  });

  it('list jobs and show one live: its progress, and its result at the end', async () => {
    await page.goto('/jobs');
    await expectAccessible(page);
    await page.getByRole('link', { name: /^Compare read models with the events/ }).click();
    await expect(page.getByRole('status').innerText()).resolves.toBe('Waiting: 0%.');
    await expectAccessible(page);
    worker = await world.api.parts.jobs.work([halfway, failing], {
      onError: (error) => world.complaints.push(String(error)),
    });
    await page.getByText('Running: 50%. 1 of 2 indicators.').waitFor();
    finish();
    await page.getByText('Completed: 100%.').waitFor();
    await page.getByRole('heading', { name: 'What came of it' }).waitFor();
    await expect(page.locator('main dl').first().innerText()).resolves.toMatch(/Difference count\s+0/);
  });

  it('say why a job has failed, and let the administrator begin it once more', async () => {
    await page.goto(`/jobs/${IDS[1]}`);
    await page.getByText('Failed: 0%.').waitFor();
    await expect(page.getByText('There is <b>no</b> read model of that name.').isVisible()).resolves.toBe(true);
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(page);
    await page.setViewportSize({ width: 1100, height: 900 });
    await page.goto('/jobs/find?state=failed');
    await expect(page.locator('tbody tr').count()).resolves.toBe(1);
    await page.getByRole('link', { name: /^Make read models again/ }).click();
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(page.url()).toBe(`${world.address}/jobs/${IDS[1]}`);
    await page.getByText('Failed: 0%.').waitFor();
  });

  it('say where the store and each read model stand', async () => {
    await page.goto('/system');
    await expectAccessible(page);
    await expect(page.locator('main dl').innerText()).resolves.toMatch(/Event store\s+PostgreSQL/);
    const standings = await page.locator('tbody td:last-child').allInnerTexts();
    expect(new Set(standings)).toEqual(new Set(['Up to date']));
    await page.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(page);
  });
});
