import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip, type Gzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/**
 * A logical copy of the whole database in one gzipped text file: a line of JSON that says what follows, then
 * PostgreSQL's own COPY text up to a line `\.`, table after table, then the sequences. Open, greppable, and the road from
 * the embedded server to another one, in either direction.
 */
const format = 'felles database copy 1';
const endOfTable = '\\.';

interface Header {
  format: string;
  takenAt: string;
  migrations: string[];
}
interface TableLine {
  table: string;
  columns: string[];
}
interface SequencesLine {
  sequences: Record<string, string>;
}

export class CopyProblem extends Error {}

interface TableRow {
  name: string;
  /** Row-level security holds for its owner as well. */
  forced: boolean;
  columns: string[];
  needs: string[];
}

// Every table with its stored columns and the tables its foreign keys name. Partitions are reached through their parent.
const tables = `
  select format('%I.%I', n.nspname, c.relname) as name, c.relforcerowsecurity as forced,
    (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    coalesce((select array_agg(distinct format('%I.%I', fn.nspname, f.relname)) from pg_constraint k
      join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
      where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '{}') as needs
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'auth', 'jobs') and c.relkind in ('r', 'p') and not c.relispartition
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    and format('%I.%I', n.nspname, c.relname) not in ('public.migrations', 'public.clock', 'auth.rights', 'jobs.version', 'jobs.socket_io_attachments')
  order by 1`;

const sequences = `
  select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'S' and n.nspname in ('public', 'auth', 'jobs') order by 1`;

/** Writes the copy, as of one moment, while the product runs on. @returns rows written per table. */
export async function exportDatabase(owner: string, file: string): Promise<Map<string, number>> {
  const client = await connect(owner);
  const out = createGzip({ level: 6 });
  const written = pipeline(out, createWriteStream(file, { mode: 0o600 }));
  try {
    await client.query('begin isolation level repeatable read read only');
    const header: Header = {
      format,
      takenAt: new Date().toISOString(),
      migrations: await appliedMigrations(client),
    };
    await write(out, `${JSON.stringify(header)}\n`);
    const counts = new Map<string, number>();
    for (const { name, columns } of await tablesInOrder(client)) {
      await write(out, `${JSON.stringify({ table: name, columns } satisfies TableLine)}\n`);
      const source = client.query(copyTo(`copy (select ${columns.join(', ')} from ${name}) to stdout`));
      for await (const chunk of source as AsyncIterable<Buffer>) await write(out, chunk);
      await write(out, `${endOfTable}\n`);
      counts.set(name, source.rowCount ?? 0);
    }
    await write(
      out,
      `${JSON.stringify({ sequences: await sequenceValues(client) } satisfies SequencesLine)}\n`,
    );
    out.end();
    await written;
    return counts;
  } finally {
    await client.end();
  }
}

/** Fills an empty, migrated database from a copy, whole or not at all. @throws CopyProblem */
export async function importDatabase(owner: string, file: string): Promise<Map<string, number>> {
  const client = await connect(owner);
  try {
    await client.query('begin');
    const counts = await importWithin(client, file);
    await client.query('commit');
    return counts;
  } finally {
    // Without the commit everything is gone with the connection.
    await client.end();
  }
}

async function importWithin(client: pg.Client, file: string): Promise<Map<string, number>> {
  const lines = linesOf(file);
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new CopyProblem('The copy ends too early: it is not whole.');
    return value;
  };
  const header = parse<Header>(await next().catch(() => '{}'));
  if (header.format !== format) throw new CopyProblem(`${file} is not a copy of a Felles database.`);
  const here = await appliedMigrations(client);
  if (header.migrations.join() !== here.join())
    throw new CopyProblem(
      'The copy was taken by another version of Felles: import it with that version, then upgrade.',
    );
  const { rows } = await client.query<{ inUse: boolean }>('select exists (select from desk) as "inUse"');
  if (rows[0]!.inUse) throw new CopyProblem('This database is in use already: import into an empty one.');
  const order = await tablesInOrder(client);
  await client.query(`truncate ${order.map((table) => table.name).join(', ')} cascade`);

  // What waits for the commit would keep a table from being altered.
  await client.query('set constraints all immediate');
  const counts = new Map<string, number>();
  for (;;) {
    const line = parse<Partial<TableLine & SequencesLine>>(await next());
    if (line.sequences) {
      for (const [name, value] of Object.entries(line.sequences))
        await client.query('select setval($1::regclass, $2::bigint)', [name, value]);
      return counts;
    }
    const known = order.find((table) => table.name === line.table);
    if (!known || known.columns.join() !== line.columns?.join())
      throw new CopyProblem(`The copy has a table this version does not know: ${line.table}.`);
    counts.set(known.name, await copyIn(client, known, next));
  }
}

async function copyIn(client: pg.Client, table: TableRow, next: () => Promise<string>): Promise<number> {
  async function* rows(): AsyncGenerator<string> {
    for (let line = await next(); line !== endOfTable; line = await next()) yield `${line}\n`;
  }
  // COPY refuses to write under row-level security, even where the policy lets everything through; the owner lifts it from
  // itself, in this transaction and for nobody else.
  if (table.forced) await client.query(`alter table ${table.name} no force row level security`);
  const target = client.query(copyFrom(`copy ${table.name} (${table.columns.join(', ')}) from stdin`));
  await pipeline(Readable.from(rows(), { objectMode: true, highWaterMark: 1_000 }), target);
  if (table.forced) await client.query(`alter table ${table.name} force row level security`);
  return target.rowCount ?? 0;
}

/** Ended by a line feed and nothing else: readline would also break at the line separators people paste (U+2028). */
async function* linesOf(file: string): AsyncGenerator<string, undefined> {
  const text = createGunzip().setEncoding('utf8');
  const read = pipeline(createReadStream(file), text);
  // whoever reads the text meets the same failure
  read.catch(() => undefined);
  let rest = '';
  for await (const piece of text as AsyncIterable<string>) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest) yield rest;
}

/** What a table's foreign keys name comes before it. */
async function tablesInOrder(client: pg.Client): Promise<TableRow[]> {
  const waiting = (await client.query<TableRow>(tables)).rows;
  const ordered: TableRow[] = [];
  while (waiting.length > 0) {
    const names = new Set(waiting.map((table) => table.name));
    const index = waiting.findIndex((table) => table.needs.every((need) => !names.has(need)));
    if (index < 0) throw new Error(`tables need each other in a circle: ${[...names].join(', ')}`);
    ordered.push(...waiting.splice(index, 1));
  }
  return ordered;
}

async function sequenceValues(client: pg.Client): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const { name } of (await client.query<{ name: string }>(sequences)).rows) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${name}`,
    );
    if (rows[0]!.called) values[name] = rows[0]!.value;
  }
  return values;
}

async function appliedMigrations(client: pg.Client): Promise<string[]> {
  return (await client.query<{ name: string }>('select name from migrations order by name')).rows.map(
    (row) => row.name,
  );
}

async function connect(owner: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: owner, application_name: 'felles copy' });
  await client.connect();
  return client;
}

async function write(out: Gzip, chunk: string | Buffer): Promise<void> {
  if (!out.write(chunk)) await once(out, 'drain');
}

function parse<T>(line: string): T {
  try {
    return JSON.parse(line) as T;
  } catch {
    // not a line of ours
    return {} as T;
  }
}
