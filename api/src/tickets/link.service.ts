import { Injectable } from '@nestjs/common';
import type { LinkTicket, TicketView } from '@felles/contracts/http';
import { may } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import { insertRow } from '../platform/database/rows.js';
import type { Write } from '../platform/database/work.js';
import { authorOf, Log } from '../platform/events/log.js';
import type { Asker } from '../platform/http/asker.js';
import { claim } from '../platform/http/idempotency.js';
import { invalid, notFound, ProblemError } from '../platform/http/problem-error.js';
import { TicketRecord } from './ticket-record.js';
import { sightOf } from './ticket-sight.js';
import { Ticket, TicketLink } from './ticket.entity.js';

/** Links between two tickets one sees both of. */
@Injectable()
export class TicketLinks {
  constructor(
    private readonly record: TicketRecord,
    private readonly log: Log,
  ) {}

  link(asker: Asker, id: string, body: LinkTicket): Promise<TicketView> {
    return this.record.change(asker, id, 'link', async (write, { ticket }) => {
      if (body.ticketId === id) throw invalid('ticketId', 'not_offered_here');
      const other = await write.manager.findOneBy(Ticket, { id: body.ticketId });
      if (!other || !may(asker.actor, `${other.kind}:read`, await sightOf(write, other)))
        throw invalid('ticketId', 'unknown_id');
      if (await claim(write, asker, { madeId: id, ticketId: id })) return;
      const same = { fromId: id, toId: other.id, kind: body.kind };
      if (await write.manager.existsBy(TicketLink, same)) throw new ProblemError('already_linked');
      this.add(write, asker, { ...same, organisationId: ticket.organisationId });
    });
  }

  unlink(asker: Asker, id: string, linkId: string): Promise<TicketView> {
    return this.record.change(asker, id, 'link', async (write, { ticket }) => {
      const link = await write.manager.findOneBy(TicketLink, { id: linkId });
      if (!link || (link.fromId !== id && link.toId !== id)) throw notFound();
      await write.manager.delete(TicketLink, { id: linkId });
      this.tell(write, asker, 'ticket.unlinked', { ...link, organisationId: ticket.organisationId });
    });
  }

  add(write: Write, asker: Asker, link: Omit<TicketLink, 'id'>): void {
    const made = { id: randomUUIDv7(), ...link };
    insertRow(write, 'ticket_link', made);
    this.tell(write, asker, 'ticket.linked', made);
  }

  private tell(
    write: Write,
    asker: Asker,
    type: 'ticket.linked' | 'ticket.unlinked',
    link: TicketLink,
  ): void {
    const added = type === 'ticket.linked';
    const fact = (value: string) => (added ? ([null, value] as const) : ([value, null] as const));
    this.log.record(write, authorOf(asker.actor, asker.correlationId), {
      type,
      organisationId: link.organisationId,
      subject: { kind: 'ticket', id: link.fromId, version: 0 },
      facts: { linkId: fact(link.id), linkKind: fact(link.kind), otherId: fact(link.toId) },
    });
  }
}
