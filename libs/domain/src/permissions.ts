import type { TicketKind } from './words.js';

/** What someone is within one organisation. `lead` adds to `agent`; it is held per assignment group. */
export const roles = ['employee', 'unit_contact', 'agent', 'lead', 'manager', 'administrator'] as const;
export type Role = (typeof roles)[number];

const desk = ['desk:use', 'session:own', 'catalogue:read'] as const;
type TicketAct =
  | 'read'
  | 'read-internal'
  | 'read-history'
  | 'reply'
  | 'note'
  | 'attach'
  | 'change'
  | 'assign'
  | 'progress'
  | 'hold'
  | 'resolve'
  | 'reopen'
  | 'close'
  | 'cancel'
  | 'restrict'
  | 'link'
  | 'watch';

/** `incident:resolve`, `request:assign`, … : an act on a ticket of that kind. */
export type TicketPermission = `${TicketKind}:${TicketAct}`;
export type Permission =
  | (typeof desk)[number]
  | TicketPermission
  | `${'incident' | 'request'}:file`
  | `${'incident' | 'request'}:file-for-others`
  | 'queue:work'
  | 'ticket:search'
  | 'report:read'
  | 'token:own'
  | 'desk:administer'
  | 'operations:read';

const kinds = ['incident', 'request'] as const;

function acts(...names: (TicketAct | 'file' | 'file-for-others')[]): Permission[] {
  return kinds.flatMap((kind) => names.map((name) => `${kind}:${name}` as Permission));
}

const everyone: readonly Permission[] = [...desk, 'token:own', 'ticket:search', ...acts('file', 'watch')];
const reader: readonly Permission[] = [
  ...acts('read', 'read-internal', 'read-history', 'watch'),
  'ticket:search',
];
const agent: readonly Permission[] = [
  ...reader,
  ...acts('file-for-others', 'reply', 'note', 'attach', 'change', 'assign', 'progress', 'hold'),
  ...acts('resolve', 'reopen', 'close', 'cancel', 'restrict', 'link'),
  'queue:work',
  'report:read',
];

/** The one table of who may do what in an organisation, whatever the ticket. */
export const permissionsOf: Record<Role, ReadonlySet<Permission>> = {
  employee: new Set(everyone),
  unit_contact: new Set(everyone),
  agent: new Set([...everyone, ...agent]),
  lead: new Set([...everyone, ...agent]),
  manager: new Set([...everyone, ...reader, 'report:read']),
  administrator: new Set([...everyone, ...reader, 'report:read', 'desk:administer', 'operations:read']),
};

/** What being a party to a ticket (its requester, or who filed it) allows on that ticket. */
export const partyPermissions: ReadonlySet<Permission> = new Set(
  acts('read', 'read-history', 'reply', 'attach', 'reopen', 'cancel', 'watch'),
);

/** What an agent who is named in the circle keeps on a restricted ticket is what the role gives; a named
 * employee reads and replies. */
export const circlePermissions: ReadonlySet<Permission> = new Set(
  acts('read', 'read-history', 'reply', 'attach', 'watch'),
);

export const allPermissions: readonly Permission[] = [
  ...new Set([...Object.values(permissionsOf).flatMap((set) => [...set]), ...partyPermissions]),
];
