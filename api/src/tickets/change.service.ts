import { Injectable } from '@nestjs/common';
import type { ChangeTicket, RestrictTicket, TicketView } from '@felles/contracts/http';
import { defaultMatrix, planIsOpen, priorityOf, type ChangeState } from '@felles/domain';
import type { Statement, Write } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { invalid, ProblemError } from '../platform/http/problem-error.js';
import { resolveReferences } from './ticket-fields.js';
import { TicketRecord } from './ticket-record.js';
import { TicketCircle, type Ticket } from './ticket.entity.js';

const peopleAndGroups: Statement = {
  name: 'circle-known',
  text: `select coalesce((select array_agg(person_id::text) from membership where person_id = any ($1)), '{}')
      || coalesce((select array_agg(person_id::text) from assignment_group_member where person_id = any ($1)), '{}') as people,
    coalesce((select array_agg(id::text) from assignment_group where id = any ($2)), '{}') as groups`,
};

const requesterWords: Statement = {
  name: 'search-requester-words',
  text: `select add_search_words($1, '', false)`,
};

/** Corrections to what a ticket says, and who may see it. */
@Injectable()
export class ChangeService {
  constructor(private readonly record: TicketRecord) {}

  change(asker: Asker, id: string, body: ChangeTicket): Promise<TicketView> {
    return this.record.change(asker, id, 'change', async (write, opened) => {
      const { ticket } = opened;
      // What has been put before the board stands as it was put; its plan is taken back first.
      if (ticket.kind === 'change' && !planIsOpen(ticket.state as ChangeState))
        throw new ProblemError('move_not_allowed');
      const { title, description, ...fields } = body;
      // class-transformer leaves out nothing: a property that was not sent is undefined
      const patch: Partial<Ticket> = Object.fromEntries(
        Object.entries(fields).filter(([, value]) => value !== undefined),
      );
      const found = await resolveReferences(write, { ...body, organisationId: ticket.organisationId });
      if (patch.impact || patch.urgency) {
        patch.priority = priorityOf(
          patch.impact ?? ticket.impact,
          patch.urgency ?? ticket.urgency,
          found.priority_matrix ?? defaultMatrix,
        );
      }
      const texts: Record<string, string> = {};
      if (title !== undefined && title !== ticket.title) {
        texts.title = this.record.keepText(write, ticket, { purpose: 'title', body: title });
        patch.title = title;
      }
      if (description !== undefined) {
        texts.description = this.record.keepText(write, ticket, {
          purpose: 'description',
          body: description,
        });
        patch.descriptionId = texts.description;
      }
      this.record.save(write, asker, opened, {
        type: 'ticket.changed',
        patch,
        texts: Object.keys(texts).length > 0 ? texts : undefined,
      });
      if (patch.requesterId) write.send(requesterWords, [id]);
    });
  }

  /** Only those in the circle see it from here on: requester, assignee, whoever restricts, and those named. */
  restrict(asker: Asker, id: string, { circle }: RestrictTicket): Promise<TicketView> {
    return this.record.change(asker, id, 'restrict', async (write, opened) => {
      const { ticket, sight } = opened;
      circle.forEach((member, index) => {
        if (!member.personId === !member.groupId) throw invalid(`circle.${index}`, 'malformed');
      });
      const people = [
        ...new Set([asker.actor.personId, ...circle.flatMap((member) => member.personId ?? [])]),
      ];
      const groups = [...new Set(circle.flatMap((member) => member.groupId ?? []))];
      await this.assertKnown(write, circle, people, groups);
      await write.manager.delete(TicketCircle, { ticketId: id });
      const row = { ticketId: id, organisationId: ticket.organisationId };
      await write.manager.insert(TicketCircle, [
        ...people.map((personId) => ({ ...row, personId, groupId: null })),
        ...groups.map((groupId) => ({ ...row, personId: null, groupId })),
      ]);
      const before = ticket.restricted ? sight.circle : [];
      this.record.save(write, asker, opened, {
        type: 'ticket.restricted',
        patch: { restricted: true },
        facts: {
          circlePersonIds: [before.flatMap((member) => member.personId ?? []), people],
          circleGroupIds: [before.flatMap((member) => member.groupId ?? []), groups],
        },
      });
    });
  }

  liftRestriction(asker: Asker, id: string): Promise<TicketView> {
    return this.record.change(asker, id, 'restrict', async (write, opened) => {
      if (!opened.ticket.restricted) throw new ProblemError('move_not_allowed');
      const { circle } = opened.sight;
      this.record.save(write, asker, opened, {
        type: 'ticket.unrestricted',
        patch: { restricted: false },
        facts: {
          circlePersonIds: [circle.flatMap((member) => member.personId ?? []), []],
          circleGroupIds: [circle.flatMap((member) => member.groupId ?? []), []],
        },
      });
      await write.manager.delete(TicketCircle, { ticketId: id });
    });
  }

  private async assertKnown(
    write: Write,
    circle: RestrictTicket['circle'],
    people: string[],
    groups: string[],
  ): Promise<void> {
    const known = (await write.row<{ people: string[]; groups: string[] }>(peopleAndGroups, [
      people,
      groups,
    ]))!;
    circle.forEach((member, index) => {
      if (member.personId && !known.people.includes(member.personId))
        throw invalid(`circle.${index}.personId`, 'unknown_id');
      if (member.groupId && !known.groups.includes(member.groupId))
        throw invalid(`circle.${index}.groupId`, 'unknown_id');
    });
  }
}
