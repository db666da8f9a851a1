import { paperText } from '@felles/i18n';
import { written, type Paper, type Section } from './paper.js';
import { drawChart } from './pdf-chart.js';
import { PdfPage, quiet, type Element } from './pdf-page.js';
import { drawTable } from './pdf-table.js';

/** A paper as PDF: A4, tagged, with its charts as vectors and every number in a table. */
export async function pdfOf(paper: Paper): Promise<Buffer> {
  const page = new PdfPage(paper);
  const top = page.part(page.root, 'Sect');
  page.drawn(top, 'H1', () => page.write(paper.title, { size: 22, bold: true }));
  page.doc.y += 4;
  for (const line of paper.lines) page.drawn(top, 'P', () => page.write(line, { size: 10, colour: quiet }));
  page.doc.y += 14;
  for (const section of paper.sections) drawSection(page, top, section, paper);
  const { lines, title, language } = paper;
  return page.finish((number, pages) => [
    `${title} · ${lines[0]}`,
    paperText(language, 'page', { page: number, pages }),
  ]);
}

function drawSection(page: PdfPage, parent: Element, section: Section, { language }: Paper): void {
  const say = written(language);
  const element = page.part(parent, 'Sect');
  // A heading never stands alone at the foot of a page.
  page.room(section.parts[0]?.kind === 'chart' ? 250 : 90);
  page.drawn(element, section.level === 2 ? 'H2' : 'H3', () =>
    page.write(section.heading, { size: section.level === 2 ? 14 : 11, bold: true }),
  );
  page.doc.y += 4;
  for (const part of section.parts) {
    if (part.kind === 'table') drawTable(page, element, part, say.cell);
    else if (part.kind === 'chart') drawChart(page, element, part, say.number);
    else {
      if (part.label) {
        const { label } = part;
        page.room(40);
        page.drawn(element, 'P', () => page.write(label, { bold: true }));
      }
      page.drawn(element, 'P', () => page.write(part.text));
      page.doc.y += 6;
    }
  }
  element.end();
  page.doc.y += 6;
}
