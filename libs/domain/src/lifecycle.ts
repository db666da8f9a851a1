import type { TicketKind } from './words.js';

export const ticketStates = [
  'new',
  'assigned',
  'in_progress',
  'on_hold',
  'resolved',
  'closed',
  'cancelled',
] as const;
export type TicketState = (typeof ticketStates)[number];

type Moves = Record<TicketState, readonly TicketState[]>;

/** ITIL 4 incident management: what may follow what. Walked once at start-up by `assertLifecycle`. */
export const incidentMoves = {
  new: ['assigned', 'in_progress', 'on_hold', 'resolved', 'cancelled'],
  assigned: ['new', 'in_progress', 'on_hold', 'resolved', 'cancelled'],
  in_progress: ['assigned', 'on_hold', 'resolved', 'cancelled'],
  on_hold: ['assigned', 'in_progress', 'resolved', 'cancelled'],
  resolved: ['in_progress', 'closed'],
  closed: [],
  cancelled: [],
} as const satisfies Moves;

/** A service request is fulfilled rather than repaired; its path through the desk is the same. */
export const requestMoves = incidentMoves;

const movesByKind: Partial<Record<TicketKind, Moves>> = { incident: incidentMoves, request: requestMoves };

/** The states that count as work still to do. */
export const openStates = [
  'new',
  'assigned',
  'in_progress',
  'on_hold',
] as const satisfies readonly TicketState[];

export function isOpen(state: TicketState): boolean {
  return (openStates as readonly TicketState[]).includes(state);
}

/** The states a ticket of this kind may go to from here. Empty for a final state. */
export function movesFrom(kind: TicketKind, state: TicketState): readonly TicketState[] {
  return movesByKind[kind]?.[state] ?? [];
}

export function canMove(kind: TicketKind, from: TicketState, to: TicketState): boolean {
  return movesFrom(kind, from).includes(to);
}

/** The state that follows from who holds the ticket, when nothing else has been said. */
export function stateByAssignment(assignment: {
  groupId: string | null;
  assigneeId: string | null;
}): TicketState {
  return assignment.groupId || assignment.assigneeId ? 'assigned' : 'new';
}

/** What a requester's public words do to the ticket they are said in. */
export type RequesterReplyEffect = 'append' | 'wake' | 'reopen' | 'new_linked_case';

export function effectOfRequesterReply(state: TicketState, holdReason: string | null): RequesterReplyEffect {
  if (state === 'on_hold' && holdReason === 'requester') return 'wake';
  if (state === 'resolved') return 'reopen';
  if (state === 'closed' || state === 'cancelled') return 'new_linked_case';
  return 'append';
}

/**
 * Walks a lifecycle: every state is reachable from `new`, every move names a known state, no state
 * leads to itself, and every open state can come to an end.
 * @throws Error naming the first state that breaks this.
 */
export function assertLifecycle(name: string, moves: Moves): void {
  const reachable = new Set<TicketState>(['new']);
  for (const state of reachable) {
    for (const next of moves[state]) {
      if (!(next in moves)) throw new Error(`${name}: ${state} leads to unknown state ${String(next)}`);
      if (next === state) throw new Error(`${name}: ${state} leads to itself`);
      reachable.add(next);
    }
  }
  for (const state of ticketStates) {
    if (!reachable.has(state)) throw new Error(`${name}: ${state} cannot be reached`);
    const ends: readonly TicketState[] = moves[state];
    if (isOpen(state) && !ends.includes('resolved')) throw new Error(`${name}: ${state} cannot be resolved`);
  }
}

export function assertLifecycles(): void {
  for (const [kind, moves] of Object.entries(movesByKind)) assertLifecycle(kind, moves);
}
