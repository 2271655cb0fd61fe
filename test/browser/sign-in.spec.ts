// Views: start, home, accounts, provider-sign-out, signed-out, error, no-periods
import type { Page } from 'playwright-core';
import { DEMONSTRATION_NAMES } from '../../apps/cli/src/demonstration-provider/client';
import { DEMONSTRATION_IDENTITIES, isDemonstrationIdentity } from '../../apps/server/src';
import { ROLE_NAMES } from '../../apps/server/src/security/permissions';
import {
  choosePerson,
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScrolling,
  startWorld,
  type World,
} from './harness';

jest.setTimeout(180_000);

describeInBrowser('signing in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());
  afterEach(() => {
    expect(world.complaints).toEqual([]);
  });

  it.each(Object.keys(DEMONSTRATION_IDENTITIES).filter(isDemonstrationIdentity))('works as %s', async (person) => {
    const page = await world.signIn(person);
    await expect(page.locator('.outturn-person span').innerText()).resolves.toBe(
      `Signed in as ${DEMONSTRATION_NAMES[person]} (${ROLE_NAMES[DEMONSTRATION_IDENTITIES[person].roles[0]]})`,
    );
    await page.context().close();
  });

  const cookieOf = async (page: Page) =>
    (await page.context().cookies(world.address)).find(({ name }) => name === 'outturn');

  it('says what the service is for before, and what somebody can do after', async () => {
    const page = await world.visit();
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 }).innerText()).resolves.toBe(
      'Performance figures and their history',
    );
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await choosePerson(page, 'commissioner');
    expect(page.url()).toBe(`${world.address}/`);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'See the latest reported quarter' }).click();
    expect(page.url()).toBe(`${world.address}/periods/2023-24-Q4`);
    await page.context().close();
  });

  it('leads back to where somebody was going, without JavaScript too', async () => {
    const page = await world.visit({ javaScript: false });
    await page.goto('/periods/2023-24?asAt=2024-07-31');
    await choosePerson(page, 'auditor');
    expect(page.url()).toBe(`${world.address}/periods/2023-24?asAt=2024-07-31`);
    await page.context().close();
  });

  it('gives a new session id, which scripts cannot read, and ends it on signing out', async () => {
    const page = await world.visit();
    await page.goto('/sign-in');
    const before = await cookieOf(page);
    await choosePerson(page, 'commissioner');
    const after = await cookieOf(page);
    expect(after?.value).not.toBe(before?.value);
    expect(after).toMatchObject({ httpOnly: true, sameSite: 'Lax' });

    await page.getByRole('button', { name: 'Sign out' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You have signed out' }).waitFor();
    await expectAccessible(page);
    const used = await fetch(`${world.address}/periods/2023-24-Q4`, {
      headers: { cookie: `outturn=${after?.value ?? ''}`, accept: 'text/html' },
      redirect: 'manual',
    });
    expect([used.status, used.headers.get('location')]).toEqual([303, '/sign-in?returnTo=%2Fperiods%2F2023-24-Q4']);
    await page.context().close();
  });

  it('asks who to sign in as when nobody is chosen', async () => {
    const page = await world.visit();
    await page.goto('/sign-in');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert').innerText()).resolves.toContain('Choose who to sign in as.');
    await expectAccessible(page);
    await page.context().close();
  });

  it('refuses a form that is not from its own page, and one that comes from elsewhere', async () => {
    const page = await world.signIn('auditor');
    const response = await page.request.post('/sign-out', {
      form: { formToken: 'x' },
      headers: { accept: 'text/html' },
    });
    expect(response.status()).toBe(403);
    expect(await response.text()).toContain('This form is not from the page that you were shown.');
    await page.context().close();
  });

  it('says what is not there, and under which reference', async () => {
    const page = await world.signIn('auditor', { width: 320 });
    for (const [path, status, words] of [
      ['/nowhere', 404, 'There is nothing at this address.'],
      ['/indicators/nothing', 404, 'There is no indicator "nothing".'],
      ['/periods/2023-24-Q4?asat=2024-07-31', 400, 'There is no parameter "asat" here.'],
      ['/periods/2023-24-Q4?asAt=2924-07-31', 400, 'future'],
    ] as const) {
      const response = await page.goto(path);
      expect([path, response?.status()]).toEqual([path, status]);
      await expect(page.locator('main').innerText()).resolves.toContain(words);
      await expect(page.getByText(/^Reference: [0-9a-f-]{36}$/).isVisible()).resolves.toBe(true);
      await expectAccessible(page);
      await expectNoSidewaysScrolling(page);
    }
    await page.context().close();
  });
});

describeInBrowser('a service without figures', () => {
  it('says so', async () => {
    const world = await startWorld({ isEmpty: true });
    try {
      const page = await world.signIn('performance');
      await expect(page.getByText('No reporting period has been opened yet').isVisible()).resolves.toBe(true);
      await page.goto('/periods');
      await expect(page.getByRole('heading', { level: 1 }).innerText()).resolves.toBe('No periods yet');
      await expectAccessible(page);
    } finally {
      await world.close();
    }
  });
});
