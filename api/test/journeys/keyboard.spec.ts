import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cast, openBrowser, password, takeSeat, type Name, type Seat } from '@felles/testing';
import type { Browser, Page } from 'playwright-core';
import { builtWeb, startApp, type TestApp } from '../app.js';

jest.setTimeout(300_000);

const title = 'Prosjektoren i storsalen er borte';
let desk: TestApp;
let browser: Browser;
const seats: Seat[] = [];

/** Somebody with a keyboard and nothing else. */
class Typist {
  constructor(readonly page: Page) {}

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
    await this.hasFocus(keys.join(' '));
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Tab until one is at what is called so. */
  async reach(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const passed: string[] = [];
    for (let steps = 0; steps < 60; steps++) {
      await this.page.keyboard.press(key);
      const here = await this.name();
      if (typeof name === 'string' ? here === name : name.test(here)) return;
      passed.push(here);
    }
    throw new Error(`Tab never came to ${name}; it passed ${passed.slice(0, 30).join(' · ').slice(0, 1000)}`);
  }

  /** What a screen reader would call what has the focus, near enough. */
  name(): Promise<string> {
    return this.page.evaluate<string>(`(() => {
      const at = document.activeElement;
      const label = at.getAttribute('aria-label') ?? at.labels?.[0]?.innerText ?? at.innerText;
      return label.replace(/\\s+/g, ' ').trim();
    })()`);
  }

  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
    await this.hasFocus(`"${text}" appeared`);
  }

  /** A key that asks for more words first. */
  async ask(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.page.locator('dialog[open]').waitFor();
    await this.hasFocus(key);
  }

  /** The act is said to be done, and what it was asked in has gone. */
  async done(text: string): Promise<void> {
    await this.page.locator('dialog[open]').waitFor({ state: 'detached' });
    await this.reads(text);
  }

  /** The focus is somewhere in the page, once what was done has settled. */
  private async hasFocus(after: string): Promise<void> {
    try {
      await this.page.locator('body:has(:focus)').waitFor({ timeout: 4_000 });
    } catch {
      throw new Error(`the focus was lost after ${after}`);
    }
  }
}

async function sitDown(name: Name): Promise<Typist> {
  const seat = await takeSeat(browser, desk.url, { reducedMotion: 'reduce' });
  seats.push(seat);
  const typist = new Typist(seat.page);
  await seat.page.goto('/sign-in');
  await seat.page.locator('form').waitFor();
  await typist.reach('E-post');
  await typist.type(cast[name].mail);
  await typist.reach('Passord');
  await typist.type(password);
  await seat.page.keyboard.press('Enter');
  await seat.page.waitForURL((url) => url.pathname !== '/sign-in');
  await seat.page.locator('main h1').first().waitFor({ state: 'attached' });
  return typist;
}

beforeAll(async () => {
  desk = await startApp({ webFolder: builtWeb });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

describe('a case from beginning to end with the keyboard alone', () => {
  let kari: Typist;
  let arne: Typist;

  it('is filed', async () => {
    kari = await sitDown('kari');
    await kari.reach(/^Kort sagt/);
    await kari.type(title);
    await kari.reach('Fortell mer');
    await kari.type('Den sto der i går.');
    await kari.reach('Send inn');
    await kari.press('Enter');
    await kari.reads('Takk, vi har fått saken din');
    await kari.reach('Se saken');
    await kari.press('Enter');
    await kari.reads('Mottatt, venter på en saksbehandler');
  });

  it('is found in its queue and opened', async () => {
    arne = await sitDown('arne');
    await arne.reach(/^Ikke tildelt/);
    await arne.press('Enter');
    await arne.reads(title);
    await arne.press('j');
    expect(await arne.name()).toContain(title);
    await arne.press('Enter');
    await arne.reads('Den sto der i går.');
  });

  it('is taken with a button, which then is gone', async () => {
    await arne.reach('Ta saken');
    await arne.press('Enter');
    await arne.done('Saken er din.');
    await arne.page.waitForTimeout(500);
    expect(await arne.name()).not.toBe('');
  });

  it('is answered, and noted upon', async () => {
    await arne.press('r');
    await arne.type('Hei Kari, jeg leter.');
    await arne.press('Control+Enter');
    await arne.done('Svaret er sendt.');
    await arne.press('Escape');
    await arne.press('i');
    await arne.type('Sjekk lageret.');
    await arne.reach('Lagre merknad');
    await arne.press('Enter');
    await arne.done('Merknaden er lagret.');
    await kari.reads('Hei Kari, jeg leter.');
  });

  it('is assigned', async () => {
    await arne.press('Escape');
    await arne.ask('a');
    await arne.type('Nett');
    await arne.reach('Person');
    await arne.page.getByRole('option', { name: cast.siri.name }).waitFor({ state: 'attached' });
    await arne.type('Siri');
    await arne.reach('Tildel');
    await arne.press('Enter');
    await arne.done('Saken er tildelt.');
  });

  it('is put on hold, woken, and solved', async () => {
    await arne.ask('h');
    await arne.press('ArrowDown');
    await arne.press('Control+Enter');
    await arne.done('Saken er satt på vent.');
    await arne.press('h');
    await arne.done('Saken er vekket.');
    await arne.ask('s');
    await arne.type('Den sto på scenen.');
    await arne.press('Control+Enter');
    await arne.done('Saken er løst.');
  });

  it('is reopened by the one who filed it', async () => {
    await kari.reads('Den sto på scenen.');
    await kari.reach('Det virker fortsatt ikke');
    await kari.press('Enter');
    await kari.reads('Saken er åpnet igjen.');
    await kari.page.waitForTimeout(500);
    expect(await kari.name()).not.toBe('');
  });

  it('is found again by its words', async () => {
    await arne.press('/');
    await arne.type('prosjektoren');
    await arne.press('Enter');
    await arne.reads('Treff på «prosjektoren»');
    await arne.reach(new RegExp(title));
    await arne.press('Enter');
    await arne.page.locator('felles-ticket-head h2').waitFor();
    await arne.press('y');
    await arne.reads(/Kari Nordli åpnet saken igjen/);
  });

  it('is read in another language, chosen from the menu', async () => {
    await arne.reach(/^Konto for/, 'Shift+Tab');
    await arne.press('Enter');
    await arne.reach('Bokmål');
    await arne.press('ArrowDown');
    await arne.reads('Meld ei sak');
    await arne.press('ArrowDown');
    await arne.reads('Report a case');
    await arne.press('Escape');
    expect(await arne.name()).toBe('Account of Arne Solvik');
  });

  it('stands in the record as it was typed, and left no fault behind', async () => {
    const [ticket] = await desk.database.sql<{ id: string }>('select id from ticket where title = $1', [
      title,
    ]);
    const siri = await desk.as('siri');
    const { body } = await siri.get(`/api/tickets/${ticket!.id}`).expect(200);
    expect(body.state).toBe('in_progress');
    expect(body.assignee.displayName).toBe(cast.siri.name);
    expect(body.reopenCount).toBe(1);
    expect(
      body.entries.map((entry: { body: string; audience: string }) => [entry.audience, entry.body]),
    ).toEqual([
      ['public', 'Hei Kari, jeg leter.'],
      ['internal', 'Sjekk lageret.'],
    ]);
    expect(seats.flatMap((seat) => seat.faults)).toEqual([]);
  });
});
