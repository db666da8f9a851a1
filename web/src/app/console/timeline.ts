import type { EntryView, EventView, TicketView } from '@felles/contracts/http';

/** What stands in a conversation, oldest first: what people said, and what happened between. */
export type Line = { key: string; at: string } & ({ entry: EntryView } | { event: EventView });

/** Told by other means: the description, the entries themselves, or nobody's concern here. */
const untold = [
  'ticket.filed',
  'ticket.replied',
  'ticket.noted',
  'ticket.watched',
  'ticket.unwatched',
  'ticket.recorded',
];

export function timeline(ticket: Pick<TicketView, 'entries'>, events: readonly EventView[]): Line[] {
  const said = ticket.entries.map((entry): Line => ({ key: entry.id, at: entry.writtenAt, entry }));
  const happened = events
    .filter((event) => !untold.includes(event.type))
    .map((event): Line => ({ key: event.cursor, at: event.occurredAt, event }));
  return [...said, ...happened].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
