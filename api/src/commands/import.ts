import { SingleBar } from 'cli-progress';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDemo } from '../demo/index.js';
import { importServiceNow, NotThisFormat, UnknownOrganisation, type Imported } from '../import/index.js';
import { databaseProblem } from '../platform/database/database-errors.js';
import { StartProblem } from '../start/installation.js';
import { withDatabase } from '../start/with-database.js';
import { said } from './said.js';

const usage = 'Say what to bring in: npm run import -- servicenow <file.csv> [--organisation host]';
const mostToShow = 50;

/** `npm run import`: another system's history, whether or not the server runs. */
await said(async () => {
  const { file, organisation } = asked();
  await withDatabase(async (owner, installation) => {
    await installation.migrate(owner);
    // On a bare machine the desk it belongs to is the one npm start would have made.
    if (process.env.NODE_ENV !== 'production') await ensureDemo(owner);
    const bar = new SingleBar({
      format: '  Importing {bar} {value} of {total} incidents, {eta_formatted} left',
      noTTYOutput: true,
      notTTYSchedule: 5_000,
      barCompleteChar: '█',
      barIncompleteChar: '░',
    });
    let started = false;
    try {
      const result = await importServiceNow(owner, {
        file,
        organisation,
        onProgress: (done, total) => {
          if (!started) bar.start(total, 0);
          started = true;
          bar.update(done);
        },
      });
      bar.stop();
      report(result);
    } catch (error) {
      bar.stop();
      if (error instanceof NotThisFormat)
        throw new StartProblem(
          `${file} is not a ServiceNow incident log: ${error.message}. Nothing was changed.`,
        );
      if (error instanceof UnknownOrganisation) throw new StartProblem(error.message);
      if (databaseProblem(error))
        throw new StartProblem(
          'The database went away. What was imported stays; import again and it goes on from there.',
        );
      throw error;
    }
  });
});

/** @throws StartProblem in one sentence. */
function asked(): { file: string; organisation: string } {
  const { values, positionals } = parse();
  const [system, file, ...rest] = positionals;
  if (system !== 'servicenow' || !file || rest.length > 0) throw new StartProblem(usage);
  // npm runs this from the repository; a file is meant from where one stands.
  const found = [file, path.resolve(process.env.INIT_CWD ?? '.', file)].find((name) => existsSync(name));
  if (!found || !statSync(found).isFile()) throw new StartProblem(`${file}: there is no such file.`);
  return { file: found, organisation: values.organisation };
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { organisation: { type: 'string', default: 'host' } },
    });
  } catch {
    // an option there is not
    throw new StartProblem(usage);
  }
}

function report({ rows, imported, alreadyThere, badRows, leftOut }: Imported): void {
  console.log(
    `  ${rows} rows read: ${imported} incidents imported, ${alreadyThere} were here already, ${leftOut} left out.`,
  );
  for (const { line, number, reason } of badRows.slice(0, mostToShow))
    console.log(`  line ${line}: ${number ?? 'an incident'} left out: ${reason}`);
  if (badRows.length > mostToShow)
    console.log(`  … and ${badRows.length - mostToShow} more lines like these`);
}
