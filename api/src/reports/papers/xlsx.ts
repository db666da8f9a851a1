import { sheetNames } from './sheet-names.js';
import writeExcelFile from 'write-excel-file/node';
import type { Cell, Paper, Table } from './paper.js';

const bold = { fontWeight: 'bold' } as const;

/** Text is written as text and numbers as numbers, whatever they look like: nothing a person typed is ever a formula. */
function typed(cell: Cell) {
  if (cell === null) return null;
  return typeof cell === 'number' ? { type: Number, value: cell } : { type: String, value: cell };
}

/** A paper as a spreadsheet: what it is about on the first sheet, then a sheet for each table. */
export async function xlsxOf(paper: Paper): Promise<Buffer> {
  const tables = paper.sections.flatMap(({ heading, parts }) =>
    parts.filter((part): part is Table => part.kind === 'table').map((table) => ({ heading, table })),
  );
  const words = paper.sections.flatMap(({ heading, parts }) =>
    parts.flatMap((part) =>
      part.kind === 'words' ? [[heading, [part.label, part.text].filter(Boolean).join(': ')]] : [],
    ),
  );
  const name = sheetNames();
  return writeExcelFile([
    {
      sheet: name(paper.title),
      data: [
        [{ type: String, value: paper.title, ...bold }],
        ...paper.lines.map((line) => [typed(line)]),
        ...words.map((row) => row.map((cell) => typed(cell ?? null))),
      ],
      columns: [{ width: 40 }, { width: 90 }],
    },
    ...tables.map(({ heading, table }) => ({
      sheet: name(heading),
      data: [
        table.columns.map((column) => ({ type: String, value: column.name, ...bold })),
        ...table.rows.map((row) => row.map(typed)),
      ],
      columns: table.columns.map(({ share = 1 }) => ({ width: Math.round(18 * share) })),
      stickyRowsCount: 1,
    })),
  ]).toBuffer();
}
