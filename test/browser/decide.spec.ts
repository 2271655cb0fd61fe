// Views: decide, decision
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { indicatorPath } from '../e2e/api-examples';
import type { Person } from '../e2e/api-harness';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScrolling,
  startWorld,
  takePicture,
  type World,
} from './harness';

jest.setTimeout(240_000);

const FIRE = 'qh-fire-risk-assessments';
const HOMELESSNESS = 'qh-homelessness-prevented';
const SCRIPT = '<script>alert(1)</script>';
const JUSTIFICATION = {
  reason: `Two digits were exchanged. ${SCRIPT}`,
  cause: 'Typed from a paper return.',
  evidence: ['export-2024-08-02'],
};
const CORRECTION = { period: '2023-24-Q4', value: '91.4', unit: 'percent', ...JUSTIFICATION };

describeInBrowser('pages on which somebody else decides', () => {
  let world: World;
  let approver: Page;
  beforeAll(async () => {
    world = await startWorld();
    approver = await world.signIn('approver');
  });
  afterAll(() => world.close());
  afterEach(async () => {
    expect(world.complaints).toEqual([]);
    await rejectAll();
  });

  /** What one test has brought is in nobody's way afterwards. */
  async function rejectAll(): Promise<void> {
    await world.api.settle();
    const { readModels } = world.api.parts;
    const { items } = await readModels.awaitedDecisions({}, await readModels.followedTo(), { limit: 10 });
    for (const { kind, id } of items) {
      await world.api.write('approver', `/api/v1/${kind}s/${id}/rejection`, { reason: 'Only a test.' });
    }
    await world.api.settle();
  }

  const heading = (page: Page) => page.locator('h1').innerText();
  const main = (page: Page) => page.locator('main').innerText();
  const rows = async (page: Page) => {
    const found = await page.locator('tbody tr').allInnerTexts();
    return found.map((row) => row.replaceAll('\n', ''));
  };

  async function expectGood(page: Page): Promise<void> {
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(page);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1100, height: 900 });
  }

  /** Brings something through the API; the pages know of it afterwards. */
  async function bring(path: string, body: object, person: Person = 'housing'): Promise<string> {
    const answer = await world.api.write(person, path, body);
    await world.api.settle();
    const { id } = answer.body as { readonly id: string };
    return id;
  }
  const propose = (value = '91.4') => bring(`${indicatorPath(FIRE)}/corrections`, { ...CORRECTION, value });
  const submit = (period: string, value = '40') =>
    bring(`${indicatorPath(HOMELESSNESS)}/outturns`, { period, value, unit: 'percent' });

  async function decide(page: Page, decision: 'Approve' | 'Reject', message = ''): Promise<void> {
    await page.getByRole('radio', { name: decision }).check();
    await page.getByLabel('Message').fill(message);
    await page.getByRole('button', { name: 'Record the decision' }).click();
  }

  it('say that nothing awaits a decision', async () => {
    await approver.goto('/decide');
    await expect(heading(approver)).resolves.toBe('What awaits a decision');
    await expect(main(approver)).resolves.toContain('Nothing awaits a decision.');
    await expectGood(approver);
  });

  it('list what awaits one, the oldest first, by area and as at a day', async () => {
    await propose();
    await submit('2024-25-Q1');
    await approver.goto('/decide');
    const [first, second] = await rows(approver);
    expect(first).toMatch(/^Correction: The proportion of homes.*\tQuality Homes\tQ4 of 2023\/24\tHousing officer\t/);
    expect(second).toMatch(/^Submitted figure: .*\tQuality Homes\tQ1 of 2024\/25\tHousing officer\t/);
    await expectGood(approver);
    await takePicture(approver, 'decide');
    await approver.goto('/decide?limit=1');
    await approver.getByRole('link', { name: 'Next page' }).click();
    await expect(rows(approver)).resolves.toEqual([second]);
    await approver.goto('/decide');
    await approver.getByLabel('Area').selectOption('best-start');
    await approver.getByRole('button', { name: 'Show' }).first().click();
    await expect(main(approver)).resolves.toContain('Nothing of this area awaits a decision.');
    await approver.goto('/decide?asAt=position:1');
    await expect(main(approver)).resolves.toContain('Nothing awaits a decision.');
  });

  it('approve a correction, having seen what it would change', async () => {
    const id = await propose();
    await approver.goto('/decide');
    await approver
      .locator('main')
      .getByRole('link', { name: /^Correction/ })
      .click();
    await expect(heading(approver)).resolves.toBe('Correction: Q4 of 2023/24');
    const shown = await main(approver);
    for (const text of ['91.4%', '56.26%', SCRIPT, 'export-2024-08-02', 'What approving it would change']) {
      expect(shown).toContain(text);
    }
    await expect(rows(approver)).resolves.toContain('Status\tRed\tAmber');
    await expectGood(approver);
    await takePicture(approver, 'decision');
    await decide(approver, 'Approve', 'Checked against the export.');
    await expect(heading(approver)).resolves.toBe('This has been decided');
    await expect(main(approver)).resolves.toMatch(/Approved by .*, .*\.\s+Checked against the export\./);
    expect(approver.url()).toBe(`${world.address}/decide/${id}`);
    await expectGood(approver);
    await approver.getByRole('link', { name: 'What else awaits a decision' }).click();
    await expect(main(approver)).resolves.toContain('Nothing awaits a decision.');
  });

  it('reject with a message only, and keep what was chosen until there is one', async () => {
    await propose('91.5');
    await approver.goto('/decide');
    await approver
      .locator('main')
      .getByRole('link', { name: /^Correction/ })
      .click();
    await approver.getByRole('button', { name: 'Record the decision' }).click();
    await expect(approver.getByRole('alert').innerText()).resolves.toContain(
      'Choose whether you approve or reject it.',
    );
    await decide(approver, 'Reject');
    await expect(approver.getByRole('alert').innerText()).resolves.toContain('Say why you reject it');
    await expect(approver.getByRole('radio', { name: 'Reject' }).isChecked()).resolves.toBe(true);
    await expectGood(approver);
    await decide(approver, 'Reject', `No evidence. ${SCRIPT}`);
    await expect(main(approver)).resolves.toMatch(/Rejected by .*\s+No evidence\. <script>/);
  });

  it('say who was faster, and what was decided', async () => {
    const id = await propose('91.6');
    await approver.goto(`/decide/${id}`);
    await world.api.write('approver', `/api/v1/corrections/${id}/rejection`, { reason: 'Not so.' });
    await decide(approver, 'Approve');
    await expect(approver.getByRole('alert').innerText()).resolves.toContain('Somebody changed this');
    await expect(main(approver)).resolves.toMatch(/Correction rejected, .* by Approver/);
    await expect(main(approver)).resolves.toMatch(/Rejected by Approver, .*\s+Not so\./);
    await expect(approver.getByRole('button', { name: 'Record the decision' }).count()).resolves.toBe(0);
    await expectGood(approver);
  });

  it('validate a figure before it is approved, and say what rejecting it would change', async () => {
    const id = await submit('2024-25-Q1', '41');
    const performance = await world.signIn('performance');
    await performance.goto(`/decide/${id}`);
    await expect(main(performance)).resolves.toContain('Deciding this needs the role approver.');
    await expectGood(performance);
    await performance.getByLabel('Note (optional)').fill('Agrees with the return.');
    await performance.getByRole('button', { name: 'Record that it is valid' }).click();
    await expect(main(performance)).resolves.toMatch(/How sure\s+validated/);
    await expect(performance.getByRole('button', { name: 'Record that it is valid' }).count()).resolves.toBe(0);
    await approver.goto(`/decide/${id}`);
    await expect(main(approver)).resolves.toContain('What rejecting it would change');
    await decide(approver, 'Approve');
    await expect(main(approver)).resolves.toMatch(/Approved by /);
    await performance.context().close();
  });

  it('show others what awaits a decision, and who decides', async () => {
    const id = await propose('91.7');
    const officer = await world.signIn('officer.housing');
    await officer.goto(`/decide/${id}`);
    await expect(main(officer)).resolves.toContain('Deciding this needs the role approver.');
    await expect(officer.getByRole('button', { name: 'Record the decision' }).count()).resolves.toBe(0);
    await officer.context().close();
  });

  it('decide overrides and restatements', async () => {
    const override = await bring(`${indicatorPath(FIRE)}/overrides`, {
      period: '2023-24-Q4',
      level: 'green',
      reason: 'One late delivery decides the quarter.',
    });
    await approver.goto(`/decide/${override}`);
    await expect(heading(approver)).resolves.toBe('Override of a status: Q4 of 2023/24');
    await expect(rows(approver)).resolves.toContain('Status\tAmber\tGreen');
    await expectGood(approver);
    await decide(approver, 'Approve');
    const value = { value: '60.5', unit: 'percent' };
    const fromBasis = (await world.api.parts.readModels.indicator(FIRE, await world.api.store.headPosition()))?.basis;
    const restatement = await bring(
      `${indicatorPath(FIRE)}/restatements`,
      {
        ...JUSTIFICATION,
        fromBasis,
        toBasis: 'all assessments due',
        restated: [{ period: '2023-24-Q4', ...value }],
        notRestated: [],
      },
      'performance',
    );
    await approver.goto(`/decide/${restatement}`);
    await expect(heading(approver)).resolves.toBe('Restatement: Q4 of 2023/24');
    await expect(main(approver)).resolves.toContain('60.5% in the place of 91.4%');
    await expectGood(approver);
    await decide(approver, 'Reject', 'Not before Cabinet has decided.');
    await expect(main(approver)).resolves.toMatch(/Rejected by /);
  });

  it('know no decision that nobody asked for', async () => {
    await approver.goto(`/decide/${randomUUID()}`);
    await expect(heading(approver)).resolves.toBe('Page not found');
  });
});
