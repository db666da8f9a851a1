import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { Cluster } from './cluster.js';

it('waits for a server that is on its way down, and starts it again', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'felles-cluster-'));
  chmodSync(dataDir, 0o755);
  const cluster = await Cluster.open({ dataDir, durable: false });
  await cluster.start();
  const busy = new pg.Client({ connectionString: cluster.address('postgres') });
  busy.on('error', () => undefined);
  await busy.connect();
  try {
    const before = cluster.processId();
    // A smart shutdown: while somebody is connected the server is there, and lets nobody else in.
    process.kill(before, 'SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const started = cluster.start();
    await busy.end();
    await started;
    expect(cluster.processId()).not.toBe(before);
    const again = new pg.Client({ connectionString: cluster.address('postgres') });
    await again.connect();
    await again.end();
  } finally {
    await cluster.stop();
    cluster.remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 60_000);
