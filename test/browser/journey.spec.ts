import type { Page } from 'playwright-core';
import { describeInBrowser, startWorld, type World } from './harness';

jest.setTimeout(240_000);

const INDICATOR = 'qh-homelessness-prevented';
const PERIOD = '2024-25-Q1';
const NAME = 'prevented';

/** What a page says of an edition; the moment up to which the rest is known goes on. */
async function editionOf(page: Page): Promise<string> {
  const text = await page.locator('main').innerText();
  return text.replace(/everything recorded up to [^.]*\./, '');
}

/** The whole way of a figure, by the people of the example, in their browsers. */
describeInBrowser('a figure on its way', () => {
  let world: World;
  let officer: Page;
  let approver: Page;
  beforeAll(async () => {
    world = await startWorld();
    officer = await world.signIn('officer.housing');
    approver = await world.signIn('approver');
    officer.setDefaultTimeout(8_000);
    approver.setDefaultTimeout(8_000);
  });
  afterAll(() => world.close());
  afterEach(() => {
    expect(world.complaints).toEqual([]);
  });

  const texts = (page: Page, selector: string) => page.locator(selector).allInnerTexts();

  async function submit(value: string): Promise<void> {
    await officer.getByLabel('Figure', { exact: true }).fill(value);
    await officer.getByLabel('Yes, it is final').check();
    await officer.getByRole('button', { name: 'Continue' }).click();
    await officer.getByRole('button', { name: 'Send' }).click();
    await officer.getByRole('heading', { name: 'Figure sent for approval' }).waitFor();
  }

  async function decide(decision: 'Approve' | 'Reject', message: string): Promise<void> {
    await world.api.settle();
    await approver.goto('/decide');
    await approver.getByRole('link', { name: new RegExp(NAME) }).click();
    await approver.getByRole('radio', { name: decision }).check();
    await approver.getByLabel('Message').fill(message);
    await approver.getByRole('button', { name: 'Record the decision' }).click();
    await world.api.settle();
  }

  it('is submitted, sent back, submitted again, approved, and replayed; what was reported stays', async () => {
    const commissioner = await world.signIn('commissioner');
    await world.api.write('performance', '/api/v1/publications', {
      ...{ period: '2023-24-Q4', note: 'The example holds 57 of the 202 indicators.' },
    });
    await world.api.settle();
    await commissioner.goto('/publications/2023-24-Q4.1');
    const published = await editionOf(commissioner);
    expect(published).toContain('2023-24-Q4.1');
    await officer.goto('/submit');
    await officer.getByRole('link', { name: new RegExp(`Give the figure.*${NAME}`) }).click();
    await submit('41.2');

    await decide('Reject', 'The denominator leaves out two estates.');
    await officer.goto(`/areas/quality-homes/periods/${PERIOD}`);
    await expect(officer.locator('main').innerText()).resolves.toContain(
      'Sent back: The denominator leaves out two estates.',
    );
    await officer.goto('/submit');
    await expect(texts(officer, 'main h2')).resolves.toContain('Sent back');
    await officer.getByRole('link', { name: new RegExp(`Put right and send again.*${NAME}`) }).click();
    await expect(officer.getByLabel('Figure', { exact: true }).inputValue()).resolves.toBe('41.2');
    await expect(texts(officer, '.govuk-inset-text .outturn-text')).resolves.toEqual([
      'The denominator leaves out two estates.',
    ]);
    await submit('44.8');

    await decide('Approve', 'Checked against the case list.');
    await officer.goto('/submit');
    await expect(texts(officer, 'main h2')).resolves.toContain('Approved');

    const auditor = await world.signIn('auditor');
    await auditor.goto(`/indicators/${INDICATOR}/figures/${PERIOD}/history`);
    const steps = await texts(auditor, '.outturn-timeline li');
    expect(steps.map((step) => step.split('\n')[0])).toEqual(
      expect.arrayContaining(['Outturn submitted', 'Outturn rejected', 'Outturn submitted', 'Outturn approved']),
    );
    await commissioner.reload();
    await expect(editionOf(commissioner)).resolves.toBe(published);
  });
});
