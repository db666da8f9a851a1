import type { EventType, FactValue } from '@felles/contracts/values';
import { isOpen, type TicketState } from '@felles/domain';
import fc from 'fast-check';
import type { UUID } from 'node:crypto';

type Simple = Exclude<FactValue, readonly unknown[]>;

/** One row of the log, to be. */
export interface Happened {
  organisation: number;
  type: EventType;
  subject: 'ticket' | 'configuration_item' | 'organisation';
  id: UUID;
  at: Date;
  facts: Record<string, [Simple, Simple]>;
}

export interface History {
  events: Happened[];
  /** How many events are digested at a time. */
  batches: number[];
}

/** Moments where a day, a month, a tertial, a week 53 or the clock itself turns in Oslo, and any others of two years. */
const borders = [
  '2026-03-28T23:00:00Z',
  '2026-03-29T01:00:00Z',
  '2026-03-29T22:00:00Z',
  '2026-10-24T22:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-10-25T23:00:00Z',
  '2026-04-30T22:00:00Z',
  '2026-08-31T22:00:00Z',
  '2026-12-27T23:00:00Z',
  '2026-12-31T23:00:00Z',
  '2027-01-03T23:00:00Z',
].map((text) => Date.parse(text));

const moment = fc
  .oneof(
    fc
      .tuple(fc.constantFrom(...borders), fc.constantFrom(-3_600_000, -1, 0, 1, 3_600_000))
      .map(([border, off]) => border + off),
    fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-12-31') }),
  )
  .map((at) => new Date(at));

const id = (index: number, letter: string): UUID =>
  `${letter.repeat(8)}-0000-4000-8000-${String(index).padStart(12, '0')}`;
const maybeId = (letter: string) =>
  fc.option(fc.integer({ min: 0, max: 2 }).map((index) => id(index, letter)));

const act = fc.record({
  subject: fc.integer({ min: 0, max: 5 }),
  at: moment,
  what: fc.constantFrom(
    'file',
    'file',
    'change',
    'change',
    'assign',
    'resolve',
    'resolve',
    'reopen',
    'reply',
    'close',
    'cancel',
    'restrict',
    'record',
    'review',
    'declare',
    'stand-down',
    'measure',
    'enrol',
    'report',
    'report',
    'silent',
    'retire',
    'note',
  ),
  service: maybeId('a'),
  site: maybeId('b'),
  group: maybeId('c'),
  priority: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
  kind: fc.constantFrom('incident', 'request', 'problem', 'change'),
  state: fc.constantFrom<TicketState>(
    'new',
    'assigned',
    'in_progress',
    'on_hold',
    'resolved',
    'closed',
    'cancelled',
    'known_error',
  ),
  status: fc.constantFrom('needs_security_update', 'needs_update', 'up_to_date', 'unknown'),
  flag: fc.boolean(),
});
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/**
 * Histories of several tickets and servers of several organisations, told in one log: filed, moved, reopened, brought in from
 * elsewhere in any order of time, and changed after the fact in what they are about.
 */
export function histories(organisations: number): fc.Arbitrary<History> {
  return fc.record({
    events: fc.array(act, { minLength: 1, maxLength: 60 }).map((acts) => told(acts, organisations)),
    batches: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
  });
}

function told(acts: readonly Act[], organisations: number): Happened[] {
  const now = new Map<string, Record<string, Simple>>();
  return acts.flatMap((one): Happened[] => {
    const organisation = one.subject % organisations;
    const ticket = id(one.subject, 'd');
    const server = id(one.subject, 'e');
    const stands = now.get(ticket) ?? {};
    /** With what differs from before, as `changed` in the log does. */
    const happen = (type: EventType, after: Record<string, Simple>): Happened => {
      const facts: Happened['facts'] = {};
      for (const [name, value] of Object.entries(after))
        if ((stands[name] ?? null) !== value) facts[name] = [stands[name] ?? null, value];
      now.set(ticket, { ...stands, ...after });
      return { organisation, type, subject: 'ticket', id: ticket, at: one.at, facts };
    };
    const ofServer = (type: EventType, facts: Happened['facts']): Happened[] => [
      { organisation, type, subject: 'configuration_item', id: server, at: one.at, facts },
    ];
    const at = one.at.toISOString();
    const open = typeof stands['state'] === 'string' && isOpen(stands['state'] as TicketState);
    const about = { serviceId: one.service, siteId: one.site, priority: one.priority };
    switch (one.what) {
      case 'file':
        return stands['kind']
          ? []
          : [
              happen('ticket.filed', {
                ...about,
                kind: one.kind,
                state: one.state,
                groupId: one.group,
                restricted: false,
                openedAt: at,
              }),
            ];
      case 'change':
        return [happen('ticket.changed', one.flag ? { ...about, kind: one.kind } : about)];
      case 'assign':
        return [happen('ticket.assigned', { groupId: one.group })];
      case 'resolve':
        return open ? [happen('ticket.resolved', { state: 'resolved', resolvedAt: at })] : [];
      case 'reopen':
      case 'reply': {
        const reopenCount = Number(stands['reopenCount'] ?? 0) + 1;
        const type = one.what === 'reply' ? 'ticket.replied' : 'ticket.reopened';
        return stands['state'] === 'resolved'
          ? [happen(type, { state: 'in_progress', resolvedAt: null, reopenCount })]
          : [];
      }
      case 'close':
        return [happen('ticket.closed', { state: 'closed', closedAt: at })];
      case 'cancel':
        return open ? [happen('ticket.cancelled', { state: 'cancelled', closedAt: at })] : [];
      case 'restrict':
        return [happen(one.flag ? 'ticket.restricted' : 'ticket.unrestricted', { restricted: one.flag })];
      case 'record':
        return [
          happen('ticket.recorded', {
            ...about,
            state: one.state,
            groupId: one.group,
            resolvedAt: one.state === 'resolved' || one.state === 'closed' ? at : null,
            closedAt: one.state === 'closed' ? at : null,
            reopenCount: one.flag ? 1 : 0,
          }),
        ];
      case 'review':
        return [happen('change.reviewed', { result: one.flag ? 'successful' : 'failed', closedAt: at })];
      case 'note':
        return [happen('ticket.noted', {})];
      case 'declare':
        return [happen('major.declared', { declaredAt: at, severity: one.flag ? 'critical' : 'high' })];
      case 'stand-down':
        return [happen('major.stood_down', { stoodDownAt: at })];
      case 'measure':
        return [
          {
            ...happen('measure.changed', {}),
            facts: { measureId: [null, id(one.subject, 'f')], dueOn: [null, at.slice(0, 10)] },
          },
        ];
      case 'enrol':
        return ofServer('server.enrolled', { collectorId: [null, ticket] });
      case 'report':
        return ofServer('server.reported', one.flag ? { status: [null, one.status] } : { failed: [0, 1] });
      case 'silent':
        return ofServer('server.silent', { status: [null, 'unknown'] });
      case 'retire':
        return ofServer('configuration_item.changed', { retiredAt: one.flag ? [null, at] : [at, null] });
    }
  });
}
