import type { Statement } from '../database/turn.js';

/** Everything the API may ask the database before an asker is known. A new one is a decision, not an accident. */
export const openStatements = {
  actorBehind: { name: 'open-actor-behind', text: 'select * from auth.actor_behind($1, $2, $3, $4)' },
  actorOf: { name: 'open-actor-of', text: 'select auth.actor_of($1) as actor' },
  credential: { name: 'open-credential', text: 'select * from auth.credential($1)' },
  openSession: {
    name: 'open-session-open',
    text: 'select auth.open_session($1, $2, $3, $4, $5::smallint, $6::interval)',
  },
  touchSession: { name: 'open-session-touch', text: 'select auth.touch_session($1, $2::interval)' },
  countAttempts: {
    name: 'open-attempts-count',
    text: 'select auth.count_attempts($1, $2::interval) as count',
  },
  recordAttempt: { name: 'open-attempts-record', text: 'select auth.record_attempt($1)' },
  forgetAttempts: { name: 'open-attempts-forget', text: 'select auth.forget_attempts($1)' },
  codeOffered: { name: 'open-code-offered', text: 'select * from auth.code_offered($1)' },
  collectorBehind: { name: 'open-collector-behind', text: 'select * from auth.collector_behind($1)' },
  publicStatus: { name: 'open-public-status', text: 'select * from auth.public_status()' },
  ping: { name: 'open-ping', text: 'select 1 as alive' },
} as const satisfies Record<string, Statement>;
