import type { EventType } from '@felles/contracts/values';
import { holds, mayApprove, maySee, maySeeInternal, type Actor, type TicketSight } from '@felles/domain';

/** The events somebody may be told of. */
export const toldEvents = [
  'ticket.assigned',
  'ticket.started',
  'ticket.replied',
  'ticket.noted',
  'ticket.held',
  'ticket.woken',
  'ticket.resolved',
  'ticket.reopened',
  'ticket.closed',
  'ticket.cancelled',
  'change.submitted',
  'change.assessed',
  'change.authorised',
  'change.rejected',
  'change.implemented',
  'change.reviewed',
  'major.declared',
  'major.update_overdue',
] as const satisfies readonly EventType[];
export type ToldEvent = (typeof toldEvents)[number];

export function isTold(type: EventType): type is ToldEvent {
  return (toldEvents as readonly EventType[]).includes(type);
}

/** What happened, as far as it decides who is told. */
export interface Happening {
  type: ToldEvent;
  /** Who did it; null for the system. */
  actorId: string | null;
  facts: Readonly<Partial<Record<string, readonly [unknown, unknown]>>>;
}

/** The ticket as it stands now, who follows it, and the rights of everybody concerned (null: may not enter at all). */
export interface Concerned {
  ticket: TicketSight;
  watcherIds: readonly string[];
  /** Who could be asked to approve it, where it has come to that. */
  approverIds?: readonly string[];
  actors: Readonly<Record<string, Actor | null | undefined>>;
}

/**
 * Whom to tell. Never whoever did it, and nobody who may not see the ticket today, or its internal notes where it is
 * about one.
 */
export function whomToTell(happening: Happening, concerned: Concerned): string[] {
  const { ticket, actors } = concerned;
  const ids = new Set(candidates(happening, concerned));
  return [...ids].filter((id): id is string => {
    if (!id || id === happening.actorId) return false;
    const actor = actors[id];
    if (!actor) return false;
    return happening.type === 'ticket.noted' ? maySeeInternal(actor, ticket) : maySee(actor, ticket);
  });
}

function candidates(
  happening: Happening,
  { ticket, watcherIds, approverIds = [], actors }: Concerned,
): (string | null)[] {
  const { requesterId, assigneeId } = ticket;
  switch (happening.type) {
    case 'ticket.replied':
      return speaksForDesk(happening, ticket, actors)
        ? [requesterId, ...watcherIds]
        : [requesterId, assigneeId, ...watcherIds];
    case 'ticket.resolved':
    case 'ticket.closed':
    case 'ticket.cancelled':
      return [requesterId, ...watcherIds];
    case 'ticket.reopened':
      return [assigneeId, ...watcherIds];
    case 'ticket.woken':
      return [assigneeId];
    case 'ticket.held':
      return after(happening, 'holdReason') === 'requester' ? [requesterId] : [];
    case 'ticket.assigned':
    case 'ticket.started':
      return [after(happening, 'assigneeId')];
    // Who leads a major is told that they do, and when they have said nothing for too long.
    case 'major.declared':
    case 'major.update_overdue':
      return [after(happening, 'managerId')];
    case 'ticket.noted':
      return [...watcherIds];
    case 'change.submitted':
    case 'change.assessed':
      return after(happening, 'state') === 'authorise'
        ? approverIds.filter((id) => actors[id] && mayApprove(actors[id], ticket))
        : [];
    case 'change.authorised':
    case 'change.rejected':
    case 'change.reviewed':
      return [requesterId, assigneeId, ...watcherIds];
    case 'change.implemented':
      return [assigneeId ?? requesterId];
  }
}

/** What the event set this fact to; null when it left it as it was. */
function after({ facts }: Happening, name: string): string | null {
  return (facts[name]?.[1] ?? null) as string | null;
}

/** A reply of the desk, and not of the requester or of somebody who speaks for them. */
function speaksForDesk({ actorId }: Happening, ticket: TicketSight, actors: Concerned['actors']): boolean {
  const author = actorId ? actors[actorId] : null;
  return (
    author != null &&
    author.personId !== ticket.requesterId &&
    holds(author, ticket.organisationId, `${ticket.kind}:note`)
  );
}
