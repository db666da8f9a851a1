import { internalEvents, type EventType, type Facts } from '@felles/contracts/values';
import {
  defaultMatrix,
  effectOfRequesterReply,
  priorityOf,
  stateByAssignment,
  type Channel,
  type FiledKind,
  type HoldReason,
  type Language,
  type Level,
  type LinkKind,
  type ResolutionCode,
} from '@felles/domain';
import { changed } from '../platform/events/log.js';
import { stateAfterHold } from '../tickets/move.service.js';
import type {
  Entry,
  TextRevision,
  Ticket,
  TicketCircle,
  TicketLink,
  TicketWatcher,
} from '../tickets/ticket.entity.js';

/** One row of the log, as the tale tells it. */
export interface ToldEvent {
  organisationId: string;
  type: EventType;
  subjectVersion: number;
  internal: boolean;
  actorKind: 'person' | 'system';
  actorId: string | null;
  onBehalfOfId: string | null;
  occurredAt: Date;
  facts: Facts;
  texts: Partial<Record<TextRevision['purpose'], string>> | null;
}

export interface Filing {
  kind: FiledKind;
  number: string;
  organisationId: string;
  at: number;
  title: string;
  description: string | null;
  impact: Level;
  urgency: Level;
  serviceId: string | null;
  categoryId: string | null;
  unitId: string | null;
  siteId: string | null;
  configurationItemId?: string | null;
  requesterId: string;
  filedById: string;
  channel: Channel;
  language: Language;
  groupId: string | null;
  /** Words the requester is found by. */
  requesterName: string;
  followsId?: string;
}

interface Speaker {
  id: string;
  language: Language;
}

const noHold = { holdReason: null, holdUntil: null } as const;
const noResolution = {
  resolutionCode: null,
  resolutionId: null,
  resolvedAt: null,
  resolvedById: null,
} as const;
const ownAffairs = new Set([
  'version',
  'updatedAt',
  'descriptionId',
  'resolutionId',
  'cancellationId',
  'title',
]);

/** Every ticket begins with these, or they are no facts. */
const unsaidAtFiling = new Set([
  'id',
  'title',
  'descriptionId',
  'externalSource',
  'version',
  'conversationVersion',
  'reopenCount',
  'updatedAt',
]);

/**
 * One ticket's life written down act by act, as TicketRecord and the services on it would have left it: the row, what
 * people wrote, and the log. What is told here must fold to the row (ticket-story.spec.ts).
 */
export class TicketStory {
  readonly ticket: Ticket;
  readonly events: ToldEvent[] = [];
  private asides: ToldEvent[] = [];
  readonly texts: TextRevision[] = [];
  readonly entries: Entry[] = [];
  readonly circle: TicketCircle[] = [];
  readonly links: TicketLink[] = [];
  readonly watchers: TicketWatcher[] = [];
  readonly requesterName: string;

  constructor(
    private readonly newId: (at: number) => string,
    filing: Filing,
  ) {
    const { at, title, description, requesterName, followsId, ...fields } = filing;
    const now = new Date(at);
    this.requesterName = requesterName;
    this.ticket = {
      ...fields,
      id: newId(at),
      externalSource: null,
      externalNumber: null,
      state: stateByAssignment({ groupId: fields.groupId, assigneeId: null }),
      title,
      descriptionId: null,
      priority: priorityOf(fields.impact, fields.urgency, defaultMatrix),
      configurationItemId: fields.configurationItemId ?? null,
      assigneeId: null,
      restricted: false,
      ...noHold,
      ...noResolution,
      cancellationId: null,
      reopenCount: 0,
      version: 1,
      conversationVersion: 0,
      openedAt: now,
      updatedAt: now,
      resolvedAt: null,
      closedAt: null,
    };
    const texts = {
      title: this.keep(at, 'title', title),
      ...(description && { description: this.keep(at, 'description', description) }),
    };
    this.ticket.descriptionId = texts.description || null;
    const told = Object.entries(this.ticket).filter(([name]) => !unsaidAtFiling.has(name));
    this.tell('ticket.filed', {
      at,
      by: filing.filedById,
      facts: {
        ...changed<'ticket.filed'>({}, Object.fromEntries(told)),
        ...(followsId && { followsId: [null, followsId] as const }),
      },
      texts,
      onBehalfOfId: filing.requesterId === filing.filedById ? null : filing.requesterId,
    });
  }

  get id(): string {
    return this.ticket.id;
  }

  assign(at: number, by: string, to: { groupId?: string | null; assigneeId?: string | null }): void {
    const { ticket } = this;
    const groupId = to.groupId === undefined ? ticket.groupId : to.groupId;
    const assigneeId =
      to.assigneeId !== undefined ? to.assigneeId : groupId === ticket.groupId ? ticket.assigneeId : null;
    const waiting = ticket.state === 'new' || ticket.state === 'assigned';
    const state = waiting ? stateByAssignment({ groupId, assigneeId }) : ticket.state;
    this.save('ticket.assigned', { at, by, patch: { groupId, assigneeId, state } });
  }

  change(at: number, by: string, patch: Partial<Ticket>): void {
    const { impact, urgency } = { ...this.ticket, ...patch };
    this.save('ticket.changed', {
      at,
      by,
      patch: { ...patch, priority: priorityOf(impact, urgency, defaultMatrix) },
    });
  }

  start(at: number, by: string): void {
    const assigneeId = this.ticket.assigneeId ?? by;
    this.save('ticket.started', { at, by, patch: { state: 'in_progress', assigneeId, ...noHold } });
  }

  hold(at: number, by: string, { reason, until }: { reason: HoldReason; until: number | null }): void {
    const holdUntil = until === null ? null : new Date(until);
    this.save('ticket.held', { at, by, patch: { state: 'on_hold', holdReason: reason, holdUntil } });
  }

  /** By somebody, or by itself when its time has come. */
  wake(at: number, by: string | null): void {
    this.save('ticket.woken', { at, by, patch: { state: stateAfterHold(this.ticket), ...noHold } });
  }

  /** The desk speaks. */
  reply(at: number, by: Speaker, body: string): void {
    this.say(at, by, body, {});
  }

  /** The requester speaks; that can wake or reopen the case. */
  answer(at: number, by: Speaker, body: string): void {
    const { ticket } = this;
    const effect = effectOfRequesterReply(ticket.state, ticket.holdReason);
    if (effect === 'new_linked_case') throw new Error(`${ticket.number}: a closed case takes no reply`);
    const patch: Partial<Ticket> =
      effect === 'wake'
        ? { state: stateAfterHold(ticket), ...noHold }
        : effect === 'reopen'
          ? { state: 'in_progress', ...noResolution, reopenCount: ticket.reopenCount + 1 }
          : {};
    this.say(at, by, body, patch);
  }

  note(at: number, by: Speaker, body: string): void {
    const text = this.keep(at, 'body', body, true);
    const entryId = this.enter(at, by, { audience: 'internal', textId: text, conversationVersion: null });
    this.tell('ticket.noted', { at, by: by.id, facts: { entryId: [null, entryId] }, texts: { body: text } });
  }

  resolve(at: number, by: string, { code, text }: { code: ResolutionCode; text: string }): void {
    const resolutionId = this.keep(at, 'resolution', text);
    this.save('ticket.resolved', {
      at,
      by,
      patch: {
        state: 'resolved',
        resolutionCode: code,
        resolutionId,
        resolvedAt: new Date(at),
        resolvedById: by,
        ...noHold,
      },
      texts: { resolution: resolutionId },
      movesConversation: true,
    });
  }

  close(at: number, by: string): void {
    this.save('ticket.closed', { at, by, patch: { state: 'closed', closedAt: new Date(at) } });
  }

  cancel(at: number, by: string, reason: string): void {
    const cancellationId = this.keep(at, 'reason', reason);
    this.save('ticket.cancelled', {
      at,
      by,
      patch: { state: 'cancelled', cancellationId, closedAt: new Date(at), ...noHold },
      texts: { reason: cancellationId },
    });
  }

  /** Whoever restricts is in the circle. */
  restrict(at: number, by: string, named: { people: string[]; groups: string[] }): void {
    const people = [...new Set([by, ...named.people])];
    const row = { ticketId: this.id, organisationId: this.ticket.organisationId };
    this.circle.push(
      ...people.map((personId) => ({ ...row, personId, groupId: null })),
      ...named.groups.map((groupId) => ({ ...row, personId: null, groupId })),
    );
    this.save('ticket.restricted', {
      at,
      by,
      patch: { restricted: true },
      facts: { circlePersonIds: [[], people], circleGroupIds: [[], named.groups] },
    });
  }

  link(at: number, by: string, to: { id: string; kind: LinkKind }): void {
    const { organisationId } = this.ticket;
    const made = { id: this.newId(at), organisationId, fromId: this.id, toId: to.id, kind: to.kind };
    this.links.push(made);
    this.tell('ticket.linked', {
      at,
      by,
      version: 0,
      facts: { linkId: [null, made.id], linkKind: [null, made.kind], otherId: [null, made.toId] },
    });
  }

  watch(at: number, personId: string): void {
    if (this.watchers.some((watcher) => watcher.personId === personId)) return;
    const { organisationId } = this.ticket;
    this.watchers.push({ ticketId: this.id, personId, organisationId, since: new Date(at) });
    this.tell('ticket.watched', { at, by: personId, facts: { personId: [null, personId] } });
  }

  /** What somebody wrote for the desk alone. @returns the revision's id. */
  keepInside(at: number, purpose: TextRevision['purpose'], body: string): string {
    return this.keep(at, purpose, body, true);
  }

  /** What happened beside the record; told in its place in time by `weave`. */
  aside<T extends EventType>(
    type: T,
    event: { at: number; by: string | null; facts: Facts<T>; texts?: ToldEvent['texts'] },
  ): void {
    this.asides.push({
      organisationId: this.ticket.organisationId,
      type,
      subjectVersion: 0,
      internal: internalEvents.includes(type),
      actorKind: event.by === null ? 'system' : 'person',
      actorId: event.by,
      onBehalfOfId: null,
      occurredAt: new Date(event.at),
      facts: event.facts,
      texts: event.texts ?? null,
    });
  }

  /** Puts what happened beside the record where it belongs in time, once the story is whole. */
  weave(): void {
    this.events.push(...this.asides.splice(0));
    this.events.sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
  }

  private say(at: number, by: Speaker, body: string, patch: Partial<Ticket>): void {
    const text = this.keep(at, 'body', body);
    const conversationVersion = this.ticket.conversationVersion + 1;
    const entryId = this.enter(at, by, { audience: 'public', textId: text, conversationVersion });
    this.save('ticket.replied', {
      at,
      by: by.id,
      patch,
      facts: { entryId: [null, entryId] },
      texts: { body: text },
      movesConversation: true,
    });
  }

  private enter(
    at: number,
    by: Speaker,
    entry: Pick<Entry, 'audience' | 'textId' | 'conversationVersion'>,
  ): string {
    const id = this.newId(at);
    const { organisationId } = this.ticket;
    this.entries.push({
      ...entry,
      id,
      organisationId,
      ticketId: this.id,
      authorId: by.id,
      channel: 'web',
      language: by.language,
      writtenAt: new Date(at),
    });
    return id;
  }

  private keep(at: number, purpose: TextRevision['purpose'], body: string, internal = false): string {
    const id = this.newId(at);
    const { organisationId } = this.ticket;
    this.texts.push({ id, organisationId, ticketId: this.id, purpose, internal, body, html: null });
    return id;
  }

  private save<T extends EventType>(
    type: T,
    act: {
      at: number;
      by: string | null;
      patch: Partial<Ticket>;
      facts?: Facts<T>;
      texts?: ToldEvent['texts'];
      movesConversation?: boolean;
    },
  ): void {
    const { ticket } = this;
    const before = ticket as unknown as Record<string, unknown>;
    const fields = changed<T>(before, act.patch);
    const differs = Object.keys(fields).length > 0;
    if (!differs && !act.facts && !act.texts) return;
    const spoken = ticket.conversationVersion;
    Object.assign(ticket, act.patch, {
      version: ticket.version + (differs ? 1 : 0),
      conversationVersion: spoken + (act.movesConversation ? 1 : 0),
      updatedAt: new Date(act.at),
    });
    const facts = Object.fromEntries(Object.entries(fields).filter(([name]) => !ownAffairs.has(name)));
    const moved = act.movesConversation ? { conversationVersion: [spoken, ticket.conversationVersion] } : {};
    this.tell(type, { ...act, facts: { ...facts, ...moved, ...act.facts } as Facts<T> });
  }

  private tell<T extends EventType>(
    type: T,
    event: {
      at: number;
      by: string | null;
      facts: Facts<T>;
      texts?: ToldEvent['texts'];
      onBehalfOfId?: string | null;
      version?: number;
    },
  ): void {
    const last = this.events.at(-1);
    if (last && last.occurredAt.getTime() > event.at)
      throw new Error(`${this.ticket.number}: ${type} before ${last.type}`);
    this.events.push({
      organisationId: this.ticket.organisationId,
      type,
      subjectVersion: event.version ?? this.ticket.version,
      internal: internalEvents.includes(type),
      actorKind: event.by === null ? 'system' : 'person',
      actorId: event.by,
      onBehalfOfId: event.onBehalfOfId ?? null,
      occurredAt: new Date(event.at),
      facts: event.facts,
      texts: event.texts ?? null,
    });
  }
}
