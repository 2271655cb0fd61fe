// Views: publications, edition, edition-comparison, publish-choose, publish, erratum
import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScrolling,
  startWorld,
  takePicture,
  type World,
} from './harness';

jest.setTimeout(180_000);

const INDICATOR = '/api/v1/indicators/qh-fire-risk-assessments';
const CORRECTION = {
  period: '2023-24-Q4',
  value: '96.26',
  unit: 'percent',
  reason: 'Digits were exchanged.',
  cause: 'Typed from a paper return.',
  evidence: ['export-2024-08-02'],
};
const SCRIPT = '<script>alert(1)</script>';

describeInBrowser('publications', () => {
  let world: World;
  let page: Page;
  /** Without JavaScript, from here to the end. */
  let performance: Page;
  beforeAll(async () => {
    world = await startWorld();
    page = await world.signIn('commissioner');
    performance = await world.signIn('performance', { javaScript: false });
  });
  afterAll(() => world.close());
  afterEach(() => {
    expect(world.complaints).toEqual([]);
  });

  const texts = (selector: string) => page.locator(selector).allInnerTexts();

  async function expectWellMade(path: string): Promise<void> {
    await page.goto(path);
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(page);
    await page.setViewportSize({ width: 1100, height: 900 });
  }

  async function correct(value: string): Promise<void> {
    const proposed = await world.api.write('housing', `${INDICATOR}/corrections`, { ...CORRECTION, value });
    // The harness has checked the answer against its documentation.
    const { id } = proposed.body as { id: string };
    await world.api.write('approver', `/api/v1/corrections/${id}/approval`, { note: 'Checked.' });
    await world.api.settle();
  }

  const factOf = (key: string) =>
    performance.locator('.govuk-summary-list__row', { hasText: key }).locator('dd').first().innerText();

  it('say that there are none yet, and who may publish', async () => {
    await expectWellMade('/publications');
    await expect(texts('main p')).resolves.toContainEqual(expect.stringMatching(/^Nothing had been published/));
    await expectWellMade('/publications/compare');
    await expect(texts('main p')).resolves.toContainEqual(expect.stringMatching(/^Fewer than two editions/));
    const refused = await page.goto('/publish');
    expect(refused?.status()).toBe(403);
    await expect(texts('main p')).resolves.toContainEqual(
      expect.stringContaining('This needs the role performance team, which you do not have.'),
    );
    expect((await page.goto('/publications/2023-24-Q4.1'))?.status()).toBe(404);
  });

  it('show what would be in an edition, and what refuses it', async () => {
    await performance.goto('/publications');
    await performance.getByRole('button', { name: 'Publish a report' }).click();
    await performance.getByLabel('Report on').selectOption('2023-24-Q4');
    await performance.getByRole('button', { name: 'Look at it' }).click();
    await expect(performance.title()).resolves.toBe('Publish 2023-24-Q4.1 – Outturn');
    await expect(factOf('Shows')).resolves.toBe('114 figures');
    await expect(performance.locator('.outturn-checks li').allInnerTexts()).resolves.toEqual([
      'Yes Q4 of 2023/24 is closed.',
      'Yes 2023/24 is closed.',
      'Yes Somebody else than who submitted it has approved each figure.',
    ]);
    await takePicture(performance, 'publish');
    await performance.getByRole('link', { name: 'Read the whole draft' }).click();
    await expect(performance.locator('body').innerText()).resolves.toContain('Draft: not a published edition');
    await performance.goto('/publish?period=2024-25-Q1');
    await expect(performance.locator('.govuk-warning-text').innerText()).resolves.toContain('Q1 of 2024/25 is open');
    await expect(performance.getByRole('button', { name: 'Publish this edition' }).count()).resolves.toBe(0);
  });

  it('are not published when somebody has decided meanwhile: what changed is said, and what was typed is kept', async () => {
    await performance.goto('/publish?period=2023-24-Q4');
    await correct('96.26');
    await performance.getByRole('button', { name: 'Publish this edition' }).click();
    await expect(performance.title()).resolves.toBe('Error: Publish 2023-24-Q4.1 – Outturn');
    await expect(performance.getByRole('alert').innerText()).resolves.toContain(
      'decisions were taken after that position',
    );
    await expect(performance.locator('main').innerText()).resolves.toContain(
      'Decided since you looked at it, and in what you see now',
    );
    await performance.getByLabel(/What should readers know/).fill(`Agreed by Cabinet. ${SCRIPT}`);
    await performance.getByRole('button', { name: 'Publish this edition' }).click();
    expect(performance.url()).toBe(`${world.address}/publications/2023-24-Q4.1?done=published`);
    await expect(factOf('Note')).resolves.toBe(`Agreed by Cabinet. ${SCRIPT}`);
    await expect(factOf('Published by')).resolves.toBe('Performance team');
  });

  it('are read as they were published, byte for byte', async () => {
    await expectWellMade('/publications/2023-24-Q4.1');
    const printed = await page.locator('tr', { hasText: 'as it was published' }).locator('code').innerText();
    await page.getByRole('button', { name: 'Read this edition as it was published' }).click();
    const response = await page.reload();
    const bytes = (await response?.body()) ?? Buffer.alloc(0);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(printed);
    expect(response?.headers()['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    await expect(page.locator('body').innerText()).resolves.toContain(SCRIPT);
    await expectAccessible(page);
    await page.goto('/publications/2023-24-Q4.1');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Word document' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('report-2023-24-Q4.1.docx');
    expect((await page.goto('/publications/2023-24-Q4.1/files/exe'))?.status()).toBe(404);
  });

  it('have errata, which change no file', async () => {
    await performance.goto('/publications/2023-24-Q4.1');
    await performance.getByRole('link', { name: 'Record an erratum' }).click();
    await performance.getByLabel('Where is it printed?').fill('Table of the quarter, row of all areas');
    await performance.getByLabel('What is printed?').fill('30.8%');
    await performance.getByLabel('What should it read?').fill('30.8%');
    await performance.getByRole('button', { name: 'Record the erratum' }).click();
    await expect(performance.title()).resolves.toMatch(/^Error: Record an erratum/);
    await expect(performance.locator('#shouldRead-error').innerText()).resolves.toContain('what it should read');
    await expect(performance.getByLabel('What is printed?').inputValue()).resolves.toBe('30.8%');
    await performance.getByLabel('What should it read?').fill('30.9%');
    await performance.getByRole('button', { name: 'Record the erratum' }).click();
    expect(performance.url()).toBe(`${world.address}/publications/2023-24-Q4.1?done=erratum`);
    await expect(performance.locator('main table').first().innerText()).resolves.toContain('30.9%');
    const auditors = await world.signIn('performance');
    await auditors.goto('/publications/2023-24-Q4.1/errata');
    await expectAccessible(auditors);
    await auditors.goto('/publish');
    await expectAccessible(auditors);
    await auditors.goto('/publish?period=2023-24-Q4');
    await expectAccessible(auditors);
    await auditors.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(auditors);
    await expect(auditors.locator('main').innerText()).resolves.toContain('2023-24-Q4.2');
    await auditors.context().close();
  });

  it('are compared: what the later one changed, and why', async () => {
    await correct('97.5');
    await performance.goto('/publish?period=2023-24-Q4');
    await performance.getByRole('button', { name: 'Publish this edition' }).click();
    expect(performance.url()).toBe(`${world.address}/publications/2023-24-Q4.2?done=published`);
    await page.goto('/publications');
    await expect(texts('tbody tr th')).resolves.toEqual(['2023-24-Q4.2', '2023-24-Q4.1']);
    await page.getByRole('link', { name: '2023-24-Q4.1' }).click();
    await expect(texts('.govuk-inset-text')).resolves.toEqual([
      expect.stringContaining('Edition 2023-24-Q4.2 followed'),
    ]);
    await page.getByRole('link', { name: 'What 2023-24-Q4.2 changed' }).click();
    const rows = await texts('.outturn-difference tbody tr');
    const revised = 'r: an earlier edition showed another value';
    expect(rows.map((row) => row.split('\t'))).toEqual([
      ['Figure', '96.26%', '97.50%'],
      ['Remarks', 'corrected', `corrected, ${revised}`],
      // The year is made up of its quarters.
      ['Figure', '96.26%', '97.50%'],
      ['Remarks', 'none', revised],
    ]);
    await expect(texts('.outturn-difference:first-of-type .outturn-timeline a')).resolves.toEqual([
      expect.stringContaining('Correction proposed'),
      expect.stringContaining('Correction approved'),
    ]);
    await expectWellMade(page.url());
    await page.goto('/indicators/qh-fire-risk-assessments/figures/2023-24-Q4');
    await page.getByRole('link', { name: '2023-24-Q4.1' }).click();
    expect(page.url()).toBe(`${world.address}/publications/2023-24-Q4.1`);
    await page.goto('/publications/compare?from=2023-24-Q4.2&to=2023-24-Q4.1');
    await expect(page.title()).resolves.toBe('Error: Compare two editions – Outturn');
    await expect(page.locator('#from-error').innerText()).resolves.toContain('was published after');
    await expectAccessible(page);
  });
});
