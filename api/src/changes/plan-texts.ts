import { Injectable } from '@nestjs/common';
import type { FileChange, PlanChange } from '@felles/contracts/http';
import type { TextPurpose } from '@felles/contracts/values';
import { randomUUIDv7 } from 'node:crypto';
import type { Statement, Write } from '../platform/database/work.js';
import { TicketRecord, type Ticket } from '../tickets/index.js';
import type { Change } from './change-record.js';

const textsOf: Statement = {
  name: 'change-texts',
  text: `select id, body from text_revision where id = any ($1)`,
};

/** The plan's texts: field of the body, column of the row, purpose of the text. */
const planTexts = [
  ['implementation', 'implementationId', 'implementation'],
  ['test', 'testId', 'test'],
  ['backOut', 'backOutId', 'back_out'],
] as const satisfies readonly (readonly [keyof PlanChange, keyof Change, TextPurpose])[];

type Columns = Pick<Change, (typeof planTexts)[number][1]>;

/** What became of the words of a plan. */
export interface KeptTexts {
  /** Where the change points now. */
  columns: Columns;
  /** Fields of the ticket that changed with it. */
  ticket: Partial<Pick<Ticket, 'title' | 'descriptionId'>>;
  /** Revisions written, by purpose. */
  texts: Partial<Record<TextPurpose, string>>;
  /** Whether anything is other than it was; taking a text away writes none. */
  differs: boolean;
}

const noTexts: Columns = { implementationId: null, testId: null, backOutId: null };

/** Keeps what is written in a plan, as far as it is new. */
@Injectable()
export class PlanTexts {
  constructor(private readonly record: TicketRecord) {}

  keepFirst(write: Write, ticket: Ticket, body: FileChange): KeptTexts {
    return this.keep(write, ticket, { before: noTexts, known: new Map(), body });
  }

  async keepChanged(write: Write, ticket: Ticket, before: Change, body: PlanChange): Promise<KeptTexts> {
    const ids = [...planTexts.map(([, column]) => before[column]), ticket.descriptionId];
    const rows = await write.rows<{ id: string; body: string | null }>(textsOf, [
      ids.filter((id) => id !== null),
    ]);
    const known = new Map(rows.map((row) => [row.id, row.body]));
    const kept = this.keep(write, ticket, { before, known, body });
    const { title, description } = body;
    if (title !== undefined && title !== ticket.title) {
      kept.texts.title = this.record.keepText(write, ticket, { purpose: 'title', body: title });
      kept.ticket.title = title;
    }
    const reason = ticket.descriptionId ? known.get(ticket.descriptionId) : null;
    if (description !== undefined && (description ?? '') !== (reason ?? '')) {
      kept.texts.description = this.record.keepText(write, ticket, {
        purpose: 'description',
        body: description ?? '',
      });
      kept.ticket.descriptionId = kept.texts.description;
    }
    return { ...kept, differs: kept.differs || Object.keys(kept.ticket).length > 0 };
  }

  private keep(
    write: Write,
    ticket: Ticket,
    {
      before,
      known,
      body,
    }: { before: Columns; known: Map<string, string | null>; body: FileChange | PlanChange },
  ): KeptTexts {
    const columns: Columns = {
      implementationId: before.implementationId,
      testId: before.testId,
      backOutId: before.backOutId,
    };
    const texts: KeptTexts['texts'] = {};
    const revisions: Parameters<TicketRecord['keepTexts']>[2] = [];
    let differs = false;
    for (const [field, column, purpose] of planTexts) {
      if (body[field] === undefined) continue;
      const text = body[field]?.trim() ? body[field] : null;
      const was = before[column] ? (known.get(before[column]) ?? null) : null;
      if (text === was) continue;
      differs = true;
      columns[column] = text === null ? null : randomUUIDv7();
      if (text === null) continue;
      texts[purpose] = columns[column]!;
      revisions.push({ id: columns[column]!, purpose, body: text, internal: true });
    }
    if (revisions.length > 0) this.record.keepTexts(write, ticket, revisions);
    return { columns, texts, ticket: {}, differs };
  }
}
