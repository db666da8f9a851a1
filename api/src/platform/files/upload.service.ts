import { Injectable } from '@nestjs/common';
import type { UploadView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { clip, inScope, isStorable, type TicketKind } from '@felles/domain';
import type { MultipartFile } from '@fastify/multipart';
import { fileTypeFromBuffer } from 'file-type';
import { createHash, randomUUIDv7 } from 'node:crypto';
import type { Readable } from 'node:stream';
import { AskerWork } from '../database/database.module.js';
import { openingFor, type Statement } from '../database/work.js';
import type { Asker } from '../http/asker.js';
import { claim } from '../http/idempotency.js';
import { notFound, ProblemError } from '../http/problem-error.js';
import { FileStore, type KeptFile } from './file-store.js';
import { refuseUnreadable } from './unreadable.js';

const addUpload: Statement = {
  name: 'files-add',
  text: `insert into attachment (id, uploaded_by_id, uploaded_at, storage_key, name, type, size, sha256)
    values ($1, $2, felles_now(), $3, $4, $5, $6, $7)`,
};
const fileById: Statement = {
  name: 'files-open',
  text: `select a.storage_key as key, a.name, a.type, a.size::int as size, t.kind
    from attachment a left join ticket t on t.id = a.ticket_id where a.id = $1`,
};
const uploadById: Statement = {
  name: 'files-view',
  text: `select id, name, type, size::int as size from attachment where id = $1`,
};

/** Three characters for each in a header that others have to fit into too. */
const mostNameBytes = 1_000;

export interface OpenedFile {
  name: string;
  type: string;
  size: number;
  stream: Readable;
}

@Injectable()
export class UploadService {
  constructor(
    private readonly work: AskerWork,
    private readonly store: FileStore,
  ) {}

  /** Bytes first, then the row: a file that is listed exists. */
  async upload(asker: Asker, file: MultipartFile): Promise<UploadView> {
    const kept = await this.store.put(file.file).catch(refuseUnreadable);
    try {
      if (file.file.truncated) throw new ProblemError('too_large');
      const id = randomUUIDv7();
      const view: UploadView = {
        id,
        name: safeName(file.filename),
        type: (await fileTypeFromBuffer(kept.head))?.mime ?? plainType(kept.head),
        size: kept.size,
      };
      const before = await this.work.write(openingFor(asker.actor, false), async (write) => {
        const earlier = await claim(write, withFile(asker, view.name, kept), { madeId: id, ticketId: null });
        if (earlier) {
          const known = await write.row<UploadView>(uploadById, [earlier.madeId]);
          // Attached to something that is out of sight by now.
          if (!known) throw notFound();
          return known;
        }
        await write.rows(addUpload, [
          id,
          asker.actor.personId,
          kept.key,
          view.name,
          view.type,
          kept.size,
          kept.sha256,
        ]);
        return null;
      });
      if (before) await this.store.remove(kept.key);
      return before ?? view;
    } catch (error) {
      await this.store.remove(kept.key);
      throw error;
    }
  }

  /** Rights are asked at every fetch; out of sight is not found. */
  async open(asker: Asker, id: string): Promise<OpenedFile> {
    const row = await this.work.ask(openingFor(asker.actor, true), (read) =>
      read.row<{ key: string; name: string; type: string; size: number; kind: TicketKind | null }>(fileById, [
        id,
      ]),
    );
    if (!row || (row.kind && !inScope(asker.actor, `${row.kind}:read`))) throw notFound();
    return { name: row.name, type: row.type, size: row.size, stream: await this.store.open(row.key) };
  }
}

/** The body that a key stands for is the file: its name and its bytes. */
function withFile(asker: Asker, name: string, { sha256 }: KeptFile): Asker {
  if (!asker.intent) return asker;
  const hash = createHash('sha256').update(asker.intent.hash).update(sha256).update(name).digest();
  return { ...asker, intent: { ...asker.intent, hash } };
}

/** A name is something to show, never a path. Control and direction-changing characters would lie about what it is. */
function safeName(name: string | undefined): string {
  const base = (name ?? '')
    .split(/[\\/]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Bidi_Control}\u200b-\u200f\u2028-\u202e\u2060-\u206f]/gu, '')
    .trim();
  const storable = isStorable(base) ? base : base.toWellFormed();
  return clipBytes(clip(storable, limits.fileNameCharacters), mostNameBytes) || 'fil';
}

/** A character can be made of any number of marks; a header has room for only so many bytes. */
function clipBytes(text: string, most: number): string {
  return Buffer.byteLength(text) <= most
    ? text
    : Buffer.from(text)
        .subarray(0, most)
        .toString()
        .replace(/\uFFFD+$/, '');
}

/** What has no signature: text when it reads as UTF-8, else bytes. */
function plainType(head: Buffer): string {
  if (head.includes(0)) return 'application/octet-stream';
  const text = head.toString('utf8');
  // the last character may have been cut in two
  return text.slice(0, -4).includes('\uFFFD') ? 'application/octet-stream' : 'text/plain';
}
