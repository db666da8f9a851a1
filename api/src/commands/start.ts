import { parseArgs } from 'node:util';
import { ensureDemo, demoUsers } from '../demo/index.js';
import { ensureRollups } from '../rollups/index.js';
import { Installation, StartProblem } from '../start/installation.js';
import { assertPortFree, Parent } from '../start/parent.js';
import { said } from './said.js';

/** `npm start`: from a bare machine to a desk one can use. */
await said(async () => {
  const { values } = parseArgs({
    options: { processes: { type: 'string', default: process.env.FELLES_PROCESSES ?? '1' } },
  });
  const processes = Number(values.processes);
  if (!Number.isInteger(processes) || processes < 1 || processes > 64)
    throw new StartProblem(`--processes ${values.processes}: give a number from 1 to 64.`);

  const installation = await Installation.open();
  const owner = await step('Database', () => installation.reachDatabase());
  const settings = installation.settings(owner);
  await assertPortFree(settings.host!, settings.port!);
  await step('Schema', () => installation.migrate(owner));
  // FELLES_DEMO=none: an empty desk, for those who bring their own.
  const wanted = !settings.production && process.env.FELLES_DEMO !== 'none';
  const demo = wanted ? await step('Demo municipality', () => ensureDemo(owner)) : false;
  await step('Figures', () => ensureRollups(owner));
  await step('Felles', () => new Parent(installation, settings).start(processes));

  console.log(`\n  Felles is ready:  http://${settings.host}:${settings.port}\n`);
  if (demo) {
    console.log('  Demo users, all with the password felles-demo:');
    for (const { email, what } of demoUsers) console.log(`    ${email.padEnd(24)} ${what}`);
    console.log('\n  Ctrl-C stops it; the data stays.\n');
  }
});

async function step<T>(name: string, act: () => Promise<T>): Promise<T> {
  const from = performance.now();
  process.stdout.write(`  ${name} …`);
  const result = await act();
  process.stdout.write(` ${((performance.now() - from) / 1_000).toFixed(1)} s\n`);
  return result;
}
