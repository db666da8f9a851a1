import { holds, organisationsOf, type Actor } from '@felles/domain';
import { openingFor } from '../platform/database/work.js';

/** The organisations whose changes the asker reads. */
export function changesRead(actor: Actor): string[] {
  return organisationsOf(actor).filter((id) => holds(actor, id, 'change:read'));
}

/** To list changes: whoever may read them does so also with a token that opens nothing else. */
export function openingForChanges(actor: Actor) {
  return { ...openingFor(actor, true), reads: changesRead(actor) };
}
