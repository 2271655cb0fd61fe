// Views: compare
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

const FIGURE = '/api/v1/indicators/qh-fire-risk-assessments';
const CORRECTION = {
  period: '2023-24-Q4',
  value: '96.26',
  unit: 'percent',
  reason: 'Digits were exchanged <script>alert(1)</script>.',
  cause: 'Typed from a paper return.',
  evidence: ['export-2024-08-02'],
};

describeInBrowser('the comparison of two moments', () => {
  let world: World;
  let page: Page;
  /** Position before anything was corrected. */
  let before: number;

  beforeAll(async () => {
    world = await startWorld();
    before = await world.api.store.headPosition();
    const proposed = await world.api.write('housing', `${FIGURE}/corrections`, CORRECTION);
    // The harness has checked the answer against its documentation.
    const { id } = proposed.body as { id: string };
    await world.api.write('approver', `/api/v1/corrections/${id}/approval`, { note: 'Checked.' });
    await world.api.settle();
    page = await world.signIn('auditor');
  });
  afterAll(() => world.close());
  afterEach(() => {
    expect(world.complaints).toEqual([]);
  });

  const texts = (selector: string) => page.locator(selector).allInnerTexts();

  it('is reached from the banner, and shows only what differs, and what happened in between', async () => {
    await page.goto(`/areas/quality-homes/periods/2023-24-Q4?asAt=position:${before}`);
    await page.getByRole('link', { name: 'Compare with what is known now' }).click();
    await expect(texts('.outturn-as-at .govuk-heading-s')).resolves.toEqual([
      expect.stringMatching(/^First: As at position \d+, recorded on /),
      'Second: As at now',
    ]);
    await expect(texts('.outturn-difference h2')).resolves.toEqual([expect.stringContaining('fire risk assessments')]);
    const rows = await texts('.outturn-difference tbody tr');
    expect(rows.map((row) => row.split('\t')).slice(0, 4)).toEqual([
      ['Figure', '56.26%', '96.26%'],
      ['Status', 'Red', 'Amber'],
      ['Remarks', 'none', 'corrected'],
      ['Why this colour', '56.26% < 100% − 10% of 100% (90%)', '96.26% ≥ 100% − 10% of 100% (90%)'],
    ]);
    expect(rows.map((row) => row.split('\t')[0])).not.toContain('Target');
    await expect(texts('table:has-text("Counts of areas") tbody tr')).resolves.toEqual([
      'Quality Homes\tRed\t2\t1',
      'Quality Homes\tAmber\t0\t1',
    ]);
    await expect(texts('.outturn-timeline a')).resolves.toEqual([
      expect.stringContaining('Correction proposed'),
      expect.stringContaining('Correction approved'),
    ]);
    await expect(page.getByText('<script>alert(1)</script>').isVisible()).resolves.toBe(true);
    await expectAccessible(page);
    await takePicture(page, 'compare-two-dates');
    await page.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(page);
    await page.setViewportSize({ width: 1100, height: 900 });
  });

  it('is asked for in a form: what is wrong is said beside its field, and what was typed is kept', async () => {
    const auditor = await world.signIn('auditor', { javaScript: false });
    await auditor.goto('/compare');
    const first = auditor.getByRole('group', { name: 'First' });
    await first.getByLabel('Day', { exact: true }).fill('31');
    await first.getByLabel('Month', { exact: true }).fill('4');
    await first.getByLabel('Year', { exact: true }).fill('2024');
    await auditor.getByRole('button', { name: 'Compare' }).click();
    await expect(auditor.title()).resolves.toBe('Error: Compare two dates – Outturn');
    await expect(auditor.getByRole('alert').locator('li').allInnerTexts()).resolves.toEqual([
      'Choose a quarter or a year.',
      'The date must be a real date, such as 31 7 2024.',
    ]);
    await expect(first.getByLabel('Day', { exact: true }).inputValue()).resolves.toBe('31');
    await page.goto(auditor.url());
    await expectAccessible(page);
    await auditor.getByLabel('Quarter or year').selectOption('2023-24-Q4');
    await first.getByLabel('Day', { exact: true }).fill('30');
    await auditor.getByRole('button', { name: 'Compare' }).click();
    expect(auditor.url()).toBe(
      `${world.address}/compare?period=2023-24-Q4&from=2024-04-30&fromBasis=known-then&toBasis=known-then`,
    );
    await expect(auditor.locator('main .govuk-body-l').innerText()).resolves.toBe('57 figures differ between the two.');
    await expect(auditor.locator('.outturn-difference').count()).resolves.toBe(20);
    await auditor.getByRole('link', { name: 'Next' }).click();
    await expect(auditor.locator('[aria-current="page"].govuk-pagination__link').innerText()).resolves.toBe('2');
    await auditor.context().close();
  });

  it('tells what was published from what is known, and says where nothing had been', async () => {
    await page.goto('/compare?period=2023-24-Q4&fromBasis=published');
    await expect(texts('.outturn-as-at .govuk-body')).resolves.toContainEqual(
      expect.stringContaining('Nothing had been published of this period then.'),
    );
    await page.goto(`/compare?period=2023-24-Q4&from=position:${before}&to=position:${before}&toBasis=today-rules`);
    await expect(texts('.outturn-as-at .govuk-heading-s')).resolves.toEqual([
      expect.stringMatching(/^First: As at position/),
      expect.stringMatching(/^Second: With today’s rules, as at position/),
    ]);
    await page.getByRole('link', { name: 'Permanent link to this comparison' }).click();
    expect(page.url()).toMatch(/&toBasis=today-rules&rulesAt=/);
    await expectAccessible(page);
  });

  it('is refused with moments in the wrong order, in the future or unknown parameters', async () => {
    await page.goto(`/compare?period=2023-24-Q4&to=position:${before}`);
    await expect(page.getByRole('alert').innerText()).resolves.toContain('Exchange the two.');
    await page.goto('/compare?period=2023-24-Q4&from=2124-01-01');
    await expect(page.getByRole('alert').innerText()).resolves.toContain('lies in the future');
    await expectAccessible(page);
    expect((await page.goto('/compare?period=2023-24-Q4&form=2024-01-01'))?.status()).toBe(400);
  });
});
