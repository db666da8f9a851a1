import type { Statement, Write } from '../database/work.js';
import type { Asker } from './asker.js';
import { ProblemError } from './problem-error.js';

const claimKey: Statement = {
  name: 'key-claim',
  text: `insert into idempotency_key (person_id, key, hash, made_id, ticket_id, made_at)
    values ($1, $2, $3, $4, $5, felles_now()) on conflict do nothing returning 1 as claimed`,
};
const keptKey: Statement = {
  name: 'key-kept',
  text: `select hash, made_id, ticket_id from idempotency_key where person_id = $1 and key = $2`,
};

/** What an earlier request with the same key made. */
export interface MadeBefore {
  madeId: string;
  ticketId: string | null;
}

/**
 * Remembers, in the same transaction, what this request makes. A concurrent repeat waits for the first to commit.
 * @returns what was made before, when this is a repeat; null when the making is ours.
 * @throws ProblemError key_reused when the key came with another body.
 */
export async function claim(
  write: Write,
  { actor, intent }: Asker,
  made: MadeBefore,
): Promise<MadeBefore | null> {
  if (!intent) return null;
  const claimed = await write.row(claimKey, [
    actor.personId,
    intent.key,
    intent.hash,
    made.madeId,
    made.ticketId,
  ]);
  if (claimed) return null;
  const kept = await write.row<{ hash: Buffer; made_id: string; ticket_id: string | null }>(keptKey, [
    actor.personId,
    intent.key,
  ]);
  if (!kept) throw new ProblemError('database_unavailable', { retryAfterSeconds: 1 });
  if (!kept.hash.equals(intent.hash)) throw new ProblemError('key_reused');
  return { madeId: kept.made_id, ticketId: kept.ticket_id };
}
