import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** A real Chromium: an installed one when there is one, else the one from npm that global-setup.mjs has unpacked. */
export async function openBrowser(): Promise<Browser> {
  const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file));
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? installed ?? process.env.FELLES_TEST_CHROMIUM,
    // Its own list of flags would switch the same-origin policy off.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    headless: true,
  });
}

/** Somebody's browser, with what went wrong in it. */
export interface Seat {
  page: Page;
  /** Content-security reports, uncaught errors and failed scripts: a test ends with none. */
  faults: string[];
  close(): Promise<void>;
}

export async function takeSeat(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<Seat> {
  const context = await browser.newContext({
    baseURL,
    locale: 'nb-NO',
    timezoneId: 'Europe/Oslo',
    serviceWorkers: 'block',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is an answer the page must handle, not a fault of the page.
    if (message.type() === 'error' && !/status of (401|403|404|409)/.test(message.text()))
      faults.push(message.text());
  });
  return { page, faults, close: () => context.close() };
}

/** Signs in the way people do. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-post').fill(email);
  await page.getByLabel('Passord').fill(password);
  await page.getByRole('button', { name: 'Logg inn' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** What axe finds against WCAG 2.2 A and AA, one line each; no rule is left out. */
export async function accessFaults(page: Page): Promise<string[]> {
  // What still fades in has not got its colours yet.
  await page.evaluate(
    `Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity).map((one) => one.finished)).then(() => undefined)`,
  );
  const { violations } = await new AxeBuilder({ page })
    // Only what is wrong is carried over, and in one piece: there are no frames to put together.
    .options({ resultTypes: ['violations'] })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'])
    .analyze();
  return violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  );
}
