// Views: submit, entry, entry-check, submitted
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

const PERIOD = '2024-25-Q1';
const HOMELESSNESS = `/submit/qh-homelessness-prevented/${PERIOD}`;
const FIRE = `/submit/qh-fire-risk-assessments/${PERIOD}`;

describeInBrowser('pages on which officers give figures', () => {
  let world: World;
  let page: Page;
  beforeAll(async () => {
    world = await startWorld();
    await world.api.write('performance', '/api/v1/indicators/qh-homelessness-prevented/targets', {
      ...{ period: PERIOD, kind: 'target', operator: '>=', value: '50', unit: 'percent' },
    });
    await world.api.settle();
    page = await world.signIn('officer.housing');
    page.setDefaultTimeout(6_000);
  });
  afterAll(() => world.close());
  afterEach(() => {
    expect(world.complaints).toEqual([]);
  });

  const texts = (selector: string, on = page) => on.locator(selector).allInnerTexts();
  const heading = (on = page) => on.locator('h1').innerText();

  it('say what is due, in the areas that somebody writes for', async () => {
    await page.goto('/submit');
    await expect(heading()).resolves.toBe('What is due from you');
    await expect(texts('main h2')).resolves.toEqual(['Due']);
  });

  it.each(['/submit', HOMELESSNESS, `${HOMELESSNESS}?what=none`, '/submit/qh-homelessness-prevented/2023-24-Q4'])(
    '%s is accessible, also at 320 px',
    async (path) => {
      await page.goto(path);
      await expectAccessible(page);
      await page.setViewportSize({ width: 320, height: 800 });
      await expectNoSidewaysScrolling(page);
      await page.setViewportSize({ width: 1100, height: 900 });
    },
  );

  it('names every error beside its field, keeps what was typed and records nothing', async () => {
    const head = await world.api.store.headPosition();
    await page.goto(HOMELESSNESS);
    await page.getByLabel('Figure', { exact: true }).fill('4,5');
    await page.getByLabel('Note on the figure').fill('<script>alert(1)</script>');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(texts('.govuk-error-summary li')).resolves.toEqual([
      '"4,5" has a comma that may be a decimal point. Write a point, and no commas.',
      'Say whether the figure is final.',
    ]);
    await expect(page.title()).resolves.toMatch(/^Error: /);
    await expect(page.getByLabel('Figure', { exact: true }).inputValue()).resolves.toBe('4,5');
    await expect(page.getByLabel('Note on the figure').inputValue()).resolves.toBe('<script>alert(1)</script>');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'has a comma' }).click();
    await expect(page.locator(':focus').getAttribute('id')).resolves.toBe('value');
    await expect(world.api.store.headPosition()).resolves.toBe(head);
  });

  it('shows the colour and why before anything is recorded, goes back with everything, and confirms', async () => {
    const officer = await world.signIn('officer.housing', { javaScript: false });
    const head = await world.api.store.headPosition();
    await officer.goto(HOMELESSNESS);
    await officer.getByLabel('Figure', { exact: true }).fill('41.20');
    await officer.getByLabel('Yes, it is final').check();
    await officer.getByRole('button', { name: 'Continue' }).click();
    await expect(heading(officer)).resolves.toBe('Check before you send');
    await expect(texts('.outturn-formula', officer)).resolves.toEqual(['41.20% < 50% − 10% of 50% (45%)']);
    await expect(texts('.govuk-warning-text', officer)).resolves.toHaveLength(1);
    await expect(world.api.store.headPosition()).resolves.toBe(head);
    await officer.getByRole('button', { name: 'Change' }).click();
    await expect(officer.getByLabel('Figure', { exact: true }).inputValue()).resolves.toBe('41.20');
    await officer.getByLabel('Commentary').fill('Two posts were vacant.\n<b>Both are filled.</b>');
    await officer.getByRole('button', { name: 'Continue' }).click();
    await expect(texts('.outturn-text', officer)).resolves.toEqual(['Two posts were vacant.\n<b>Both are filled.</b>']);
    await officer.getByRole('button', { name: 'Send' }).click();
    await expect(heading(officer)).resolves.toBe('Figure sent for approval');
    expect(officer.url()).toBe(`${world.address}${HOMELESSNESS}/sent?what=figure&position=${head + 2}`);
    await page.goto(officer.url());
    await expectAccessible(page);
    await page.getByRole('link', { name: 'What else is due from you' }).click();
    await expect(texts('h2')).resolves.toContain('Awaiting a decision');
    for (const elsewhere of [`${HOMELESSNESS}/sent`, `${FIRE}/sent?what=figure&position=${head + 2}`]) {
      expect((await officer.goto(elsewhere))?.status()).toBe(404);
    }
    await officer.context().close();
  });

  it('say what somebody faster has recorded, and let the user decide', async () => {
    await page.goto(FIRE);
    await page.getByLabel('Figure', { exact: true }).fill('99.1');
    await page.getByLabel('Yes, it is final').check();
    await world.api.write('performance', '/api/v1/indicators/qh-fire-risk-assessments/targets', {
      ...{ period: PERIOD, kind: 'target', operator: '>=', value: '100', unit: 'percent' },
    });
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(texts('.govuk-error-summary li')).resolves.toEqual([
      'Somebody changed this while you were filling in the form.',
    ]);
    await expect(texts('main .govuk-inset-text li')).resolves.toEqual([
      expect.stringMatching(/^Target set, .*Performance team$/),
    ]);
    await expect(page.getByLabel('Figure', { exact: true }).inputValue()).resolves.toBe('99.1');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(heading()).resolves.toBe('Check before you send');
  });

  it('take that there is no figure, with its reason', async () => {
    await page.goto(FIRE);
    await page.getByRole('link', { name: 'There is no figure: say why' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(texts('.govuk-error-summary li')).resolves.toEqual([
      'Choose why there is no figure.',
      'Say in a sentence why there is no figure.',
    ]);
    await page.getByLabel('Why is there no figure?').selectOption('source-lag');
    await page.getByLabel('Why, in a sentence').fill('The return is published in August.');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(heading()).resolves.toBe('Recorded that there is no figure');
    await page.getByRole('link', { name: 'What else is due from you' }).click();
    await expect(texts('h2')).resolves.toContain('No figure, with a reason');
    await takePicture(page, 'what-is-due');
  });

  it('tell an officer of another area, and who is no officer, what they lack', async () => {
    const other = await page.goto(`/submit/bs-attendance-primary/${PERIOD}`);
    expect(other?.status()).toBe(403);
    await expect(texts('main p')).resolves.toContain(
      'bs-attendance-primary belongs to the area best-start, and you write for quality-homes. Ask an officer of that area.',
    );
    const auditor = await world.signIn('auditor');
    const answer = await auditor.goto('/submit');
    expect(answer?.status()).toBe(403);
    await expect(texts('main p', auditor)).resolves.toContain('This needs the role officer, which you do not have.');
    await auditor.context().close();
  });
});
