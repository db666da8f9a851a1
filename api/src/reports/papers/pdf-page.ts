import PDFDocument from 'pdfkit';
import { createRequire } from 'node:module';

export type Element = PDFKit.PDFStructureElement;
export type Tag =
  'H1' | 'H2' | 'H3' | 'P' | 'Sect' | 'Table' | 'TR' | 'TH' | 'TD' | 'Figure' | 'Caption' | 'THead' | 'TBody';

export const ink = '#1d2733';
export const quiet = '#55606e';
export const line = '#c6ccd4';
/** Told apart by lightness too, so that they are also on a printer without colours. */
export const shades = ['#0b4f8a', '#7fb3a2', '#e0a458', '#b9bfc7'] as const;

const margin = 50;
const files = createRequire(import.meta.url);
// DejaVu has every letter of the Sámi languages.
const fonts = {
  plain: files.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: files.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
};

export interface TextStyle {
  size?: number;
  bold?: boolean;
  colour?: string;
  x?: number;
  y?: number;
  width?: number;
  align?: 'left' | 'right' | 'center';
}

/** A tagged A4 document (PDF 1.7, PDF/UA): what is said stands in the structure, what only decorates does not. */
export class PdfPage {
  readonly doc: PDFKit.PDFDocument;
  readonly root: Element;
  readonly left = margin;
  readonly width: number;
  private readonly done: Promise<Buffer>;

  constructor({ title, language }: { title: string; language: string }) {
    const options = {
      size: 'A4',
      margins: { top: margin, bottom: margin + 16, left: margin, right: margin },
      pdfVersion: '1.7',
      subset: 'PDF/UA',
      tagged: true,
      lang: language === 'en' ? 'en-GB' : `${language}-NO`,
      displayTitle: true,
      bufferPages: true,
      font: fonts.plain,
      info: { Title: title, Producer: 'Felles', Creator: 'Felles' },
    };
    this.doc = new PDFDocument(options as PDFKit.PDFDocumentOptions);
    const pieces: Buffer[] = [];
    this.doc.on('data', (piece: Buffer) => pieces.push(piece));
    this.done = new Promise((resolve, reject) => {
      this.doc.on('end', () => resolve(Buffer.concat(pieces)));
      this.doc.on('error', reject);
    });
    this.width = this.doc.page.width - 2 * margin;
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
  }

  /** Something with parts of its own. @returns it, to add them to; `end()` it afterwards. */
  part(parent: Element, tag: Tag): Element {
    const element = this.doc.struct(tag);
    parent.add(element);
    return element;
  }

  /** Something that is drawn. */
  drawn(
    parent: Element,
    tag: Tag,
    draw: () => void,
    more: { alt?: string; scope?: 'Column' | 'Row'; bbox?: number[] } = {},
  ): void {
    parent.add(this.doc.struct(tag, more, draw));
  }

  /** What only decorates: rules, page numbers, a table's head when it is said again. */
  decoration(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.doc.endMarkedContent();
  }

  write(text: string, style: TextStyle = {}): void {
    this.styled(style).text(text, style.x ?? this.left, style.y ?? this.doc.y, {
      width: style.width ?? this.width,
      align: style.align ?? 'left',
      lineGap: 1.5,
    });
  }

  heightOf(text: string, style: TextStyle): number {
    return this.styled(style).heightOfString(text, { width: style.width ?? this.width, lineGap: 1.5 });
  }

  /** A new page unless so much fits on this one. @returns whether there is a new one. */
  room(height: number): boolean {
    if (this.doc.y + height <= this.bottom) return false;
    this.doc.addPage();
    return true;
  }

  get bottom(): number {
    return this.doc.page.height - this.doc.page.margins.bottom;
  }

  rule(y: number, colour = line): void {
    this.decoration(() =>
      this.doc
        .moveTo(this.left, y)
        .lineTo(this.left + this.width, y)
        .lineWidth(0.5)
        .strokeColor(colour)
        .stroke(),
    );
  }

  /** @param footer what stands at the foot of each page */
  async finish(footer: (page: number, pages: number) => [string, string]): Promise<Buffer> {
    this.root.end();
    const { start, count } = this.doc.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.doc.switchToPage(start + index);
      // Below the margin, where text would otherwise begin a new page.
      this.doc.page.margins.bottom = 0;
      const y = this.doc.page.height - margin;
      const [left, right] = footer(index + 1, count);
      this.decoration(() => {
        this.write(left, { size: 8, colour: quiet, y, width: this.width * 0.7 });
        this.write(right, { size: 8, colour: quiet, y, align: 'right' });
      });
    }
    this.doc.end();
    return this.done;
  }

  private styled({ size = 9.5, bold = false, colour = ink }: TextStyle): PDFKit.PDFDocument {
    return (
      this.doc
        // By its path: under a name of our own it would be read from the disk each time.
        .font(bold ? fonts.bold : fonts.plain)
        .fontSize(size)
        .fillColor(colour)
    );
  }
}
