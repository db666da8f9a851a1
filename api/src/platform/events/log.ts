import {
  eventFacts,
  internalEvents,
  type ActorKind,
  type EventType,
  type Facts,
  type Origin,
  type SubjectKind,
  type TextPurpose,
} from '@felles/contracts/values';
import type { Actor } from '@felles/domain';
import type { Statement, Write } from '../database/work.js';
import type { Bell } from './bell.js';

/** What happened, as a writer says it. The log adds when, and by which transaction. */
export interface NewEvent<T extends EventType = EventType> {
  type: T;
  organisationId: string;
  subject: { kind: SubjectKind; id: string; version: number };
  facts: Facts<T>;
  /** Revisions this event wrote, by purpose. */
  texts?: Partial<Record<TextPurpose, string>>;
  /** Defaults to the unit's business time. */
  occurredAt?: Date;
  onBehalfOfId?: string | null;
  causationId?: string | null;
}

/** Who wrote it and through what. */
export interface Author {
  kind: ActorKind;
  id: string | null;
  correlationId: string | null;
  origin: Origin;
}

/** What happens by itself: by the clock, or because the log says so. */
export const systemAuthor: Author = { kind: 'system', id: null, correlationId: null, origin: 'live' };

export function authorOf(actor: Actor, correlationId: string | null): Author {
  return { kind: actor.scopes ? 'token' : 'person', id: actor.personId, correlationId, origin: 'live' };
}

const insertEvent: Statement = {
  name: 'log-insert',
  text: `insert into domain_event (organisation_id, type, subject_kind, subject_id, subject_version, internal, actor_kind, actor_id,
      on_behalf_of_id, occurred_at, recorded_at, correlation_id, causation_id, origin, facts, texts)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10, felles_now()), felles_now(), $11, $12, $13, $14, $15)`,
};

/** Writes the log. Each call belongs to the unit of work whose changes it records. */
export class Log {
  constructor(private readonly bell: Bell) {}

  /** @throws Error when a fact is not one the event's type may carry. */
  record<T extends EventType>(write: Write, author: Author, event: NewEvent<T>): void {
    const allowed: readonly string[] = eventFacts[event.type];
    for (const name of Object.keys(event.facts)) {
      if (!allowed.includes(name)) throw new Error(`${event.type} may not carry the fact ${name}`);
    }
    write.send(insertEvent, [
      event.organisationId,
      event.type,
      event.subject.kind,
      event.subject.id,
      event.subject.version,
      internalEvents.includes(event.type),
      author.kind,
      author.id,
      event.onBehalfOfId ?? null,
      event.occurredAt ?? null,
      author.correlationId,
      event.causationId ?? null,
      author.origin,
      event.facts,
      event.texts ?? null,
    ]);
    write.afterCommit(() => this.bell.ring());
  }
}

type Values = Record<string, unknown>;

/** `{field: [before, after]}` for the fields that differ. Times become ISO text. */
export function changed<T extends EventType>(before: Values, after: Values): Facts<T> {
  const facts: Record<string, [unknown, unknown]> = {};
  for (const name of Object.keys(after)) {
    const [was, is] = [plain(before[name]), plain(after[name])];
    if (JSON.stringify(was) !== JSON.stringify(is)) facts[name] = [was, is];
  }
  return facts as unknown as Facts<T>;
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return value ?? null;
}
