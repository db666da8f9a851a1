import type { ChangeTicket, TicketView } from '@felles/contracts/http';
import type { Level } from '@felles/domain';

/** The fields of the change form; '' stands for "not chosen". */
export interface EditedFields {
  title: string;
  description: string;
  requesterId: string;
  impact: Level;
  urgency: Level;
  serviceId: string;
  categoryId: string;
  siteId: string;
  configurationItemId: string;
}

export function fieldsOf(ticket: TicketView): EditedFields {
  return {
    title: ticket.title,
    description: ticket.description ?? '',
    requesterId: ticket.requester?.id ?? '',
    impact: ticket.impact,
    urgency: ticket.urgency,
    serviceId: ticket.service?.id ?? '',
    categoryId: ticket.category?.id ?? '',
    siteId: ticket.site?.id ?? '',
    configurationItemId: ticket.configurationItemId ?? '',
  };
}

/** Only what one has changed oneself: what others changed meanwhile is left to them. */
export function changesBetween(before: EditedFields, after: EditedFields): ChangeTicket {
  const names = Object.keys(after) as (keyof EditedFields)[];
  const changed = names.filter((name) => before[name] !== after[name]);
  // A choice taken back is null; a text taken back is an empty one.
  return Object.fromEntries(
    changed.map((name) => [name, after[name] || (name === 'description' ? '' : null)]),
  );
}
