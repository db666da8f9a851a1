import type { Statement, Write } from './work.js';

type Row = Record<string, unknown>;

const prepared = new Map<string, Statement>();

/** One statement per table and set of columns, so that each connection prepares it once. Names come from our code only. */
function statementFor(
  kind: 'insert' | 'update',
  table: string,
  names: readonly string[],
  text: () => string,
): Statement {
  const key = `${kind} ${table} ${names.join(' ')}`;
  let statement = prepared.get(key);
  if (!statement) {
    if (![table, ...names].every((name) => /^[a-zA-Z_]+$/.test(name)))
      throw new Error(`not a column name in ${key}`);
    statement = { name: `${kind}-${table}-${prepared.size}`, text: text() };
    prepared.set(key, statement);
  }
  return statement;
}

const columnOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Inserts a row; `organisationId` is the column `organisation_id`. Sent at once, so that several travel in one pipeline. */
export function insertRow(write: Write, table: string, row: object): Promise<unknown> {
  const names = Object.keys(row);
  const statement = statementFor(
    'insert',
    table,
    names,
    () =>
      `insert into ${table} (${names.map(columnOf).join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
  );
  return write.rows(statement, Object.values(row as Row));
}

/** Changes the row with this id. */
export function updateRow(write: Write, table: string, id: string, patch: object): Promise<unknown> {
  const names = Object.keys(patch);
  const statement = statementFor(
    'update',
    table,
    names,
    () =>
      `update ${table} set ${names.map((name, index) => `${columnOf(name)} = $${index + 2}`).join(', ')} where id = $1`,
  );
  return write.rows(statement, [id, ...Object.values(patch as Row)]);
}
