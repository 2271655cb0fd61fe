// Views: search
import type { Page } from 'playwright-core';
import { definition } from '../e2e/api-examples';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScrolling,
  startWorld,
  takePicture,
  type World,
} from './harness';

jest.setTimeout(180_000);

describeInBrowser('the search', () => {
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

  async function search(typed: string): Promise<void> {
    await page.getByLabel('Search indicators, contracts and editions').fill(typed);
    await page.getByRole('button', { name: 'Search' }).click();
  }

  it('is on every page, and finds words in any order, whatever their case', async () => {
    await page.goto('/periods/2023-24-Q4');
    await search('CENTRE abandon adults');
    await expect(page.title()).resolves.toBe('Search – Outturn');
    await expect(texts('main .govuk-list a')).resolves.toContain('Abandonment rate - Adults Contact Centre');
    await expectAccessible(page);
  });

  it('groups and counts what it finds', async () => {
    await search('leisure');
    await expect(texts('main .govuk-body-l')).resolves.toEqual([
      expect.stringMatching(/^Found for “leisure”: .*contract/),
    ]);
    await expect(texts('main h2')).resolves.toContainEqual(expect.stringMatching(/^Contracts \(\d+\)$/));
    await takePicture(page, 'search');
    await page.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(page);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1100, height: 900 });
  });

  it('leads to all of a group, page by page', async () => {
    await search('a');
    await page.getByRole('link', { name: /^All \d+ indicators$/ }).click();
    await expect(texts('main h2')).resolves.toEqual([expect.stringMatching(/^Indicators \(\d+\)$/)]);
    await expect(texts('main .govuk-list a')).resolves.toHaveLength(20);
    await page.getByRole('link', { name: 'Next' }).click();
    expect(page.url()).toBe(`${world.address}/search?for=a&in=indicators&page=2`);
    await expectAccessible(page);
  });

  it('finds what was called otherwise, and says so', async () => {
    const key = 'qh-fire-risk-assessments';
    const renamed = { ...definition, name: 'Safety checks of homes', validFrom: '2026-04-01' };
    const body = { definition: renamed, comparable: true, reason: 'A shorter name.' };
    await world.api.write('performance', `/api/v1/indicators/${key}/definitions`, body);
    await world.api.settle();
    await search('proportion required fire risk');
    await expect(texts('main .govuk-list a')).resolves.toEqual(['Safety checks of homes']);
    await expect(texts('main .govuk-list li')).resolves.toEqual([
      expect.stringContaining('formerly “The proportion of homes'),
    ]);
  });

  it('says what to do where nothing was typed or found, and shows script as text', async () => {
    await search(' ');
    await expect(texts('main .govuk-body-l')).resolves.toEqual([expect.stringMatching(/^Type a word or more/)]);
    await search('… !');
    await expect(texts('main .govuk-body-l')).resolves.toEqual([expect.stringMatching(/^There is no word/)]);
    await search('<script>alert(1)</script>');
    await expect(texts('main .govuk-body-l')).resolves.toEqual([
      expect.stringContaining('Nothing was found for “<script>alert(1)</script>”'),
    ]);
    await expectAccessible(page);
  });

  it('stays in the moment', async () => {
    await page.goto('/periods/2023-24-Q4?asAt=2024-07-31');
    await search('homes');
    expect(page.url()).toBe(`${world.address}/search?asAt=2024-07-31&for=homes`);
    await expect(texts('.outturn-as-at .govuk-heading-m')).resolves.toEqual(['As at 31 July 2024']);
    const answer = await page.goto('/search?for=homes&als=x');
    expect(answer?.status()).toBe(400);
  });
});
