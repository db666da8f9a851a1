import type { Statement, Write } from './work.js';

type Row = Record<string, unknown>;

const prepared = new Map<string, Statement>();

/** One statement per table and set of columns, so that each connection prepares it once. Names come from our code only. */
function statementFor(
  kind: `insert ${number}` | 'update',
  table: string,
  names: readonly string[],
  text: () => string,
): Statement {
  const key = `${kind} ${table} ${names.join(' ')}`;
  let statement = prepared.get(key);
  if (!statement) {
    if (![table, ...names].every((name) => /^[a-zA-Z_]+$/.test(name)))
      throw new Error(`not a column name in ${key}`);
    statement = { name: `${kind.replace(' ', '-')}-${table}-${prepared.size}`, text: text() };
    prepared.set(key, statement);
  }
  return statement;
}

const columnOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Inserts a row; `organisationId` is the column `organisation_id`. */
export function insertRow(write: Write, table: string, row: object): void {
  insertRows(write, table, [row]);
}

/** The same for several rows of one table in one statement. */
export function insertRows(write: Write, table: string, rows: readonly object[]): void {
  const names = Object.keys(rows[0]!);
  const statement = statementFor(
    `insert ${rows.length}`,
    table,
    names,
    () =>
      `insert into ${table} (${names.map(columnOf).join(', ')}) values ${rows
        .map((_, row) => `(${names.map((_, column) => `$${row * names.length + column + 1}`).join(', ')})`)
        .join(', ')}`,
  );
  write.send(
    statement,
    rows.flatMap((row) => Object.values(row as Row)),
  );
}

/** Changes the row with this id. */
export function updateRow(write: Write, table: string, id: string, patch: object): void {
  const names = Object.keys(patch);
  const statement = statementFor(
    'update',
    table,
    names,
    () =>
      `update ${table} set ${names.map((name, index) => `${columnOf(name)} = $${index + 2}`).join(', ')} where id = $1`,
  );
  write.send(statement, [id, ...Object.values(patch as Row)]);
}

const fields = new Map<string, string>();

/** A row as the database names its columns, with the names our code uses. */
export function camelRow<T extends object>(row: object): T {
  const named: Row = {};
  for (const [column, value] of Object.entries(row)) {
    let field = fields.get(column);
    if (!field) {
      field = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      fields.set(column, field);
    }
    named[field] = value;
  }
  return named as T;
}
