import path from 'node:path';
import { parseArgs } from 'node:util';
import { repository, StartProblem } from '../start/installation.js';
import { said } from './said.js';

/**
 * `npm run bench -- [--sizes 10000,100000,1000000] [--clients 1,8,32] [--seconds 4] [--operations open,queue] [--out file]`: what
 * the desk does all day.
 * `npm run bench -- --part patching | conflicts | reports`: one practice, on a database of its own.
 */
await said(async () => {
  const { values } = parseArgs({
    options: {
      part: { type: 'string', default: 'desk' },
      sizes: { type: 'string', default: '10000,100000,1000000' },
      clients: { type: 'string', default: '1,8,32' },
      seconds: { type: 'string', default: '4' },
      operations: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const numbers = (text: string) => text.split(',').map(Number);
  const name = values.part === 'desk' ? 'bench' : `bench-${values.part}`;
  const out = values.out ?? path.join(repository, '.data', `${name}.json`);
  // Only this command needs the bench; the product is built without it.
  const parts: Record<string, () => Promise<void>> = {
    desk: async () =>
      (await import('../../bench/run.js')).bench({
        sizes: numbers(values.sizes),
        clients: numbers(values.clients),
        seconds: Number(values.seconds),
        operations: values.operations?.split(',') ?? null,
        out,
      }),
    patching: async () => (await import('../../bench/patching.js')).benchPatching({ out }),
    reports: async () =>
      (await import('../../bench/reports.js')).benchReports({ sizes: numbers(values.sizes), out }),
    conflicts: async () => (await import('../../bench/conflicts.js')).benchConflicts({ out }),
  };
  const part = parts[values.part];
  if (!part) throw new StartProblem(`There is no such part; there are ${Object.keys(parts).join(', ')}.`);
  await part();
  process.exit(0);
});
