import { Injectable } from '@nestjs/common';
import type { AttachFiles, TicketView } from '@felles/contracts/http';
import { claimFiles } from '../platform/files/claim.js';
import type { Asker } from '../platform/http/asker.js';
import { claim } from '../platform/http/idempotency.js';
import { TicketRecord } from './ticket-record.js';

/** Files added to a ticket without words. */
@Injectable()
export class AttachService {
  constructor(private readonly record: TicketRecord) {}

  attach(asker: Asker, id: string, { attachmentIds }: AttachFiles): Promise<TicketView> {
    return this.record.change(asker, id, 'attach', async (write, opened) => {
      if (attachmentIds.length === 0 || (await claim(write, asker, { madeId: id, ticketId: id }))) return;
      await claimFiles(write, {
        ids: attachmentIds,
        organisationId: opened.ticket.organisationId,
        ticketId: id,
        entryId: null,
        internal: false,
      });
      this.record.save(write, asker, opened, {
        type: 'ticket.attached',
        patch: {},
        facts: { attachmentIds: [[], attachmentIds] },
      });
    });
  }
}
