import { statusOf, type PatchStatus } from '@felles/domain';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { bellChannel } from '../platform/events/bell.js';
import { readCatalogue } from './kev-format.js';

export interface ImportedCatalogue {
  version: string;
  vulnerabilities: number;
  added: number;
  changed: number;
  removed: number;
  /** Updates that are marked now and were not, or the other way. */
  marked: number;
  /** Servers whose figures that has changed. */
  servers: number;
}

// Reports hold it shared (api/src/patching/report-statements.ts): none is half marked by the old catalogue, half by the new.
const onlyCatalogue = `select pg_advisory_xact_lock(hashtextextended('exploited vulnerabilities', 0))`;
const putEntries = `insert into exploited_vulnerability as e (cve, vendor, product, name, added_on, due_on, ransomware)
  select cve, vendor, product, name, "addedOn", "dueOn", ransomware
    from jsonb_to_recordset($1) as l (cve text, vendor text, product text, name text, "addedOn" date, "dueOn" date, ransomware boolean)
  on conflict (cve) do update set vendor = excluded.vendor, product = excluded.product, name = excluded.name, added_on = excluded.added_on,
    due_on = excluded.due_on, ransomware = excluded.ransomware
  where (e.vendor, e.product, e.name, e.added_on, e.due_on, e.ransomware)
    is distinct from (excluded.vendor, excluded.product, excluded.name, excluded.added_on, excluded.due_on, excluded.ransomware)
  returning (xmax = 0) as added`;
const dropEntries = `delete from exploited_vulnerability where cve <> all ($1::text[])`;
const markUpdates = `update server_update u set exploited = not u.exploited
  where u.cves <> '{}' and u.exploited <> exists (select from exploited_vulnerability e where e.cve = any (u.cves))
  returning u.configuration_item_id as id`;
const countAnew = `select p.configuration_item_id as id, i.organisation_id, i.version, p.status, p.missing_security, p.missing_other, p.missing_exploited,
    count(*) filter (where u.security or u.exploited)::int as now_security, count(*) filter (where not (u.security or u.exploited))::int as now_other,
    count(*) filter (where u.exploited)::int as now_exploited
  from server_patch_status p join configuration_item i on i.id = p.configuration_item_id
  left join server_update u on u.configuration_item_id = p.configuration_item_id and u.state in ('missing', 'failed')
  where p.configuration_item_id = any ($1::uuid[]) group by p.configuration_item_id, i.id`;
const putCounts = `update server_patch_status set missing_security = $2, missing_other = $3, missing_exploited = $4, status = $5,
    status_since = case when status = $5 then status_since else felles_now() end where configuration_item_id = $1`;
const addEvent = `insert into domain_event (organisation_id, type, subject_kind, subject_id, subject_version, actor_kind, occurred_at, recorded_at,
    correlation_id, origin, facts)
  values ($1, 'server.reassessed', 'configuration_item', $2, $3, 'import', felles_now(), felles_now(), $4, 'live', $5)`;

interface Counted {
  id: string;
  organisation_id: string;
  version: number;
  status: PatchStatus;
  missing_security: number;
  missing_other: number;
  missing_exploited: number;
  now_security: number;
  now_other: number;
  now_exploited: number;
}

/**
 * Brings in CISA's catalogue, whole, and marks what is missing against something in it. The same file again changes nothing.
 * @throws NotThisFormat before anything has been changed
 */
export async function importKev(owner: string, file: string): Promise<ImportedCatalogue> {
  const { version, vulnerabilities } = readCatalogue(await readFile(file, 'utf8'));
  const client = new pg.Client({ connectionString: owner, application_name: 'felles import' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    await client.query(onlyCatalogue);
    const put = await client.query<{ added: boolean }>(putEntries, [JSON.stringify(vulnerabilities)]);
    const gone = await client.query(dropEntries, [vulnerabilities.map(({ cve }) => cve)]);
    const marked = await client.query<{ id: string }>(markUpdates);
    const servers = await reassess(client, [...new Set(marked.rows.map(({ id }) => id))]);
    await client.query('commit');
    await client.query(`notify ${bellChannel}`);
    const added = put.rows.filter((row) => row.added).length;
    return {
      version,
      vulnerabilities: vulnerabilities.length,
      added,
      changed: put.rows.length - added,
      removed: gone.rowCount ?? 0,
      marked: marked.rowCount ?? 0,
      servers,
    };
  } finally {
    await client.end();
  }
}

/** What is exploited is security, whatever its source says; so a server can come to need what it did not before. */
async function reassess(client: pg.Client, ids: string[]): Promise<number> {
  const { rows } = await client.query<Counted>(countAnew, [ids]);
  const correlationId = randomUUID();
  let changed = 0;
  for (const row of rows) {
    const counts = {
      missingSecurity: row.now_security,
      missingOther: row.now_other,
      missingExploited: row.now_exploited,
    };
    const before = {
      missingSecurity: row.missing_security,
      missingOther: row.missing_other,
      missingExploited: row.missing_exploited,
    };
    // Who is silent stays unknown.
    const status = row.status === 'unknown' ? 'unknown' : statusOf(counts);
    const facts = Object.fromEntries(
      Object.entries({ status, ...counts })
        .map(
          ([name, is]) =>
            [name, [{ status: row.status, ...before }[name as keyof typeof counts], is]] as const,
        )
        .filter(([, [was, is]]) => was !== is),
    );
    if (Object.keys(facts).length === 0) continue;
    await client.query(putCounts, [
      row.id,
      counts.missingSecurity,
      counts.missingOther,
      counts.missingExploited,
      status,
    ]);
    await client.query(addEvent, [row.organisation_id, row.id, row.version, correlationId, facts]);
    changed++;
  }
  return changed;
}
