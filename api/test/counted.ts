import type { TestDatabase } from '@felles/testing';
import { setTimeout } from 'node:timers/promises';
import { rebuildRollups } from '../src/rollups/index.js';

/**
 * Counts the reports' figures anew, and waits until nothing is left: what another test's open transaction holds back is
 * counted by the running product's reader a moment later.
 */
export async function countEverything({ owner, sql }: TestDatabase): Promise<void> {
  await rebuildRollups(owner);
  for (const end = Date.now() + 20_000; ; await setTimeout(100)) {
    const [row] = await sql<{ left: boolean }>(
      `select exists (select from domain_event e cross join log_reader r
        where r.name = 'rollups' and (e.generation, e.xid, e.id) > (r.generation, r.xid, r.id)) as left`,
    );
    if (!row!.left) return;
    if (Date.now() > end) throw new Error('the rollups never reached the end of the log');
  }
}
