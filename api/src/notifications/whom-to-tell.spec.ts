import { describe, expect, it } from '@jest/globals';
import type { Actor, Role, TicketSight } from '@felles/domain';
import { whomToTell, type Concerned, type Happening, type ToldEvent } from './whom-to-tell.js';

const here = 'fjordvik';

function person(personId: string, ...roles: Role[]): Actor {
  return {
    personId,
    displayName: personId,
    language: 'nb',
    memberships: [{ organisationId: here, unitId: null, roles: ['employee', ...roles] }],
    groups: [],
    scopes: null,
    assurance: 1,
  };
}

const actors: Concerned['actors'] = {
  kari: person('kari'),
  per: person('per'),
  arne: person('arne', 'agent'),
  siri: person('siri', 'agent'),
  lise: person('lise', 'manager'),
  gone: null,
};

const ticket: TicketSight = {
  kind: 'incident',
  organisationId: here,
  unitId: null,
  requesterId: 'kari',
  filedById: 'kari',
  assigneeId: 'arne',
  restricted: false,
  circle: [],
};

function told(
  type: ToldEvent,
  actorId: string | null,
  more: { facts?: Happening['facts']; watcherIds?: string[]; ticket?: Partial<TicketSight> } = {},
): string[] {
  return whomToTell(
    { type, actorId, facts: more.facts ?? {} },
    { ticket: { ...ticket, ...more.ticket }, watcherIds: more.watcherIds ?? [], actors },
  );
}

describe('the requester is told', () => {
  it("of the desk's reply, resolution, closure and cancellation", () => {
    for (const type of ['ticket.replied', 'ticket.resolved', 'ticket.closed', 'ticket.cancelled'] as const) {
      expect(told(type, 'arne')).toEqual(['kari']);
    }
  });

  it('of a hold that waits for them, and of no other', () => {
    expect(told('ticket.held', 'arne', { facts: { holdReason: [null, 'requester'] } })).toEqual(['kari']);
    expect(told('ticket.held', 'arne', { facts: { holdReason: [null, 'supplier'] } })).toEqual([]);
    expect(told('ticket.held', 'arne', { facts: { holdUntil: [null, '2026-12-01T08:00:00.000Z'] } })).toEqual(
      [],
    );
  });
});

describe('the assignee is told', () => {
  it('of what the requester writes, and of what somebody writes for them', () => {
    expect(told('ticket.replied', 'kari')).toEqual(['arne']);
    expect(told('ticket.replied', 'per', { ticket: { filedById: 'per' } })).toEqual(['kari', 'arne']);
  });

  it('of what an agent writes in a case of their own', () => {
    expect(told('ticket.replied', 'siri', { ticket: { requesterId: 'siri' } })).toEqual(['arne']);
  });

  it('of being given a case, though it has gone on to another since', () => {
    expect(told('ticket.assigned', 'arne', { facts: { assigneeId: [null, 'siri'] } })).toEqual(['siri']);
    expect(told('ticket.assigned', 'arne', { facts: { assigneeId: ['siri', null] } })).toEqual([]);
    expect(told('ticket.assigned', 'arne', { facts: { groupId: [null, 'network'] } })).toEqual([]);
  });

  it('of reopening, and of waking by itself', () => {
    expect(told('ticket.reopened', 'kari')).toEqual(['arne']);
    expect(told('ticket.woken', null)).toEqual(['arne']);
  });
});

describe('those who follow it are told', () => {
  it('of public words and of how it ends and begins again', () => {
    for (const type of [
      'ticket.replied',
      'ticket.resolved',
      'ticket.reopened',
      'ticket.closed',
      'ticket.cancelled',
    ] as const) {
      expect(told(type, 'arne', { watcherIds: ['lise'] })).toContain('lise');
    }
    expect(told('ticket.woken', null, { watcherIds: ['lise'] })).not.toContain('lise');
  });

  it('of internal notes only where they read them', () => {
    expect(told('ticket.noted', 'arne', { watcherIds: ['kari', 'lise', 'siri'] })).toEqual(['lise', 'siri']);
  });

  it('once, though they are told for two reasons', () => {
    expect(told('ticket.resolved', 'arne', { watcherIds: ['kari'] })).toEqual(['kari']);
  });
});

describe('nobody is told', () => {
  it('of what they did themselves', () => {
    expect(told('ticket.assigned', 'siri', { facts: { assigneeId: [null, 'siri'] } })).toEqual([]);
    expect(told('ticket.started', 'arne', { facts: { assigneeId: [null, 'arne'] } })).toEqual([]);
    expect(told('ticket.cancelled', 'kari')).toEqual([]);
    expect(told('ticket.woken', 'arne')).toEqual([]);
    expect(told('ticket.resolved', 'siri', { watcherIds: ['siri'] })).toEqual(['kari']);
  });

  it('of a case they may not see', () => {
    const restricted = { restricted: true, circle: [{ personId: 'lise' }] };
    expect(
      told('ticket.resolved', 'arne', { watcherIds: ['siri', 'lise', 'per'], ticket: restricted }),
    ).toEqual(['kari', 'lise']);
    expect(told('ticket.resolved', 'arne', { watcherIds: ['per'] })).toEqual(['kari']);
  });

  it('who may no longer enter, or is not known', () => {
    expect(told('ticket.resolved', 'arne', { watcherIds: ['gone', 'nobody'] })).toEqual(['kari']);
    expect(told('ticket.resolved', 'arne', { ticket: { requesterId: null } })).toEqual([]);
  });
});
