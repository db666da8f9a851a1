import { Injectable } from '@nestjs/common';
import type { JoinedNotice } from '@felles/contracts/http';
import { holds, labelIn, type Label } from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor, type Statement } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { notFound } from '../platform/http/problem-error.js';
import { FilingService, TicketLinks } from '../tickets/index.js';

const joined: Statement = {
  name: 'notice-join',
  text: `select n.title, incident_behind(n.id) as behind,
      (select array_agg(p.organisation_id) from notice_place p where p.notice_id = n.id) as places,
      (select s.service_id from notice_service s join service_serves v using (service_id)
         where s.notice_id = n.id and v.organisation_id = any ($2) order by s.service_id limit 1) as "serviceId"
    from notice n where n.id = $1 and n.withdrawn_at is null and (n.ends_at is null or n.ends_at > felles_now())`,
};
const numberOf: Statement = { name: 'ticket-number', text: `select id, number from ticket where id = $1` };

interface Row {
  title: Label;
  behind: string | null;
  places: string[] | null;
  serviceId: string | null;
}

/** "I have this too": one's own case in one tap, beneath what the desk already works on, of which nothing is told. */
@Injectable()
export class MeTooService {
  constructor(
    private readonly work: AskerWork,
    private readonly filing: FilingService,
    private readonly links: TicketLinks,
  ) {}

  join(asker: Asker, noticeId: string): Promise<JoinedNotice> {
    const { actor } = asker;
    return this.work.write(openingFor(actor, false), async (write) => {
      const homes = actor.memberships
        .map(({ organisationId }) => organisationId)
        .filter((id) => holds(actor, id, 'incident:file'));
      const row = await write.row<Row>(joined, [noticeId, homes]);
      const organisationId = homes.find((id) => row?.places?.includes(id));
      if (!row || !organisationId) throw notFound();
      const body = { title: labelIn(actor.language, row.title), organisationId, serviceId: row.serviceId };
      const id = await this.filing.fileOnce(write, asker, { kind: 'incident', body }, (ticket) => {
        if (row.behind)
          this.links.add(write, asker, {
            fromId: ticket.id,
            toId: row.behind,
            kind: 'parent',
            organisationId: ticket.organisationId,
          });
      });
      return (await write.row<JoinedNotice>(numberOf, [id]))!;
    });
  }
}
