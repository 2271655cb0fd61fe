// Views: override, correct-target
import type { Page } from 'playwright-core';
import { describeInBrowser, expectAccessible, expectNoSidewaysScrolling, startWorld, type World } from './harness';

jest.setTimeout(240_000);

const FIRE = '/indicators/qh-fire-risk-assessments/figures/2023-24-Q4';
const SCRIPT = '<script>alert(1)</script>';

describeInBrowser('pages on which people ask for a judgement, correct a target and audit', () => {
  let world: World;
  let performance: Page;
  let approver: Page;
  beforeAll(async () => {
    world = await startWorld();
    [performance, approver] = await Promise.all([world.signIn('performance'), world.signIn('approver')]);
  });
  afterAll(() => world.close());
  afterEach(() => {
    expect(world.complaints).toEqual([]);
  });

  const main = (page: Page) => page.locator('main').innerText();
  const rows = (page: Page) => page.locator('tbody tr').allInnerTexts();

  async function expectGood(page: Page): Promise<void> {
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(page);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1100, height: 900 });
  }

  async function decide(decision: 'Approve' | 'Reject', message: string): Promise<void> {
    await approver.getByRole('radio', { name: decision }).check();
    await approver.getByLabel('Message').fill(message);
    await approver.getByRole('button', { name: 'Record the decision' }).click();
  }

  /** Goes to what has been proposed, as its confirmation links to it. */
  async function openProposed(page: Page): Promise<void> {
    const link = page.getByRole('link', { name: 'What you have proposed, and what it would change' });
    await approver.goto((await link.getAttribute('href')) ?? '');
  }

  it('ask for another status, which shows once somebody else has agreed', async () => {
    const officer = await world.signIn('officer.housing', { javaScript: false });
    await officer.goto(FIRE);
    await officer.getByRole('link', { name: 'Ask for another status by judgement' }).click();
    await officer.getByRole('button', { name: 'Ask for this status' }).click();
    await expect(officer.title()).resolves.toBe('Error: Ask for another status by judgement – Outturn');
    await expect(officer.getByRole('alert').innerText()).resolves.toContain('Choose the status that should be shown.');
    await officer.getByRole('radio', { name: 'Green' }).check();
    await officer.getByRole('button', { name: 'Ask for this status' }).click();
    await expect(officer.getByRole('alert').innerText()).resolves.toContain('Say why the computed status misleads.');
    await expect(officer.getByRole('radio', { name: 'Green' }).isChecked()).resolves.toBe(true);
    await officer.getByLabel('Reason').fill(`One late delivery decides it. ${SCRIPT}`);
    await officer.getByRole('button', { name: 'Ask for this status' }).click();
    await expect(officer.locator('h1').innerText()).resolves.toContain('The change has been proposed');
    await openProposed(officer);
    await expect(rows(approver)).resolves.toContain('Status\tRed\tGreen');
    await expect(main(approver)).resolves.toContain(SCRIPT);
    await decide('Approve', 'Agreed.');
    await world.api.settle();
    await officer.goto(FIRE);
    await expect(main(officer)).resolves.toContain('The computed status stays below.');
    await officer.goto(FIRE.replace('/indicators', '/overrides').replace('/figures', ''));
    await performance.goto(officer.url());
    await expectGood(performance);
    await officer.context().close();
  });

  it('let nobody ask about another area', async () => {
    const officer = await world.signIn('officer.children');
    await officer.goto('/overrides/qh-fire-risk-assessments/2023-24-Q4');
    await expect(officer.locator('h1').innerText()).resolves.toBe('You may not see or do this');
    await officer.context().close();
  });

  it('correct the target of a closed period, having seen what it would change', async () => {
    await performance.goto(FIRE);
    await performance.getByRole('link', { name: 'Correct the target' }).click();
    await expectGood(performance);
    const standing = await performance.getByLabel('Right target').inputValue();
    await performance.getByLabel('Right target').fill('ninety');
    await performance.getByRole('button', { name: 'Show what would change' }).click();
    await expect(performance.title()).resolves.toBe('Error: Correct the target – Outturn');
    await expect(performance.getByLabel('Right target').inputValue()).resolves.toBe('ninety');
    await expectGood(performance);
    await performance.getByLabel('Right target').fill('50');
    await performance.getByLabel('Reason').fill('The plan says 50.');
    await performance.getByLabel('Cause').fill('Typed from another page.');
    await performance.getByLabel('Evidence').fill('plan-2023-24');
    await performance.getByRole('button', { name: 'Show what would change' }).click();
    await expect(main(performance)).resolves.toMatch(/Kind of change\s+Correction of the target/);
    await expect(main(performance)).resolves.toMatch(/New target\s+.*50%/);
    await expectGood(performance);
    await performance.getByRole('button', { name: 'Go back and change it' }).click();
    await expect(performance.getByLabel('Right target').inputValue()).resolves.toBe('50');
    await performance.getByRole('button', { name: 'Show what would change' }).click();
    await performance.getByRole('button', { name: 'Propose this change' }).click();
    await openProposed(performance);
    await expect(main(approver)).resolves.toMatch(/Kind of change\s+Correction of the target/);
    await decide('Reject', `It was ${standing}.`);
    await expect(main(approver)).resolves.toMatch(/Rejected by Approver/);
  });

  it('take a target that is the same already back to the form', async () => {
    await performance.goto('/correct/qh-fire-risk-assessments/2023-24-Q4/target');
    await performance.getByLabel('Reason').fill('None.');
    await performance.getByLabel('Cause').fill('None.');
    await performance.getByLabel('Evidence').fill('none');
    await performance.getByRole('button', { name: 'Show what would change' }).click();
    await expect(performance.getByRole('alert').innerText()).resolves.toContain('is that already');
  });

  it('say that the target of an open period is set and not corrected', async () => {
    await performance.goto('/correct/qh-fire-risk-assessments/2024-25-Q1/target');
    await expect(performance.locator('h1').innerText()).resolves.toBe('Page not found');
    await expect(main(performance)).resolves.toContain('set anew by the performance team');
  });

  it('let an auditor record that a figure has been audited', async () => {
    const auditor = await world.signIn('auditor');
    await auditor.goto('/indicators/oc-adults-abandonment/figures/2023-24-Q4');
    await auditor.getByRole('link', { name: 'Audit this figure' }).click();
    await expectGood(auditor);
    await auditor.getByLabel('Note (optional)').fill('Agrees with the telephony report.');
    await auditor.getByRole('button', { name: 'Record that it has been audited' }).click();
    await expect(main(auditor)).resolves.toMatch(/How sure\s+audited/);
    await expect(auditor.getByRole('button', { name: 'Record that it has been audited' }).count()).resolves.toBe(0);
    await approver.goto(auditor.url());
    await expect(main(approver)).resolves.toMatch(/How sure\s+audited/);
    await auditor.context().close();
  });
});
