import { permissionsOf, type Permission, type Role } from './permissions.js';
import type { Language } from './words.js';

/** Where a person belongs: one organisation, perhaps one unit, with roles held there. */
export interface Membership {
  organisationId: string;
  unitId: string | null;
  roles: readonly Role[];
}

/** A place in an assignment group, and the organisations that group serves. */
export interface GroupPlace {
  groupId: string;
  role: 'agent' | 'lead';
  serves: readonly string[];
}

/** Who asks: a person with everything their rights follow from. Built once per request from the database. */
export interface Actor {
  personId: string;
  displayName: string;
  language: Language;
  memberships: readonly Membership[];
  groups: readonly GroupPlace[];
  /** A token's scopes narrow what its person may; null is a browser session, which is not narrowed. */
  scopes: readonly Permission[] | null;
  /** How sure we are of who this is: 1 = password, 2 = two factors. */
  assurance: 1 | 2;
}

/** What someone is in one organisation: memberships there, and the groups that serve it. */
export function rolesIn(actor: Actor, organisationId: string): Set<Role> {
  const held = new Set<Role>();
  for (const membership of actor.memberships) {
    if (membership.organisationId === organisationId) for (const role of membership.roles) held.add(role);
  }
  for (const group of actor.groups) {
    if (group.serves.includes(organisationId)) held.add(group.role);
  }
  return held;
}

/** Every organisation the person belongs to or serves. */
export function organisationsOf(actor: Actor): string[] {
  const ids = new Set(actor.memberships.map((membership) => membership.organisationId));
  for (const group of actor.groups) for (const id of group.serves) ids.add(id);
  return [...ids];
}

/** An actor never changes, and is asked this several times in a request. */
const reads = new WeakMap<Actor, readonly string[]>();

/** The organisations whose unrestricted cases the person reads, internal notes included. */
export function organisationsRead(actor: Actor): readonly string[] {
  let known = reads.get(actor);
  if (!known) {
    known = organisationsOf(actor).filter((id) => holds(actor, id, 'incident:read-internal'));
    reads.set(actor, known);
  }
  return known;
}

/** The units whose unrestricted cases the person sees as their contact. */
export function unitsRead(actor: Actor): string[] {
  return actor.memberships.flatMap((m) => (m.roles.includes('unit_contact') && m.unitId ? [m.unitId] : []));
}

/** Whether a role held in that organisation gives the permission, within the token's scopes. */
export function holds(actor: Actor, organisationId: string, permission: Permission): boolean {
  if (!inScope(actor, permission)) return false;
  for (const role of rolesIn(actor, organisationId)) if (permissionsOf[role].has(permission)) return true;
  return false;
}

/** Whether the permission is held in any organisation at all: what a route asks before it knows the ticket. */
export function holdsAnywhere(actor: Actor, permission: Permission): boolean {
  return organisationsOf(actor).some((id) => holds(actor, id, permission));
}

export function inScope(actor: Actor, permission: Permission): boolean {
  return actor.scopes === null || actor.scopes.includes(permission);
}
