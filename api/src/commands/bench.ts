import path from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../start/installation.js';
import { said } from './said.js';

/**
 * `npm run bench -- [--sizes 10000,100000,1000000] [--clients 1,8,32] [--seconds 4] [--out file]`: what the desk does all day.
 * `npm run bench -- --practices [--out file]`: patch reports and the board, on a database of their own.
 */
await said(async () => {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '10000,100000,1000000' },
      clients: { type: 'string', default: '1,8,32' },
      seconds: { type: 'string', default: '4' },
      practices: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  const out = values.out ?? path.join(repository, `.data/bench${values.practices ? '-practices' : ''}.json`);
  // Only this command needs the bench; the product is built without it.
  if (values.practices) {
    const { benchPatching } = await import('../../bench/patching.js');
    await benchPatching({ out });
    process.exit(0);
  }
  const { bench } = await import('../../bench/run.js');
  const numbers = (text: string) => text.split(',').map(Number);
  await bench({
    sizes: numbers(values.sizes),
    clients: numbers(values.clients),
    seconds: Number(values.seconds),
    out,
  });
  process.exit(0);
});
