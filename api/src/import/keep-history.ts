import type pg from 'pg';
import type { History } from './incident-history.js';

const addTicket = `insert into ticket (id, organisation_id, number, external_source, external_number, kind, state, title, priority, impact,
    urgency, category_id, site_id, requester_id, filed_by_id, channel, language, group_id, assignee_id, hold_reason, resolved_by_id,
    reopen_count, version, opened_at, updated_at, resolved_at, closed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)`;
const addTexts = `insert into text_revision (id, organisation_id, ticket_id, purpose, internal, body)
  select id, $2, $3, purpose, internal, body from jsonb_to_recordset($1) as t (id uuid, purpose text, internal boolean, body text)`;
// In the order of the file, which is the order of the log.
const addEvents = `insert into domain_event (organisation_id, type, subject_kind, subject_id, subject_version, actor_kind, actor_id,
    occurred_at, recorded_at, correlation_id, origin, facts, texts)
  select $2, e.type, 'ticket', $3, e.version, 'import', e."actorId", e."occurredAt", felles_now(), $4, 'import', e.facts, e.texts
    from rows from (jsonb_to_recordset($1) as (type text, version integer, "actorId" uuid, "occurredAt" timestamptz, facts jsonb, texts jsonb))
      with ordinality as e order by e.ordinality`;
const addSearch = `insert into search_document (ticket_id, organisation_id, opened_at, requester_id, filed_by_id, public_words, all_words)
  select t.id, t.organisation_id, t.opened_at, t.requester_id, t.filed_by_id, w.words, w.words
    from ticket t left join person p on p.id = t.requester_id
    cross join lateral (select searchable(concat_ws(' ', t.title, p.display_name)) as words) w where t.id = $1`;

/** Writes one incident with its whole history, inside the caller's transaction. */
export async function keepHistory(client: pg.Client, history: History, correlationId: string): Promise<void> {
  const { ticket: t, events, texts } = history;
  await client.query(addTicket, [
    t.id,
    t.organisationId,
    t.number,
    t.externalSource,
    t.externalNumber,
    t.kind,
    t.state,
    t.title,
    t.priority,
    t.impact,
    t.urgency,
    t.categoryId,
    t.siteId,
    t.requesterId,
    t.filedById,
    t.channel,
    t.language,
    t.groupId,
    t.assigneeId,
    t.holdReason,
    t.resolvedById,
    t.reopenCount,
    t.version,
    t.openedAt,
    t.updatedAt,
    t.resolvedAt,
    t.closedAt,
  ]);
  await client.query(addTexts, [JSON.stringify(texts), t.organisationId, t.id]);
  await client.query(addEvents, [JSON.stringify(events), t.organisationId, t.id, correlationId]);
  await client.query(addSearch, [t.id]);
}
