import { openStates } from '@felles/domain';
import type { ListQuery } from '@felles/web-data';

/** The filters a list's address may carry; reports link with these. */
const filters = [
  'state',
  'kind',
  'priority',
  'organisationId',
  'serviceId',
  'siteId',
  'groupId',
  'openedFrom',
  'openedTo',
  'resolvedFrom',
  'resolvedTo',
  'reopened',
] as const;

/** What `/api/tickets` is asked for, from the queue and the address's own filters; unknown ones are dropped. */
export function queueQuery(queue: string, address: Readonly<Record<string, string>>): ListQuery {
  const asked: Record<string, string> = { queue, sort: address['sort'] ?? '-openedAt' };
  for (const name of filters) if (address[name]) asked[name] = address[name];
  return asked;
}

/** Whether the address narrows the queue beyond its own choice of order. */
export function isNarrowed(address: Readonly<Record<string, string>>): boolean {
  return filters.some((name) => address[name]);
}

export const anyOpen = openStates.join(',');
