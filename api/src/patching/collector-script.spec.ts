import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConfigurationItemView, UpdatePage } from '@felles/contracts/http';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp, type TestApp } from '../../test/app.js';
import { readReport, type CheckedReport } from './report-format.js';

const folder = path.resolve(import.meta.dirname, '../../../libs/collectors');
const script = path.join(folder, 'felles-patch-report.sh');

interface Ran {
  code: number;
  out: string;
  error: string;
}

/** Not waited for by blocking: the product that answers the script runs in this process. */
function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) =>
    execFile(
      'sh',
      [script, ...args],
      { env: { ...process.env, ...env }, maxBuffer: 1 << 26 },
      (error, out, said) => resolve({ code: error ? Number(error.code) : 0, out, error: said }),
    ),
  );
}

/** The script among recorded answers of another machine's tools. */
async function printed(
  source: 'apt' | 'dnf' | 'zypper',
  env: Record<string, string> = {},
): Promise<CheckedReport> {
  const here = path.join(folder, 'fixtures', source);
  const { code, out, error } = await run(['print'], {
    PATH: `${path.join(here, 'bin')}:${process.env.PATH}`,
    FELLES_SOURCE: source,
    FELLES_ROOT: path.join(here, 'root'),
    ...env,
  });
  expect([code, error]).toEqual([0, '']);
  return readReport(JSON.parse(out));
}

const lines = ({ updates }: CheckedReport, state: string) =>
  updates
    .filter((update) => update.state === state)
    .map(({ id, security, severity, cves, held }) =>
      [id, security ? 'security' : '', severity, cves.join(' '), held ? 'held' : ''].join('|'),
    )
    .sort();

describe('the script on a machine of each kind', () => {
  it('tells security by the archive on Debian, also when the version to install comes from another, and what is held', async () => {
    const report = await printed('apt');
    expect(report).toMatchObject({
      source: 'apt',
      osName: 'Debian GNU/Linux',
      osVersion: '12.11',
      rebootPending: true,
    });
    expect(lines(report, 'missing')).toEqual([
      'curl|security|unknown||',
      // Its installed version came from the security archive; the newer one does not.
      'libc6:i386||unknown||',
      'linux-image-6.1.0-41-amd64|security|unknown||',
      'nginx|security|unknown||held',
      'openssl|security|unknown||',
      'tzdata||unknown||',
    ]);
    // Removed with its settings left behind is not installed; held without anything newer lacks nothing.
    expect(lines(report, 'installed')).toEqual(['libc6||unknown||', 'vim||unknown||']);
  });

  it('takes severity and CVEs from the advisories on RHEL, and leaves out what only becomes obsolete', async () => {
    const report = await printed('dnf');
    expect(report).toMatchObject({
      source: 'dnf',
      osName: 'AlmaLinux',
      osVersion: '9.4',
      rebootPending: true,
    });
    expect(lines(report, 'missing')).toEqual([
      'NetworkManager.x86_64||unknown||',
      'kernel.x86_64|security|important|CVE-2024-41009|',
      'openssl-libs.x86_64|security|moderate|CVE-2024-5535 CVE-2024-6119|',
      'vim-minimal.x86_64||unknown||',
    ]);
    expect(lines(report, 'installed')).toEqual(['bash.x86_64||unknown||']);
  });

  it('takes patches with their category on SUSE, and reads their words right', async () => {
    const report = await printed('zypper');
    expect(report.updates.find(({ security }) => security)).toMatchObject({
      id: 'SUSE-SLE-Module-Basesystem-15-SP5-2024-3766',
      title: 'Security update for openssl-1_1 & friends: "timing"',
      severity: 'important',
      cves: ['CVE-2024-6119', 'CVE-2024-5535'],
    });
    expect(lines(report, 'missing')).toHaveLength(3);
  });

  it('reports nothing rather than half when a tool cannot answer', async () => {
    // The zypper fixture has no apt: its plan fails.
    const broken = mkdtempSync(path.join(tmpdir(), 'felles-broken-'));
    execFileSync('sh', [
      '-c',
      `printf '#!/bin/sh\\necho "E: broken" >&2\\nexit 100\\n' > ${broken}/apt-get && chmod +x ${broken}/apt-get`,
    ]);
    const { code, out, error } = await run(['print'], {
      PATH: `${broken}:${process.env.PATH}`,
      FELLES_SOURCE: 'apt',
    });
    rmSync(broken, { recursive: true });
    expect([code, out]).toEqual([75, '']);
    expect(error).toContain('nothing is reported: E: broken');
  });

  it('sends no token by an open line', async () => {
    expect(await run(['enrol', 'http://felles.example', 'AAAA'])).toMatchObject({
      code: 2,
      error: expect.stringContaining('only sent by https'),
    });
    expect((await run(['enrol', 'https://x"; url = "http://evil.example', 'A'])).code).toBe(2);
    expect((await run([])).code).toBe(2);
  });
});

const onDebian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
const here = onDebian ? describe : describe.skip;

// Skipped where there is no apt: it asks the machine it runs on.
here('the script on this Debian machine against a running product', () => {
  let desk: TestApp;
  let home: string;
  beforeAll(async () => {
    desk = await startApp();
    home = mkdtempSync(path.join(tmpdir(), 'felles-collector-'));
  });
  afterAll(async () => {
    await desk?.close();
    rmSync(home, { recursive: true, force: true });
  });

  it.each([['curl'], ['wget']])(
    'enrols, reports what apt-get says, repeats without doubles and is refused once withdrawn (%s)',
    async (tool) => {
      const siri = await desk.as('siri');
      const id = tool === 'curl' ? desk.world.items.files : desk.world.items.host;
      const at = `/api/configuration-items/${id}`;
      const env = {
        FELLES_HOME: path.join(home, tool),
        FELLES_SOURCE: 'apt',
        FELLES_TRIES: '1',
        LANG: 'en_GB.UTF-8',
        ...(tool === 'wget' ? { FELLES_USE_WGET: '1' } : {}),
      };
      const { code: offered } = (await siri.post(`${at}/enrolment`).send({}).expect(201)).body as {
        code: string;
      };
      const enrolled = await run(['enrol', desk.url, offered], env);
      expect([enrolled.code, enrolled.error]).toEqual([0, '']);
      expect(enrolled.out).toContain(tool === 'curl' ? 'fjv-fil-01' : 'fjv-host-01');
      const kept = path.join(env.FELLES_HOME, 'collector');
      expect(statSync(kept).mode & 0o777).toBe(0o600);
      expect((await run(['enrol', desk.url, offered], env)).error).toContain(
        'used, has expired or is misspelt',
      );

      const first = await run(['report'], env);
      expect([first.code, first.error]).toEqual([0, '']);
      const second = await run(['report'], env);
      expect(second.code).toBe(0);

      // What the machine itself says, by another way.
      const plan = execFileSync('apt-get', ['-s', '-o', 'Debug::NoLocking=1', 'dist-upgrade'], {
        env: { ...process.env, LC_ALL: 'C' },
        encoding: 'utf8',
      });
      const pending = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name!).sort();
      const summary = /^(\d+) upgraded, (\d+) newly installed/m.exec(plan)!;
      expect(pending).toHaveLength(Number(summary[1]) + Number(summary[2]));
      const listed: string[] = [];
      let cursor: string | null = '';
      do {
        const page: UpdatePage = (
          await siri.get(`${at}/updates?limit=500${cursor && `&cursor=${cursor}`}`).expect(200)
        ).body as UpdatePage;
        listed.push(...page.items.filter(({ held }) => !held).map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(listed.sort()).toEqual(pending);
      const item = (await siri.get(at)).body as ConfigurationItemView;
      expect(item.patch!.missingSecurity + item.patch!.missingOther).toBeGreaterThanOrEqual(pending.length);
      expect(item.patch!.osVersion).toBe(readFileSync('/etc/debian_version', 'utf8').trim());
      const rows = await desk.database.sql<{ n: number; ids: number }>(
        `select count(*)::int as n, count(distinct update_id)::int as ids from server_update where configuration_item_id = $1`,
        [id],
      );
      expect(rows[0]!.n).toBe(rows[0]!.ids);

      await siri.delete(`${at}/collector`).expect(204);
      const refused = await run(['report'], env);
      expect([refused.code, refused.out]).toEqual([1, '']);
      expect(refused.error).toBe(
        'felles-patch-report: The token has been withdrawn or belongs to no server here; enrol the server again with a new code.\n',
      );
    },
    300_000,
  );
});
