import { CopyProblem, importDatabase } from '../platform/database/database-copy.js';
import { StartProblem } from '../start/installation.js';
import { withDatabase } from '../start/with-database.js';
import { said } from './said.js';

/** `npm run import-database -- <file>`: fills an empty database from a copy; screens elsewhere reload. */
await said(async () => {
  const file = process.argv[2];
  if (!file) throw new StartProblem('Say where from: npm run import-database -- felles.copy.gz');
  await withDatabase(async (owner, installation) => {
    await installation.migrate(owner);
    try {
      const counts = await importDatabase(owner, file);
      // The copied log belongs to another cluster's transactions: from here on a new generation counts.
      await installation.migrate(owner);
      const rows = [...counts.values()].reduce((sum, count) => sum + count, 0);
      console.log(
        `${rows} rows of ${counts.size} tables are in place. Put the copied files into ${installation.dataDir}/files.`,
      );
    } catch (error) {
      throw error instanceof CopyProblem ? new StartProblem(error.message) : error;
    }
  });
});
