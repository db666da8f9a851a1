/**
 * What Felles is measured against: bare Fastify and pg, hand-written SQL, one round trip per operation, on the same tables.
 * No sessions, no isolation, no rules, no conflicts; a write includes its one event row and its search words.
 */
import Fastify from 'fastify';
import { randomUUIDv7 } from 'node:crypto';
import pg from 'pg';
import { Server } from 'socket.io';

const [owner, port] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: owner, max: 12 });
const fastify = Fastify();
const io = new Server(fastify.server, { path: '/api/realtime', transports: ['websocket'] });

const row = `t.id, t.number, t.kind, t.state, t.priority, t.title, t.restricted, t.version, t.opened_at, t.updated_at,
  o.name as organisation, r.display_name as requester, a.display_name as assignee, g.name as group, s.name as service`;
const names = `join organisation o on o.id = t.organisation_id left join person r on r.id = t.requester_id
  left join person a on a.id = t.assignee_id left join assignment_group g on g.id = t.group_id left join service s on s.id = t.service_id`;

const query = async (name: string, text: string, values: unknown[]) =>
  (await pool.query({ name, text, values })).rows as Record<string, unknown>[];
const list = (value: string) => value.split(',');

fastify.get<{ Querystring: { organisations: string; limit: string } }>(
  '/api/tickets',
  async ({ query: q }) => ({
    items: await query(
      'list',
      `select ${row} from (select t.* from unnest($1::uuid[]) o(id) cross join lateral (select t.* from ticket t where t.organisation_id = o.id and t.open
       order by t.opened_at desc, t.id desc limit $2) t order by t.opened_at desc, t.id desc limit $2) t ${names} order by t.opened_at desc, t.id desc`,
      [list(q.organisations), Number(q.limit)],
    ),
  }),
);

fastify.get<{ Params: { id: string } }>('/api/incidents/:id', async ({ params }) => {
  const [ticket] = await query(
    'open',
    `select ${row}, t.*, d.body as description,
       (select coalesce(json_agg(json_build_object('id', n.id, 'audience', n.audience, 'author', p.display_name, 'body', x.body, 'writtenAt', n.written_at)
          order by n.written_at, n.id), '[]') from entry n join text_revision x on x.id = n.text_id left join person p on p.id = n.author_id where n.ticket_id = t.id) as entries,
       (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name)), '[]') from attachment f where f.ticket_id = t.id) as attachments
     from ticket t ${names} left join text_revision d on d.id = t.description_id where t.id = $1`,
    [params.id],
  );
  return ticket;
});

fastify.get<{ Querystring: { q: string; organisations: string } }>('/api/search', async ({ query: q }) => {
  const number = /^[A-Z]{3}\d{7}$/.test(q.q);
  return {
    items: number
      ? await query('exact', `select ${row} from ticket t ${names} where t.number = $1`, [q.q])
      : await query(
          'search',
          `with hits as materialized (select d.ticket_id from search_document d where (d.all_words || search_place(d.organisation_id, d.opened_at)) @@ search_query($1) and d.organisation_id = any ($2)
             order by d.opened_at desc, d.ticket_id desc limit 51)
           select ${row} from hits h join ticket t on t.id = h.ticket_id ${names} order by t.opened_at desc, t.id desc`,
          [q.q, list(q.organisations)],
        ),
  };
});

fastify.post<{ Body: { title: string; description: string; organisationId: string; personId: string } }>(
  '/api/incidents',
  async ({ body }, reply) => {
    const id = randomUUIDv7();
    const [ticket] = await query(
      'create',
      `with made as (insert into ticket (id, organisation_id, number, kind, state, title, description_id, priority, impact, urgency, requester_id, filed_by_id,
         channel, language, opened_at, updated_at)
       values ($1, $2, 'INC' || lpad(nextval('incident_number')::text, 7, '0'), 'incident', 'new', $4, $6, 'p3', 'medium', 'medium', $3, $3, 'web', 'nb', felles_now(), felles_now()) returning *),
     texts as (insert into text_revision (id, organisation_id, ticket_id, purpose, body) values ($7, $2, $1, 'title', $4), ($6, $2, $1, 'description', $5)),
     event as (insert into domain_event (organisation_id, type, subject_kind, subject_id, subject_version, actor_kind, actor_id, occurred_at, recorded_at, origin, facts)
       values ($2, 'ticket.filed', 'ticket', $1, 1, 'person', $3, felles_now(), felles_now(), 'live', '{"state": [null, "new"]}')),
     words as (insert into search_document select $1, $2, opened_at, $3, $3, searchable($4 || ' ' || $5), searchable($4 || ' ' || $5) from made)
     select id, number, title, state, version from made`,
      [id, body.organisationId, body.personId, body.title, body.description, randomUUIDv7(), randomUUIDv7()],
    );
    io.emit('event', { subject: { id } });
    return reply.status(201).send(ticket);
  },
);

fastify.post<{ Params: { id: string }; Body: { body: string; personId: string } }>(
  '/api/tickets/:id/replies',
  async ({ params, body }, reply) => {
    const [ticket] = await query(
      'reply',
      `with moved as (update ticket set conversation_version = conversation_version + 1, updated_at = felles_now() where id = $1 returning *),
     text as (insert into text_revision (id, organisation_id, ticket_id, purpose, body) select $2, organisation_id, $1, 'body', $4 from moved returning id),
     said as (insert into entry (id, organisation_id, ticket_id, audience, author_id, text_id, conversation_version, written_at)
       select $3, organisation_id, $1, 'public', $5, $2, conversation_version, felles_now() from moved, text),
     event as (insert into domain_event (organisation_id, type, subject_kind, subject_id, subject_version, actor_kind, actor_id, occurred_at, recorded_at, origin, facts)
       select organisation_id, 'ticket.replied', 'ticket', $1, version, 'person', $5, felles_now(), felles_now(), 'live', '{}' from moved),
     words as (update search_document set public_words = public_words || searchable($4), all_words = all_words || searchable($4) where ticket_id = $1)
     select id, version, conversation_version from moved`,
      [params.id, randomUUIDv7(), randomUUIDv7(), body.body, body.personId],
    );
    return reply.status(201).send(ticket);
  },
);

fastify.put<{ Params: { id: string }; Body: { text: string; code: string; personId: string } }>(
  '/api/tickets/:id/resolution',
  async ({ params, body }) => {
    const [ticket] = await query(
      'resolve',
      `with moved as (update ticket set state = 'resolved', resolution_code = $3, resolution_id = $2, resolved_at = felles_now(), resolved_by_id = $5,
         version = version + 1, conversation_version = conversation_version + 1, updated_at = felles_now() where id = $1 returning *),
     text as (insert into text_revision (id, organisation_id, ticket_id, purpose, body) select $2, organisation_id, $1, 'resolution', $4 from moved),
     event as (insert into domain_event (organisation_id, type, subject_kind, subject_id, subject_version, actor_kind, actor_id, occurred_at, recorded_at, origin, facts)
       select organisation_id, 'ticket.resolved', 'ticket', $1, version, 'person', $5, felles_now(), felles_now(), 'live', '{"state": ["new", "resolved"]}' from moved),
     words as (update search_document set public_words = public_words || searchable($4), all_words = all_words || searchable($4) where ticket_id = $1)
     select id, state, version from moved`,
      [params.id, randomUUIDv7(), body.code, body.text, body.personId],
    );
    return ticket;
  },
);

await fastify.listen({ port: Number(port), host: '127.0.0.1' });
process.send?.('listening');
process.on('disconnect', () => process.exit(0));
