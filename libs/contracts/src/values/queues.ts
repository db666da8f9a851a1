/** The queues a list can be asked for; a group's queue is `group:<id>`. */
export const namedQueues = ['mine', 'unassigned', 'open', 'requested', 'watched', 'all'] as const;
export type NamedQueue = (typeof namedQueues)[number];
export type Queue = NamedQueue | `group:${string}`;

/** The orders a list can have. Each one stands on an index of its own; `-` is newest or most pressing first. */
export const ticketSorts = ['-openedAt', 'openedAt', '-updatedAt', 'priority'] as const;
export type TicketSort = (typeof ticketSorts)[number];
