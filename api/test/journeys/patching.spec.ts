import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { accessFaults, cast, openBrowser, password, takeSeat, type Seat } from '@felles/testing';
import type { Browser } from 'playwright-core';
import { builtWeb, startApp, type TestApp } from '../app.js';
import { bringInCatalogue, enrol, openssl } from '../servers.js';

jest.setTimeout(120_000);

let desk: TestApp;
let browser: Browser;
let seat: Seat;
beforeAll(async () => {
  desk = await startApp({ webFolder: builtWeb });
  browser = await openBrowser();
  seat = await takeSeat(browser, desk.url, { reducedMotion: 'reduce' });
  const signedIn = await seat.page.request.post('/api/session', {
    data: { email: cast.arne.mail, password },
    headers: { origin: desk.url },
  });
  expect(signedIn.status()).toBe(201);
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

describe('the board of patches', () => {
  it('shows at once what a server says, leads to it, and from there to a change', async () => {
    await bringInCatalogue(desk, openssl.cves[0]);
    const { page } = seat;
    const { files } = desk.world.items;
    const says = await enrol(desk, files);

    await page.goto('/patching');
    const exploited = page.locator('li', { hasText: 'Utnyttes nå' }).getByRole('link');
    await exploited.getByText('0 servere').waitFor();
    // The line is up before anything is said on it.
    await page.waitForTimeout(1_000);
    await says('missing');
    await exploited.getByText('1 server', { exact: true }).waitFor();
    await exploited.click();
    await page.getByRole('link', { name: 'fjv-fil-01' }).click();
    await page.getByText('CVE-2025-32463').waitFor();
    expect(await accessFaults(page)).toEqual([]);
    await page.getByLabel('Velg openssl').check();
    const change = page.getByRole('link', { name: 'Lag endring med 1 oppdatering' });
    expect(await change.getAttribute('href')).toBe(`/changes/new?items=${files}&updates=openssl`);
    expect(seat.faults).toEqual([]);
  });

  it('makes a change of the servers one has ticked, and keeps the ticks while servers report', async () => {
    const { page } = seat;
    await page.goto('/patching/servers');
    await page.getByLabel('Velg fjv-host-01').check();
    await page.getByLabel('Velg fjv-fil-01').check();
    const change = page.getByRole('link', { name: 'Lag endring for 2 servere' });
    const { host, files } = desk.world.items;
    expect(await change.getAttribute('href')).toBe(`/changes/new?items=${host},${files}`);
    await (
      await desk.as('arne')
    )
      .patch(`/api/configuration-items/${host}`)
      .send({ criticality: 'low' })
      .expect(200);
    await page.waitForTimeout(1_500);
    expect(await page.getByLabel('Velg fjv-host-01').isChecked()).toBe(true);
  });
});
