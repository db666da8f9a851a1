import { Injectable } from '@nestjs/common';
import type {
  ConfigurationItemPage,
  ConfigurationItemView,
  ItemTicket,
  ItemTicketPage,
} from '@felles/contracts/http';
import { inScope, ticketKinds } from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor, type Statement } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import {
  limitOf,
  placeShapes,
  readPlace,
  writePlace,
  type PageQuery,
} from '../platform/http/page-query.dto.js';
import { notFound } from '../platform/http/problem-error.js';
import { openingForItems, organisationsWith } from './item-access.js';
import type { ListConfigurationItems } from './item-query.dto.js';
import { rowView, viewItem, type ListedItem } from './item-view.js';

// Over several organisations the first page of each, merged. `strpos` is asked last, of what row-level security has let through.
const listItems: Statement = {
  name: 'item-list',
  text: `select i.id, i.name, i.class, i.organisation_id, i.site_id, i.service_id, i.support_group_id, i.criticality, i.retired_at, lower(i.name) as place,
      o.name as organisation_name, st.name as site_name, s.name as service_name, g.name as group_name,
      case when i.class = 'server' then case when p.known_until > (select felles_now()) then p.status else 'unknown' end end as patch_status
    from (select i.* from unnest($1::uuid[]) as organisation (id) cross join lateral (
        select i.* from configuration_item i
        where i.organisation_id = organisation.id and (i.retired_at is not null) = $2
          and ($3::text is null or i.class = $3) and ($4::uuid is null or i.site_id = $4) and ($5::uuid is null or i.service_id = $5)
          and ($6::uuid is null or i.support_group_id = $6) and ($7::text is null or strpos(lower(i.name), lower($7)) > 0)
          and ($8::text is null or (lower(i.name), i.id) > ($8, $9::uuid))
        order by lower(i.name), i.id limit $10) i order by lower(i.name), i.id limit $10) i
    join organisation o on o.id = i.organisation_id
    left join site st on st.id = i.site_id
    left join service s on s.id = i.service_id
    left join assignment_group g on g.id = i.support_group_id
    left join server_patch_status p on p.configuration_item_id = i.id
    order by lower(i.name), i.id`,
};

// Through the ticket's own row-level security: a restricted case is here for its circle only.
const ticketsOfItem: Statement = {
  name: 'item-tickets',
  text: `select t.id, t.kind, t.number, t.title, t.state, t.priority, t.opened_at from ticket t
    where t.configuration_item_id = $1 and t.kind = any ($2::text[])
      and ($3::timestamptz is null or (t.opened_at, t.id) < ($3, $4::uuid))
    order by t.opened_at desc, t.id desc limit $5`,
};
const itemInSight: Statement = {
  name: 'item-in-sight',
  text: `select 1 as seen from configuration_item where id = $1`,
};

/** What there is, and one of it with what hangs on it. */
@Injectable()
export class ItemReader {
  constructor(private readonly work: AskerWork) {}

  async list({ actor }: Asker, query: ListConfigurationItems): Promise<ConfigurationItemPage> {
    const limit = limitOf(query);
    const after = readPlace(query.cursor, [placeShapes.text, placeShapes.id]);
    const reach = organisationsWith(actor, 'configuration-item:read');
    const organisations = query.organisationId
      ? reach.filter((id) => id === query.organisationId!.toLowerCase())
      : reach;
    const rows = await this.work.ask(openingForItems(actor, 'configuration-item:read', true), (read) =>
      read.rows<ListedItem>(listItems, [
        organisations,
        query.retired === 'true',
        query.class ?? null,
        query.siteId ?? null,
        query.serviceId ?? null,
        query.groupId ?? null,
        query.q?.trim() || null,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ]),
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(rowView),
      nextCursor: rows.length > limit ? writePlace([last!.place, last!.id]) : null,
    };
  }

  async open({ actor }: Asker, id: string): Promise<ConfigurationItemView> {
    const view = await this.work.ask(openingForItems(actor, 'configuration-item:read', true), (read) =>
      viewItem(read, actor, id),
    );
    if (!view) throw notFound();
    return view;
  }

  /** Its cases, problems and changes, newest first, as far as the asker may see them. */
  async tickets({ actor }: Asker, id: string, query: PageQuery): Promise<ItemTicketPage> {
    const seen = await this.work.ask(openingForItems(actor, 'configuration-item:read', true), (read) =>
      read.row(itemInSight, [id]),
    );
    if (!seen) throw notFound();
    const limit = limitOf(query);
    const after = readPlace(query.cursor, [placeShapes.moment, placeShapes.id]);
    const kinds = ticketKinds.filter((kind) => inScope(actor, `${kind}:read`));
    const rows = await this.work.ask(openingFor(actor, true), (read) =>
      read.rows<Omit<ItemTicket, 'openedAt'> & { opened_at: Date }>(ticketsOfItem, [
        id,
        kinds,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ]),
    );
    const items = rows
      .slice(0, limit)
      .map(({ opened_at, ...ticket }) => ({ ...ticket, openedAt: opened_at.toISOString() }));
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit ? writePlace([last!.openedAt, last!.id]) : null };
  }
}
