import type {
  ConfigurationItemRow,
  ConfigurationItemView,
  NamedRef,
  PatchStatusView,
  RelationView,
} from '@felles/contracts/http';
import {
  defaultSilentDays,
  holds,
  statusAt,
  type Actor,
  type ConfigurationClass,
  type Criticality,
  type Label,
  type PatchStatus,
  type ServiceHours,
} from '@felles/domain';
import type { Read, Statement } from '../platform/database/work.js';

/** A configuration item as the database keeps it. */
export interface ConfigurationItem {
  id: string;
  organisationId: string;
  class: ConfigurationClass;
  name: string;
  siteId: string | null;
  serviceId: string | null;
  supportGroupId: string | null;
  supplierId: string | null;
  criticality: Criticality;
  serviceHours: ServiceHours;
  version: number;
  addedAt: Date;
  updatedAt: Date;
  retiredAt: Date | null;
}

interface Names {
  organisation_name: string;
  site_name: Label | null;
  service_name: Label | null;
  group_name: Label | null;
}
type ItemColumns = {
  id: string;
  name: string;
  class: ConfigurationClass;
  organisation_id: string;
  site_id: string | null;
  service_id: string | null;
  support_group_id: string | null;
  criticality: Criticality;
  retired_at: Date | null;
} & Names;

export type ListedItem = ItemColumns & { place: string; patch_status: PatchStatus | null };

interface OpenedItem extends ItemColumns {
  supplier_id: string | null;
  supplier_name: Label | null;
  service_hours: ServiceHours;
  version: number;
  added_at: Date;
  updated_at: Date;
  relations: RelationView[];
  now: Date;
  status: PatchStatus | null;
  status_since: Date | null;
  reported_at: Date | null;
  scanned_at: Date | null;
  known_until: Date | null;
  silent_after_days: number | null;
  source: string | null;
  os_name: string | null;
  os_version: string | null;
  reboot_pending: boolean | null;
  skew_seconds: number | null;
  missing_security: number | null;
  missing_other: number | null;
  missing_exploited: number | null;
  failed: number | null;
  enrolled_at: Date | null;
  code_expires_at: Date | null;
}

const openItem: Statement = {
  name: 'item-open',
  text: `select i.*, o.name as organisation_name, st.name as site_name, s.name as service_name, g.name as group_name, u.name as supplier_name,
      felles_now() as now, p.status, p.status_since, p.reported_at, p.scanned_at, p.known_until,
      (extract(epoch from p.silent_after) / 86400)::float8 as silent_after_days, p.source, p.os_name, p.os_version, p.reboot_pending,
      p.skew_seconds, p.missing_security, p.missing_other, p.missing_exploited, p.failed, c.enrolled_at, c.code_expires_at,
      (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'direction', case when r.from_id = i.id then 'from' else 'to' end,
          'item', jsonb_build_object('id', x.id, 'name', x.name, 'class', x.class, 'retiredAt', x.retired_at)) order by lower(x.name), r.id), '[]')
        from (select * from configuration_relation where from_id = i.id union all select * from configuration_relation where to_id = i.id) r
        join configuration_item x on x.id = case when r.from_id = i.id then r.to_id else r.from_id end) as relations
    from configuration_item i
    join organisation o on o.id = i.organisation_id
    left join site st on st.id = i.site_id
    left join service s on s.id = i.service_id
    left join assignment_group g on g.id = i.support_group_id
    left join assignment_group u on u.id = i.supplier_id
    left join server_patch_status p on p.configuration_item_id = i.id
    left join lateral auth.collector_standing(i.id) c on i.class = 'server'
    where i.id = $1`,
};

/** A whole item as this reader may see it; null when it is out of sight. */
export async function viewItem(read: Read, actor: Actor, id: string): Promise<ConfigurationItemView | null> {
  const row = await read.row<OpenedItem>(openItem, [id]);
  if (!row) return null;
  return {
    id: row.id,
    name: row.name,
    class: row.class,
    organisation: { id: row.organisation_id, name: row.organisation_name },
    ...refsOf(row),
    supplier: named(row.supplier_id, row.supplier_name),
    criticality: row.criticality,
    serviceHours: row.service_hours,
    addedAt: row.added_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    retiredAt: row.retired_at?.toISOString() ?? null,
    version: row.version,
    relations: row.relations,
    patch: row.class === 'server' ? patchOf(row) : null,
    may: [
      ...(holds(actor, row.organisation_id, 'configuration-item:change') ? ['change'] : []),
      ...(row.class === 'server' && !row.retired_at && holds(actor, row.organisation_id, 'patch-status:enrol')
        ? ['enrol']
        : []),
    ],
  };
}

export function rowView(row: ListedItem): ConfigurationItemRow {
  return {
    id: row.id,
    name: row.name,
    class: row.class,
    organisation: { id: row.organisation_id, name: row.organisation_name },
    ...refsOf(row),
    criticality: row.criticality,
    retiredAt: row.retired_at?.toISOString() ?? null,
    patchStatus: row.patch_status,
  };
}

function patchOf(row: OpenedItem): PatchStatusView {
  const status = statusAt(row.status ?? 'unknown', row.known_until, row.now);
  // Silence begins when the report ran out, whether or not somebody has noted it.
  const since = status === row.status ? row.status_since : row.known_until;
  return {
    status,
    statusSince: since?.toISOString() ?? null,
    reportedAt: row.reported_at?.toISOString() ?? null,
    scannedAt: row.scanned_at?.toISOString() ?? null,
    knownUntil: row.known_until?.toISOString() ?? null,
    silentAfterDays: row.silent_after_days ?? defaultSilentDays,
    source: row.source,
    osName: row.os_name,
    osVersion: row.os_version,
    rebootPending: row.reboot_pending ?? false,
    skewSeconds: row.skew_seconds,
    missingSecurity: row.missing_security ?? 0,
    missingOther: row.missing_other ?? 0,
    missingExploited: row.missing_exploited ?? 0,
    failed: row.failed ?? 0,
    enrolledAt: row.enrolled_at?.toISOString() ?? null,
    codeExpiresAt: row.code_expires_at?.toISOString() ?? null,
  };
}

function refsOf(row: ItemColumns) {
  return {
    site: named(row.site_id, row.site_name),
    service: named(row.service_id, row.service_name),
    supportGroup: named(row.support_group_id, row.group_name),
  };
}

function named(id: string | null, name: Label | null): NamedRef | null {
  return id && name ? { id, name } : null;
}
