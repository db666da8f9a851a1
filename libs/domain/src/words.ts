/**
 * The words of the record: every code that is stored, compared and sent over the wire.
 * Labels people read live in `libs/i18n`; these never change once released.
 */
export const ticketKinds = ['incident', 'request', 'problem', 'change'] as const;
export type TicketKind = (typeof ticketKinds)[number];

/** The kinds the desk files today; problems and changes come with their own practices. */
export const filedKinds = ['incident', 'request'] as const satisfies readonly TicketKind[];
export type FiledKind = (typeof filedKinds)[number];

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
