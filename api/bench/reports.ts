import { tertialAfter, tertialOf, type Tertial } from '@felles/domain';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Installation, repository } from '../src/start/installation.js';
import { Parent } from '../src/start/parent.js';
import { foundOnce, signIn } from './run.js';

export interface ReportsMeasured {
  size: number;
  report: string;
  /** Milliseconds, of as many askings one after the other. */
  askings: number;
  p50: number;
  worst: number;
  bytes: number;
}

const port = 3951;
const askings = 12;
const name = ({ year, number }: Tertial) => `${year}-${number}`;

/** How long a manager waits for each report, one asking after the other, on a desk of this many tickets. */
export async function benchReports(options: { sizes: number[]; out: string }): Promise<void> {
  const lines: ReportsMeasured[] = [];
  for (const size of options.sizes) {
    const dataDir = path.join(repository, '.data', `bench-${size}`);
    const installation = await Installation.open({ ...process.env, FELLES_DATA_DIR: dataDir });
    const owner = await installation.reachDatabase();
    await installation.migrate(owner);
    await foundOnce(owner, size);
    const parent = new Parent(installation, { ...installation.settings(owner), port, logLevel: 'error' });
    await parent.start(1);
    try {
      const cookie = await signIn('lise');
      for (const [report, address] of reports()) {
        const line = { size, report, ...(await ask(address, cookie)) };
        lines.push(line);
        console.log(
          `  ${size} ${report.padEnd(26)} p50 ${line.p50} ms, worst ${line.worst} ms, ${Math.round(line.bytes / 1024)} kB`,
        );
      }
    } finally {
      await parent.stop();
    }
  }
  mkdirSync(path.dirname(options.out), { recursive: true });
  writeFileSync(options.out, `${JSON.stringify({ at: new Date().toISOString(), lines }, null, 2)}\n`);
  console.log(`\nWritten to ${options.out}`);
}

function reports(): [string, string][] {
  const today = new Date().toISOString().slice(0, 10);
  const last = tertialAfter(tertialOf(today), -1);
  const year = Number(today.slice(0, 4));
  const fiveYears = `from=${year - 5}-01-01&to=${year - 1}-12-31`;
  return [
    ['last tertial', `incidents?tertial=${name(last)}`],
    ['last tertial, every kind', `incidents?kind=all&tertial=${name(last)}`],
    ['a tertial nine years ago', `incidents?tertial=${name(tertialAfter(last, -27))}`],
    ['five years', `incidents?${fiveYears}`],
    ['major incidents, tertial', `major-incidents?tertial=${name(last)}`],
    ['last tertial as PDF', `incidents.pdf?tertial=${name(last)}`],
    ['last tertial as XLSX', `incidents.xlsx?tertial=${name(last)}`],
  ];
}

async function ask(address: string, cookie: string): Promise<Omit<ReportsMeasured, 'size' | 'report'>> {
  const taken: number[] = [];
  let bytes = 0;
  for (let asking = 0; asking < askings; asking++) {
    const from = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}/api/reports/${address}`, { headers: { cookie } });
    bytes = (await answer.arrayBuffer()).byteLength;
    if (answer.status !== 200) throw new Error(`${address} answers ${answer.status}`);
    taken.push(performance.now() - from);
  }
  taken.sort((a, b) => a - b);
  return { askings, bytes, p50: Math.round(taken[askings / 2]!), worst: Math.round(taken.at(-1)!) };
}
