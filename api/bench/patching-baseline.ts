/**
 * What patch reports and the board are measured against: bare Fastify and pg, hand-written SQL, on the same tables. No token, no
 * isolation, no check of the format, no hash, no timer; a report is one look, one statement for its list, and one for its
 * figures with its event.
 */
import Fastify from 'fastify';
import pg from 'pg';

const [owner, port] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: owner, max: 12 });
const fastify = Fastify({ bodyLimit: 8 * 1024 * 1024 });

interface Report {
  scannedAt: string;
  source: string;
  osName: string;
  osVersion: string;
  rebootPending: boolean;
  updates: { state: string; security: boolean }[];
}

const putUpdates = `insert into server_update as u (configuration_item_id, update_id, organisation_id, title, version, severity, security, cves, state,
    released_at, first_seen_at, state_since)
  select $1, l.id, i.organisation_id, l.title, l.version, l.severity, l.security, l.cves, l.state, l."releasedAt", now(), now()
    from jsonb_to_recordset($2) as l (id text, title text, version text, severity text, security boolean, cves text[], state text, "releasedAt" timestamptz)
    cross join (select organisation_id from configuration_item where id = $1) i
  on conflict (configuration_item_id, update_id) do update set version = excluded.version, state = excluded.state, state_since = excluded.state_since
  where (u.version, u.state) is distinct from (excluded.version, excluded.state)`;
const putStatus = `with status as (
    update server_patch_status set reported_at = now(), scanned_at = $2, known_until = now() + silent_after, missing_security = $3, missing_other = $4,
      status = $5, reboot_pending = $6, source = $7, os_name = $8, os_version = $9 where configuration_item_id = $1 returning organisation_id)
  insert into domain_event (organisation_id, type, subject_kind, subject_id, actor_kind, occurred_at, recorded_at, origin, facts)
  select organisation_id, 'server.reported', 'configuration_item', $1, 'token', now(), now(), 'live', $10 from status`;

fastify.post<{ Querystring: { item: string }; Body: Report }>(
  '/api/patch-reports',
  async ({ query, body }) => {
    const missing = body.updates.filter(({ state }) => state === 'missing');
    const security = missing.filter((update) => update.security).length;
    const status =
      security > 0 ? 'needs_security_update' : missing.length > 0 ? 'needs_update' : 'up_to_date';
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query({
        name: 'updates',
        text: putUpdates,
        values: [query.item, JSON.stringify(body.updates)],
      });
      await client.query({
        name: 'status',
        text: putStatus,
        values: [
          query.item,
          body.scannedAt,
          security,
          missing.length - security,
          status,
          body.rebootPending,
          body.source,
          body.osName,
          body.osVersion,
          { status: [null, status] },
        ],
      });
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
    return { applied: true };
  },
);

const board = `select case grouping(organisation_id, site_id, support_group_id, service_id)
    when 15 then 'all' when 7 then 'organisation' when 11 then 'site' when 13 then 'group' else 'service' end as by,
  coalesce(organisation_id, site_id, support_group_id, service_id) as id, count(*)::int as total,
  count(*) filter (where status = 'needs_security_update')::int as security, count(*) filter (where status = 'needs_update')::int as other,
  count(*) filter (where status = 'unknown')::int as unknown, count(*) filter (where status = 'up_to_date')::int as fine
  from (select i.organisation_id, i.site_id, i.support_group_id, i.service_id, case when p.known_until > now() then p.status else 'unknown' end as status
    from configuration_item i left join server_patch_status p on p.configuration_item_id = i.id
    where i.class = 'server' and i.retired_at is null) s
  group by grouping sets ((), (organisation_id), (site_id), (support_group_id), (service_id))`;
fastify.get('/api/patch-status', async () => ({
  items: (await pool.query({ name: 'board', text: board })).rows,
}));

await fastify.listen({ port: Number(port), host: '127.0.0.1' });
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
