import type { TicketKind } from './words.js';

/** The states of incidents and requests. */
export const caseStates = [
  'new',
  'assigned',
  'in_progress',
  'on_hold',
  'resolved',
  'closed',
  'cancelled',
] as const;
export type CaseState = (typeof caseStates)[number];

export const problemStates = [
  'new',
  'investigating',
  'known_error',
  'resolved',
  'closed',
  'cancelled',
] as const;
export type ProblemState = (typeof problemStates)[number];

export const changeStates = [
  'draft',
  'assess',
  'authorise',
  'scheduled',
  'implementing',
  'review',
  'closed',
  'rejected',
  'cancelled',
  'failed',
] as const;
export type ChangeState = (typeof changeStates)[number];

export type TicketState = CaseState | ProblemState | ChangeState;
/** Every state of every kind, once. */
export const ticketStates: readonly TicketState[] = [
  ...new Set<TicketState>([...caseStates, ...problemStates, ...changeStates]),
];
/** The states a queue can be narrowed to: those of the kinds that stand in it. */
export const queuedStates: readonly TicketState[] = [
  ...new Set<TicketState>([...caseStates, ...problemStates]),
];

type Moves<S extends TicketState> = Readonly<Record<S, readonly S[]>>;

/** ITIL 4 incident management: what may follow what. Walked once at start-up by `assertLifecycle`. */
export const incidentMoves = {
  new: ['assigned', 'in_progress', 'on_hold', 'resolved', 'cancelled'],
  assigned: ['new', 'in_progress', 'on_hold', 'resolved', 'cancelled'],
  in_progress: ['assigned', 'on_hold', 'resolved', 'cancelled'],
  on_hold: ['assigned', 'in_progress', 'resolved', 'cancelled'],
  resolved: ['in_progress', 'closed'],
  closed: [],
  cancelled: [],
} as const satisfies Moves<CaseState>;

/** A service request is fulfilled rather than repaired; its path through the desk is the same. */
export const requestMoves = incidentMoves;

/** ITIL 4 problem management. A known error is still open: its cause stands, only the way around it is known. */
export const problemMoves = {
  new: ['investigating', 'known_error', 'resolved', 'cancelled'],
  investigating: ['new', 'known_error', 'resolved', 'cancelled'],
  known_error: ['investigating', 'resolved', 'cancelled'],
  resolved: ['investigating', 'closed'],
  closed: [],
  cancelled: [],
} as const satisfies Moves<ProblemState>;

/**
 * ITIL 4 change enablement. A standard change is authorised beforehand and goes from draft to scheduled; an emergency
 * change skips the assessment; one whose servers all report success needs no review.
 */
export const changeMoves = {
  draft: ['assess', 'authorise', 'scheduled', 'cancelled'],
  assess: ['draft', 'authorise', 'rejected', 'cancelled'],
  authorise: ['draft', 'scheduled', 'rejected', 'cancelled'],
  scheduled: ['draft', 'implementing', 'cancelled'],
  implementing: ['review', 'closed', 'failed'],
  review: ['closed', 'failed'],
  closed: [],
  rejected: ['draft'],
  cancelled: [],
  failed: [],
} as const satisfies Moves<ChangeState>;

type AnyMoves = Readonly<Partial<Record<TicketState, readonly TicketState[]>>>;

const movesByKind: Record<TicketKind, AnyMoves> = {
  incident: incidentMoves,
  request: requestMoves,
  problem: problemMoves,
  change: changeMoves,
};

/** The states that count as work still to do, of cases. */
export const openStates = [
  'new',
  'assigned',
  'in_progress',
  'on_hold',
] as const satisfies readonly CaseState[];

const everyOpenState: ReadonlySet<TicketState> = new Set<TicketState>([
  ...openStates,
  'investigating',
  'known_error',
  'draft',
  'assess',
  'authorise',
  'scheduled',
  'implementing',
  'review',
]);

/** Whether there is still work to do, whatever the kind. The same list makes the column `ticket.open`. */
export function isOpen(state: TicketState): boolean {
  return everyOpenState.has(state);
}

/** The states a ticket of this kind may go to from here. Empty for a final state. */
export function movesFrom(kind: TicketKind, state: TicketState): readonly TicketState[] {
  return movesByKind[kind][state] ?? [];
}

export function canMove(kind: TicketKind, from: TicketState, to: TicketState): boolean {
  return movesFrom(kind, from).includes(to);
}

/** The state that follows from who holds the case, when nothing else has been said. */
export function stateByAssignment(assignment: {
  groupId: string | null;
  assigneeId: string | null;
}): CaseState {
  return assignment.groupId || assignment.assigneeId ? 'assigned' : 'new';
}

/** The state a ticket of this kind begins in. */
export function initialState(
  kind: TicketKind,
  assignment: { groupId: string | null; assigneeId: string | null },
): TicketState {
  if (kind === 'change') return 'draft';
  return kind === 'problem' ? 'new' : stateByAssignment(assignment);
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
 * Walks a lifecycle from the state it begins in: every state is reachable, every move names a known state, no state leads
 * to itself, and from every open state there is a way to an end.
 * @throws Error naming the first state that breaks this.
 */
export function assertLifecycle(name: string, moves: AnyMoves): void {
  const states = Object.keys(moves) as TicketState[];
  const reachableFrom = (start: TicketState) => {
    const seen = new Set<TicketState>([start]);
    for (const state of seen) for (const next of moves[state] ?? []) seen.add(next);
    return seen;
  };
  for (const state of states) {
    for (const next of moves[state]!) {
      if (!(next in moves)) throw new Error(`${name}: ${state} leads to unknown state ${next}`);
      if (next === state) throw new Error(`${name}: ${state} leads to itself`);
    }
  }
  const reachable = reachableFrom(states[0]!);
  for (const state of states) {
    if (!reachable.has(state)) throw new Error(`${name}: ${state} cannot be reached`);
    const ends = [...reachableFrom(state)].some((end) => !isOpen(end) && end !== 'cancelled');
    if (isOpen(state) && !ends) throw new Error(`${name}: ${state} cannot come to an end`);
  }
}

export function assertLifecycles(): void {
  for (const [kind, moves] of Object.entries(movesByKind)) assertLifecycle(kind, moves);
}
