// Views: proposals, proposal
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Person } from '../e2e/api-harness';
import { describeInBrowser, expectAccessible, expectNoSidewaysScrolling, startWorld, type World } from './harness';

jest.setTimeout(240_000);

const QUARTER = '2023-24-Q4';
const PLAN = '/api/v1/plans/2024-25';
const CONTRACT = '/api/v1/contracts/test-contract';
const SCRIPT = '<script>alert(1)</script>';
const TERMS = {
  name: 'Grounds maintenance',
  parties: [{ role: 'authority', name: 'The council' }, { role: 'supplier' }],
  services: ['Mowing'],
  places: [],
  term: { start: '2018-04', end: '2025-03-31', openEnded: false },
  procurementAct2023: 'applies',
};
const JUSTIFICATION = { reason: `A misprint. ${SCRIPT}`, cause: 'Typed from paper.', evidence: ['scan-17'] };

describeInBrowser('pages on which proposals about contracts and actions are decided', () => {
  let world: World;
  let approver: Page;
  beforeAll(async () => {
    world = await startWorld();
    approver = await world.signIn('approver');
    await bring('/api/v1/contracts', { contract: 'test-contract', terms: TERMS, source: 'Report' });
  });
  afterAll(() => world.close());
  afterEach(() => {
    expect(world.complaints).toEqual([]);
  });

  /** Brings something through the API; the pages know of it afterwards. */
  async function bring(path: string, body: object, person: Person = 'performance'): Promise<string> {
    const answer = await world.api.write(person, path, body);
    await world.api.settle();
    const { id = '' } = answer.body as { readonly id?: string };
    return id;
  }

  const heading = (page: Page) => page.locator('h1').innerText();
  const main = (page: Page) => page.locator('main').innerText();
  const rows = (page: Page) => page.locator('tbody tr').allInnerTexts();

  async function expectGood(page: Page): Promise<void> {
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(page);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1100, height: 900 });
  }

  async function decide(page: Page, decision: 'Approve' | 'Reject', message = ''): Promise<void> {
    await page.getByRole('radio', { name: decision }).check();
    await page.getByLabel('Message').fill(message);
    await page.getByRole('button', { name: 'Record the decision' }).click();
  }

  it('say that nothing awaits a decision', async () => {
    await approver.goto('/decide/proposals');
    await expect(main(approver)).resolves.toContain('Nothing of contracts and actions awaits a decision.');
    await expectGood(approver);
  });

  it('approve the correction of a contract, reached from the queue', async () => {
    const terms = { ...TERMS, services: ['Mowing', 'Planting'] };
    await bring(`${CONTRACT}/corrections`, { subject: 'terms', terms, ...JUSTIFICATION });
    await approver.goto('/decide');
    await approver.getByRole('link', { name: '1 proposal about contracts and actions' }).click();
    await expect(rows(approver)).resolves.toEqual([
      expect.stringMatching(/^Correction of a contract\tGrounds maintenance\tPerformance team\t/),
    ]);
    await expectGood(approver);
    await approver.getByRole('link', { name: 'Correction of a contract' }).click();
    await expect(heading(approver)).resolves.toBe('Correction of a contract');
    await expect(main(approver)).resolves.toContain(SCRIPT);
    await expect(rows(approver)).resolves.toEqual(['Services 2\tnothing\tPlanting']);
    await expectGood(approver);
    await decide(approver, 'Approve', 'The contract says so.');
    await expect(heading(approver)).resolves.toBe('This has been decided');
    await expect(main(approver)).resolves.toMatch(/Approved by Approver, .*\s+The contract says so\./);
    await expectGood(approver);
    await approver.getByRole('link', { name: 'What else awaits a decision' }).last().click();
    await expect(main(approver)).resolves.toContain('Nothing of contracts and actions awaits a decision.');
  });

  it('reject a rating with a message only', async () => {
    const rating = { period: QUARTER, rating: 'good', reason: 'Every field was mown.' };
    const id = await bring(`${CONTRACT}/ratings`, rating);
    await approver.goto(`/decide/proposals/${id}`);
    await decide(approver, 'Reject');
    await expect(approver.title()).resolves.toBe('Error: Rating of a contract – Outturn');
    await expect(approver.getByRole('radio', { name: 'Reject' }).isChecked()).resolves.toBe(true);
    await decide(approver, 'Reject', 'Not every field.');
    await expect(main(approver)).resolves.toMatch(/Rejected by Approver, .*\s+Not every field\./);
  });

  it('say who was faster', async () => {
    const rating = { period: QUARTER, rating: 'good', reason: 'Every field was mown.' };
    const id = await bring(`${CONTRACT}/ratings`, rating);
    await approver.goto(`/decide/proposals/${id}`);
    await world.api.write('approver', `${CONTRACT}/proposals/${id}/rejection`, { reason: 'Not so.' });
    await decide(approver, 'Approve');
    await expect(approver.getByRole('alert').innerText()).resolves.toContain('does not await a decision');
    await expect(main(approver)).resolves.toMatch(/Rejected by .*\s+Not so\./);
  });

  it('decide on the correction of an action in a closed quarter, which others only see', async () => {
    const quarter = '2024-25-Q1';
    const action = { action: 'qh-doors', area: 'quality-homes', title: 'Fit the doors', owner: 'post-1' };
    await bring(`${PLAN}/actions`, action);
    const update = { quarter, status: 'on-track', commentary: 'All is well.' };
    await bring(`${PLAN}/actions/qh-doors/updates`, update, 'housing');
    await bring(`/api/v1/periods/${quarter}/closing`, {});
    const correction = { quarter, status: 'significant-issues', commentary: 'Late.', reason: 'Overlooked.' };
    const id = await bring(`${PLAN}/actions/qh-doors/corrections`, correction);
    const auditor = await world.signIn('auditor', { javaScript: false });
    await auditor.goto(`/decide/proposals/${id}`);
    await expect(main(auditor)).resolves.toContain('Deciding this needs the role approver.');
    await auditor.context().close();
    await approver.goto(`/decide/proposals/${id}`);
    await expect(heading(approver)).resolves.toBe('Correction of an action');
    await expect(rows(approver)).resolves.toEqual([
      'Status\ton track\tsignificant issues',
      'Commentary\tAll is well.\tLate.',
    ]);
    await decide(approver, 'Approve');
    await expect(main(approver)).resolves.toMatch(/Approved by Approver/);
  });

  it('know no proposal that nobody made', async () => {
    await approver.goto(`/decide/proposals/${randomUUID()}`);
    await expect(heading(approver)).resolves.toBe('Page not found');
  });
});
