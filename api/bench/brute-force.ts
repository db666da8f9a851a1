import {
  claimingStates,
  windowsMeet,
  type ChangeState,
  type ConflictReason,
  type RelationKind,
} from '@felles/domain';

/** A configuration relation as a plain edge. */
export interface Edge {
  from: string;
  to: string;
  kind: RelationKind;
}

/** A change as far as conflicts go. */
export interface Claim {
  id: string;
  state: ChangeState;
  startsAt: Date;
  endsAt: Date;
  items: readonly string[];
}

export interface Meeting {
  change: string;
  item: string;
  reason: ConflictReason;
  other: string;
}

/** Everything one can walk to along what carries: each step looks at every edge. */
function reachable(start: string, edges: readonly Edge[]): Set<string> {
  const reached = new Set([start]);
  for (let grew = true; grew;) {
    grew = false;
    for (const { from, to, kind } of edges) {
      if (kind === 'connected_to' || !reached.has(from) || reached.has(to)) continue;
      reached.add(to);
      grew = true;
    }
  }
  return reached;
}

/** The conflicts of a plan, found by trying everything with everything. */
export function conflictsByForce(
  plan: Omit<Claim, 'state'>,
  others: readonly Claim[],
  edges: readonly Edge[],
): Meeting[] {
  const hosts = new Map<string, Set<string>>();
  const hostsOf = (item: string) => {
    if (!hosts.has(item)) hosts.set(item, reachable(item, edges));
    return hosts.get(item)!;
  };
  const meetings: Meeting[] = [];
  for (const other of others) {
    if (other.id === plan.id || !(claimingStates as readonly string[]).includes(other.state)) continue;
    if (!windowsMeet(plan, other)) continue;
    for (const item of plan.items)
      for (const touched of other.items) {
        const reason: ConflictReason | null =
          item === touched
            ? 'same_item'
            : hostsOf(item).has(touched)
              ? 'host'
              : hostsOf(touched).has(item)
                ? 'dependant'
                : null;
        if (reason) meetings.push({ change: other.id, item, reason, other: touched });
      }
  }
  return meetings;
}

export const meetingKey = ({ change, item, reason, other }: Meeting) =>
  `${change} ${item} ${reason} ${other}`;
