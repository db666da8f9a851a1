import { holds, organisationsOf, type Actor, type Permission } from '@felles/domain';
import type { Opening } from '../platform/database/work-client.js';
import { openingFor } from '../platform/database/work.js';

/** The organisations in which the asker holds the permission: what is the desk's own is seen and written there, and nowhere else. */
export function organisationsWith(actor: Actor, permission: Permission): string[] {
  return organisationsOf(actor).filter((id) => holds(actor, id, permission));
}

/**
 * A unit of work on what is the desk's own. Who reads an organisation's configuration items does so also with a token that
 * may open none of its cases; so nothing about cases is asked within it.
 */
export function openingForItems(actor: Actor, permission: Permission, readOnly: boolean): Opening {
  return { ...openingFor(actor, readOnly), reads: organisationsWith(actor, permission) };
}
