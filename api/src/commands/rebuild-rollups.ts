import { rebuildRollups } from '../rollups/index.js';
import { withDatabase } from '../start/with-database.js';
import { said } from './said.js';

/** `npm run rebuild-rollups`: the figures of the reports, counted anew from the log, whether or not the server runs. */
await said(async () => {
  await withDatabase(async (owner, installation) => {
    await installation.migrate(owner);
    const { tickets, seconds } = await rebuildRollups(owner);
    console.log(`  ${tickets} tickets counted in ${seconds.toFixed(1)} s.`);
  });
});
