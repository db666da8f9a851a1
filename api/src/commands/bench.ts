import path from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../start/installation.js';
import { said } from './said.js';

/**
 * `npm run bench -- [--sizes 10000,100000,1000000] [--clients 1,8,32] [--seconds 4] [--out file]`; with `--reports` only the
 * reports are measured.
 */
await said(async () => {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '10000,100000,1000000' },
      clients: { type: 'string', default: '1,8,32' },
      reports: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '4' },
      out: { type: 'string' },
    },
  });
  const numbers = (text: string) => text.split(',').map(Number);
  const outOf = (name: string) => values.out ?? path.join(repository, '.data', name);
  // Only this command needs the bench; the product is built without it.
  if (values.reports) {
    const { benchReports } = await import('../../bench/reports.js');
    await benchReports({ sizes: numbers(values.sizes), out: outOf('bench-reports.json') });
    process.exit(0);
  }
  const { bench } = await import('../../bench/run.js');
  await bench({
    sizes: numbers(values.sizes),
    clients: numbers(values.clients),
    seconds: Number(values.seconds),
    out: outOf('bench.json'),
  });
  process.exit(0);
});
