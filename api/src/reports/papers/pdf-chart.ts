import type { Chart } from './paper.js';
import { line, quiet, shades, type Element, type PdfPage } from './pdf-page.js';

const height = 140;
const foot = 16;
const legend = 18;
const axis = 34;

/** Columns as vectors. A figure with words for what it shows; its numbers stand in the table beneath. */
export function drawChart(
  page: PdfPage,
  parent: Element,
  chart: Chart,
  say: (value: number) => string,
): void {
  const { doc } = page;
  page.room(height + legend + foot + 40);
  const top = doc.y + 4;
  const bottom = top + legend + height + foot;
  page.drawn(parent, 'Figure', () => draw(page, chart, { top, say }), {
    alt: chart.alt,
    bbox: [page.left, top, page.left + page.width, bottom],
  });
  doc.y = bottom + 10;
}

function draw(
  page: PdfPage,
  chart: Chart,
  { top, say }: { top: number; say: (value: number) => string },
): void {
  const { doc, left, width } = page;
  let x = left;
  if (chart.series.length > 1)
    chart.series.forEach((name, index) => {
      doc.rect(x, top + 2, 8, 8).fill(shades[index]);
      page.write(name, { size: 8, x: x + 12, y: top + 1, width: 150 });
      x += 26 + doc.widthOfString(name);
    });
  const floor = top + legend + height;
  const highest = Math.max(
    4,
    ...chart.points.map(({ values }) =>
      chart.stacked ? values.reduce((sum, one) => sum + one, 0) : Math.max(...values),
    ),
  );
  const most = niceTop(highest);
  const tall = (value: number) => (value / most) * (height - 6);
  for (const part of [0, 0.25, 0.5, 0.75, 1]) {
    const y = floor - tall(most * part);
    doc
      .moveTo(left + axis, y)
      .lineTo(left + width, y)
      .lineWidth(0.5)
      .strokeColor(line)
      .stroke();
    page.write(say(most * part), {
      size: 7,
      colour: quiet,
      x: left,
      y: y - 4,
      width: axis - 6,
      align: 'right',
    });
  }
  const step = (width - axis) / Math.max(1, chart.points.length);
  const bars = chart.stacked ? 1 : chart.series.length;
  const bar = Math.max(0.6, Math.min(26, (step * 0.74) / bars));
  const every = Math.ceil(chart.points.length / (chart.series.length === 1 ? 6 : 14));
  chart.points.forEach(({ tick, values }, index) => {
    const middle = left + axis + (index + 0.5) * step;
    let base = floor;
    values.forEach((value, at) => {
      const high = tall(value);
      const from = chart.stacked ? middle - bar / 2 : middle + (at - bars / 2) * bar;
      if (high > 0) doc.rect(from, base - high, bar * 0.94, high).fill(shades[at]);
      if (chart.stacked) base -= high;
    });
    if (index % every === 0) {
      const room = Math.max(40, step * every);
      page.write(tick, {
        size: 7,
        colour: quiet,
        x: middle - room / 2,
        y: floor + 4,
        width: room,
        align: 'center',
      });
    }
  });
}

/** The smallest round number that is at least this and divides in four. */
export function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 2, 4, 6, 8, 10].map((step) => Math.ceil((step * power) / 4) * 4);
  return steps.find((top) => top >= value) ?? Math.ceil(value / 4) * 4;
}
