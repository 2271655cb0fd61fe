// Views: correct-period, correct, correct-check, proposed, restate
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

const FIRE = 'qh-fire-risk-assessments';
const FIGURE = `/indicators/${FIRE}/figures/2023-24-Q4`;
const FORM = `/correct/${FIRE}/2023-24-Q4`;
const SCRIPT = '<script>alert(1)</script>';

/** What is typed, by the labels of the fields. */
const CORRECTION = {
  'Right figure': '91.4%',
  Reason: `Two digits were exchanged. ${SCRIPT}`,
  Cause: 'Typed from a paper return.',
  Evidence: 'export-2024-08-02\nreturn-of-4-april-2024',
};

describeInBrowser('pages on which figures are corrected', () => {
  let world: World;
  let officer: Page;
  beforeAll(async () => {
    world = await startWorld();
    officer = await world.signIn('officer.housing');
  });
  afterAll(() => world.close());
  afterEach(async () => {
    expect(world.complaints).toEqual([]);
    await rejectAll();
  });

  /** Everything that the register of corrections holds. */
  async function register() {
    const { readModels } = world.api.parts;
    return readModels.corrections({}, await readModels.followedTo(), { limit: 100 });
  }

  /** What one test has proposed is in nobody's way afterwards. */
  async function rejectAll(): Promise<void> {
    await world.api.settle();
    const { readModels } = world.api.parts;
    const { items } = await readModels.awaitedDecisions({}, await readModels.followedTo(), { limit: 10 });
    for (const { kind, id } of items) {
      await world.api.write('approver', `/api/v1/${kind}s/${id}/rejection`, { reason: 'Only a test.' });
    }
  }

  const heading = (page: Page) => page.locator('h1').innerText();
  const errors = (page: Page) => page.locator('.govuk-error-summary li').allInnerTexts();
  const factsOf = async (page: Page) => {
    const [keys, values] = await Promise.all([
      page.locator('main dt').allInnerTexts(),
      page.locator('main dd').allInnerTexts(),
    ]);
    return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
  };
  const rowsOf = (page: Page, table: string) =>
    page.getByRole('table', { name: table }).locator('tbody tr').allInnerTexts();

  async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
  }

  async function expectGood(page: Page): Promise<void> {
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScrolling(page);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1100, height: 900 });
  }

  it('begin with the period, from the page of the indicator', async () => {
    await officer.goto(`/indicators/${FIRE}`);
    await officer.getByRole('link', { name: 'Correct a figure of this indicator' }).click();
    await expect(heading(officer)).resolves.toBe('Which period do you want to correct?');
    await expectGood(officer);
    await officer.getByRole('link', { name: 'Correct Q4 of 2023/24' }).click();
    expect(officer.url()).toBe(`${world.address}${FORM}`);
    await expect(factsOf(officer)).resolves.toMatchObject({ Figure: '56.26%', 'How sure': 'approved' });
    await expectGood(officer);
  });

  it('name everything that is wrong beside its field, and keep what was typed', async () => {
    await officer.goto(FORM);
    await fill(officer, { 'Right figure': 'n/a', Cause: SCRIPT });
    await officer.getByRole('button', { name: 'Show what would change' }).click();
    await expect(errors(officer)).resolves.toEqual([
      'Choose what kind of change it is.',
      '"n/a" is not a number. Write digits with at most one decimal point.',
      'Say why it changes.',
      'Give at least one reference to a document that shows it.',
    ]);
    await expect(officer.title()).resolves.toBe('Error: Correct a figure – Outturn');
    await expect(officer.locator('#value-error').innerText()).resolves.toContain('is not a number');
    await expect(officer.getByLabel('Right figure').inputValue()).resolves.toBe('n/a');
    await expect(officer.getByLabel('Cause').inputValue()).resolves.toBe(SCRIPT);
    await expectGood(officer);
    await officer.getByRole('link', { name: 'Say why it changes.' }).click();
    await expect(officer.evaluate('document.activeElement.id')).resolves.toBe('reason');
  });

  it('take no figure that is there already', async () => {
    await officer.goto(FORM);
    await officer.getByRole('radio', { name: 'Correction' }).check();
    const note = (await factsOf(officer)).Note ?? '';
    expect(note).not.toBe('');
    await expect(officer.getByLabel('Note on the figure (optional)').inputValue()).resolves.toBe(note);
    await fill(officer, { ...CORRECTION, 'Right figure': '56.26' });
    await officer.getByRole('button', { name: 'Show what would change' }).click();
    await expect(errors(officer)).resolves.toEqual([
      'The figure for 2023-24-Q4 is 56.26 already: a correction must change something.',
    ]);
  });

  it('are used by keyboard alone, in the order in which they are read', async () => {
    const focus = () =>
      officer.evaluate<{ id: string; name: string; text: string; isSeen: boolean }>(`(() => {
        const { activeElement: at } = document;
        const { top, bottom } = at.getBoundingClientRect();
        const isSeen = at.matches(':focus-visible') && bottom > 0 && top < innerHeight;
        return { id: at.id, name: at.name ?? '', text: at.innerText ?? '', isSeen };
      })()`);
    /** Tabs on to a place; what was passed on the way has been seen to be in focus. */
    async function tabTo(place: string): Promise<string[]> {
      const passed: string[] = [];
      for (let step = 0; step < 100; step += 1) {
        await officer.keyboard.press('Tab');
        const { id, name, text, isSeen } = await focus();
        expect({ place: id || text, isSeen }).toEqual({ place: id || text, isSeen: true });
        if (name !== '') passed.push(name);
        if (id === place || text === place) return passed;
      }
      throw new Error(`Tab does not lead to ${place}.`);
    }
    await officer.goto(FIGURE);
    await tabTo('Skip to main content');
    await officer.keyboard.press('Enter');
    await tabTo('Correct this figure');
    await officer.keyboard.press('Enter');
    await officer.getByRole('heading', { name: 'Correct a figure' }).waitFor();
    await tabTo('change');
    await officer.keyboard.press('Space');
    await expect(tabTo('value')).resolves.toEqual(['value']);
    await officer.keyboard.type(CORRECTION['Right figure']);
    await expect(tabTo('reason')).resolves.toEqual(['note', 'withdrawal', 'reason']);
    await officer.keyboard.type(CORRECTION.Reason);
    await tabTo('cause');
    await officer.keyboard.type(CORRECTION.Cause);
    await tabTo('evidence');
    await officer.keyboard.type(CORRECTION.Evidence);
    await tabTo('Show what would change');
    await officer.keyboard.press('Enter');
    await officer.getByRole('heading', { name: 'Check the change before you propose it' }).waitFor();
    await tabTo('Propose this change');
    await officer.keyboard.press('Enter');
    await officer.getByRole('heading', { name: 'The change has been proposed' }).waitFor();
    await expectGood(officer);
    await officer.goto(`/correct/${FIRE}`);
    await officer.getByRole('link', { name: /^A change awaits a decision/ }).click();
    await expect(heading(officer)).resolves.toBe('Correction: Q4 of 2023/24');
  });

  it('show, without JavaScript, what would change before anything is proposed; then propose it', async () => {
    const plain = await world.signIn('officer.housing', { javaScript: false });
    const before = await register();
    await plain.goto(FORM);
    await plain.getByRole('radio', { name: 'Correction' }).check();
    await fill(plain, CORRECTION);
    await plain.getByRole('button', { name: 'Show what would change' }).click();
    await expect(heading(plain)).resolves.toBe('Check the change before you propose it');
    await expect(factsOf(plain)).resolves.toMatchObject({
      'Kind of change': 'Correction',
      'Figure now': '56.26%',
      'New figure': '91.4%',
      Why: CORRECTION.Reason,
      Evidence: 'export-2024-08-02, return-of-4-april-2024',
    });
    const changes = await rowsOf(plain, 'Figure of Q4 of 2023/24');
    expect(changes).toContain('Status\tRed\tAmber');
    await expect(rowsOf(plain, 'Counts that would change')).resolves.toEqual([
      'Quality Homes, Q4 of 2023/24\tRed\t2\t1',
      'Quality Homes, Q4 of 2023/24\tAmber\t0\t1',
    ]);
    await expect(rowsOf(plain, 'What the parts come to')).resolves.toEqual([
      '2023/24\t56.26%\t91.4%\tThe figure of this period changes with it.',
    ]);
    await plain.getByRole('button', { name: 'Go back and change it' }).click();
    await expect(plain.getByLabel('Right figure').inputValue()).resolves.toBe('91.4%');
    await plain.getByRole('radio', { name: 'Withdrawal' }).check();
    await plain.getByLabel('For a withdrawal: what the figure becomes').selectOption('Being validated');
    await plain.getByRole('button', { name: 'Show what would change' }).click();
    await expect(factsOf(plain)).resolves.toMatchObject({
      'Kind of change': 'Withdrawal',
      'New figure': 'None: data not available (pending validation)',
    });
    await expect(register()).resolves.toEqual(before);
    await plain.getByRole('button', { name: 'Propose this change' }).click();
    await expect(heading(plain)).resolves.toBe('The change has been proposed');
    await plain.context().close();
  });

  it('look well where what would change is shown', async () => {
    await officer.goto(FORM);
    await officer.getByRole('radio', { name: 'Revision' }).check();
    await fill(officer, CORRECTION);
    await officer.getByRole('button', { name: 'Show what would change' }).click();
    await expectGood(officer);
    await takePicture(officer, 'correct');
  });

  it('say what somebody else did meanwhile, and let the officer go on', async () => {
    await officer.goto(FORM);
    await officer.getByRole('radio', { name: 'Correction' }).check();
    await fill(officer, CORRECTION);
    const path = `/api/v1/indicators/${FIRE}/commentary`;
    await world.api.write('housing2', path, { period: '2023-24-Q4', text: 'Both posts are filled.' });
    await officer.getByRole('button', { name: 'Show what would change' }).click();
    await expect(errors(officer)).resolves.toEqual(['Somebody changed this while you were filling in the form.']);
    await expect(officer.getByRole('heading', { name: 'Somebody was faster' }).isVisible()).resolves.toBe(true);
    const [line] = await officer.locator('main .govuk-inset-text li').allInnerTexts();
    expect(line).toMatch(/^Commentary written, .* by Second housing officer$/);
    await expect(officer.getByLabel('Reason').inputValue()).resolves.toBe(CORRECTION.Reason);
    await expectGood(officer);
    await officer.getByRole('button', { name: 'Show what would change' }).click();
    await expect(heading(officer)).resolves.toBe('Check the change before you propose it');
  });

  it('send a proposal that is sent twice once', async () => {
    await officer.goto(FORM);
    await officer.getByRole('radio', { name: 'Correction' }).check();
    await fill(officer, { ...CORRECTION, Evidence: 'export-2024-08-02' });
    await officer.getByRole('button', { name: 'Show what would change' }).click();
    const sent = await officer.evaluate<[string, string][]>(
      `Array.from(document.querySelectorAll('main input[type=hidden]'), ({ name, value }) => [name, value])`,
    );
    await officer.getByRole('button', { name: 'Propose this change' }).click();
    const again = await officer
      .context()
      .request.post(`${FORM}/proposal`, { form: Object.fromEntries(sent), maxRedirects: 0 });
    expect(again.status()).toBe(303);
    expect(`${world.address}${again.headers().location ?? ''}`).toBe(officer.url());
  });

  it('are for officers of the area and the performance team: others are told so', async () => {
    const children = await world.signIn('officer.children');
    await children.goto(FORM);
    await expect(children.locator('main').innerText()).resolves.toContain(
      `${FIRE} belongs to the area quality-homes, and you write for best-start. Ask an officer of that area.`,
    );
    const commissioner = await world.signIn('commissioner');
    await commissioner.goto(FIGURE);
    await expect(commissioner.getByRole('link', { name: 'Correct this figure' }).count()).resolves.toBe(0);
    await commissioner.goto(FORM);
    await expect(commissioner.locator('main').innerText()).resolves.toContain(
      'This needs the role officer or performance team, which you do not have.',
    );
    await officer.goto(`/correct/${FIRE}/restatement`);
    await expect(officer.locator('main').innerText()).resolves.toContain(
      'This needs the role performance team, which you do not have.',
    );
    await Promise.all([children, commissioner].map((page) => page.context().close()));
  });

  it('put several periods on a new basis', async () => {
    const performance = await world.signIn('performance');
    await performance.goto(`/correct/${FIRE}`);
    await performance.getByRole('link', { name: 'Restate several periods' }).click();
    await expectGood(performance);
    await fill(performance, { 'New basis': 'all assessments due' });
    await performance.getByRole('button', { name: 'Show what would change' }).click();
    await expect(errors(performance)).resolves.toContain(
      'Q4 of 2023/24: give the figure on the new basis, or say why it cannot be restated: one of the two.',
    );
    await expectGood(performance);
    const { Reason, Cause, Evidence } = CORRECTION;
    await fill(performance, { Reason, Cause, Evidence });
    await performance.getByLabel('Figure on the new basis').first().fill('60.5');
    await performance.getByRole('button', { name: 'Show what would change' }).click();
    await expect(errors(performance)).resolves.toEqual([]);
    await expect(factsOf(performance)).resolves.toMatchObject({
      'Kind of change': 'Restatement',
      'New basis': 'all assessments due',
      'Q4 of 2023/24': '60.5%',
    });
    await expectGood(performance);
    await performance.getByRole('button', { name: 'Propose this change' }).click();
    await expect(heading(performance)).resolves.toBe('The change has been proposed');
    await performance.context().close();
  });
});
