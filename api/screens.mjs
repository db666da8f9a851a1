// npm run screens [-- <part of a page's address> …]: a picture of every page of the demo, wide and narrow, light and dark, in
// Bokmål and English, in the folder screenshots/.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { unpackBrowser } from '../libs/testing/unpack-browser.mjs';
import { pages } from '../web/src/app/pages.ts';

const repository = path.resolve(import.meta.dirname, '..');
const folder = path.join(repository, 'screenshots');
const wanted = process.argv.slice(2);
const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };

/** Who looks at each page of the router's own list, and what stands for what its address leaves open. */
const visits = {
  'sign-in': { as: null },
  '': { as: 'kari' },
  cases: { as: 'kari' },
  'cases/:ticketId': { as: 'kari', ids: async (ask) => [(await first(ask, 'tickets?queue=requested')).id] },
  'console/search': { as: 'arne', query: 'q=skriver' },
  'console/new': { as: 'arne' },
  'console/:queue': { as: 'arne', ids: () => ['open'] },
  'console/:queue/:ticketId': {
    as: 'arne',
    ids: async (ask) => ['mine', (await first(ask, 'tickets?queue=mine&sort=-updatedAt')).id],
  },
  'major-incidents': { as: 'arne' },
  'major-incidents/:majorId': {
    as: 'arne',
    ids: async (ask) => [(await first(ask, 'major-incidents')).id],
  },
  status: { as: null },
  changes: { as: 'arne' },
  'changes/new': { as: 'arne' },
  'changes/:ticketId': { as: 'lise', ids: async (ask) => [(await first(ask, 'changes?state=authorise')).id] },
  'changes/:ticketId/plan': {
    as: 'arne',
    ids: async (ask) => [(await first(ask, 'changes')).id],
  },
  patching: { as: 'lise' },
  'patching/servers': { as: 'arne', query: 'status=needs_security_update' },
  'configuration-items': { as: 'arne' },
  'configuration-items/:itemId': {
    as: 'arne',
    ids: async (ask) => [(await first(ask, 'patch-status/servers?status=needs_security_update')).id],
  },
  reports: { as: 'lise' },
  'reports/major-incidents': { as: 'lise' },
  '**': { as: 'kari', at: '/finnes-ikke' },
};

const first = async (ask, address) => (await ask(address)).items[0];

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The product with its demo, until `stop`. */
async function startDemo() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'felles-screens-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const product = spawn(process.execPath, [path.join(repository, 'api/start.mjs'), 'start'], {
    cwd: repository,
    env: { ...process.env, FELLES_DATA_DIR: dataDir, PORT: new URL(url).port },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    product.stdout.on('data', (said) => String(said).includes(url) && resolve());
    product.once('exit', () => reject(new Error('the product did not start')));
  });
  const stop = async () => {
    product.kill('SIGTERM');
    await new Promise((resolve) => product.once('exit', resolve));
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url, stop };
}

async function look(browser, url, page) {
  const visit = visits[page.path];
  if (!visit) throw new Error(`nobody says how to visit ${page.path}`);
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of ['light', 'dark'])
      for (const language of ['nb', 'en']) {
        const context = await browser.newContext({
          baseURL: url,
          viewport,
          colorScheme,
          locale: language === 'nb' ? 'nb-NO' : 'en-GB',
          timezoneId: 'Europe/Oslo',
          reducedMotion: 'reduce',
        });
        const headers = { origin: url };
        const ask = async (address) => (await context.request.get(`/api/${address}`)).json();
        if (visit.as) {
          const data = { email: `${visit.as}@fjordvik.example`, password: 'felles-demo' };
          await context.request.post('/api/session', { data, headers });
          await context.request.put('/api/session/language', { data: { language }, headers });
        }
        const ids = (await visit.ids?.(ask)) ?? [];
        const address = visit.at ?? `/${page.path.replace(/:\w+/g, () => ids.shift())}`;
        const tab = await context.newPage();
        await tab.goto(visit.query ? `${address}?${visit.query}` : address);
        await tab.locator('main h1').first().waitFor({ state: 'attached' });
        await tab.locator('main:not(:has(felles-loading))').first().waitFor();
        await tab.waitForTimeout(400);
        const name = page.path.replace(/[^\w]+/g, '-').replace(/^-|-$/g, '') || 'home';
        const file = path.join(folder, `${name}.${size}.${colorScheme}.${language}.png`);
        await tab.screenshot({ path: file, fullPage: size === 'narrow' });
        await context.close();
      }
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const { url, stop } = await startDemo();
try {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? (await unpackBrowser()),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const chosen = pages.filter(
    ({ path: at }) => wanted.length === 0 || wanted.some((part) => at.includes(part)),
  );
  for (const page of chosen) {
    await look(browser, url, page);
    console.log(`  /${page.path}`);
  }
  await browser.close();
  console.log(`  ${chosen.length} pages, ${chosen.length * 8} pictures in screenshots/`);
} finally {
  await stop();
}
