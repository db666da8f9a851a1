import { SingleBar } from 'cli-progress';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDemo } from '../demo/index.js';
import {
  importKev,
  importServiceNow,
  NotThisFormat,
  UnknownOrganisation,
  type Imported,
  type ImportedCatalogue,
} from '../import/index.js';
import { databaseProblem } from '../platform/database/database-errors.js';
import { StartProblem } from '../start/installation.js';
import { withDatabase } from '../start/with-database.js';
import { said } from './said.js';

const usage =
  'Say what to bring in: npm run import -- servicenow <file.csv> [--organisation host], or npm run import -- kev <file.json>';
const mostToShow = 50;
/** What can be brought in, and what such a file is called. */
const formats = {
  servicenow: 'a ServiceNow incident log',
  kev: 'CISA’s catalogue of known exploited vulnerabilities',
} as const;
type System = keyof typeof formats;
const isSystem = (word: string | undefined): word is System =>
  word !== undefined && Object.hasOwn(formats, word);

/** `npm run import`: another system's history, or CISA's catalogue, whether or not the server runs. */
await said(async () => {
  const { system, file, organisation } = asked();
  await withDatabase(async (owner, installation) => {
    await installation.migrate(owner);
    // On a bare machine the desk it belongs to is the one npm start would have made.
    if (process.env.NODE_ENV !== 'production') await ensureDemo(owner);
    try {
      if (system === 'kev') reportCatalogue(await importKev(owner, file));
      else report(await withBar((onProgress) => importServiceNow(owner, { file, organisation, onProgress })));
    } catch (error) {
      if (error instanceof NotThisFormat)
        throw new StartProblem(`${file} is not ${formats[system]}: ${error.message}. Nothing was changed.`);
      if (error instanceof UnknownOrganisation) throw new StartProblem(error.message);
      if (databaseProblem(error))
        throw new StartProblem(
          'The database went away. What was imported stays; import again and it goes on from there.',
        );
      throw error;
    }
  });
});

async function withBar<T>(
  act: (onProgress: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  const bar = new SingleBar({
    format: '  Importing {bar} {value} of {total} incidents, {eta_formatted} left',
    noTTYOutput: true,
    notTTYSchedule: 5_000,
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
  let started = false;
  try {
    return await act((done, total) => {
      if (!started) bar.start(total, 0);
      started = true;
      bar.update(done);
    });
  } finally {
    bar.stop();
  }
}

/** @throws StartProblem in one sentence. */
function asked(): { system: System; file: string; organisation: string } {
  const { values, positionals } = parse();
  const [system, file, ...rest] = positionals;
  if (!isSystem(system) || !file || rest.length > 0) throw new StartProblem(usage);
  // npm runs this from the repository; a file is meant from where one stands.
  const found = [file, path.resolve(process.env.INIT_CWD ?? '.', file)].find((name) => existsSync(name));
  if (!found || !statSync(found).isFile()) throw new StartProblem(`${file}: there is no such file.`);
  return { system, file: found, organisation: values.organisation };
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

function reportCatalogue({
  version,
  vulnerabilities,
  added,
  changed,
  removed,
  marked,
  servers,
}: ImportedCatalogue): void {
  console.log(
    `  Catalogue ${version}: ${vulnerabilities} vulnerabilities, ${added} new, ${changed} changed, ${removed} gone. ` +
      `${marked} updates on ${servers} servers marked anew.`,
  );
}
