/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ChangeView, PatchBoard } from '@felles/contracts/http';
import { cast, openBrowser, password, signIn, takeSeat, type Seat } from '@felles/testing';
import type { Browser, Page } from 'playwright-core';
import { builtWeb, startApp, type TestApp } from '../app.js';
import { fileChange, takeTo, until } from '../changes/plans.js';
import { bringInCatalogue, enrol, openssl } from '../servers.js';

jest.setTimeout(300_000);

let desk: TestApp;
let browser: Browser;
const seats: Seat[] = [];
beforeAll(async () => {
  desk = await startApp({ webFolder: builtWeb });
  browser = await openBrowser();
  await until(
    'the patch loop has begun',
    async () => (await desk.database.sql(`select from log_reader where name = 'patch-loop'`)).length === 1,
  );
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

async function sit(name: keyof typeof cast, viewport: { width: number; height: number }): Promise<Page> {
  const seat = await takeSeat(browser, desk.url, { viewport, reducedMotion: 'reduce' });
  seats.push(seat);
  await signIn(seat.page, cast[name].mail, password);
  return seat.page;
}

/** A moment so many hours from now as a clock in Oslo shows it, for a field. */
function osloField(hours: number): string {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Oslo',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(Date.now() + hours * 3_600_000));
  return text.replace(' ', 'T');
}

/** How many servers a line of the board leads to. */
const servers = (board: Page, line: string) => board.locator('li', { hasText: line }).getByRole('link');

describe('an update that is being exploited', () => {
  it('stands on the board, becomes a change that clashes with another, is approved on a phone, and turns the board green', async () => {
    const { items } = desk.world;
    await bringInCatalogue(desk, openssl.cves[0]);
    const [files, host] = [await enrol(desk, items.files), await enrol(desk, items.host)];
    await host('installed');
    const other = await takeTo(
      desk,
      await fileChange(desk, {
        title: 'Ny disk i verten',
        configurationItemIds: [items.host],
        startsAt: new Date(Date.now() + 2 * 3_600_000).toISOString(),
        endsAt: new Date(Date.now() + 5 * 3_600_000).toISOString(),
      }),
      'assess',
    );
    const arne = await sit('arne', { width: 1440, height: 900 });
    await arne.goto('/patching');
    await servers(arne, 'Utnyttes nå').getByText('0 servere').waitFor();
    // The line is up before anything is said on it.
    await arne.waitForTimeout(1_000);
    await files('missing');
    await servers(arne, 'Utnyttes nå').getByText('1 server', { exact: true }).waitFor();
    await servers(arne, 'Utnyttes nå').click();
    await arne.getByRole('link', { name: 'fjv-fil-01' }).click();
    await arne.getByLabel('Velg openssl').check();
    await arne.getByRole('link', { name: 'Lag endring med 1 oppdatering' }).click();
    await arne.getByLabel('Hva skal gjøres').fill('Oppdatere openssl på filserveren');
    expect(await arne.getByRole('checkbox', { name: /openssl 3\.0\.17/ }).isChecked()).toBe(true);
    await arne.getByLabel('Fra', { exact: true }).fill(osloField(3));
    await arne.getByLabel('Til', { exact: true }).fill(osloField(4));
    await arne.getByText('fjv-fil-01 kjører på fjv-host-01, som den andre rører ved').waitFor();
    expect(await arne.locator('felles-conflict-list').textContent()).toContain(other.number);
    await arne.getByLabel('Gjennomføring').fill('apt-get upgrade');
    await arne.getByLabel('Test', { exact: true }).fill('Åpne en fil.');
    await arne.getByLabel('Tilbakerulling').fill('Øyeblikksbilde.');
    for (const question of await arne.locator('felles-risk-questions select').all())
      await question.selectOption({ index: 1 });
    await arne.getByText('Lav', { exact: true }).waitFor();
    await arne.getByRole('button', { name: 'Lagre' }).click();
    await arne.getByRole('heading', { name: 'Oppdatere openssl på filserveren' }).waitFor();
    await arne.keyboard.press('s');
    await arne.locator('header felles-state', { hasText: 'Til vurdering' }).waitFor();
    await arne.keyboard.press('a');
    await arne.getByRole('dialog').getByRole('button', { name: 'Vurder' }).click();
    await arne.locator('header felles-state', { hasText: 'Til godkjenning' }).waitFor();
    const address = new URL(arne.url()).pathname;

    const phone = await sit('berit', { width: 390, height: 844 });
    await phone.goto('/changes?view=list&mine=approval');
    await phone.getByRole('link', { name: /Oppdatere openssl/ }).click();
    const approve = phone.getByRole('button', { name: 'Godkjenn' });
    const box = (await approve.boundingBox())!;
    // Under the thumb, and large enough for it.
    expect(box.height).toBeGreaterThanOrEqual(48);
    expect(box.y).toBeGreaterThan(844 - 150);
    await approve.click();
    await phone.getByRole('dialog').getByRole('button', { name: 'Godkjenn' }).click();
    await phone.locator('header felles-state', { hasText: 'Planlagt' }).waitFor();
    // The other screen follows without being touched.
    await arne.locator('header felles-state', { hasText: 'Planlagt' }).waitFor();
    await arne.getByText('Berit Endring', { exact: false }).first().waitFor();

    await desk.database.moveClock('190 minutes');
    await arne.locator('header felles-state', { hasText: 'Gjennomføres' }).waitFor();
    await files('installed');
    await arne.locator('header felles-state', { hasText: 'Lukket' }).waitFor();
    await arne.getByText('Installert', { exact: true }).waitFor();
    const view = (await (await desk.as('lise')).get(`/api${address}`)).body as ChangeView;
    expect([view.state, view.change.result]).toEqual(['closed', 'successful']);

    await arne.goto('/changes?view=agenda');
    await arne.getByRole('link', { name: /Oppdatere openssl/ }).waitFor();
    await arne.goto('/changes');
    await arne
      .getByRole('link', { name: /Oppdatere openssl/ })
      .first()
      .waitFor();

    await arne.goto('/patching');
    await servers(arne, 'Utnyttes nå').getByText('0 servere').waitFor();
    // Innvik's server has never said a word.
    await servers(arne, 'Ukjent').getByText('1 server', { exact: true }).waitFor();
    // Nobody is signed in for a week; the board is to be watched all that time.
    await desk.database.sql(`update auth.session set expires_at = expires_at + interval '30 days'`);
    await desk.database.moveClock('7 days');
    await files('installed');
    // The host has been silent for a week: on the open board without being asked, in the list, and on its own page.
    await servers(arne, 'Ukjent').getByText('2 servere').waitFor();
    await servers(arne, 'Ukjent').click();
    await arne.getByRole('link', { name: 'fjv-host-01' }).click();
    await arne.getByRole('heading', { name: 'fjv-host-01' }).waitFor();
    await arne.getByText('Ukjent', { exact: true }).first().waitFor();
    const board = (await (await desk.as('lise')).get('/api/patch-status').expect(200)).body as PatchBoard;
    expect([board.statuses.up_to_date.count, board.statuses.unknown.count]).toEqual([1, 2]);
    expect(seats.flatMap(({ faults }) => faults)).toEqual([]);
  });
});
