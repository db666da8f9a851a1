import { Injectable } from '@nestjs/common';
import type { BoardLine, PatchBoard, StatusFigure, StatusFigures } from '@felles/contracts/http';
import { patchStatuses, type Label, type PatchStatus } from '@felles/domain';
import { openingForItems, organisationsWith } from '../configuration-items/index.js';
import { AskerWork } from '../platform/database/database.module.js';
import type { Statement } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';

type By = 'all' | 'organisation' | 'site' | 'group' | 'service';
type Row = {
  by: By;
  id: string | null;
  name: Label | null;
  total: number;
  exploited: number;
  reboot: number;
  now: Date;
} & Record<PatchStatus, number>;

// Every server in use counts, also one that has never been heard of. All of it in one pass over them.
const board: Statement = {
  name: 'patch-board',
  text: `with server as (
      select i.organisation_id, i.site_id, i.support_group_id, i.service_id, coalesce(p.missing_exploited > 0, false) as exploited,
        coalesce(p.reboot_pending, false) as reboot, case when p.known_until > (select felles_now()) then p.status else 'unknown' end as status
      from configuration_item i left join server_patch_status p on p.configuration_item_id = i.id
      where i.organisation_id = any ($1::uuid[]) and i.class = 'server' and i.retired_at is null),
    counted as (
      select case grouping(organisation_id, site_id, support_group_id, service_id)
          when 15 then 'all' when 7 then 'organisation' when 11 then 'site' when 13 then 'group' else 'service' end as by,
        coalesce(organisation_id, site_id, support_group_id, service_id) as id, count(*)::int as total,
        ${patchStatuses.map((status) => `count(*) filter (where status = '${status}')::int as ${status}`).join(', ')},
        count(*) filter (where exploited)::int as exploited, count(*) filter (where reboot)::int as reboot
      from server group by grouping sets ((), (organisation_id), (site_id), (support_group_id), (service_id)))
  select c.*, (select felles_now()) as now, coalesce(case when o.id is not null then jsonb_build_object('nb', o.name) end, st.name, g.name, s.name) as name from counted c
    left join organisation o on c.by = 'organisation' and o.id = c.id
    left join site st on c.by = 'site' and st.id = c.id
    left join assignment_group g on c.by = 'group' and g.id = c.id
    left join service s on c.by = 'service' and s.id = c.id
    order by c.needs_security_update desc, c.unknown desc, c.needs_update desc, c.id`,
};

type Filters = Record<string, string>;

/** How the servers stand, and where each figure leads. */
@Injectable()
export class BoardService {
  constructor(private readonly work: AskerWork) {}

  async board({ actor }: Asker): Promise<PatchBoard> {
    const rows = await this.work.ask(openingForItems(actor, 'patch-status:read', true), (read) =>
      read.rows<Row>(board, [organisationsWith(actor, 'patch-status:read')]),
    );
    const all = rows.find(({ by }) => by === 'all')!;
    const lines = (by: By, filter: string) =>
      rows.filter((row) => row.by === by).map((row) => lineOf(row, { [filter]: row.id ?? 'none' }));
    return {
      total: figure(all.total, {}),
      statuses: figuresOf(all, {}),
      exploited: figure(all.exploited, { exploited: 'true' }),
      rebootPending: figure(all.reboot, { rebootPending: 'true' }),
      byOrganisation: lines('organisation', 'organisationId'),
      bySite: lines('site', 'siteId'),
      byGroup: lines('group', 'groupId'),
      byService: lines('service', 'serviceId'),
      countedAt: all.now.toISOString(),
    };
  }
}

function lineOf(row: Row, among: Filters): BoardLine {
  return {
    id: row.id,
    name: row.name,
    total: figure(row.total, among),
    statuses: figuresOf(row, among),
    exploited: figure(row.exploited, { ...among, exploited: 'true' }),
  };
}

function figuresOf(row: Row, among: Filters): StatusFigures {
  return Object.fromEntries(
    patchStatuses.map((status) => [status, figure(row[status], { ...among, status })]),
  ) as unknown as StatusFigures;
}

function figure(count: number, filters: Filters): StatusFigure {
  return { count, leadsTo: new URLSearchParams(filters).toString() };
}
