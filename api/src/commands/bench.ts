import path from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../start/installation.js';
import { said } from './said.js';

/** `npm run bench -- [--sizes 10000,100000,1000000] [--clients 1,8,32] [--seconds 4] [--out file]`, or `-- --conflicts` */
await said(async () => {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '10000,100000,1000000' },
      clients: { type: 'string', default: '1,8,32' },
      seconds: { type: 'string', default: '4' },
      out: { type: 'string', default: path.join(repository, '.data/bench.json') },
      conflicts: { type: 'boolean', default: false },
    },
  });
  if (values.conflicts) {
    const { benchConflicts } = await import('../../bench/conflicts.js');
    await benchConflicts({ out: path.join(path.dirname(values.out), 'bench-conflicts.json') });
    process.exit(0);
  }
  // Only this command needs the bench; the product is built without it.
  const { bench } = await import('../../bench/run.js');
  const numbers = (text: string) => text.split(',').map(Number);
  await bench({
    sizes: numbers(values.sizes),
    clients: numbers(values.clients),
    seconds: Number(values.seconds),
    out: values.out,
  });
  process.exit(0);
});
