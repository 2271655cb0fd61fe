// Views: register, contracts, contract, contract-history, actions, risks, programmes, reconciliations, reconciliation, finding, exports
import { readFileSync } from 'node:fs';
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

const FIRE = '/api/v1/indicators/qh-fire-risk-assessments';

describeInBrowser('pages of what changes figures, and of contracts and plans', () => {
  let world: World;
  let page: Page;
  beforeAll(async () => {
    world = await startWorld();
    await world.api.write('performance', '/api/v1/risks', {
      register: 'housing',
      name: 'Risks of housing',
      committee: 'Audit and Risk Assurance Committee',
    });
    await world.api.write('performance', '/api/v1/risks/housing/matrices', {
      likelihoods: ['Rare', 'Likely'],
      impacts: ['Minor', 'Major'],
      levels: [
        { key: 'low', name: 'Low', fromScore: 1 },
        { key: 'high', name: 'High', fromScore: 3 },
      ],
      reason: 'First matrix.',
    });
    const place = { likelihood: 2, impact: 2 };
    await world.api.write('performance', '/api/v1/risks/housing/versions', {
      committee: 'Audit and Risk Assurance Committee',
      presentedOn: '2024-08',
      source: 'Minutes',
      risks: [
        {
          risk: 'void-homes',
          title: '<b>Void homes</b>',
          owner: 'post-housing',
          inherent: place,
          current: place,
          target: { likelihood: 1, impact: 2 },
          controls: ['Weekly review'],
        },
      ],
    });
    const override = { period: '2023-24-Q4', level: 'amber', reason: 'One late contractor decides it.' };
    const asked = await world.api.write('performance', `${FIRE}/overrides`, override);
    const { id } = asked.body as { id: string };
    await world.api.write('approver', `/api/v1/overrides/${id}/approval`, { note: 'Seen.' });
    await world.api.settle();
    page = await world.signIn('auditor');
  });
  afterAll(() => world.close());
  afterEach(() => {
    expect(world.complaints).toEqual([]);
  });

  const texts = (selector: string) => page.locator(selector).allInnerTexts();

  it.each([
    '/',
    '/register',
    '/contracts?period=2023-24-Q4',
    '/contracts/places-leisure?period=2023-24-Q4',
    '/contracts/places-leisure/history?limit=5',
    '/actions?period=2023-24-Q4&area=quality-homes',
    '/risks',
    '/programmes?on=2024-07-31',
    '/reconciliation',
    '/exports',
    '/register?asAt=2020-01-01',
  ])('%s is accessible, also at 320 px', async (path) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(page);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1100, height: 900 });
  });

  it('show in the register what was changed, by whom, why, and who approved it, and lead to the replay', async () => {
    await page.goto('/register');
    await page.getByLabel('Kind of change').selectOption('Override');
    await page.getByLabel('Area', { exact: true }).selectOption('Quality Homes');
    await page.getByRole('button', { name: 'Show' }).last().click();
    expect(page.url()).toBe(`${world.address}/register?area=quality-homes&kind=override`);
    await expect(texts('.govuk-summary-card .outturn-status')).resolves.toEqual(['Approved']);
    await expect(texts('.govuk-summary-card tbody td')).resolves.toEqual([
      'The status as computed',
      'Amber',
      expect.stringContaining('How it changed'),
    ]);
    const facts = await texts('.govuk-summary-card dd');
    expect(facts[0]).toBe('One late contractor decides it.');
    expect(facts.at(-1)).toBe('Seen.');
    await takePicture(page, 'corrections-register');
    await page.getByRole('link', { name: /^How it changed/ }).click();
    await page.getByRole('heading', { name: /Status overridden$/ }).waitFor();
  });

  it('keep the filters of the register when another day is chosen, and say that nothing was known then', async () => {
    await page.goto('/register?kind=override');
    await page.getByText('Look at another day').click();
    await page.getByLabel('Day', { exact: true }).fill('1');
    await page.getByLabel('Month', { exact: true }).fill('8');
    await page.getByLabel('Year', { exact: true }).fill('2024');
    await page.getByRole('button', { name: 'Show' }).first().click();
    expect(page.url()).toBe(`${world.address}/register?kind=override&asAt=2024-08-01`);
    await expect(page.getByText('No change matches.').isVisible()).resolves.toBe(true);
    await expect(texts('.outturn-as-at .govuk-heading-m')).resolves.toEqual(['As at 1 August 2024']);
  });

  it('show contracts as the report prints them, each with its money, its variations and its history', async () => {
    await page.goto('/contracts');
    await expect(texts('.govuk-caption-l')).resolves.toEqual(['Quarter 4 of 2023/24 (January to March 2024)']);
    await page.getByRole('link', { name: 'Places Leisure' }).click();
    await expect(texts('h1')).resolves.toEqual(['Places Leisure']);
    await expect(page.getByText('circa £136,000').first().isVisible()).resolves.toBe(true);
    await takePicture(page, 'contract');
    await page.getByRole('link', { name: 'Everything that has happened to this contract' }).click();
    await expect(page.getByRole('heading', { level: 2 }).first().innerText()).resolves.toBe('Contract recorded');
  });

  it('show the printed table of actions with the sums that do not hold', async () => {
    await page.goto('/actions');
    await expect(texts('.outturn-total td')).resolves.toEqual([
      '107',
      '255',
      '192 (197)',
      '46 (42)',
      '3 (4)',
      '14 (12)',
    ]);
    await expect(texts('main li')).resolves.toContain(
      'Q3 of 2023/24, all areas: 197 is printed for ‘on track’, and the areas come to 196.',
    );
  });

  it('show risks with their scores, and the matrix in words; what was typed as markup is text', async () => {
    await page.goto('/risks');
    await expect(page.getByText('2 × 2 = 4 (high)').first().isVisible()).resolves.toBe(true);
    await expect(texts('.outturn-matrix .outturn-changed')).resolves.toEqual(['4: High\n<b>Void homes</b>']);
  });

  it('show milestones as they were looked at from a day', async () => {
    await page.goto('/programmes?on=2024-05-01');
    await expect(texts('tbody td:last-child')).resolves.toContain('Open');
    await page.goto('/programmes?on=2024-07-31');
    await expect(texts('tbody td:last-child')).resolves.toContain('Overdue, and not known to be reached');
  });

  it('give the figures as a file, and say what is wrong beside the field', async () => {
    await page.goto('/exports');
    await page.getByRole('radio', { name: 'SDMX-CSV 2.0' }).check();
    await page.getByLabel('From period').selectOption({ label: 'Q4 of 2023/24' });
    await page.getByLabel('To period').selectOption({ label: 'Q3 of 2023/24' });
    await page.getByRole('button', { name: 'Download the file' }).click();
    await expect(page.title()).resolves.toBe('Error: Exports – Outturn');
    await expect(page.getByRole('radio', { name: 'SDMX-CSV 2.0' }).isChecked()).resolves.toBe(true);
    await expectAccessible(page);
    await page.getByLabel('To period').selectOption({ label: 'Q4 of 2023/24' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the file' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^figures-as-at-\d+\.sdmx\.csv$/);
    expect(readFileSync(await download.path(), 'utf8')).toContain('qh-fire-risk-assessments');
  });
});

describeInBrowser('answering what does not agree in print', () => {
  let world: World;
  let page: Page;
  beforeAll(async () => {
    world = await startWorld();
    page = await world.signIn('performance', { javaScript: false });
  });
  afterAll(() => world.close());

  const openFirst = async (one: Page) => {
    await one.goto('/reconciliation');
    await one.locator('tbody a').first().click();
    await one.getByRole('link', { name: 'Answer the finding in 4.3' }).click();
  };
  const fill = async (one: Page, answer: string, reason: string) => {
    await one.getByRole('radio', { name: answer }).check();
    await one.getByLabel('Reason').fill(reason);
  };

  it('is for the performance team: others read, and are told which role is needed', async () => {
    const auditor = await world.signIn('auditor');
    await auditor.goto('/reconciliation');
    await auditor.locator('tbody a').first().click();
    await expectAccessible(auditor);
    await auditor.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(auditor);
    await expect(auditor.getByRole('link', { name: /^Answer/ }).count()).resolves.toBe(0);
    await expect(auditor.getByText('30.8%', { exact: true }).isVisible()).resolves.toBe(true);
    await openFirst(page);
    const response = await auditor.goto(page.url());
    expect(response?.status()).toBe(403);
    await expect(auditor.locator('main').innerText()).resolves.toContain('performance team');
    await auditor.context().close();
  });

  it('says what is missing beside its field, keeps what was typed, and records nothing until it is right', async () => {
    const before = await world.api.store.headPosition();
    await openFirst(page);
    await fill(page, 'Accepted', '<script>alert(1)</script>');
    await page.getByRole('button', { name: 'Record the answer' }).click();
    await expect(page.title()).resolves.toBe('Error: Answer a finding – Outturn');
    await expect(page.getByRole('alert').innerText()).resolves.toContain('Say what the document should say.');
    await expect(page.getByLabel('Reason').inputValue()).resolves.toBe('<script>alert(1)</script>');
    expect(await world.api.store.headPosition()).toBe(before);
    await page.getByLabel('What the document should say').fill('42 (30.9%) are red.');
    await page.getByRole('button', { name: 'Record the answer' }).click();
    expect(page.url()).toContain(`?minPosition=${before + 1}`);
    await expect(page.locator('strong', { hasText: 'Accepted: the document is wrong' }).isVisible()).resolves.toBe(
      true,
    );
    await expect(page.getByText('It should say: 42 (30.9%) are red.').isVisible()).resolves.toBe(true);
  });

  it('says who was faster, and lets the user decide', async () => {
    const other = await world.signIn('performance');
    await openFirst(page);
    await openFirst(other);
    await fill(other, 'Dismissed', 'Only a matter of rounding.');
    await expectAccessible(other);
    await other.getByRole('button', { name: 'Record the answer' }).click();
    await fill(page, 'Explained', 'Rounded twice.');
    await page.getByRole('button', { name: 'Record the answer' }).click();
    await expect(page.getByRole('heading', { name: 'Somebody was faster' }).isVisible()).resolves.toBe(true);
    await expect(page.getByText('Only a matter of rounding.').isVisible()).resolves.toBe(true);
    await expect(page.getByLabel('Reason').inputValue()).resolves.toBe('Rounded twice.');
    await page.getByRole('button', { name: 'Record the answer' }).click();
    await expect(page.locator('strong', { hasText: 'Explained: the document is right' }).isVisible()).resolves.toBe(
      true,
    );
    expect(world.complaints).toEqual([]);
    await other.context().close();
  });
});
