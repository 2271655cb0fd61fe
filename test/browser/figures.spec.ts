// Views: overview, area, indicators, indicator, figure, figure-history, as-at
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

describeInBrowser('pages that show figures', () => {
  let world: World;
  let page: Page;
  beforeAll(async () => {
    world = await startWorld();
    page = await world.signIn('auditor');
  });
  afterAll(() => world.close());
  afterEach(() => {
    expect(world.complaints).toEqual([]);
  });

  const texts = (selector: string) => page.locator(selector).allInnerTexts();

  it('show a quarter: from the record, as printed, and compared', async () => {
    await page.goto('/periods/2023-24-Q4');
    await expect(texts('h1')).resolves.toEqual(['Q4 of 2023/24']);
    await expect(texts('.outturn-messages .govuk-summary-list__value')).resolves.toEqual([
      '9 of 17 (52.9%)',
      '5 of 17 (29.4%)',
      '3 of 17 (17.6%)',
    ]);
    await expect(texts('main p')).resolves.toContain(
      'Shares are of rated indicators, each rounded by itself. 145 of the 202 indicators that there are said to be are not held here, so these counts are of 57.',
    );
    await expectAccessible(page);
    await takePicture(page, 'overview');
  });

  it.each([
    '/periods/2023-24-Q4',
    '/periods/2023-24',
    '/areas/quality-homes/periods/2023-24-Q4',
    '/indicators',
    '/indicators/qh-fire-risk-assessments',
    '/indicators/oc-foi',
    '/indicators/qh-fire-risk-assessments/figures/2023-24-Q4',
    '/indicators/oc-adults-abandonment/figures/2023-24-Q4',
    '/indicators/qh-fire-risk-assessments/figures/2023-24-Q4/history',
  ])('%s is accessible, also at 320 px, and without JavaScript', async (path) => {
    await page.goto(path);
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(page);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1100, height: 900 });
  });

  it('print no controls', async () => {
    await page.goto('/periods/2023-24-Q4');
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['.outturn-control', '.outturn-person', '.govuk-service-navigation']) {
      await expect(page.locator(hidden).first().isVisible()).resolves.toBe(false);
    }
    await expect(page.locator('.outturn-as-at').isVisible()).resolves.toBe(true);
    await page.emulateMedia({ media: 'screen' });
  });

  it('are chosen by a day: typed wrongly it is said beside the field, typed rightly the banner says it', async () => {
    const auditor = await world.signIn('auditor', { javaScript: false });
    await auditor.goto('/periods/2023-24-Q4');
    await auditor.getByText('Look at another day or by other rules').click();
    await auditor.getByLabel('Day', { exact: true }).fill('31');
    await auditor.getByLabel('Month', { exact: true }).fill('4');
    await auditor.getByLabel('Year', { exact: true }).fill('2024');
    await auditor.getByRole('radio', { name: 'With today’s rules' }).check();
    await auditor.getByRole('button', { name: 'Show' }).click();
    await expect(auditor.title()).resolves.toBe('Error: Choose a day – Outturn');
    await expect(auditor.getByRole('alert').innerText()).resolves.toContain('The date must be a real date');
    await expect(auditor.getByLabel('Day', { exact: true }).inputValue()).resolves.toBe('31');
    await page.goto(auditor.url());
    await expectAccessible(page);
    await auditor.getByLabel('Day', { exact: true }).fill('30');
    await auditor.getByRole('button', { name: 'Show' }).click();
    expect(auditor.url()).toBe(`${world.address}/periods/2023-24-Q4?asAt=2024-04-30&basis=today-rules`);
    await expect(auditor.locator('.outturn-as-at .govuk-heading-m').innerText()).resolves.toBe(
      'With today’s rules, as at 30 April 2024',
    );
    await page.goto(auditor.url());
    await expectAccessible(page);
    await auditor.context().close();
  });

  it('tell why a figure has its colour', async () => {
    await page.goto('/areas/one-council-one-team/periods/2023-24-Q4');
    await page.getByRole('link', { name: 'Why Abandonment rate - Adults Contact Centre is Green' }).click();
    await expect(texts('.outturn-formula')).resolves.toEqual(['6% ≤ 6%']);
    await expect(page.getByText('on target', { exact: true }).isVisible()).resolves.toBe(true);
    await takePicture(page, 'why-this-colour');
  });

  it('replay how a figure changed, by links and by the arrow keys', async () => {
    await page.goto('/indicators/qh-fire-risk-assessments/figures/2023-24-Q4/history');
    const step = () => page.locator('#step').innerText();
    await expect(step()).resolves.toBe('Step 10 of 10: Reporting period closed');
    await page.getByRole('link', { name: 'Earlier step' }).click();
    await page.getByRole('heading', { name: 'Step 9 of 10: Commentary written' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('heading', { name: 'Step 8 of 10: Outturn approved' }).waitFor();
    await expect(texts('.outturn-changed')).resolves.toEqual(['approved (changed)']);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'Step 9 of 10: Commentary written' }).waitFor();
    const permanent = page.url();
    await page.reload();
    await expect(step()).resolves.toBe('Step 9 of 10: Commentary written');
    expect(permanent).toMatch(/[?]step=\d+$/);
    await takePicture(page, 'how-this-figure-changed');
  });

  it('find indicators by a part of their name and by area', async () => {
    await page.goto('/indicators');
    await page.getByLabel('Part of the name').fill('fire');
    await page.getByRole('button', { name: 'Find' }).click();
    expect(page.url()).toBe(`${world.address}/indicators?search=fire`);
    await expect(texts('tbody th')).resolves.toEqual([
      'The proportion of homes for which all required fire risk assessments have been carried out (Fire Safety Checks)',
    ]);
    await page.getByLabel('Part of the name').fill('<script>alert(1)</script>');
    await page.getByRole('button', { name: 'Find' }).click();
    await expect(page.getByLabel('Part of the name').inputValue()).resolves.toBe('<script>alert(1)</script>');
    await expect(page.getByText('No indicator has this in its name.').isVisible()).resolves.toBe(true);
    await expectAccessible(page);
  });

  it('are read by keyboard: the first stop leads to the content', async () => {
    await page.goto('/periods/2023-24-Q4');
    await page.keyboard.press('Tab');
    await expect(page.locator(':focus').innerText()).resolves.toBe('Skip to main content');
    await page.keyboard.press('Enter');
    await expect(page.evaluate('document.activeElement.id')).resolves.toBe('main-content');
  });

  // The last one, as its benchmark is one step more in the replay.
  it('say beside the drawing what it draws: the figures of others, and where amber ends', async () => {
    const benchmark = {
      shownWith: '2023-24-Q4',
      comparator: 'England',
      unit: 'percent',
      value: '61',
      source: 'National return',
    };
    await world.api.write('performance', '/api/v1/indicators/qh-fire-risk-assessments/benchmarks', benchmark);
    await world.api.settle();
    await page.goto('/indicators/qh-fire-risk-assessments');
    const row = page.getByRole('row').filter({ hasText: 'Q4 of 2023/24' }).first();
    await expect(row.innerText()).resolves.toMatch(
      /56\.26%\s+England: 61%\s.*at least 100%\s+worse than target\s+amber bound: 90%/,
    );
    await expectAccessible(page);
  });
});
