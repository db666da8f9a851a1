import { inScope, organisationsOf, organisationsRead, rolesIn, unitsRead, type Actor } from './actor.js';
import {
  circlePermissions,
  partyPermissions,
  permissionsOf,
  type Permission,
  type TicketPermission,
} from './permissions.js';
import type { TicketKind } from './words.js';

/** The facts of a ticket that decide who may see it. */
export interface TicketSight {
  kind: TicketKind;
  organisationId: string;
  unitId: string | null;
  requesterId: string | null;
  filedById: string | null;
  assigneeId: string | null;
  restricted: boolean;
  /** People and groups named in a restricted ticket's circle. Ignored while it is unrestricted. */
  circle: readonly { personId?: string | null; groupId?: string | null }[];
}

/**
 * Whether this ticket exists for this person. The same predicate stands in SQL as the policy
 * `ticket_sight` (migrations) and a generated test compares the two.
 *
 * The organisation must be among the asker's; then: own cases always; unrestricted cases by role or as the
 * unit's contact; restricted cases only inside the circle (requester, filer, assignee, named people and groups).
 */
export function maySee(actor: Actor, ticket: TicketSight): boolean {
  if (!organisationsOf(actor).includes(ticket.organisationId)) return false;
  if (isParty(actor, ticket)) return true;
  if (ticket.restricted) return inCircle(actor, ticket);
  if (organisationsRead(actor).includes(ticket.organisationId)) return true;
  return ticket.unitId !== null && unitsRead(actor).includes(ticket.unitId);
}

/** Whether internal notes of a ticket one may see are also for this person. */
export function maySeeInternal(actor: Actor, ticket: TicketSight): boolean {
  return maySee(actor, ticket) && organisationsRead(actor).includes(ticket.organisationId);
}

/** May this person do this to this ticket? The one question code asks; never a role's name. */
export function may(actor: Actor, permission: TicketPermission, ticket: TicketSight): boolean {
  return mayOn(actor, ticket)(permission);
}

/** The same for several acts on one ticket, whose sight is looked into once. */
export function mayOn(actor: Actor, ticket: TicketSight): (permission: TicketPermission) => boolean {
  if (!maySee(actor, ticket)) return () => false;
  const held = [...rolesIn(actor, ticket.organisationId)].map((role) => permissionsOf[role]);
  const beside = isParty(actor, ticket)
    ? partyPermissions
    : ticket.restricted
      ? circlePermissions
      : contactReads;
  return (permission) =>
    inScope(actor, permission) && (held.some((role) => role.has(permission)) || beside.has(permission));
}

export function isParty(actor: Actor, ticket: TicketSight): boolean {
  return ticket.requesterId === actor.personId || ticket.filedById === actor.personId;
}

function inCircle(actor: Actor, ticket: TicketSight): boolean {
  if (ticket.assigneeId === actor.personId) return true;
  return ticket.circle.some(
    (named) =>
      (named.personId && named.personId === actor.personId) ||
      (named.groupId && actor.groups.some((group) => group.groupId === named.groupId)),
  );
}

/** A unit's contact reads the cases of the unit; helping with them comes through being named or filing. */
const contactReads: ReadonlySet<Permission> = new Set([
  'incident:read',
  'request:read',
  'incident:read-history',
  'request:read-history',
]);
