import type { TicketKind } from '@felles/domain';

/** Where a ticket is opened: changes in their calendar's area, all else in the console, in the queue it was found in. */
export function addressOf(ticket: { id: string; kind: TicketKind }, queue = 'all'): string[] {
  return ticket.kind === 'change' ? ['/changes', ticket.id] : ['/console', queue, ticket.id];
}
