import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importKev } from '../src/import/index.js';
import type { TestApp } from './app.js';

/** The update the tests are about. */
export const openssl = {
  id: 'openssl',
  title: 'openssl 3.0.17',
  version: '3.0.17-1~deb12u2',
  severity: 'critical',
  security: true,
  cves: ['CVE-2025-32463'],
  releasedAt: null,
} as const;

/** Enrols a server as its administrator does. @returns how it says from then on what it has of openssl. */
export async function enrol(
  desk: TestApp,
  itemId: string,
): Promise<(state: 'missing' | 'installed') => Promise<void>> {
  const arne = await desk.as('arne');
  const offered = await arne.post(`/api/configuration-items/${itemId}/enrolment`).send({}).expect(201);
  const { code } = offered.body as { code: string };
  const enrolled = await desk.anyone().post('/api/collectors').send({ code }).expect(201);
  const { token } = enrolled.body as { token: string };
  return async (state) => {
    const [clock] = await desk.database.sql<{ now: Date }>('select felles_now() as now');
    await desk
      .anyone()
      .post('/api/patch-reports')
      .set('Authorization', `Bearer ${token}`)
      .send({
        scannedAt: clock!.now.toISOString(),
        source: 'apt',
        osName: 'Debian GNU/Linux',
        osVersion: '12.11',
        rebootPending: false,
        updates: [{ ...openssl, state }],
      })
      .expect(200);
  };
}

/** CISA's catalogue with one entry. */
export async function bringInCatalogue(desk: TestApp, cveID: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'felles-kev-'));
  const file = path.join(folder, 'kev.json');
  const entry = {
    cveID,
    vendorProject: 'OpenSSL',
    product: 'OpenSSL',
    vulnerabilityName: 'OpenSSL',
    dateAdded: '2026-08-01',
    dueDate: '2026-08-22',
    knownRansomwareCampaignUse: 'Unknown',
  };
  writeFileSync(file, JSON.stringify({ catalogVersion: '1', count: 1, vulnerabilities: [entry] }));
  await importKev(desk.database.owner, file);
  rmSync(folder, { recursive: true });
}
