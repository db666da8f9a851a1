import path from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../start/installation.js';
import { said } from './said.js';

/** `npm run bench -- [--sizes 10000,100000,1000000] [--clients 1,8,32] [--seconds 4] [--operations open,queue] [--out file]` */
await said(async () => {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '10000,100000,1000000' },
      clients: { type: 'string', default: '1,8,32' },
      seconds: { type: 'string', default: '4' },
      operations: { type: 'string' },
      out: { type: 'string', default: path.join(repository, '.data/bench.json') },
    },
  });
  // Only this command needs the bench; the product is built without it.
  const { bench } = await import('../../bench/run.js');
  const numbers = (text: string) => text.split(',').map(Number);
  await bench({
    sizes: numbers(values.sizes),
    clients: numbers(values.clients),
    seconds: Number(values.seconds),
    operations: values.operations?.split(',') ?? null,
    out: values.out,
  });
  process.exit(0);
});
