import type { SubjectKind } from './events.js';

/** socket.io path; the session is the cookie, or a token in the handshake's `auth.token`. */
export const realtimePath = '/api/realtime';

/** What a socket is told of one event it may see. The client fetches what it needs. */
export interface LiveEvent {
  /** Opaque; hand the newest one back in `resume`. */
  cursor: string;
  type: string;
  subject: { kind: SubjectKind; id: string; version: number };
  /** Names of the facts that changed. */
  changed: string[];
  actorId: string | null;
}

/** A ticket this socket could see and no longer may. */
export interface Gone {
  id: string;
}

/** How far the live stream is behind the log, in seconds; 0 when it has caught up. */
export interface Behind {
  seconds: number;
}

/** Who is looking at or writing in a ticket right now. */
export interface Presence {
  ticketId: string;
  people: { personId: string; displayName: string; writing: boolean }[];
}

export interface ServerMessages {
  event: (event: LiveEvent) => void;
  gone: (gone: Gone) => void;
  behind: (behind: Behind) => void;
  presence: (presence: Presence) => void;
  /** The session ended or lost its rights; the socket is closed right after. */
  signed_out: () => void;
}

export type ResumeAnswer =
  { ok: true; cursor: string; replayed: number } | { ok: false; reload: true; cursor: string };

export interface ClientMessages {
  /** Replays what this socket may see since the cursor (null: from now), then goes on live. */
  resume: (message: { cursor: string | null }, answer: (answer: ResumeAnswer) => void) => void;
  /** Says that one is looking at a ticket (null: at none), and whether one is writing. */
  present: (message: { ticketId: string | null; writing: boolean }, answer?: (ok: boolean) => void) => void;
}

/** What each client message needs; `session` means any signed-in person. The route walk reads this. */
export const clientMessagePermissions = {
  resume: 'desk:use',
  present: 'queue:work',
} as const satisfies Record<keyof ClientMessages, string>;

/** A socket says `present` again this often; whoever is silent for twice as long has left. Milliseconds. */
export const presenceBeat = 10_000;
