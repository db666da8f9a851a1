import { eventFacts, type EventType, type FactName } from '@felles/contracts/values';

/** What of a ticket a report counts by. A type of event that carries any of these moves the figures, also one that is new. */
export const countedFacts = [
  'kind',
  'state',
  'priority',
  'serviceId',
  'siteId',
  'groupId',
  'restricted',
  'openedAt',
  'resolvedAt',
  'closedAt',
  'reopenCount',
  'result',
] as const satisfies readonly FactName[];

const carries = (type: EventType) =>
  eventFacts[type].some((fact) => (countedFacts as readonly string[]).includes(fact));

export const ticketTypes = (Object.keys(eventFacts) as EventType[]).filter(
  (type) => /^(ticket|problem|change)\./.test(type) && carries(type),
);
export const majorTypes = (Object.keys(eventFacts) as EventType[]).filter((type) =>
  type.startsWith('major.'),
);
export const measureTypes = ['measure.added', 'measure.changed'] as const satisfies readonly EventType[];
export const serverTypes = [
  'server.enrolled',
  'server.reported',
  'server.silent',
  'configuration_item.changed',
] as const satisfies readonly EventType[];

/** The types the figures rest on. */
export const countedTypes: readonly EventType[] = [
  ...ticketTypes,
  ...majorTypes,
  ...measureTypes,
  ...serverTypes,
  // An organisation's time zone decides which day an instant belongs to.
  'organisation.changed',
];
