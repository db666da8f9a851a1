import type { PatchStatus } from '@felles/domain';
import type { Statement } from '../platform/database/work.js';

/** What is known of a server when its report comes in. */
export interface StandingStatus {
  now: Date;
  version: number;
  silent_after_seconds: number;
  scanned_at: Date | null;
  known_until: Date | null;
  status: PatchStatus;
  reboot_pending: boolean;
  skew_seconds: number | null;
  missing_security: number;
  missing_other: number;
  missing_exploited: number;
  failed: number;
  report_hash: Buffer | null;
  updates_hash: Buffer | null;
}

export const holdCollector: Statement = {
  name: 'report-collector',
  text: `select auth.hold_collector($1) as stands`,
};

/** One report of a server after the other. */
export const lockStatus: Statement = {
  name: 'report-status-lock',
  text: `select felles_now() as now, i.version, extract(epoch from p.silent_after)::float8 as silent_after_seconds, p.scanned_at, p.known_until,
      p.status, p.reboot_pending, p.skew_seconds, p.missing_security, p.missing_other, p.missing_exploited, p.failed, p.report_hash, p.updates_hash
    from server_patch_status p join configuration_item i on i.id = p.configuration_item_id
    where p.configuration_item_id = $1 for update of p`,
};

/** The catalogue stays as it is until the report is written: one brought in meanwhile marks what this report has left. */
export const holdCatalogue: Statement = {
  name: 'report-catalogue-lock',
  text: `select pg_advisory_xact_lock_shared(hashtextextended('exploited vulnerabilities', 0))`,
};
export const exploitedAmong: Statement = {
  name: 'report-exploited',
  text: `select cve from exploited_vulnerability where cve = any ($1::text[])`,
};

/**
 * The whole list at once: what is new is added, what differs changed, what is no longer spoken of superseded, and what is the
 * same left alone. What an update was (its severity, its CVEs) is said while it is missing; installed, it is only a version.
 */
export const writeUpdates: Statement = {
  name: 'report-updates',
  text: `with listed as materialized (
      select * from jsonb_to_recordset($3::jsonb) as l (id text, title text, version text, severity text, security boolean, cves text[],
        exploited boolean, state text, held boolean, "releasedAt" timestamptz)),
    put as (
      insert into server_update as u (configuration_item_id, update_id, organisation_id, title, version, severity, security, cves, exploited,
        state, held, released_at, first_seen_at, state_since)
      select $1, l.id, $2, l.title, l.version, l.severity, l.security, l.cves, l.exploited, l.state, l.held, l."releasedAt", $4, $4 from listed l
      on conflict (configuration_item_id, update_id) do update set
        version = excluded.version, held = excluded.held, state = excluded.state,
        state_since = case when u.state = excluded.state and u.version is not distinct from excluded.version then u.state_since else excluded.state_since end,
        title = case when excluded.state = 'installed' then u.title else excluded.title end,
        severity = case when excluded.state = 'installed' then u.severity else excluded.severity end,
        security = case when excluded.state = 'installed' then u.security else excluded.security end,
        cves = case when excluded.state = 'installed' then u.cves else excluded.cves end,
        exploited = case when excluded.state = 'installed' then u.exploited else excluded.exploited end,
        released_at = case when excluded.state = 'installed' then u.released_at else excluded.released_at end
      where (u.version, u.held, u.state) is distinct from (excluded.version, excluded.held, excluded.state)
        or excluded.state <> 'installed' and (u.title, u.severity, u.security, u.cves, u.exploited, u.released_at)
          is distinct from (excluded.title, excluded.severity, excluded.security, excluded.cves, excluded.exploited, excluded.released_at)
      returning 1),
    gone as (
      update server_update u set state = 'superseded', state_since = $4
      where u.configuration_item_id = $1 and u.state <> 'superseded' and not exists (select from listed l where l.id = u.update_id)
      returning 1)
  select ((select count(*) from put) + (select count(*) from gone))::int as changed`,
};

export const writeStatus: Statement = {
  name: 'report-status',
  text: `update server_patch_status set reported_at = $2, scanned_at = $3, known_until = $4, source = $5, os_name = $6, os_version = $7,
      reboot_pending = $8, skew_seconds = $9, missing_security = $10, missing_other = $11, missing_exploited = $12, failed = $13,
      status = $14, status_since = case when $15 then $2 else status_since end, report_hash = $16, updates_hash = $17
    where configuration_item_id = $1`,
};
