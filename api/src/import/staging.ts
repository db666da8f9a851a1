import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import type pg from 'pg';
import type { SourceRow } from './incident-history.js';
import { cellsOf, isHeader, problemOf } from './servicenow-format.js';

/** The file is not what it was said to be; nothing has been changed. */
export class NotThisFormat extends Error {}

export interface BadRow {
  line: number;
  number: string | null;
  reason: string;
}

interface Staged {
  seq: number;
  line: number;
  number: string | null;
  problem: string | null;
  raw: string;
  cells: string;
}

interface Parsed {
  record: string[];
  raw: string;
  info: { lines: number };
}

const batchSize = 1_000;
// Only this connection sees it, and it goes with it.
const makeTable = `create temporary table staged (seq integer primary key, line integer not null, number text, problem text,
  raw text not null, cells jsonb not null)`;
const addRows = `insert into staged select * from jsonb_populate_recordset(null::staged, $1)`;

// A row continues its incident when the row right before has the same number; a number that begins twice lies apart.
const markApart = `with begun as (
    select seq, number, row_number() over (partition by number order by seq) as time from (
      select seq, number, lag(number) over (order by seq) is distinct from number as begins from staged) r
    where begins and number is not null)
  update staged s set problem = 'the rows of ' || s.number || ' lie apart'
    from begun b where b.seq = s.seq and b.time > 1 and s.problem is null`;

/** The first pass: the whole file, read and checked, waiting in a temporary table. */
export class Staging {
  private constructor(private readonly client: pg.Client) {}

  /** @throws NotThisFormat */
  static async read(client: pg.Client, file: string): Promise<Staging> {
    await client.query('drop table if exists staged');
    await client.query(makeTable);
    let waiting: Staged[] = [];
    let seq = 0;
    const flush = async () => {
      if (waiting.length > 0) await client.query(addRows, [JSON.stringify(waiting)]);
      waiting = [];
    };
    let header = false;
    for await (const { record, raw, info } of recordsOf(file)) {
      if (!header) {
        if (!isHeader(record))
          throw new NotThisFormat('its first line does not name the columns of a ServiceNow incident log');
        header = true;
        continue;
      }
      waiting.push(stage(++seq, record, raw, info.lines));
      if (waiting.length >= batchSize) await flush();
    }
    if (!header) throw new NotThisFormat('it is empty');
    await flush();
    await client.query('create index on staged (number)');
    await client.query(markApart);
    await client.query('analyze staged');
    return new Staging(client);
  }

  /** Every row that cannot be used, in the file's order. */
  async badRows(): Promise<BadRow[]> {
    const { rows } = await this.client.query<BadRow>(
      `select line, number, problem as reason from staged where problem is not null order by seq`,
    );
    return rows;
  }

  async counts(): Promise<{ rows: number; incidents: number }> {
    const { rows } = await this.client.query<{ rows: number; incidents: number }>(
      `select count(*)::int as rows, count(distinct number)::int as incidents from staged`,
    );
    return rows[0]!;
  }

  /** The incidents all of whose rows are good, in the file's order. */
  async goodNumbers(): Promise<string[]> {
    const { rows } = await this.client.query<{ number: string }>(
      `select number from staged where number is not null group by number
        having count(problem) = 0 order by min(seq)`,
    );
    return rows.map((row) => row.number);
  }

  async rowsOf(number: string): Promise<SourceRow[]> {
    const { rows } = await this.client.query<SourceRow>(
      `select line, raw, cells from staged where number = $1 order by seq`,
      [number],
    );
    return rows;
  }
}

async function* recordsOf(file: string): AsyncGenerator<Parsed> {
  const parser = parse({
    bom: true,
    raw: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 1_000_000,
  });
  const input = createReadStream(file);
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  try {
    for await (const parsed of parser) yield parsed as Parsed;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    // What the parser cannot even cut into rows is no file of this format; a file that cannot be read says so itself.
    if (code?.startsWith('CSV_')) throw new NotThisFormat(message);
    throw error;
  }
}

function stage(seq: number, record: string[], raw: string, line: number): Staged {
  const cells = cellsOf(record);
  const problem = problemOf(record);
  const storable = (text: string) => text.replaceAll('\0', '\uFFFD');
  return {
    seq,
    line,
    number: cells.number && storable(cells.number),
    problem,
    raw: storable(raw.replace(/[\r\n]+$/, '')),
    // A row that will not be used need not be kept apart.
    cells: problem === null ? (cells as never) : ({} as never),
  };
}
