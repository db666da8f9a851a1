import { SingleBar } from 'cli-progress';
import { parseArgs } from 'node:util';
import { ensureDemo, growDesk, NotTheDemo } from '../demo/index.js';
import { databaseProblem } from '../platform/database/database-errors.js';
import { StartProblem } from '../start/installation.js';
import { withDatabase } from '../start/with-database.js';
import { said } from './said.js';

const notTheDemo = new StartProblem(
  'This desk is not the demo municipality; cases are made up for the demo only.',
);
const most = 20_000_000;

/** `npm run seed -- --tickets 1000000`: the demo with ten years behind it, whether or not the server runs. */
await said(async () => {
  const tickets = asked();
  if (process.env.NODE_ENV === 'production')
    throw new StartProblem('In production no demo cases are made: this is for trying and measuring.');
  await withDatabase(async (owner, installation) => {
    await installation.migrate(owner);
    if (!(await ensureDemo(owner))) throw notTheDemo;
    const bar = new SingleBar({
      format: '  Telling {bar} {value} of {total} cases, {eta_formatted} left',
      noTTYOutput: true,
      notTTYSchedule: 10_000,
      etaBuffer: 100,
      barCompleteChar: '█',
      barIncompleteChar: '░',
    });
    const from = performance.now();
    let started = false;
    const added = await growDesk(owner, {
      tickets,
      onProgress: (told, total) => {
        if (!started) bar.start(total, 0);
        started = true;
        bar.update(told);
      },
    })
      .catch((error: unknown) => {
        if (error instanceof NotTheDemo) throw notTheDemo;
        if (databaseProblem(error))
          throw new StartProblem(
            'The database went away. What was made stays; the same command makes the rest.',
          );
        throw error;
      })
      .finally(() => bar.stop());
    const seconds = ((performance.now() - from) / 1_000).toFixed(0);
    console.log(
      added > 0 ? `  ${added} cases added in ${seconds} s.` : `  There are ${tickets} cases or more already.`,
    );
  });
});

/** @throws StartProblem in one sentence. */
function asked(): number {
  const usage = 'Say how many there are to be: npm run seed -- --tickets 1000000';
  try {
    const { values } = parseArgs({ options: { tickets: { type: 'string' } } });
    const tickets = Number(values.tickets);
    if (Number.isInteger(tickets) && tickets > 0 && tickets <= most) return tickets;
  } catch {
    // an option there is not
  }
  throw new StartProblem(usage);
}
