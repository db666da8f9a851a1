import { Injectable } from '@nestjs/common';
import type { NamedRef, ServerPage, ServerRow, UpdatePage, UpdateRow } from '@felles/contracts/http';
import { wantedStates, type Label, type PatchStatus } from '@felles/domain';
import { openingForItems, organisationsWith } from '../configuration-items/index.js';
import { AskerWork } from '../platform/database/database.module.js';
import type { Statement } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { limitOf, placeShapes, readPlace, writePlace } from '../platform/http/page-query.dto.js';
import { notFound } from '../platform/http/problem-error.js';
import type { ListServers, ListUpdates } from './server-query.dto.js';

interface ServerColumns {
  id: string;
  name: string;
  place: string;
  organisation_id: string;
  organisation_name: string;
  site_id: string | null;
  site_name: Label | null;
  support_group_id: string | null;
  group_name: Label | null;
  service_id: string | null;
  service_name: Label | null;
  status: PatchStatus;
  os_name: string | null;
  os_version: string | null;
  reported_at: Date | null;
  reboot_pending: boolean | null;
  missing_security: number | null;
  missing_other: number | null;
  missing_exploited: number | null;
  failed: number | null;
}

const narrowed = (column: string, none: string, id: string) =>
  `(not ${none} or i.${column} is null) and (${id}::uuid is null or i.${column} = ${id})`;

// The status is the one of this moment, whatever stands in the row: the same words as the board counts by.
const listServers: Statement = {
  name: 'server-list',
  text: `select i.*, lower(i.name) as place, o.name as organisation_name, st.name as site_name, g.name as group_name, s.name as service_name
    from (select i.* from unnest($1::uuid[]) as organisation (id) cross join lateral (
        select i.id, i.name, i.organisation_id, i.site_id, i.support_group_id, i.service_id,
          case when p.known_until > (select felles_now()) then p.status else 'unknown' end as status,
          p.os_name, p.os_version, p.reported_at, p.reboot_pending, p.missing_security, p.missing_other, p.missing_exploited, p.failed
        from configuration_item i left join server_patch_status p on p.configuration_item_id = i.id
        where i.organisation_id = organisation.id and i.class = 'server' and i.retired_at is null
          and ($2::text is null or case when p.known_until > (select felles_now()) then p.status else 'unknown' end = $2)
          and (not $3 or p.missing_exploited > 0) and (not $4 or p.reboot_pending)
          and ${narrowed('site_id', '$5', '$6')} and ${narrowed('support_group_id', '$7', '$8')} and ${narrowed('service_id', '$9', '$10')}
          and ($11::text is null or (lower(i.name), i.id) > ($11, $12::uuid))
        order by lower(i.name), i.id limit $13) i order by lower(i.name), i.id limit $13) i
    join organisation o on o.id = i.organisation_id
    left join site st on st.id = i.site_id
    left join assignment_group g on g.id = i.support_group_id
    left join service s on s.id = i.service_id
    order by lower(i.name), i.id`,
};

// What presses most comes first: exploited, then security, then the rest.
const urgency = `case when u.exploited then 0 when u.security then 1 else 2 end`;
const listUpdates: Statement = {
  name: 'server-updates',
  text: `select u.update_id as id, u.title, u.version, u.severity, u.security, u.cves, u.exploited, u.state, u.held, u.released_at, u.state_since,
      ${urgency} as urgency
    from server_update u where u.configuration_item_id = $1 and u.state = any ($2::text[])
      and ($3::integer is null or (${urgency}, u.update_id) > ($3, $4))
    order by ${urgency}, u.update_id limit $5`,
};
const serverInSight: Statement = {
  name: 'server-in-sight',
  text: `select 1 as seen from configuration_item where id = $1`,
};

/** The servers behind each figure, and what one of them lacks. */
@Injectable()
export class ServerList {
  constructor(private readonly work: AskerWork) {}

  async servers({ actor }: Asker, query: ListServers): Promise<ServerPage> {
    const limit = limitOf(query);
    const after = readPlace(query.cursor, [placeShapes.text, placeShapes.id]);
    const reach = organisationsWith(actor, 'patch-status:read');
    const organisations = query.organisationId
      ? reach.filter((id) => id === query.organisationId!.toLowerCase())
      : reach;
    const narrow = (id: string | undefined) => [id === 'none', id === undefined || id === 'none' ? null : id];
    const rows = await this.work.ask(openingForItems(actor, 'patch-status:read', true), (read) =>
      read.rows<ServerColumns>(listServers, [
        organisations,
        query.status ?? null,
        query.exploited === 'true',
        query.rebootPending === 'true',
        ...narrow(query.siteId),
        ...narrow(query.groupId),
        ...narrow(query.serviceId),
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ]),
    );
    const last = rows.slice(0, limit).at(-1);
    return {
      items: rows.slice(0, limit).map(serverView),
      nextCursor: rows.length > limit ? writePlace([last!.place, last!.id]) : null,
    };
  }

  updates({ actor }: Asker, id: string, query: ListUpdates): Promise<UpdatePage> {
    return this.work.read(openingForItems(actor, 'patch-status:read', true), async (read) => {
      if (!(await read.row(serverInSight, [id]))) throw notFound();
      const limit = limitOf(query);
      const after = readPlace(query.cursor, [/^[012]$/, placeShapes.text]);
      const rows = await read.rows<UpdateColumns>(listUpdates, [
        id,
        query.state?.length ? query.state : wantedStates,
        after ? Number(after[0]) : null,
        after?.[1] ?? null,
        limit + 1,
      ]);
      const last = rows.slice(0, limit).at(-1);
      return {
        items: rows.slice(0, limit).map(({ released_at, state_since, urgency: _, ...update }) => ({
          ...update,
          releasedAt: released_at?.toISOString() ?? null,
          stateSince: state_since.toISOString(),
        })),
        nextCursor: rows.length > limit ? writePlace([String(last!.urgency), last!.id]) : null,
      };
    });
  }
}

type UpdateColumns = Omit<UpdateRow, 'releasedAt' | 'stateSince'> & {
  released_at: Date | null;
  state_since: Date;
  urgency: number;
};

function serverView(row: ServerColumns): ServerRow {
  return {
    id: row.id,
    name: row.name,
    organisation: { id: row.organisation_id, name: row.organisation_name },
    site: named(row.site_id, row.site_name),
    supportGroup: named(row.support_group_id, row.group_name),
    service: named(row.service_id, row.service_name),
    status: row.status,
    osName: row.os_name,
    osVersion: row.os_version,
    reportedAt: row.reported_at?.toISOString() ?? null,
    rebootPending: row.reboot_pending ?? false,
    missingSecurity: row.missing_security ?? 0,
    missingOther: row.missing_other ?? 0,
    missingExploited: row.missing_exploited ?? 0,
    failed: row.failed ?? 0,
  };
}

function named(id: string | null, name: Label | null): NamedRef | null {
  return id && name ? { id, name } : null;
}
