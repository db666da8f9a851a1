// Starts one PostgreSQL for the whole run and migrates the template that every test file's database is copied from.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unpackBrowser } from './unpack-browser.mjs';

const repository = path.resolve(import.meta.dirname, '../..');
const compiled = path.join(repository, 'dist/api/api/src/platform/database');

export default async function globalSetup() {
  process.env.FELLES_TEST_CHROMIUM = await unpackBrowser();
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
