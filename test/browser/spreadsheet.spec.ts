// Views: spreadsheet, spreadsheet-check
import type { Page } from 'playwright-core';
import { describeInBrowser, expectAccessible, expectNoSidewaysScrolling, startWorld, type World } from './harness';

jest.setTimeout(180_000);

const GOOD = 'qh-homelessness-prevented,2024-25-Q1,41.2%';
const BAD = 'qh-homelessness-prevented,2024-25-Q1,<script>alert(1)</script>';

describeInBrowser('spreadsheets', () => {
  let world: World;
  let page: Page;
  beforeAll(async () => {
    world = await startWorld();
    page = await world.signIn('officer.housing', { javaScript: false });
    page.setDefaultTimeout(8_000);
  });
  afterAll(() => world.close());
  afterEach(() => {
    expect(world.complaints).toEqual([]);
  });

  const texts = (selector: string) => page.locator(selector).allInnerTexts();

  async function upload(...rows: readonly string[]): Promise<void> {
    await page.goto('/submit/spreadsheet');
    const buffer = Buffer.from(['indicator,period,value', ...rows].join('\n'));
    await page
      .getByLabel('Spreadsheet', { exact: true })
      .setInputFiles({ name: 'figures.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Upload and check' }).click();
  }

  /** The page that is shown, looked at with JavaScript, which axe needs. */
  async function expectGood(path: string): Promise<void> {
    const other = await world.signIn('officer.housing');
    await other.goto(path);
    await expectAccessible(other);
    await other.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(other);
    await other.context().close();
  }

  it('are fetched with the figures that are due', async () => {
    await page.goto('/submit/spreadsheet?period=2024-25-Q1');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('outturn-2024-25-Q1.xlsx');
    await expectGood('/submit/spreadsheet');
  });

  it('are asked for where none is chosen', async () => {
    await page.goto('/submit/spreadsheet');
    await page.getByRole('button', { name: 'Upload and check' }).click();
    await expect(texts('.govuk-error-summary li')).resolves.toEqual(['Choose a spreadsheet.']);
    await expect(page.title()).resolves.toMatch(/^Error: /);
  });

  it('are refused without the secret of the session', async () => {
    const head = await world.api.store.headPosition();
    await page.goto('/submit/spreadsheet');
    const cookies = await page.context().cookies();
    const form = new FormData();
    form.append('formToken', 'somebody else’s');
    form.append('file', new Blob([`indicator,period,value\n${GOOD}`]), 'figures.csv');
    const answer = await fetch(`${world.address}/submit/spreadsheet`, {
      method: 'POST',
      headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), accept: 'text/html' },
      body: form,
    });
    expect(answer.status).toBe(403);
    await expect(answer.text()).resolves.toContain('This form is not from the page that you were shown.');
    await expect(world.api.store.headPosition()).resolves.toBe(head);
    await expect(world.api.parts.imports.list('demo-7c1e40', 10)).resolves.toEqual([]);
  });

  it('say of each row what it does; nothing is recorded while one is refused and all are wanted', async () => {
    const head = await world.api.store.headPosition();
    await upload(BAD, 'qh-fire-risk-assessments,2024-25-Q1,99%');
    await expect(page.locator('h1').innerText()).resolves.toBe('Check before anything is recorded');
    await expect(texts('tbody td:nth-child(3)')).resolves.toEqual(['<script>alert(1)</script>', '99%']);
    await expect(texts('tbody td strong')).resolves.toEqual(['Would not be taken', 'Would be taken']);
    await expectGood(new URL(page.url()).pathname);
    await page.getByRole('link', { name: 'Would not be taken (1)' }).click();
    await expect(texts('tbody td strong')).resolves.toEqual(['Would not be taken']);
    await page.getByRole('button', { name: 'Record' }).click();
    await expect(texts('.govuk-error-summary li')).resolves.toEqual(['Choose which rows are to be taken.']);
    await page.getByLabel('All of them').check();
    await page.getByRole('button', { name: 'Record' }).click();
    await expect(texts('.govuk-error-summary li')).resolves.toEqual([
      'Some rows are refused, so not all can be taken. Nothing was recorded: correct the file and upload it again, or take the good rows only.',
    ]);
    await expect(world.api.store.headPosition()).resolves.toBe(head);
    await page.getByLabel('Only the good ones').check();
    await page.getByRole('button', { name: 'Record' }).click();
    await expect(page.locator('h1').innerText()).resolves.toBe('What was recorded');
    await expect(texts('.govuk-notification-banner__content')).resolves.toEqual(['1 row was recorded, 1 left out.']);
    await expect(world.api.store.headPosition()).resolves.toBe(head + 1);
    await expectGood(new URL(page.url()).pathname);
  });

  it('correct figures that are held with a reason only', async () => {
    await upload(GOOD.replace('2024-25-Q1,41.2%', '2023-24-Q4,41.2%'));
    await page.getByLabel('All of them').check();
    await page.getByRole('button', { name: 'Record' }).click();
    await expect(texts('.govuk-error-summary li')).resolves.toEqual([
      'Some rows give another value than the one that is held. Nothing was recorded: say why, or take the other rows only.',
    ]);
    await page.getByLabel('Why are the figures that are held wrong?').fill('A week was left out.');
    await page.getByLabel('How did the error come about?').fill('The extract was run early.');
    await page.getByRole('button', { name: 'Record' }).click();
    await expect(texts('tbody td:last-child')).resolves.toEqual(['Recorded']);
  });

  it('become a job where they are long', async () => {
    await upload(GOOD, ...Array.from({ length: 1_000 }, (_, index) => `unknown-${index},2024-25-Q1,1`));
    await expect(page.getByRole('link', { name: 'Next page' }).isVisible()).resolves.toBe(true);
    await page.getByLabel('Only the good ones').check();
    await page.getByRole('button', { name: 'Record' }).click();
    expect(page.url()).toMatch(/\/jobs\/[0-9a-f-]{36}$/);
  });

  it('of somebody else are not found', async () => {
    await upload('qh-fire-risk-assessments,2024-25-Q1,98%');
    const other = await world.signIn('officer.children');
    const answer = await other.goto(new URL(page.url()).pathname);
    expect(answer?.status()).toBe(404);
    await other.context().close();
  });
});
