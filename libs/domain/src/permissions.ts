import { filedKinds, ticketKinds, type FiledKind, type TicketKind } from './words.js';

/**
 * What someone is within one organisation. `lead` adds to `agent` and is held per assignment group; `change_manager` sits on
 * the change advisory board (CAB) and approves.
 */
export const roles = [
  'employee',
  'unit_contact',
  'agent',
  'lead',
  'manager',
  'change_manager',
  'administrator',
] as const;
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
  | 'watch'
  // a problem
  | 'diagnose'
  // a change
  | 'plan'
  | 'assess'
  | 'approve'
  | 'implement'
  | 'review'
  // an incident that is major
  | 'declare-major'
  | 'run-major'
  | 'approve-review';

/** `incident:resolve`, `change:approve`, … : an act on a ticket of that kind. */
export type TicketPermission = `${TicketKind}:${TicketAct}`;
export type Permission =
  | (typeof desk)[number]
  | TicketPermission
  | `${TicketKind}:file`
  | `${FiledKind}:file-for-others`
  | 'queue:work'
  | 'ticket:search'
  | 'report:read'
  | 'configuration-item:read'
  | 'configuration-item:change'
  | 'patch-status:read'
  | 'patch-status:enrol'
  | 'token:own'
  | 'desk:administer'
  | 'operations:read';

const acts = (kinds: readonly TicketKind[], ...names: TicketAct[]): Permission[] =>
  kinds.flatMap((kind) => names.map((name) => `${kind}:${name}` as const));
const cases = filedKinds;

const everyone: readonly Permission[] = [
  ...desk,
  'token:own',
  'ticket:search',
  ...cases.map((kind) => `${kind}:file` as const),
  ...acts(cases, 'watch'),
];
const reader: readonly Permission[] = [
  ...acts(ticketKinds, 'read', 'read-internal', 'read-history', 'watch'),
  'ticket:search',
  'configuration-item:read',
  'patch-status:read',
];
const agent: readonly Permission[] = [
  ...reader,
  ...cases.map((kind) => `${kind}:file-for-others` as const),
  'problem:file',
  'change:file',
  ...acts(ticketKinds, 'note', 'attach', 'change', 'assign', 'cancel', 'restrict', 'link'),
  ...acts(cases, 'reply', 'progress', 'hold', 'resolve', 'reopen', 'close'),
  ...acts(['problem'], 'diagnose', 'resolve', 'reopen', 'close'),
  ...acts(['change'], 'plan', 'assess', 'implement', 'review'),
  ...acts(['incident'], 'declare-major', 'run-major'),
  'configuration-item:change',
  'patch-status:enrol',
  'queue:work',
  'report:read',
];
const approver: readonly Permission[] = [
  ...reader,
  ...acts(['change'], 'note', 'approve'),
  'incident:approve-review',
];

/** The one table of who may do what in an organisation, whatever the ticket. */
export const permissionsOf: Record<Role, ReadonlySet<Permission>> = {
  employee: new Set(everyone),
  unit_contact: new Set(everyone),
  agent: new Set([...everyone, ...agent]),
  lead: new Set([...everyone, ...agent, ...approver]),
  manager: new Set([...everyone, ...reader, 'report:read']),
  change_manager: new Set([...everyone, ...approver, 'report:read']),
  administrator: new Set([...everyone, ...reader, 'report:read', 'desk:administer', 'operations:read']),
};

/** What being a party to a ticket (its requester, or who filed it) allows on that ticket. */
export const partyPermissions: ReadonlySet<Permission> = new Set(
  acts(cases, 'read', 'read-history', 'reply', 'attach', 'reopen', 'cancel', 'watch'),
);

/** What an agent who is named in the circle keeps on a restricted ticket is what the role gives; a named
 * employee reads and replies. */
export const circlePermissions: ReadonlySet<Permission> = new Set(
  acts(cases, 'read', 'read-history', 'reply', 'attach', 'watch'),
);

export const allPermissions: readonly Permission[] = [
  ...new Set([...Object.values(permissionsOf).flatMap((set) => [...set]), ...partyPermissions]),
];
