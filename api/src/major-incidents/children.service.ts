import { Injectable } from '@nestjs/common';
import type {
  AttachChildren,
  AttachedChildren,
  RefusedChild,
  SuggestedChild,
  SuggestedChildren,
} from '@felles/contracts/http';
import {
  leastLikeness,
  likeness,
  likenessHours,
  may,
  organisationsRead,
  type TicketState,
} from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor, type Statement } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { notFound, ProblemError } from '../platform/http/problem-error.js';
import { TicketLinks, TicketRecord, viewTicket } from '../tickets/index.js';
import { MajorRecord } from './major-record.js';
import { personRef } from './major-row.js';

const similar: Statement = {
  name: 'major-similar',
  // The newest two hundred of each organisation in the hours around; how like they are is weighed by the rule.
  text: `select t.id, t.number, t.title, t.state, t.opened_at as "openedAt", ${personRef('t.requester_id')} as requester,
      (select json_build_object('id', o.id, 'name', o.name) from organisation o where o.id = t.organisation_id) as organisation,
      t.configuration_item_id is not null and t.configuration_item_id = m.configuration_item_id as "sameItem",
      t.service_id is not null and (t.service_id is not distinct from m.service_id
        or exists (select from major_service s where s.ticket_id = m.id and s.service_id = t.service_id)) as "sameService",
      t.site_id is not null and t.site_id is not distinct from m.site_id as "sameSite",
      words_in_common(t.title, m.title) as "wordsInCommon",
      (extract(epoch from t.opened_at - m.opened_at) / 60)::int as "minutesApart"
    from ticket m
    cross join major_organisation a
    cross join lateral (select x.* from ticket x where x.organisation_id = a.affected_id and x.open and x.kind = 'incident'
        and x.opened_at >= m.opened_at - make_interval(hours => $3) and x.opened_at < m.opened_at + make_interval(hours => $4)
      order by x.opened_at desc, x.id desc limit 200) t
    where m.id = $1 and a.ticket_id = m.id and a.affected_id = any ($2) and t.id <> m.id
      and not exists (select from ticket_link l where l.from_id = t.id and l.kind = 'parent')
      and not exists (select from major_incident other where other.ticket_id = t.id)`,
};
const candidates: Statement = {
  name: 'major-child-candidates',
  text: `select t.id, t.kind = 'incident' and a.affected_id is not null and x.ticket_id is null and t.id <> $1 as fits,
      exists (select from ticket_link l where l.from_id = t.id and l.kind = 'parent') as attached
    from ticket t left join major_organisation a on a.ticket_id = $1 and a.affected_id = t.organisation_id
    left join major_incident x on x.ticket_id = t.id where t.id = any ($2)`,
};

interface SimilarRow extends Omit<SuggestedChild, 'openedAt' | 'likeness' | 'because'> {
  openedAt: Date;
  state: TicketState;
  sameItem: boolean;
  sameService: boolean;
  sameSite: boolean;
  wordsInCommon: number;
  minutesApart: number;
}

const mostSuggested = 50;

/** Incidents that are the same fault, found by what they have in common and attached many at a time. */
@Injectable()
export class ChildrenService {
  constructor(
    private readonly work: AskerWork,
    private readonly record: TicketRecord,
    private readonly majors: MajorRecord,
    private readonly links: TicketLinks,
  ) {}

  /** Likest first. */
  suggest({ actor }: Asker, id: string): Promise<SuggestedChildren> {
    return this.work.read(openingFor(actor, true), async (read) => {
      const [ticket, major] = await Promise.all([viewTicket(read, actor, id), this.majors.of(read, id)]);
      if (!ticket || !major) throw notFound();
      if (!ticket.may.includes('run-major')) throw new ProblemError('forbidden');
      const { before, after } = likenessHours;
      const rows = await read.rows<SimilarRow>(similar, [id, organisationsRead(actor), before, after]);
      const items = rows
        .map(suggestion)
        .filter((one) => one.likeness >= leastLikeness)
        .sort((a, b) => b.likeness - a.likeness || b.openedAt.localeCompare(a.openedAt));
      return { items: items.slice(0, mostSuggested) };
    });
  }

  /** Each that can be; the others are named with why. */
  attach(asker: Asker, id: string, { ticketIds }: AttachChildren): Promise<AttachedChildren> {
    return this.majors.within(asker, async (write) => {
      const opened = await this.majors.open(write, asker, id, { permission: 'run-major', act: 'enter' });
      const rows = await write.rows<{ id: string; fits: boolean; attached: boolean }>(candidates, [
        id,
        ticketIds,
      ]);
      const attached: string[] = [];
      const refused: RefusedChild[] = [];
      for (const ticketId of ticketIds) {
        const found = rows.find((row) => row.id === ticketId);
        if (!found) refused.push({ ticketId, code: 'not_found' });
        else if (found.attached) refused.push({ ticketId, code: 'already_linked' });
        else if (!found.fits) refused.push({ ticketId, code: 'not_offered_here' });
        else {
          // In the order of the locks everybody takes: a case is locked before what hangs on it.
          const child = await this.record.lock(write, ticketId);
          if (!may(asker.actor, 'incident:link', child.sight)) {
            refused.push({ ticketId, code: 'not_offered_here' });
            continue;
          }
          this.links.add(write, asker, {
            fromId: ticketId,
            toId: id,
            kind: 'parent',
            organisationId: child.ticket.organisationId,
          });
          attached.push(ticketId);
        }
      }
      if (attached.length > 0)
        this.record.save(write, asker, opened, {
          type: 'major.children_attached',
          patch: {},
          facts: { childIds: [[], attached] },
        });
      return { attached, refused };
    });
  }
}

function suggestion(row: SimilarRow): SuggestedChild {
  const { sameItem, sameService, sameSite, wordsInCommon, minutesApart } = row;
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    state: row.state,
    organisation: row.organisation,
    requester: row.requester,
    openedAt: row.openedAt.toISOString(),
    likeness: likeness({ sameItem, sameService, sameSite, wordsInCommon, minutesApart }),
    because: [
      ...(sameItem ? (['item'] as const) : []),
      ...(sameService ? (['service'] as const) : []),
      ...(sameSite ? (['site'] as const) : []),
      ...(wordsInCommon > 0 ? (['words'] as const) : []),
    ],
  };
}
