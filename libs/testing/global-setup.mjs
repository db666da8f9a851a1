// Starts one PostgreSQL for the whole run and migrates the template that every test file's database is copied from.
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '../..');
const compiled = path.join(repository, 'dist/api/api/src/platform/database');

/**
 * The Chromium from npm, unpacked once before any test: two that unpack it at the same time trip over each other, and one
 * that another user has unpacked cannot be run. Each user and version has a folder, which stands whole or not at all.
 */
async function unpackBrowser() {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const packageFile = path.join(entry.slice(0, entry.lastIndexOf('build')), 'package.json');
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8'));
  const kept = path.join(tmpdir(), `felles-chromium-${version}-${userInfo().username}`);
  if (!existsSync(kept)) {
    const { default: sparticuz } = await import('@sparticuz/chromium');
    const fresh = mkdtempSync(path.join(tmpdir(), 'felles-chromium-'));
    const before = process.env.TMPDIR;
    process.env.TMPDIR = fresh;
    try {
      await sparticuz.executablePath();
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
    try {
      renameSync(fresh, kept);
    } catch {
      // another run was quicker
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  process.env.FELLES_TEST_CHROMIUM = path.join(kept, 'chromium');
}

export default async function globalSetup() {
  await unpackBrowser();
  const { Cluster } = await import(path.join(compiled, 'cluster.js'));
  const { migrate } = await import(path.join(compiled, 'migrator.js'));
  const folder = mkdtempSync(path.join(tmpdir(), 'felles-test-'));
  chmodSync(folder, 0o755);
  const cluster = await Cluster.open({
    dataDir: folder,
    durable: false,
    settings: { shared_buffers: '256MB' },
  });
  await cluster.start();
  const secret = 'a secret of the tests';
  const template = await cluster.database('template_felles');
  await migrate(template, secret, {
    migrations: path.join(repository, 'migrations'),
    grants: path.join(repository, 'api/src/platform/database/grants.sql'),
  });
  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: template });
  await owner.connect();
  await owner.query('select open_log_generation()');
  await owner.end();
  const superuser = new pg.Client({ connectionString: cluster.address('postgres') });
  await superuser.connect();
  await superuser.query('alter database template_felles is_template true allow_connections false');
  await superuser.end();
  process.env.FELLES_TEST_SUPERUSER = cluster.address('postgres');
  process.env.FELLES_TEST_OWNER = cluster.address('postgres', 'felles_owner');
  process.env.FELLES_TEST_SECRET = secret;
  globalThis.fellesTestServer = {
    stop: () => cluster.stop(),
    remove: () => {
      cluster.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
