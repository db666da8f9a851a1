import type { Cell, Column, Table } from './paper.js';
import { quiet, type Element, type PdfPage, type TextStyle } from './pdf-page.js';

const padding = 4;
const size = 8.5;

/** A table whose columns and rows have heads; its head is said again, silently, on each page it goes on to. */
export function drawTable(page: PdfPage, parent: Element, table: Table, say: (cell: Cell) => string): void {
  const { doc } = page;
  const whole = table.columns.reduce((sum, { share = 1 }) => sum + share, 0);
  let x = page.left;
  const places = table.columns.map((column) => {
    const width = (page.width * (column.share ?? 1)) / whole;
    const place = { column, x, width: width - 2 * padding };
    x += width;
    return place;
  });
  const style = (column: Column, width: number, bold: boolean): TextStyle => ({
    size,
    width,
    bold,
    align: column.numeric ? 'right' : 'left',
  });
  const heightOf = (texts: readonly string[], bold: boolean) =>
    Math.max(
      ...places.map(({ column, width }, index) => page.heightOf(texts[index]!, style(column, width, bold))),
    ) +
    2 * padding;
  const names = table.columns.map(({ name }) => name);
  const headHeight = heightOf(names, true);

  const element = page.part(parent, 'Table');
  const drawHead = (write: (index: number, draw: () => void) => void) => {
    const top = doc.y + padding;
    places.forEach(({ column, x, width }, index) =>
      write(index, () =>
        page.write(column.name, { ...style(column, width, true), colour: quiet, x, y: top }),
      ),
    );
    doc.y = top - padding + headHeight;
    page.rule(doc.y - 1, quiet);
  };
  page.room(headHeight + 30);
  const head = page.part(page.part(element, 'THead'), 'TR');
  drawHead((_, draw) => page.drawn(head, 'TH', draw, { scope: 'Column' }));
  const body = page.part(element, 'TBody');
  for (const row of table.rows) {
    const texts = row.map(say);
    const height = heightOf(texts, false);
    if (page.room(height)) page.decoration(() => drawHeadAgain(page, places, style, headHeight));
    const top = doc.y + padding;
    const line = page.part(body, 'TR');
    places.forEach(({ column, x, width }, index) => {
      const draw = () => page.write(texts[index]!, { ...style(column, width, false), x, y: top });
      if (index === 0) page.drawn(line, 'TH', draw, { scope: 'Row' });
      else page.drawn(line, 'TD', draw);
    });
    line.end();
    doc.y = top - padding + height;
    page.rule(doc.y);
  }
  element.end();
  doc.y += 14;
}

function drawHeadAgain(
  page: PdfPage,
  places: readonly { column: Column; x: number; width: number }[],
  style: (column: Column, width: number, bold: boolean) => TextStyle,
  height: number,
): void {
  const top = page.doc.y + padding;
  for (const { column, x, width } of places)
    page.write(column.name, { ...style(column, width, true), colour: quiet, x, y: top });
  page.doc.y = top - padding + height;
}
