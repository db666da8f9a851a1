/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { accessFaults, cast, openBrowser, password, takeSeat, type Name, type Seat } from '@felles/testing';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { builtWeb, startApp, type TestApp } from '../app.js';
import { fileChange, riskAnswers, takeTo } from '../changes/plans.js';
import { layoutFaults } from './layout-faults.js';

type Walker = Name | 'nobody';
type Language = (typeof languages)[number];
const languages = ['nb', 'nn', 'en'] as const;
const schemes = ['light', 'dark'] as const;
type Scheme = (typeof schemes)[number];
const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

// Every page in every language, scheme and width: the time of a machine that is busy.
jest.setTimeout(400_000);

let desk: TestApp;
let browser: Browser;
let pages: { path: string; needs: string | null }[];
let ids: Record<'busy' | 'waiting' | 'solved' | 'odd' | 'change' | 'problem' | 'major' | 'learnt', string>;
const seats = new Map<Walker, Seat>();
let walked = 0;

/** Who walks each page of the router's own list, and where that leads. */
const visits: Record<string, { by: Walker; to: () => string[] }> = {
  'sign-in': { by: 'nobody', to: () => ['/sign-in'] },
  '': { by: 'kari', to: () => ['/'] },
  cases: { by: 'kari', to: () => ['/cases'] },
  'cases/:ticketId': {
    by: 'kari',
    to: () => [`/cases/${ids.busy}`, `/cases/${ids.solved}`, `/cases/${randomUUID()}`],
  },
  'console/search': { by: 'arne', to: () => ['/console/search?q=skriver'] },
  'console/new': { by: 'arne', to: () => ['/console/new'] },
  'console/:queue': { by: 'arne', to: () => ['/console/open', '/console/all?state=on_hold'] },
  'console/:queue/:ticketId': {
    by: 'arne',
    to: () => [`/console/open/${ids.busy}`, `/console/all/${ids.odd}`, `/console/all/${ids.problem}`],
  },
  changes: {
    by: 'arne',
    to: () => ['/changes', '/changes?view=week', '/changes?view=agenda', '/changes?view=list'],
  },
  'changes/new': { by: 'arne', to: () => [`/changes/new?items=${desk.world.items.files}`] },
  'changes/:ticketId': { by: 'arne', to: () => [`/changes/${ids.change}`, `/changes/${randomUUID()}`] },
  'changes/:ticketId/plan': { by: 'arne', to: () => [`/changes/${ids.change}/plan`] },
  'major-incidents': { by: 'arne', to: () => ['/major-incidents'] },
  'major-incidents/:majorId': {
    by: 'arne',
    to: () => [`/major-incidents/${ids.major}`, `/major-incidents/${ids.learnt}`],
  },
  status: { by: 'nobody', to: () => ['/status'] },
  patching: { by: 'lise', to: () => ['/patching'] },
  'patching/servers': { by: 'arne', to: () => ['/patching/servers', '/patching/servers?status=up_to_date'] },
  'configuration-items': {
    by: 'arne',
    to: () => ['/configuration-items', '/configuration-items?class=application&q=finnes-ikke'],
  },
  'configuration-items/:itemId': {
    by: 'arne',
    to: () => [
      `/configuration-items/${desk.world.items.files}`,
      `/configuration-items/${desk.world.items.records}`,
      `/configuration-items/${randomUUID()}`,
    ],
  },
  reports: { by: 'lise', to: () => ['/reports', '/reports?period=2026-2&kind=all'] },
  'reports/major-incidents': { by: 'lise', to: () => ['/reports/major-incidents?period=2026-2'] },
  '**': { by: 'kari', to: () => ['/finnes-ikke'] },
};

/** What opens on the case, by the key that opens it. */
const dialogs = {
  a: 'assign',
  h: 'hold',
  s: 'resolve',
  x: 'cancel',
  b: 'restrict',
  l: 'link',
  e: 'change',
  m: 'declare',
  d: 'problem',
  '?': 'keys',
};

beforeAll(async () => {
  desk = await startApp({ webFolder: builtWeb });
  browser = await openBrowser();
  // The list itself is plain data of the web; the wall between the projects is for code.
  const list = path.resolve(import.meta.dirname, '../../../web/src/app/pages.ts');
  ({ pages } = (await import(list)) as { pages: typeof pages });
  ids = await someCases();
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

async function someCases(): Promise<typeof ids> {
  const [kari, arne, siri] = [await desk.as('kari'), await desk.as('arne'), await desk.as('siri')];
  const { services, sites, groups, people } = desk.world;
  const file = async (body: object) =>
    (
      await kari
        .post('/api/incidents')
        .send({ impact: 'low', urgency: 'medium', ...body })
        .expect(201)
    ).body.id as string;
  const busy = await file({
    title: 'Skriveren på lærerværelset skriver ikke ut',
    description: 'Den blinker rødt.\nPapir er det nok av.',
    serviceId: services.printing,
    siteId: sites.school,
  });
  const waiting = await file({ title: 'E-post til foreldre kommer i retur', serviceId: services.mail });
  const solved = await file({ title: 'Passordet er gått ut' });
  const odd = await file({
    title: `الطابعة 👩‍👩‍👧 <b>${'Årstallsoverføringsprotokollversjonsavvik'.repeat(3)}`,
    description: `${'uten mellomrom'.replace(' ', '').repeat(40)}\n=1+1`,
  });
  const put = (id: string, move: string, body: object = {}) =>
    arne.put(`/api/tickets/${id}/${move}`).send(body).expect(200);
  await put(busy, 'assignment', { groupId: groups.network, assigneeId: people.arne });
  await put(waiting, 'hold', { reason: 'supplier', until: new Date(Date.now() + 86_400_000).toISOString() });
  await put(solved, 'resolution', { code: 'solved', text: 'Nytt passord er sendt på SMS.' });
  await put(odd, 'restriction', { circle: [{ personId: people.siri }] });
  const say = (audience: string, body: string) => ({ audience, body, basedOnVersion: 0 });
  await arne
    .post(`/api/tickets/${busy}/replies`)
    .send(say('public', 'Hei! Jeg kommer bort etter lunsj.'))
    .expect(201);
  await siri
    .post(`/api/tickets/${busy}/replies`)
    .send(say('internal', 'Samme skriver som i går.'))
    .expect(201);
  await arne.post(`/api/tickets/${busy}/links`).send({ kind: 'relates_to', ticketId: waiting }).expect(201);
  const change = await fileChange(desk, { riskAnswers: riskAnswers.high, serviceIds: [services.mail] });
  await arne.post(`/api/changes/${change.id}/tasks`).send({ text: 'Varsle skolene' }).expect(201);
  await arne
    .post(`/api/tickets/${change.id}/replies`)
    .send(say('internal', 'Husk øyeblikksbilde.'))
    .expect(201);
  await takeTo(desk, change, 'authorise');
  const other = await fileChange(desk, {
    title: 'Ny disk',
    type: 'standard',
    configurationItemIds: [desk.world.items.host],
  });
  await takeTo(desk, other, 'scheduled');
  return { busy, waiting, solved, odd, change: change.id, ...(await somePractices(busy, waiting)) };
}

/** A major that burns, one that is being reviewed, and a known error behind a case. */
async function somePractices(busy: string, waiting: string) {
  const arne = await desk.as('arne');
  const { organisations, people, services } = desk.world;
  const declare = async (title: string) => {
    const filed = await (
      await desk.as('unni')
    )
      .post('/api/incidents')
      .send({ title, serviceId: services.mail });
    const id = filed.body.id as string;
    await arne
      .put(`/api/incidents/${id}/major`)
      .send({ severity: 1, reason: 'Ingen får sendt e-post.' })
      .expect(200);
    return id;
  };
  const [major, learnt] = [
    await declare('E-posten er nede i hele kommunen'),
    await declare('Nettet falt ut'),
  ];
  const notice = {
    title: { nb: 'E-post er nede' },
    text: { nb: 'Vi retter.' },
    organisationIds: [organisations.fjordvik],
  };
  await arne
    .post('/api/notices')
    .send({ ...notice, ticketId: major })
    .expect(201);
  const enter = { kind: 'status', text: 'Vi leter etter årsaken.', public: true };
  await arne.post(`/api/major-incidents/${major}/entries`).send(enter).expect(201);
  await arne.put(`/api/major-incidents/${learnt}/stand-down`).expect(200);
  await arne
    .put(`/api/major-incidents/${learnt}/review`)
    .send({ whatHappened: 'En svitsj døde.', version: 0 })
    .expect(200);
  const measure = { text: 'Kjøp en svitsj i reserve', ownerId: people.siri, dueOn: '2020-01-01' };
  await arne.post(`/api/major-incidents/${learnt}/measures`).send(measure).expect(201);
  const filed = await arne
    .post('/api/problems')
    .send({ title: 'Skriverdriveren fyller minnet', incidentId: busy })
    .expect(201);
  const problem = filed.body.id as string;
  await arne
    .put(`/api/problems/${problem}/known-error`)
    .send({ workaround: 'Skriv ut én side om gangen.' })
    .expect(200);
  await arne
    .post(`/api/major-incidents/${major}/children`)
    .send({ ticketIds: [waiting] })
    .expect(201);
  return { problem, major, learnt };
}

async function seat(walker: Walker): Promise<Page> {
  const taken = seats.get(walker);
  if (taken) return taken.page;
  const fresh = await takeSeat(browser, desk.url, { reducedMotion: 'reduce', viewport: desktop });
  seats.set(walker, fresh);
  if (walker !== 'nobody') {
    const answer = await fresh.page.request.post('/api/session', {
      data: { email: cast[walker].mail, password },
      headers: { origin: desk.url },
    });
    expect(answer.status()).toBe(201);
  }
  return fresh.page;
}

/** Before signing in the device's choice counts, after it the account's. */
async function speak(walker: Walker, language: Language): Promise<void> {
  const page = await seat(walker);
  if (walker === 'nobody') {
    await page.goto('/sign-in');
    await page.evaluate(`localStorage.setItem('felles.language', '${language}')`);
  } else {
    const said = { data: { language }, headers: { origin: desk.url } };
    expect((await page.request.put('/api/session/language', said)).ok()).toBe(true);
  }
}

/** Goes there and waits until it has fetched what it shows. */
async function settled(page: Page, to?: string): Promise<void> {
  if (to !== undefined) await page.goto(to);
  await page.locator('main h1').first().waitFor({ state: 'attached' });
  await page.locator('main:not(:has(felles-loading))').first().waitFor();
}

async function look(page: Page, where: string, language: Language, among: readonly Scheme[] = schemes) {
  const found: string[] = [];
  for (const scheme of among) {
    await page.emulateMedia({ colorScheme: scheme });
    // Colours change with the next frame.
    await page.evaluate(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`);
    walked++;
    found.push(...(await accessFaults(page)).map((fault) => `${where} ${language} ${scheme}: ${fault}`));
  }
  return [...found, ...(await layoutFaults(page, language)).map((fault) => `${where} ${language}: ${fault}`)];
}

async function lookOnPhone(page: Page, where: string, language: Language, among: readonly Scheme[] = []) {
  await page.setViewportSize(phone);
  const found = await look(page, `${where} on a phone`, language, among);
  await page.setViewportSize(desktop);
  return found;
}

/** A page's first address in every language, scheme and width; the others, which differ by what is in them, once. */
async function walk(walker: Walker): Promise<string[]> {
  const page = await seat(walker);
  const mine = Object.values(visits).filter((visit) => visit.by === walker);
  const found: string[] = [];
  for (const language of languages) {
    await speak(walker, language);
    for (const [first, ...others] of mine.map((visit) => visit.to())) {
      await settled(page, first);
      found.push(...(await look(page, first!, language)));
      found.push(...(await lookOnPhone(page, first!, language, language === 'nn' ? ['dark'] : [])));
      for (const other of language === 'nb' ? others : []) {
        await settled(page, other);
        found.push(...(await look(page, other, language)), ...(await lookOnPhone(page, other, language)));
      }
    }
  }
  return found;
}

describe('every page there is', () => {
  it('is visited', () => {
    expect(Object.keys(visits).sort()).toEqual(pages.map((page) => page.path).sort());
  });

  it('has nothing for axe to find, in any language, light and dark, wide and narrow', async () => {
    const [desks, homes] = await Promise.all([
      walk('arne'),
      (async () => [...(await walk('kari')), ...(await walk('lise')), ...(await walk('nobody'))])(),
    ]);
    expect([...desks, ...homes]).toEqual([]);
  }, 300_000);

  it('nor has any dialog', async () => {
    const page = await seat('arne');
    const found: string[] = [];
    for (const [turn, language] of languages.entries()) {
      await speak('arne', language);
      await settled(page, `/console/open/${ids.busy}`);
      await page.locator('felles-ticket-head h2').waitFor();
      for (const [nth, [key, name]] of Object.entries(dialogs).entries()) {
        await page.keyboard.press(key);
        await page.locator('dialog[open]').waitFor();
        // Each in light and in dark, and its words in all three.
        const scheme = schemes[(turn + nth) % 2]!;
        found.push(...(await look(page, `${name} dialog`, language, turn < 2 ? [scheme] : [])));
        await page.keyboard.press('Escape');
        await page.locator('dialog[open]').waitFor({ state: 'detached' });
      }
    }
    expect(found).toEqual([]);
  });

  it('nor what folds out: the account, the filter, the other acts, the past, the queues and links of a phone', async () => {
    const page = await seat('arne');
    await speak('arne', 'nb');
    await settled(page, `/console/open/${ids.busy}`);
    const found: string[] = [];
    const openAndLook = async (button: string, where: string) => {
      await page.locator(button).click();
      found.push(...(await look(page, where, 'nb')));
      await page.locator(button).click();
    };
    await openAndLook('felles-account-menu > button', 'account');
    await openAndLook('felles-queue-list header > button:last-of-type', 'filter');
    await openAndLook('felles-ticket-actions > button[aria-controls]', 'other acts');
    await page.keyboard.press('y');
    await page.locator('felles-ticket-past summary').click();
    await page
      .locator('felles-ticket-past input')
      .fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 16));
    await page.locator('felles-ticket-past button').click();
    await page.locator('felles-ticket-past dd').first().waitFor();
    found.push(...(await look(page, 'the past', 'nb')));
    await page.setViewportSize(phone);
    await openAndLook('felles-top-bar nav > button', 'links on a phone');
    await settled(page, '/console/open');
    await openAndLook('.rail-button', 'queues on a phone');
    await page.setViewportSize(desktop);
    expect(found).toEqual([]);
  });
});

describe('every face a page can show', () => {
  const faces: Record<string, { by: Walker; show: (page: Page) => Promise<void> }> = {
    'no cases': {
      by: 'per',
      show: async (page) => {
        await settled(page, '/cases');
        await page.locator('felles-empty').waitFor();
      },
    },
    'an empty queue': { by: 'arne', show: (page) => settled(page, '/console/watched') },
    'no hits': { by: 'arne', show: (page) => settled(page, '/console/search?q=xyzzy') },
    'a form with everything wrong': {
      by: 'kari',
      show: async (page) => {
        await settled(page, '/');
        await page.locator('form button[type=submit]').click();
        await page.locator('[aria-invalid]').waitFor();
      },
    },
    'a refused sign-in': {
      by: 'nobody',
      show: async (page) => {
        await settled(page, '/sign-in');
        await page.locator('input[type=email]').fill('kari@fjordvik.example');
        await page.locator('input[type=password]').fill('feil');
        await page.locator('form button').click();
        await page.locator('felles-problem').waitFor();
      },
    },
    'a list that cannot be fetched': {
      by: 'arne',
      show: async (page) => {
        await page.route(/\/api\/tickets\?/, (route) => route.abort());
        await settled(page, '/console/open');
        await page.locator('felles-problem').waitFor();
        await page.unroute(/\/api\/tickets\?/);
      },
    },
    'a case that cannot be fetched': {
      by: 'kari',
      show: async (page) => {
        const address = `/cases/${ids.busy}`;
        await page.route(`**/api/tickets/${ids.busy}`, (route) => route.abort());
        await settled(page, address);
        await page.locator('felles-problem').waitFor();
        await page.unroute(`**/api/tickets/${ids.busy}`);
      },
    },
    'a reply the conversation has overtaken': {
      by: 'arne',
      show: async (page) => {
        await settled(page, `/console/open/${ids.busy}`);
        await page.locator('felles-composer textarea').fill('Jeg bytter den.');
        await page.waitForTimeout(300);
        const siri = await desk.as('siri');
        const { conversationVersion } = (await siri.get(`/api/tickets/${ids.busy}`).expect(200)).body;
        await siri
          .post(`/api/tickets/${ids.busy}/replies`)
          .send({ audience: 'public', body: 'Den er byttet.', basedOnVersion: conversationVersion })
          .expect(201);
        await page.locator('felles-composer button[type=submit]').click();
        await page.locator('felles-conversation-conflict').waitFor();
      },
    },
    'an act somebody else was before': {
      by: 'arne',
      show: async (page) => {
        await settled(page, `/console/open/${ids.waiting}`);
        await page.route('**/assignment', (route) =>
          route.continue({ headers: { ...route.request().headers(), 'if-match': '"1"' } }),
        );
        await page.locator('felles-ticket-head h2').waitFor();
        await page.keyboard.press('t');
        await page.locator('felles-stale-dialog dialog[open]').waitFor();
        await page.unroute('**/assignment');
      },
    },
    'a change that waits for one': {
      by: 'berit',
      show: async (page) => {
        await settled(page, `/changes/${ids.change}`);
        await page.locator('.decide').waitFor();
      },
    },
    'a decision about to be given': {
      by: 'berit',
      show: async (page) => {
        await settled(page, `/changes/${ids.change}`);
        await page.locator('.decide').waitFor();
        await page.keyboard.press('v');
        await page.locator('dialog[open]').waitFor();
        await page.locator('dialog[open] button[type=submit]').click();
        await page.locator('[aria-invalid]').waitFor();
      },
    },
    'a calendar’s address': {
      by: 'berit',
      show: async (page) => {
        await settled(page, '/changes?view=list');
        await page.locator('main header button').click();
        await page.locator('dialog[open] .ds-button').click();
        await page.locator('dialog[open] input').waitFor();
      },
    },
    'the keys of the calendar': {
      by: 'berit',
      show: async (page) => {
        await settled(page, '/changes');
        await page.keyboard.press('?');
        await page.locator('dialog[open]').waitFor();
      },
    },
    'a time without changes': {
      by: 'berit',
      show: async (page) => {
        await settled(page, '/changes?view=agenda&day=2031-05-01');
        await page.locator('felles-empty').waitFor();
      },
    },
    'a calendar that cannot be fetched': {
      by: 'berit',
      show: async (page) => {
        await page.route('**/api/changes/calendar?*', (route) => route.abort());
        await settled(page, '/changes');
        await page.locator('felles-problem').waitFor();
        await page.unroute('**/api/changes/calendar?*');
      },
    },
    'a plan with everything wrong': {
      by: 'arne',
      show: async (page) => {
        await settled(page, '/changes/new');
        await page.locator('form button[type=submit]').click();
        await page.locator('[aria-invalid]').waitFor();
      },
    },
    'a case no longer for one’s eyes': {
      by: 'arne',
      show: async (page) => {
        await settled(page, `/console/all/${randomUUID()}`);
        await page.locator('felles-ticket-pane felles-problem, felles-ticket-pane felles-empty').waitFor();
      },
    },
  };

  it.each(Object.entries(faces))('%s', async (name, { by, show }) => {
    const page = await seat(by);
    await speak(by, 'nn');
    await show(page);
    const found = [...(await look(page, name, 'nn')), ...(await lookOnPhone(page, name, 'nn'))];
    expect(found).toEqual([]);
  });
});

describe('the walk', () => {
  it('left no content-security report and no uncaught error', () => {
    const found = [...seats].flatMap(([walker, { faults }]) => faults.map((fault) => `${walker}: ${fault}`));
    expect(found.filter((fault) => !/ERR_FAILED/.test(fault))).toEqual([]);
    console.log(
      `${walked} looks at ${pages.length} pages, ${Object.keys(dialogs).length} dialogs and their faces`,
    );
  });
});
