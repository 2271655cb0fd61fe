import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import {
  DEMONSTRATION_NAMES,
  nameDemonstrationPeople,
  startDemonstrationProvider,
} from '../../apps/cli/src/demonstration-provider/client';
import type { DemonstrationIdentity } from '../../apps/server/src';
import { startApi, type Api } from '../e2e/api-harness';
import { CHROMIUM } from '../support/chromium';
import { EXAMPLE } from '../support/example';

const SCREENSHOTS = join(__dirname, 'screenshots');
const REGISTER_TYPESCRIPT = join(__dirname, '..', 'support', 'register-typescript.cjs');
/** WCAG 2.2 AA and everything below it. */
const WCAG_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What those are called who write through the API only. */
const API_NAMES: Readonly<Record<string, string>> = {
  'u-housing': DEMONSTRATION_NAMES['officer.housing'],
  'u-housing-2': 'Second housing officer',
  'u-children': DEMONSTRATION_NAMES['officer.children'],
  'u-approver': DEMONSTRATION_NAMES.approver,
  'u-performance': DEMONSTRATION_NAMES.performance,
  'u-auditor': DEMONSTRATION_NAMES.auditor,
};
const ARGUMENTS = [
  // Root may not use Chromium's sandbox; the pages are this project's own.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Tests in a real browser; on a machine without one they are left out, which the start of the run says. */
export const describeInBrowser: jest.Describe =
  existsSync(CHROMIUM) || process.env.CI === 'true' ? describe : describe.skip;

/** How somebody uses a browser. */
interface Way {
  readonly javaScript?: boolean;
  readonly width?: number;
}

/** The service with the example in it, a provider to sign in at, and a browser. */
export interface World {
  readonly api: Api;
  readonly address: string;
  /** Whatever the pages complained of so far: script errors, blocked by the policy, failed requests. */
  readonly complaints: string[];
  /** A page of somebody who is not signed in, in a browser of their own. */
  visit(way?: Way): Promise<Page>;
  /** A page of somebody who has just signed in, as people do it. */
  signIn(person: DemonstrationIdentity, way?: Way): Promise<Page>;
  close(): Promise<void>;
}

/**
 * Starts everything; once a file is enough.
 *
 * @param options.isEmpty without the example
 */
export async function startWorld({ isEmpty = false } = {}): Promise<World> {
  const provider = await startDemonstrationProvider(['--require', REGISTER_TYPESCRIPT]);
  const api = await startApi({ signIn: provider.setting, template: isEmpty ? undefined : EXAMPLE });
  await nameDemonstrationPeople(api.parts.directory);
  for (const [person, name] of Object.entries(API_NAMES)) await api.parts.directory.name(person, name);
  await api.settle();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  const complaints: string[] = [];
  const visit = (way: Way = {}) => newPage(browser, api.address, way, complaints);
  return {
    api,
    address: api.address,
    complaints,
    visit,
    signIn: async (person, way) => {
      const page = await visit(way);
      await page.goto('/');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await choosePerson(page, person);
      return page;
    },
    close: async () => {
      await browser.close();
      await api.close();
      await provider.close();
    },
  };
}

/** Chooses one of the people of the example on the page of their provider. */
export async function choosePerson(page: Page, person: DemonstrationIdentity): Promise<void> {
  await page.getByRole('radio', { name: DEMONSTRATION_NAMES[person], exact: true }).check();
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function newPage(browser: Browser, address: string, way: Way, complaints: string[]): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    baseURL: address,
    javaScriptEnabled: way.javaScript ?? true,
    viewport: { width: way.width ?? 1100, height: 900 },
    locale: 'en-GB',
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    // That a page answers 403 or 404 is what some tests are about; the browser says so here too.
    const isStatus = message.text().startsWith('Failed to load resource: the server responded with a status of 4');
    if (message.type() === 'error' && !isStatus) complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  return page;
}

/** Expects that axe finds nothing on a page that breaks WCAG 2.2 AA. It needs JavaScript in the page. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // What passes need not be told: on a long table that is most of the work. No page has frames, so one call will do.
    .options({ runOnly: WCAG_TAGS, resultTypes: ['violations'] })
    .setLegacyMode()
    .analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  );
  expect({ page: page.url(), found }).toEqual({ page: page.url(), found: [] });
}

/** Expects that a page needs no scrolling sideways. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const script = '[document.documentElement.scrollWidth, window.innerWidth]';
  const [content, window] = await page.evaluate<[number, number]>(script);
  expect({ page: page.url(), content: Math.max(content, window) }).toEqual({ page: page.url(), content: window });
}

/** Takes a picture for the README, when asked to. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (process.env.OUTTURN_SCREENSHOTS !== 'true') return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.jpeg`), type: 'jpeg', quality: 70 });
}
