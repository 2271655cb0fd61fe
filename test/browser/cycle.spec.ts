// Views: cycle, cycle-period, set-target
import type { Page } from 'playwright-core';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScrolling,
  startWorld,
  takePicture,
  type World,
} from './harness';

jest.setTimeout(240_000);

const HOMELESSNESS = 'qh-homelessness-prevented';
const FIRE = 'qh-fire-risk-assessments';
const SCRIPT = '<script>alert(1)</script>';

describeInBrowser('pages on which the performance team runs the reporting cycle', () => {
  let world: World;
  let performance: Page;
  beforeAll(async () => {
    world = await startWorld();
    performance = await world.signIn('performance');
  });
  afterAll(() => world.close());
  afterEach(() => {
    expect(world.complaints).toEqual([]);
  });

  const heading = (page: Page) => page.locator('h1').innerText();
  const main = (page: Page) => page.locator('main').innerText();
  const alert = (page: Page) => page.getByRole('alert').innerText();
  const rows = async (page: Page) => {
    const found = await page.locator('tbody tr').allInnerTexts();
    return found.map((row) => row.replaceAll('\n', ''));
  };
  /** The revision of what a stream holds, which a refusal leaves alone. */
  const lastOf = (period: string) => world.api.store.readStream(`period-${period}`).then((events) => events.length);

  async function expectGood(page: Page): Promise<void> {
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(page);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1100, height: 900 });
  }

  it('list the periods with what is held and missing, and those that are next', async () => {
    await performance.goto('/');
    await performance.getByRole('link', { name: 'Open and close periods' }).click();
    await expect(heading(performance)).resolves.toBe('Reporting periods');
    const listed = await rows(performance);
    expect(listed).toContainEqual(
      expect.stringMatching(/^Q2 of 2024\/25\t1 July 2024 to .*\tNot opened\t.*\tOpen it$/),
    );
    expect(listed).toContainEqual(
      expect.stringMatching(/^Q1 of 2024\/25\t.*\tOpen\tEvery figure that is due\t0\t.*\tClose it$/),
    );
    expect(listed).toContainEqual(
      expect.stringMatching(/^Q4 of 2023\/24\t1 January 2024 to 31 March 2024\tClosed\t.*\tReopen a figure$/),
    );
    await expectGood(performance);
    await takePicture(performance, 'reporting-periods');
    await performance.getByLabel('Quarter or year').selectOption({ label: 'Q3 of 2024/25' });
    await performance.getByRole('button', { name: 'Go to it' }).click();
    await expect(heading(performance)).resolves.toBe('Q3 of 2024/25');
  });

  it('show others how the periods stand, and no form', async () => {
    const auditor = await world.signIn('auditor');
    await auditor.goto('/cycle');
    await expect(main(auditor)).resolves.not.toContain('What can be done');
    await auditor.getByRole('link', { name: 'Q4 of 2023/24' }).click();
    await expect(main(auditor)).resolves.toMatch(/State\s+Closed: figures change by corrections only/);
    await expect(auditor.locator('main form').count()).resolves.toBe(0);
    await auditor.context().close();
  });

  it('open a quarter by keyboard alone, having said which field is wrong', async () => {
    await performance.goto('/cycle/2024-25-Q2');
    await expectGood(performance);
    await performance.getByRole('button', { name: 'Open this period' }).focus();
    await performance.keyboard.press('Enter');
    await performance.getByRole('alert').waitFor();
    await expect(alert(performance)).resolves.toContain('Choose which figures are expected.');
    await expect(lastOf('2024-25-Q2')).resolves.toBe(0);
    await performance.getByRole('radio', { name: 'Every figure that is due' }).focus();
    await performance.keyboard.press('Space');
    for (const part of ['31', '6', '2024']) {
      await performance.keyboard.press('Tab');
      await performance.keyboard.type(part);
    }
    await performance.keyboard.press('Enter');
    await performance.getByText('The date must be a real date').first().waitFor();
    await expect(performance.title()).resolves.toBe('Error: Q2 of 2024/25 – Outturn');
    await expect(performance.getByLabel('Month').inputValue()).resolves.toBe('6');
    await expect(performance.getByRole('radio', { name: 'Every figure that is due' }).isChecked()).resolves.toBe(true);
    await expectGood(performance);
    await performance.getByLabel('Day').fill('30');
    await performance.getByRole('button', { name: 'Open this period' }).click();
    await expect(alert(performance)).resolves.toContain('lies before Q2 of 2024/25 starts');
    await expect(lastOf('2024-25-Q2')).resolves.toBe(0);
    await performance.getByLabel('Month').fill('11');
    await performance.getByRole('button', { name: 'Open this period' }).click();
    await expect(alert(performance)).resolves.toContain('The period is open.');
    await expect(main(performance)).resolves.toMatch(/First figures in time until\s+30 November 2024/);
    await expectGood(performance);
  });

  it('say to whoever opens a period that somebody else has opened', async () => {
    const late = await world.signIn('performance');
    await late.goto('/cycle/2024-25');
    await late.getByRole('radio', { name: 'Only some, for comparison' }).check();
    await world.api.write('performance', '/api/v1/periods/2024-25/opening', { coverage: 'full' });
    await late.getByRole('button', { name: 'Open this period' }).click();
    await expect(alert(late)).resolves.toContain('has been opened before and is open');
    await expect(late.getByRole('button', { name: 'Close this period' }).count()).resolves.toBe(1);
    await expectGood(late);
    await late.context().close();
  });

  it('set the first target of an open quarter, and change it with a reason', async () => {
    await performance.goto(`/indicators/${HOMELESSNESS}`);
    await performance.getByRole('link', { name: 'Set the target of Q2 of 2024/25' }).click();
    await expectGood(performance);
    await performance.getByRole('radio', { name: 'At most the target' }).check();
    await performance.getByLabel('Target', { exact: true }).fill('fifty');
    await performance.getByRole('button', { name: 'Set the target' }).click();
    await expect(performance.title()).resolves.toBe('Error: Set the target – Outturn');
    await expect(performance.getByLabel('Target', { exact: true }).inputValue()).resolves.toBe('fifty');
    await expectGood(performance);
    await performance.getByLabel('Target', { exact: true }).fill('50');
    await performance.getByRole('button', { name: 'Set the target' }).click();
    await expect(alert(performance)).resolves.toContain('higher is better');
    await performance.getByRole('radio', { name: 'At least the target' }).check();
    await performance.getByRole('button', { name: 'Set the target' }).click();
    await expect(alert(performance)).resolves.toContain('The target of Q2 of 2024/25 is set: at least 50%.');
    await performance.getByLabel('Target', { exact: true }).fill('55');
    await performance.getByRole('button', { name: 'Change the target' }).click();
    await expect(alert(performance)).resolves.toContain('Say why the target changes.');
    await performance.getByLabel('Reason').fill(`The plan was agreed late. ${SCRIPT}`);
    await performance.getByRole('button', { name: 'Change the target' }).click();
    await expect(alert(performance)).resolves.toContain('at least 55%');
    await performance.getByRole('link', { name: 'The figure', exact: true }).click();
    await expect(main(performance)).resolves.toMatch(/Target\s+at least 55%/i);
    await expect(performance.getByRole('link', { name: 'Change the target' }).count()).resolves.toBe(1);
  });

  it('say what a target form has missed, and go on from there', async () => {
    await performance.goto(`/targets/${HOMELESSNESS}/2024-25-Q3`);
    await expect(main(performance)).resolves.toContain('has not been opened yet');
    await performance.getByRole('radio', { name: 'At least the target' }).check();
    await performance.getByLabel('Target', { exact: true }).fill('60');
    await world.api.write('performance', `/api/v1/indicators/${HOMELESSNESS}/targets`, {
      ...{ period: '2024-25-Q3', kind: 'target', operator: '>=', value: '58', unit: 'percent' },
    });
    await performance.getByRole('button', { name: 'Set the target' }).click();
    await expect(alert(performance)).resolves.toContain('Say why the target changes.');
    await performance.getByLabel('Reason').fill('Agreed in cabinet.');
    await performance.getByRole('button', { name: 'Change the target' }).click();
    await expect(main(performance)).resolves.toContain('Somebody was faster');
    await expect(main(performance)).resolves.toContain('Target set');
    await expect(performance.getByLabel('Target', { exact: true }).inputValue()).resolves.toBe('60');
    await performance.getByRole('button', { name: 'Change the target' }).click();
    await expect(alert(performance)).resolves.toContain('at least 60%');
  });

  it('lead from the target of a closed period to its correction', async () => {
    await performance.goto(`/targets/${FIRE}/2023-24-Q4`);
    await expect(heading(performance)).resolves.toBe('Correct the target');
    await performance.goto(`/targets/${FIRE}/2024-05`);
    await expect(heading(performance)).resolves.toBe('Page not found');
  });

  it('show an officer what is due, and close without JavaScript once what is missing has been said', async () => {
    const officer = await world.signIn('officer.housing');
    await officer.goto('/submit');
    await expect(main(officer)).resolves.toContain('Quarter 2 of 2024/25');
    await expect(main(officer)).resolves.toContain('Figures are due by 30 November 2024.');
    const due = (await rows(officer)).filter((row) => row.includes('55%'));
    expect(due).toHaveLength(1);
    await officer.goto(`/targets/${HOMELESSNESS}/2024-25-Q2`);
    await expect(heading(officer)).resolves.toBe('You may not see or do this');

    await performance.goto(`/targets/${HOMELESSNESS}/2024-25-Q2`);
    const plain = await world.signIn('performance', { javaScript: false });
    await plain.goto('/cycle/2024-25-Q2');
    await expect(main(plain)).resolves.toMatch(/\d+ figures are missing, and 0 changes await a decision\./);
    await plain.getByLabel('Note (optional)').fill('x'.repeat(10_001));
    await plain.getByRole('button', { name: 'Close this period' }).click();
    await expect(plain.title()).resolves.toBe('Error: Q2 of 2024/25 – Outturn');
    await expect(alert(plain)).resolves.toContain('The note has more than 10000 characters. Shorten it.');
    await expect(lastOf('2024-25-Q2')).resolves.toBe(1);
    await plain.getByLabel('Note (optional)').fill(`Agreed on 5 December. ${'x'.repeat(300)} ${SCRIPT}`);
    await plain.getByRole('button', { name: 'Close this period' }).click();
    await expect(alert(plain)).resolves.toContain('The period is closed.');
    await expect(main(plain)).resolves.toContain(SCRIPT);
    await plain.context().close();
    await officer.goto('/submit?period=2024-25-Q2');
    await expect(main(officer)).resolves.toContain('Closed: figures change by corrections only.');
    await officer.context().close();

    await performance.getByLabel('Target', { exact: true }).fill('70');
    await performance.getByLabel('Reason').fill('Too late.');
    await performance.getByRole('button', { name: 'Change the target' }).click();
    await expect(alert(performance)).resolves.toContain('Q2 of 2024/25 is closed. Propose a correction of the target');
    await expect(performance.getByLabel('Target', { exact: true }).inputValue()).resolves.toBe('70');
    await performance.getByRole('link', { name: 'Correct the target instead' }).click();
    await expect(performance.getByLabel('Right target').inputValue()).resolves.toBe('55');
  });

  it('reopen one figure with a reason, and end the reopening', async () => {
    await performance.goto('/cycle/2024-25-Q2');
    await expectGood(performance);
    await performance.getByLabel('Indicator', { exact: true }).selectOption(HOMELESSNESS);
    await world.api.write('performance', '/api/v1/periods/2024-25-Q2/reopening', {
      indicator: FIRE,
      reason: 'The return was sent to a wrong address.',
    });
    await world.api.settle();
    await performance.getByRole('button', { name: 'Reopen this figure' }).click();
    await expect(alert(performance)).resolves.toContain('Say why it is reopened.');
    await expectGood(performance);
    await performance.getByLabel('Reason').fill('The team was away.');
    await performance.getByRole('button', { name: 'Reopen this figure' }).click();
    await expect(main(performance)).resolves.toContain('Somebody was faster');
    await expect(performance.getByLabel('Indicator', { exact: true }).inputValue()).resolves.toBe(HOMELESSNESS);
    await expect(performance.getByLabel('Reason').inputValue()).resolves.toBe('The team was away.');
    await performance.getByRole('button', { name: 'Reopen this figure' }).click();
    await expect(alert(performance)).resolves.toContain('The figure is reopened');
    await expect(main(performance)).resolves.toMatch(/State\s+Closed, and reopened for 2 indicators/);
    await expect(main(performance)).resolves.toContain('The team was away.');
    const officer = await world.signIn('officer.housing');
    await officer.goto('/submit?period=2024-25-Q2');
    await expect(main(officer)).resolves.toContain('Closed, and reopened for 2 indicators.');
    await officer.context().close();
    await performance.getByRole('button', { name: 'End the reopening' }).click();
    await expect(main(performance)).resolves.toMatch(/State\s+Closed: figures change by corrections only/);
    await expectGood(performance);
  });
});
