import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConfigurationItemView } from '@felles/contracts/http';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp, type TestApp } from '../../test/app.js';
import { importKev } from './import-kev.js';
import { readCatalogue } from './kev-format.js';

let desk: TestApp;
let folder: string;
let file: string;
beforeAll(async () => {
  desk = await startApp();
  folder = mkdtempSync(path.join(tmpdir(), 'felles-kev-'));
  file = path.join(folder, 'kev.json');
});
afterAll(async () => {
  await desk?.close();
  rmSync(folder, { recursive: true, force: true });
});

const entry = (cveID: string, more: object = {}) => ({
  cveID,
  vendorProject: 'Linux',
  product: 'Kernel',
  vulnerabilityName: 'Linux Kernel Vulnerability',
  dateAdded: '2026-08-01',
  shortDescription: 'x',
  requiredAction: 'x',
  dueDate: '2026-08-22',
  knownRansomwareCampaignUse: 'Unknown',
  notes: '',
  cwes: [],
  ...more,
});
const catalogue = (vulnerabilities: object[], more: object = {}) =>
  JSON.stringify({
    title: 'CISA',
    catalogVersion: '2026.08.21',
    dateReleased: '2026-08-21T17:46:43Z',
    count: vulnerabilities.length,
    vulnerabilities,
    ...more,
  });
const bring = (text: string) => {
  writeFileSync(file, text);
  return importKev(desk.database.owner, file);
};

describe('the catalogue of what is exploited', () => {
  it('marks what servers lack, makes it security, and is undone by a catalogue without it', async () => {
    const siri = await desk.as('siri');
    const { files } = desk.world.items;
    const { code } = (await siri.post(`/api/configuration-items/${files}/enrolment`).send({})).body as {
      code: string;
    };
    const { token } = (await desk.anyone().post('/api/collectors').send({ code })).body as { token: string };
    const update = (id: string, cves: string[]) => ({
      id,
      title: id,
      version: '1',
      severity: 'low',
      security: false,
      cves,
      state: 'missing',
      releasedAt: null,
    });
    const report = async (updates: object[]) =>
      (
        await desk
          .anyone()
          .post('/api/patch-reports')
          .set('Authorization', `Bearer ${token}`)
          .send({
            scannedAt: new Date().toISOString(),
            source: 'dnf',
            osName: 'AlmaLinux',
            osVersion: '9',
            rebootPending: false,
            updates,
          })
          .expect(200)
      ).body as object;
    expect(
      await report([update('kernel', ['CVE-2026-0001', 'CVE-2026-0002']), update('vim', [])]),
    ).toMatchObject({ status: 'needs_update' });

    const first = catalogue([entry('CVE-2026-0002'), entry('CVE-2026-0009')]);
    expect(await bring(first)).toMatchObject({ added: 2, changed: 0, removed: 0, marked: 1, servers: 1 });
    const patch = async () =>
      ((await siri.get(`/api/configuration-items/${files}`)).body as ConfigurationItemView).patch!;
    expect(await patch()).toMatchObject({
      status: 'needs_security_update',
      missingSecurity: 1,
      missingOther: 1,
      missingExploited: 1,
    });
    const updates = (await siri.get(`/api/configuration-items/${files}/updates`)).body.items;
    expect(updates).toMatchObject([
      { id: 'kernel', exploited: true },
      { id: 'vim', exploited: false },
    ]);
    const events = (await siri.get(`/api/configuration-items/${files}/events`)).body.items;
    expect(events[0]).toMatchObject({
      type: 'server.reassessed',
      actor: { kind: 'import' },
      facts: { status: ['needs_update', 'needs_security_update'] },
    });

    // The same again changes nothing; and a new report is marked as it comes.
    expect(await bring(first)).toMatchObject({ added: 0, changed: 0, removed: 0, marked: 0, servers: 0 });
    expect(
      await report([update('curl', ['CVE-2026-0009']), update('kernel', ['CVE-2026-0002'])]),
    ).toMatchObject({ missingExploited: 2 });

    expect(await bring(catalogue([entry('CVE-2026-0009', { product: 'Kjerne' })]))).toMatchObject({
      added: 0,
      changed: 1,
      removed: 1,
      marked: 1,
    });
    expect(await patch()).toMatchObject({ missingExploited: 1, missingSecurity: 1, missingOther: 1 });
  });

  it.each([
    ['no JSON', '{"vulnerabilities": ['],
    ['another count', catalogue([entry('CVE-2026-0001')], { count: 2 })],
    ['nothing in it', catalogue([])],
    ['no list', '{"catalogVersion":"1","count":0}'],
    ['one that is none', catalogue([entry('CVE-2026-0001'), entry('CVE-1')])],
    ['one twice', catalogue([entry('CVE-2026-0001'), entry('CVE-2026-0001')])],
    ['a day that is none', catalogue([entry('CVE-2026-0001', { dueDate: '2026-02-30' })])],
    ['a word that is none', catalogue([entry('CVE-2026-0001', { knownRansomwareCampaignUse: 'Maybe' })])],
    ['no product', catalogue([entry('CVE-2026-0001', { product: undefined })])],
  ])('is left as it was by a file with %s', async (_, text) => {
    const before = await desk.database.sql('select * from exploited_vulnerability order by cve');
    await expect(bring(text)).rejects.toThrow();
    expect(await desk.database.sql('select * from exploited_vulnerability order by cve')).toEqual(before);
  });
});

const withFile = process.env.FELLES_KEV_FILE ?? '';
// Skipped unless FELLES_KEV_FILE names the published file: it is not ours to carry.
(existsSync(withFile) ? it : it.skip)('reads the catalogue as CISA publishes it', async () => {
  const { vulnerabilities } = readCatalogue(readFileSync(withFile, 'utf8'));
  expect(vulnerabilities.length).toBeGreaterThan(1_600);
  expect(await importKev(desk.database.owner, withFile)).toMatchObject({
    vulnerabilities: vulnerabilities.length,
  });
});
