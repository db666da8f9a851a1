import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { accessFaults, cast, openBrowser, password, takeSeat, type Seat } from '@felles/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { importKev } from '../../src/import/index.js';
import { builtWeb, startApp, type TestApp } from '../app.js';

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

/** CISA's catalogue with one entry. */
async function catalogueWith(cveID: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'felles-kev-'));
  const file = path.join(folder, 'kev.json');
  const entry = {
    cveID,
    vendorProject: 'Sudo',
    product: 'Sudo',
    vulnerabilityName: 'Sudo',
    dateAdded: '2026-08-01',
    dueDate: '2026-08-22',
  };
  writeFileSync(
    file,
    JSON.stringify({
      catalogVersion: '1',
      count: 1,
      vulnerabilities: [{ ...entry, knownRansomwareCampaignUse: 'Unknown' }],
    }),
  );
  await importKev(desk.database.owner, file);
  rmSync(folder, { recursive: true });
}

describe('the board of patches', () => {
  it('shows at once what a server says, leads to it, and from there to a change', async () => {
    await catalogueWith('CVE-2025-32463');
    const { page } = seat;
    const { files } = desk.world.items;
    const arne = await desk.as('arne');
    const { code } = (await arne.post(`/api/configuration-items/${files}/enrolment`).send({}).expect(201))
      .body as { code: string };
    const { token } = (await desk.anyone().post('/api/collectors').send({ code }).expect(201)).body as {
      token: string;
    };

    await page.goto('/patching');
    const exploited = page.locator('li', { hasText: 'Utnyttes nå' }).getByRole('link');
    await exploited.getByText('0 servere').waitFor();
    // The line is up before anything is said on it.
    await page.waitForTimeout(1_000);
    await desk
      .anyone()
      .post('/api/patch-reports')
      .set('Authorization', `Bearer ${token}`)
      .send({
        scannedAt: new Date().toISOString(),
        source: 'apt',
        osName: 'Debian GNU/Linux',
        osVersion: '12.11',
        rebootPending: false,
        updates: [
          {
            id: 'sudo',
            title: 'sudo',
            version: '1.9.13p3-1+deb12u2',
            severity: 'critical',
            security: true,
            cves: ['CVE-2025-32463'],
            state: 'missing',
            releasedAt: null,
          },
        ],
      })
      .expect(200);
    await exploited.getByText('1 server', { exact: true }).waitFor();
    await exploited.click();
    await page.getByRole('link', { name: 'fjv-fil-01' }).click();
    await page.getByText('CVE-2025-32463').waitFor();
    expect(await accessFaults(page)).toEqual([]);
    await page.getByLabel('Velg sudo').check();
    const change = page.getByRole('link', { name: 'Lag endring med 1 oppdatering' });
    expect(await change.getAttribute('href')).toBe(`/changes/new?items=${files}&updates=sudo`);
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
