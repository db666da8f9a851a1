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

  /** @throws ProblemError not_found when out of sight or of another kind, forbidden to a token that may not read such. */
  async open({ actor }: Asker, idOrNumber: string, kind?: TicketKind): Promise<TicketView> {
    if (idOrNumber.length > 100 || !isStorable(idOrNumber)) throw notFound();
    const opening = openingFor(actor, true);
    const view = uuid.test(idOrNumber)
      ? await this.work.ask(opening, (read) => viewTicket(read, actor, idOrNumber.toLowerCase()))
      : await this.work.read(opening, async (read) => {
          const id = await idByNumber(read, parseNumber(idOrNumber) ?? '', idOrNumber);
          return id && viewTicket(read, actor, id);
        });
    if (!view || (kind && view.kind !== kind)) throw notFound();
    if (!inScope(actor, `${view.kind}:read`)) throw new ProblemError('forbidden');
    return view;
  }
}
