import { Injectable } from '@nestjs/common';
import type { TicketView } from '@felles/contracts/http';
import { inScope, isStorable, parseNumber, type TicketKind } from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { notFound, ProblemError } from '../platform/http/problem-error.js';
import { idByNumber, viewTicket } from './ticket-view.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Injectable()
export class TicketReader {
  constructor(private readonly work: AskerWork) {}

  open({ actor }: Asker, id: string, kind?: TicketKind): Promise<TicketView> {
    return this.work.read(openingFor(actor, true), (read) => viewTicket(read, actor, id, kind));
  }

  openByIdOrNumber({ actor }: Asker, text: string, kind?: TicketKind): Promise<TicketView> {
    if (text.length > 100 || !isStorable(text)) throw notFound();
    return this.work.read(openingFor(actor, true), async (read) => {
      const id = uuid.test(text) ? text.toLowerCase() : await idByNumber(read, parseNumber(text) ?? '', text);
      if (!id) throw notFound();
      const view = await viewTicket(read, actor, id, kind);
      if (!inScope(actor, `${view.kind}:read`)) throw new ProblemError('forbidden');
      return view;
    });
  }
}
