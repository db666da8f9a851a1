import type { TicketSight } from '@felles/domain';
import type { Read, Statement } from '../platform/database/work.js';
import { notFound } from '../platform/http/problem-error.js';
import type { Ticket } from './ticket.entity.js';

const circleOf: Statement = {
  name: 'ticket-circle',
  text: `select person_id as "personId", group_id as "groupId" from ticket_circle where ticket_id = $1`,
};

/** The facts that decide who may do what; the circle is asked for only where it counts. */
export async function sightOf(read: Read, ticket: Ticket): Promise<TicketSight> {
  const circle = ticket.restricted
    ? await read.rows<TicketSight['circle'][number]>(circleOf, [ticket.id])
    : [];
  const { kind, organisationId, unitId, requesterId, filedById, assigneeId, restricted } = ticket;
  return { kind, organisationId, unitId, requesterId, filedById, assigneeId, restricted, circle };
}

const inSight: Statement = { name: 'ticket-in-sight', text: `select 1 as seen from ticket where id = $1` };

/** @throws ProblemError not_found: the same answer whether there is no such ticket or it is not for this asker. */
export async function assertInSight(read: Read, ticketId: string): Promise<void> {
  if (!(await read.row(inSight, [ticketId]))) throw notFound();
}
