import { isOpen, type TicketState } from '@felles/domain';

/** The queues a list can be asked for; a group's queue is `group:<id>`. */
export const namedQueues = ['mine', 'unassigned', 'open', 'requested', 'watched', 'all'] as const;
export type NamedQueue = (typeof namedQueues)[number];
export type Queue = NamedQueue | `group:${string}`;

const openQueues: readonly string[] = ['mine', 'unassigned', 'open'] satisfies NamedQueue[];

/** Whether a queue shows open work unless other states are asked for. */
export function showsOpenWork(queue: string): boolean {
  return openQueues.includes(queue) || queue.startsWith('group');
}

/** The orders a list can have. Each one stands on an index of its own; `-` is newest or most pressing first. */
export const ticketSorts = ['-openedAt', 'openedAt', '-updatedAt', 'priority'] as const;
export type TicketSort = (typeof ticketSorts)[number];

/** The orders this list can be had in: one that reaches into what is done with goes by when things were opened. */
export function sortsOffered(queue: string, states: readonly TicketState[]): readonly TicketSort[] {
  const reachesFar = queue === 'all' || (showsOpenWork(queue) && !states.every(isOpen));
  return reachesFar ? ['-openedAt', 'openedAt'] : ticketSorts;
}
