import type { FastifyReply } from 'fastify';
import type { Paper } from './paper.js';
import { pdfOf } from './pdf.js';
import { xlsxOf } from './xlsx.js';

const formats = {
  pdf: { type: 'application/pdf', write: pdfOf },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: xlsxOf },
} as const;
export type PaperFormat = keyof typeof formats;

/** Sends a paper as a file to save. */
export async function sendPaper(reply: FastifyReply, paper: Paper, format: PaperFormat): Promise<void> {
  const { type, write } = formats[format];
  const bytes = await write(paper);
  await reply
    .header('Content-Type', type)
    .header('Content-Disposition', `attachment; filename="${paper.fileName}.${format}"`)
    .header('Cache-Control', 'private, no-store')
    .send(bytes);
}
