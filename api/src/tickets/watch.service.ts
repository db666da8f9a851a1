import { Injectable } from '@nestjs/common';
import type { TicketView } from '@felles/contracts/http';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor, type Statement } from '../platform/database/work.js';
import { authorOf, Log } from '../platform/events/log.js';
import type { Asker } from '../platform/http/asker.js';
import { TicketRecord } from './ticket-record.js';
import { assertInSight } from './ticket-sight.js';
import { TicketWatcher } from './ticket.entity.js';

const markSeen: Statement = {
  name: 'notification-seen',
  text: `update notification set seen_at = felles_now() where ticket_id = $1 and person_id = $2 and seen_at is null`,
};

/** Following a ticket, and having read what one was told about it. */
@Injectable()
export class WatchService {
  constructor(
    private readonly work: AskerWork,
    private readonly record: TicketRecord,
    private readonly log: Log,
  ) {}

  set(asker: Asker, id: string, watching: boolean): Promise<TicketView> {
    const { personId } = asker.actor;
    return this.record.change(asker, id, 'watch', async (write, { ticket, now }) => {
      if ((await write.manager.existsBy(TicketWatcher, { ticketId: id, personId })) === watching) return;
      if (watching)
        await write.manager.insert(TicketWatcher, {
          ticketId: id,
          personId,
          organisationId: ticket.organisationId,
          since: now,
        });
      else await write.manager.delete(TicketWatcher, { ticketId: id, personId });
      this.log.record(write, authorOf(asker.actor, asker.correlationId), {
        type: watching ? 'ticket.watched' : 'ticket.unwatched',
        organisationId: ticket.organisationId,
        subject: { kind: 'ticket', id, version: ticket.version },
        facts: { personId: watching ? [null, personId] : [personId, null] },
      });
    });
  }

  async markSeen(asker: Asker, id: string): Promise<void> {
    await this.work.write(openingFor(asker.actor, false), async (write) => {
      await assertInSight(write, id);
      await write.rows(markSeen, [id, asker.actor.personId]);
    });
  }
}
