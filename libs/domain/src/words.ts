/**
 * The words of the record: every code that is stored, compared and sent over the wire.
 * Labels people read live in `libs/i18n`; these never change once released.
 */
export const ticketKinds = ['incident', 'request', 'problem', 'change'] as const;
export type TicketKind = (typeof ticketKinds)[number];

/** The kinds anybody files. Problems and changes are the desk's own. */
export const filedKinds = ['incident', 'request'] as const satisfies readonly TicketKind[];
export type FiledKind = (typeof filedKinds)[number];

/** The kinds that stand in the desk's queues. Changes have their calendar. */
export const queuedKinds = ['incident', 'request', 'problem'] as const satisfies readonly TicketKind[];
export type QueuedKind = (typeof queuedKinds)[number];

export const levels = ['low', 'medium', 'high'] as const;
/** Impact and urgency share one scale. */
export type Level = (typeof levels)[number];

export const priorities = ['p1', 'p2', 'p3', 'p4'] as const;
export type Priority = (typeof priorities)[number];

export const channels = ['web', 'phone', 'walk_in', 'mail', 'monitoring'] as const;
export type Channel = (typeof channels)[number];

export const audiences = ['public', 'internal'] as const;
export type Audience = (typeof audiences)[number];

export const holdReasons = ['requester', 'supplier', 'change', 'problem', 'other'] as const;
export type HoldReason = (typeof holdReasons)[number];

export const resolutionCodes = [
  'solved',
  'workaround',
  'by_requester',
  'known_error',
  'not_reproducible',
  'duplicate',
  'fulfilled',
  'declined',
] as const;
export type ResolutionCode = (typeof resolutionCodes)[number];

export const linkKinds = [
  'parent',
  'duplicate_of',
  'caused_by',
  'resolved_by',
  'relates_to',
  'affects',
] as const;
export type LinkKind = (typeof linkKinds)[number];

export const languages = ['nb', 'nn', 'en'] as const;
export type Language = (typeof languages)[number];

/** What a configuration item is (ITIL 4, service configuration management). */
export const configurationClasses = [
  'server',
  'network_device',
  'client',
  'application',
  'service_endpoint',
] as const;
export type ConfigurationClass = (typeof configurationClasses)[number];

/** How one configuration item stands to another: `from` runs on, depends on, is connected to `to`. */
export const relationKinds = ['runs_on', 'depends_on', 'connected_to'] as const;
export type RelationKind = (typeof relationKinds)[number];

/** What it means to the municipality that a configuration item is down. */
export const criticalities = ['low', 'medium', 'high', 'critical'] as const;
export type Criticality = (typeof criticalities)[number];

/** When somebody answers for it: office hours, also evenings and weekends, or round the clock with on-call. */
export const serviceHours = ['office', 'extended', 'always'] as const;
export type ServiceHours = (typeof serviceHours)[number];
