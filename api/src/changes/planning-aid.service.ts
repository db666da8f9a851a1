import { Injectable } from '@nestjs/common';
import type {
  ConflictList,
  PlannableItem,
  PlannableItems,
  WantedUpdate,
  WantedUpdates,
} from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { claimingStates, holds, organisationsRead, type ConfigurationClass } from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor, type Statement } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { openingForChanges } from './change-opening.js';
import { periodOf, type AskConflicts, type FindItems } from './change-query.dto.js';
import { conflictColumns, conflictNames, conflictViews, type ConflictRow } from './conflict-rows.js';

const conflicts: Statement = {
  name: 'change-conflicts',
  text: `select ${conflictColumns} from changes_near($1, $2, $3, $4, $5) n ${conflictNames}
    order by n.starts_at, n.ticket_id, lower(i.name), lower(j.name) limit 500`,
};
const items: Statement = {
  name: 'change-plannable-items',
  text: `select i.id, i.name, i.class, o.id as "organisationId", o.name as "organisationName"
    from configuration_item i join organisation o on o.id = i.organisation_id
    where i.organisation_id = any ($1::uuid[]) and i.retired_at is null
      and case when $3::uuid[] is null then strpos(lower(i.name), lower($2)) > 0 else i.id = any ($3) end
    order by lower(i.name) = lower($2) desc, lower(i.name), i.id limit $4`,
};
const wanted: Statement = {
  name: 'change-wanted-updates',
  text: `select configuration_item_id as "configurationItemId", update_id as "updateId", title, severity, security, exploited
    from server_update where configuration_item_id = any ($1::uuid[]) and state in ('missing', 'failed')
    order by configuration_item_id, update_id limit $2`,
};

interface ItemRow {
  id: string;
  name: string;
  class: ConfigurationClass;
  organisationId: string;
  organisationName: string;
}

const mostItems = 20;

/** What whoever writes a plan is told meanwhile. */
@Injectable()
export class PlanningAid {
  constructor(private readonly work: AskerWork) {}

  /** What would stand in the way of a plan that is not saved yet. @throws ProblemError invalid */
  async conflicts({ actor }: Asker, query: AskConflicts): Promise<ConflictList> {
    const { from, to } = periodOf(query);
    const rows = await this.work.ask(openingForChanges(actor), (read) =>
      read.rows<ConflictRow>(conflicts, [query.itemIds, from, to, claimingStates, query.changeId ?? null]),
    );
    return { items: conflictViews(rows) };
  }

  async items({ actor }: Asker, { q = '', ids, organisationId }: FindItems): Promise<PlannableItems> {
    const reach = organisationsRead(actor).filter(
      (id) =>
        holds(actor, id, 'configuration-item:read') &&
        (!organisationId || id === organisationId.toLowerCase()),
    );
    const rows = await this.work.ask(openingFor(actor, true), (read) =>
      read.rows<ItemRow>(items, [reach, q.trim(), ids ?? null, ids ? limits.changeItems : mostItems]),
    );
    return {
      items: rows.map(({ organisationId: id, organisationName: name, ...item }): PlannableItem => ({
        ...item,
        organisation: { id, name },
      })),
    };
  }

  async wantedUpdates({ actor }: Asker, itemIds: string[]): Promise<WantedUpdates> {
    const rows = await this.work.ask(openingFor(actor, true), (read) =>
      read.rows<WantedUpdate>(wanted, [itemIds, limits.changeUpdates]),
    );
    return { items: rows };
  }
}
