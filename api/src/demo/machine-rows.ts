import type pg from 'pg';
import { day } from './local-time.js';
import type { Machine, Machines } from './machines.js';
import { knownUntil, sourceOf, tellPatchYear, type PatchYear } from './patch-year.js';
import type { Random } from './random.js';
import { demoExploited } from './texts/index.js';

const addEvents = `insert into domain_event (organisation_id, type, subject_kind, subject_id, subject_version, actor_kind, actor_id, occurred_at,
    recorded_at, origin, facts)
  select e.organisation_id, e.type, 'configuration_item', e.item, 1, e.actor_kind, e.actor_id, e.at, e.at, 'seed', e.facts
    from rows from (jsonb_to_recordset($1) as (organisation_id uuid, type text, item uuid, actor_kind text, actor_id uuid, at timestamptz, facts jsonb))
      with ordinality as e order by e.ordinality`;

/** Writes what the desk runs, and each server's year. */
export async function keepMachines(
  client: pg.Client,
  machines: Machines,
  { random, now }: { random: Random; now: number },
): Promise<void> {
  const at = (time: number | null) => time && new Date(time).toISOString();
  const organisationOf = ({ organisation }: Machine) => machines.organisationIds[organisation];
  const added = now - 400 * day;
  const years = machines.all
    .filter((machine) => machine.class === 'server')
    .map((machine) => tellPatchYear(machine, random, now));
  const said = years.filter(({ reportedAt }) => reportedAt !== null);
  await put(
    client,
    'configuration_item',
    machines.all.map((machine) => ({
      id: machine.id,
      organisation_id: organisationOf(machine),
      class: machine.class,
      name: machine.name,
      site_id: machine.siteId,
      service_id: machine.serviceId,
      support_group_id: machine.groupId,
      supplier_id: machine.supplierId,
      criticality: machine.criticality,
      service_hours: machine.hours,
      version: 1,
      added_at: at(added),
      updated_at: at(added),
    })),
  );
  await put(
    client,
    'configuration_relation',
    machines.relations.map(({ id, from, to, kind }) => ({
      id,
      organisation_id: organisationOf(from),
      from_id: from.id,
      to_id: to.id,
      kind,
    })),
  );
  await put(client, 'exploited_vulnerability', demoExploited, 'on conflict do nothing');
  await put(client, 'server_patch_status', said.map(statusRow));
  await put(client, 'server_update', said.flatMap(updateRows));
  await put(
    client,
    'timer',
    said
      .filter(({ status }) => status !== 'unknown')
      .map((year) => ({
        id: random.uuid(),
        organisation_id: organisationOf(year.machine),
        subject_kind: 'configuration_item',
        subject_id: year.machine.id,
        kind: 'patch.silence',
        due_at: at(knownUntil(year)),
      })),
  );
  await client.query(addEvents, [
    JSON.stringify([...machines.all.map(addedEvent), ...years.flatMap(yearEvents)]),
  ]);

  function statusRow(year: PatchYear): object {
    const [source, os_name, os_version] = sourceOf(year.machine);
    return {
      configuration_item_id: year.machine.id,
      organisation_id: organisationOf(year.machine),
      silent_after: '7 days',
      reported_at: at(year.reportedAt),
      scanned_at: at(year.reportedAt),
      known_until: at(knownUntil(year)),
      source,
      os_name,
      os_version,
      reboot_pending: year.rebootPending,
      skew_seconds: 0,
      missing_security: year.counts.missingSecurity,
      missing_other: year.counts.missingOther,
      missing_exploited: year.counts.missingExploited,
      failed: 0,
      status: year.status,
      status_since: at(year.statusSince),
    };
  }

  function updateRows(year: PatchYear): object[] {
    return year.updates.map(
      ({ update: [id, version, severity, security, cves], missing, exploited, since }) => ({
        configuration_item_id: year.machine.id,
        organisation_id: organisationOf(year.machine),
        update_id: id,
        title: id,
        version,
        severity,
        security,
        cves,
        exploited,
        held: false,
        state: missing ? 'missing' : 'installed',
        first_seen_at: at(since),
        state_since: at(since),
      }),
    );
  }

  function addedEvent(machine: Machine): object {
    const { siteId, serviceId, groupId, supplierId, criticality, hours } = machine;
    const facts = {
      class: machine.class,
      siteId,
      serviceId,
      supportGroupId: groupId,
      supplierId,
      criticality,
      serviceHours: hours,
    };
    return {
      organisation_id: organisationOf(machine),
      type: 'configuration_item.added',
      item: machine.id,
      actor_kind: 'system',
      at: at(added),
      facts: Object.fromEntries(
        Object.entries(facts)
          .filter(([, value]) => value !== null)
          .map(([name, value]) => [name, [null, value]]),
      ),
    };
  }

  function yearEvents({ machine, events }: PatchYear): object[] {
    const collector = events.find(({ type }) => type === 'server.enrolled')?.facts.collectorId?.[1] ?? null;
    return events.map(({ type, at: time, facts }) => ({
      organisation_id: organisationOf(machine),
      type,
      item: machine.id,
      actor_kind: type === 'server.silent' ? 'system' : 'token',
      actor_id: type === 'server.silent' ? null : collector,
      at: at(time),
      facts,
    }));
  }
}

async function put(client: pg.Client, table: string, rows: readonly object[], otherwise = ''): Promise<void> {
  const names = Object.keys(rows[0]!).join(', ');
  await client.query(
    `insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, $1) ${otherwise}`,
    [JSON.stringify(rows)],
  );
}
