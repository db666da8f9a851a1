/**
 * The types of `domain_event`, and the facts each may carry: ids, codes, numbers and times only, as
 * `[before, after]`. Checked on every write, so that no name, address or free text enters the log.
 * Types are never reused; a changed meaning gets a new schema version and an upcaster.
 */
const moved = ['state'] as const;
const routed = ['groupId', 'assigneeId'] as const;
const imported = [
  'holdReason',
  'reopenCount',
  'reassignmentCount',
  'resolvedAt',
  'resolvedById',
  'closedAt',
] as const;

export const eventFacts = {
  'ticket.filed': [
    'organisationId',
    'kind',
    'number',
    'externalNumber',
    'state',
    'priority',
    'impact',
    'urgency',
    'serviceId',
    'categoryId',
    'configurationItemId',
    'unitId',
    'siteId',
    'requesterId',
    'filedById',
    'channel',
    'language',
    'restricted',
    'openedAt',
    'attachmentIds',
    'followsId',
    ...routed,
    // what a case from another system had behind it when it came into view
    ...imported,
  ],
  'ticket.changed': [
    'priority',
    'impact',
    'urgency',
    'serviceId',
    'categoryId',
    'configurationItemId',
    'unitId',
    'siteId',
    'requesterId',
    'kind',
  ],
  'ticket.assigned': [...moved, ...routed],
  'ticket.started': [...moved, ...routed, 'holdReason', 'holdUntil'],
  'ticket.stopped': [...moved],
  'ticket.held': [...moved, 'holdReason', 'holdUntil'],
  'ticket.woken': [...moved, 'holdReason', 'holdUntil'],
  'ticket.resolved': [
    ...moved,
    'resolutionCode',
    'resolvedAt',
    'resolvedById',
    'holdReason',
    'holdUntil',
    'conversationVersion',
  ],
  'ticket.reopened': [
    ...moved,
    'resolutionCode',
    'resolvedAt',
    'resolvedById',
    'reopenCount',
    'conversationVersion',
  ],
  'ticket.closed': [...moved, 'closedAt'],
  'ticket.cancelled': [...moved, 'closedAt', 'holdReason', 'holdUntil'],
  'ticket.replied': [
    'entryId',
    'conversationVersion',
    'attachmentIds',
    'forced',
    ...moved,
    'holdReason',
    'holdUntil',
    'reopenCount',
    'resolutionCode',
    'resolvedAt',
    'resolvedById',
  ],
  'ticket.noted': ['entryId', 'attachmentIds'],
  'ticket.attached': ['attachmentIds'],
  'ticket.restricted': ['restricted', 'circlePersonIds', 'circleGroupIds'],
  'ticket.unrestricted': ['restricted', 'circlePersonIds', 'circleGroupIds'],
  'ticket.linked': ['linkId', 'linkKind', 'otherId'],
  'ticket.unlinked': ['linkId', 'linkKind', 'otherId'],
  'ticket.watched': ['personId'],
  'ticket.unwatched': ['personId'],
  'ticket.recorded': [
    'state',
    'priority',
    'impact',
    'urgency',
    'categoryId',
    'siteId',
    'sourceRow',
    ...imported,
    ...routed,
  ],
  'problem.started': [...moved],
  'problem.diagnosed': [...moved],
  'change.planned': [
    'changeType',
    'risk',
    'quorum',
    'startsAt',
    'endsAt',
    'configurationItemIds',
    'serviceIds',
    'updateCount',
  ],
  'change.submitted': [...moved, 'round', 'quorum'],
  'change.returned': [...moved],
  'change.assessed': [...moved, 'risk', 'quorum'],
  'change.voted': ['approverId', 'decision', 'round'],
  'change.authorised': [...moved],
  'change.rejected': [...moved],
  'change.started': [...moved],
  'change.ticked': ['configurationItemId', 'installed', 'failed', 'missing'],
  'change.implemented': [...moved, 'result'],
  'change.reviewed': [...moved, 'result', 'closedAt'],
  'change.task_added': ['taskId'],
  'change.task_done': ['taskId', 'doneAt'],
  'change.task_removed': ['taskId'],
  'major.declared': ['severity', 'managerId', 'declaredAt', 'serviceIds', 'organisationIds', 'nextUpdateAt'],
  'major.changed': ['severity', 'managerId', 'serviceIds', 'organisationIds', 'nextUpdateAt'],
  'major.entered': ['majorEntryId', 'entryKind', 'happenedAt'],
  'major.role_given': ['majorRole', 'personId'],
  'major.stood_down': ['stoodDownAt', 'severity'],
  'major.review_written': ['reviewVersion'],
  'major.review_approved': ['approvedAt', 'approvedById'],
  'measure.added': ['measureId', 'ownerId', 'dueOn'],
  'measure.changed': ['measureId', 'ownerId', 'dueOn', 'doneAt'],
  'notice.published': ['noticeId', 'startsAt', 'endsAt', 'serviceIds'],
  'notice.changed': ['noticeId', 'startsAt', 'endsAt', 'serviceIds'],
  'notice.withdrawn': ['noticeId'],
  'configuration_item.added': [
    'class',
    'siteId',
    'serviceId',
    'supportGroupId',
    'supplierId',
    'criticality',
    'serviceHours',
  ],
  'configuration_item.changed': [
    'renamed',
    'class',
    'siteId',
    'serviceId',
    'supportGroupId',
    'supplierId',
    'criticality',
    'serviceHours',
    'retiredAt',
  ],
  'configuration_item.related': ['relationId', 'relationKind', 'otherId'],
  'configuration_item.unrelated': ['relationId', 'relationKind', 'otherId'],
  'server.enrolment_offered': ['expiresAt'],
  'server.enrolled': ['collectorId'],
  'server.collector_revoked': ['collectorId'],
  'server.reported': [
    'status',
    'missingSecurity',
    'missingOther',
    'missingExploited',
    'failed',
    'rebootPending',
    'scannedAt',
    'skewSeconds',
    'changedUpdates',
  ],
  'server.silent': ['status'],
  /** What is known of its updates has changed, though it has not reported: they have come to be exploited. */
  'server.reassessed': ['status', 'missingSecurity', 'missingOther', 'missingExploited'],
  'session.opened': ['assurance'],
  'session.closed': ['reason'],
  'token.made': ['tokenId'],
  'token.withdrawn': ['tokenId'],
  'person.added': ['personId'],
  'person.changed': ['language'],
  'membership.changed': ['personId', 'validTo', 'unitId', 'roles'],
  'group.changed': ['personId', 'serves', 'archived'],
  'organisation.changed': ['archived', 'timeZone', 'language'],
} as const satisfies Record<string, readonly string[]>;

export type EventType = keyof typeof eventFacts;
export type FactName<T extends EventType = EventType> = (typeof eventFacts)[T][number];
export type FactValue = string | number | boolean | null | readonly (string | number)[];
export type Facts<T extends EventType = EventType> = Partial<
  Record<FactName<T>, readonly [FactValue, FactValue]>
>;

/** Events about internal matters: told only to those who read internal notes of the ticket. */
export const internalEvents: readonly EventType[] = [
  'ticket.noted',
  'ticket.linked',
  'ticket.unlinked',
  'ticket.watched',
  'ticket.unwatched',
  'major.entered',
  'major.role_given',
  'major.review_written',
  'major.review_approved',
  'measure.added',
  'measure.changed',
];

/** Events after which what a person may see can have changed without any ticket changing. */
export const rightsEvents: readonly EventType[] = [
  'session.closed',
  'token.withdrawn',
  'membership.changed',
  'group.changed',
  'organisation.changed',
];

/** What a text somebody wrote is for; its revisions are kept beside the log, never in it. */
export const textPurposes = [
  'title',
  'description',
  'body',
  'resolution',
  'reason',
  'source',
  'cause',
  'workaround',
  'implementation',
  'test',
  'back_out',
  'review',
  'task',
  'comment',
  'entry',
  'what_happened',
  'impact',
  'lessons',
  'measure',
] as const;
export type TextPurpose = (typeof textPurposes)[number];

export const subjectKinds = [
  'ticket',
  'configuration_item',
  'person',
  'session',
  'token',
  'group',
  'organisation',
] as const;
export type SubjectKind = (typeof subjectKinds)[number];

export const actorKinds = ['person', 'system', 'token', 'import', 'mail'] as const;
export type ActorKind = (typeof actorKinds)[number];

export const origins = ['live', 'import', 'seed'] as const;
export type Origin = (typeof origins)[number];
