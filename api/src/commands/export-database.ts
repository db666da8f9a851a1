import { exportDatabase } from '../platform/database/database-copy.js';
import { StartProblem } from '../start/installation.js';
import { withDatabase } from '../start/with-database.js';
import { said } from './said.js';

/** `npm run export-database -- <file>`: everything in the database, as of now, in one file. */
await said(async () => {
  const file = process.argv[2];
  if (!file) throw new StartProblem('Say where to: npm run export-database -- felles.copy.gz');
  await withDatabase(async (owner, { dataDir }) => {
    const counts = await exportDatabase(owner, file);
    const rows = [...counts.values()].reduce((sum, count) => sum + count, 0);
    console.log(
      `${rows} rows of ${counts.size} tables are in ${file}. Attached files are not: copy ${dataDir}/files beside it.`,
    );
  });
});
