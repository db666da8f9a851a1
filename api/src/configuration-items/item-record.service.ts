import { Injectable } from '@nestjs/common';
import type {
  AddConfigurationItem,
  ChangeConfigurationItem,
  ConfigurationItemView,
} from '@felles/contracts/http';
import type { EventType, Facts } from '@felles/contracts/values';
import { holds } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import { AskerWork } from '../platform/database/database.module.js';
import { camelRow, insertRow, updateRow } from '../platform/database/rows.js';
import type { Statement, Write } from '../platform/database/work.js';
import { authorOf, changed, Log } from '../platform/events/log.js';
import type { Asker } from '../platform/http/asker.js';
import { claim } from '../platform/http/idempotency.js';
import { invalid, notFound, ProblemError } from '../platform/http/problem-error.js';
import { openingForItems, organisationsWith } from './item-access.js';
import { resolveItemReferences } from './item-references.js';
import { viewItem, type ConfigurationItem } from './item-view.js';

const lockItem: Statement = {
  name: 'item-lock',
  text: `select i.*, felles_now() as now from configuration_item i where i.id = $1 for no key update of i`,
};
const changesSince: Statement = {
  name: 'item-changes-since',
  text: `select e.facts, e.occurred_at, p.id as person_id, p.display_name
    from domain_event e left join person p on p.id = e.actor_id
    where e.subject_kind = 'configuration_item' and e.subject_id = $1 and e.subject_version > $2
    order by e.generation, e.xid, e.id limit 100`,
};

/** An item opened for a change: locked, in sight, and with the moment it happens at. */
export interface OpenedItem {
  item: ConfigurationItem;
  now: Date;
}

/** Opens an item for a change and saves what became of it, with its event. */
@Injectable()
export class ItemRecord {
  constructor(
    private readonly work: AskerWork,
    private readonly log: Log,
  ) {}

  /** One unit of work, answered with the item it was about as it then stands. */
  act(asker: Asker, act: (write: Write) => Promise<string>): Promise<ConfigurationItemView> {
    return this.work
      .writeAndAsk(
        openingForItems(asker.actor, 'configuration-item:change', false),
        act,
        async (read, id) => {
          const view = await viewItem(read, asker.actor, id);
          if (!view) throw notFound();
          return view;
        },
      )
      .catch((error: Error & { code?: string; constraint?: string }) => {
        // Two machines of one name are one machine until the first is retired; the database says so.
        throw error.constraint === 'configuration_item_name' ? invalid('name', 'taken') : error;
      });
  }

  add(asker: Asker, body: AddConfigurationItem): Promise<ConfigurationItemView> {
    const { actor } = asker;
    const organisationId = body.organisationId.toLowerCase();
    if (!organisationsWith(actor, 'configuration-item:read').includes(organisationId))
      throw invalid('organisationId', 'unknown_id');
    if (!holds(actor, organisationId, 'configuration-item:change')) throw new ProblemError('forbidden');
    return this.act(asker, async (write) => {
      const id = randomUUIDv7();
      const before = await claim(write, asker, { madeId: id, ticketId: null });
      if (before) return before.madeId;
      const { now } = await resolveItemReferences(write, { ...body, organisationId });
      this.write(write, asker, {
        id,
        organisationId,
        class: body.class,
        name: body.name.trim(),
        siteId: body.siteId ?? null,
        serviceId: body.serviceId ?? null,
        supportGroupId: body.supportGroupId ?? null,
        supplierId: body.supplierId ?? null,
        criticality: body.criticality ?? 'medium',
        serviceHours: body.serviceHours ?? 'office',
        version: 1,
        addedAt: now,
        updatedAt: now,
        retiredAt: null,
      });
      return id;
    });
  }

  change(asker: Asker, id: string, body: ChangeConfigurationItem): Promise<ConfigurationItemView> {
    return this.act(asker, async (write) => {
      const opened = await this.open(write, asker, id);
      await resolveItemReferences(write, { ...body, organisationId: opened.item.organisationId });
      const patch = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      if (body.name !== undefined) patch.name = body.name.trim();
      this.save(write, asker, opened, patch);
      return id;
    });
  }

  /** Out of use, or in use again. What it was stays. */
  retire(asker: Asker, id: string, out: boolean): Promise<ConfigurationItemView> {
    return this.act(asker, async (write) => {
      const opened = await this.open(write, asker, id);
      if (out !== (opened.item.retiredAt !== null))
        this.save(write, asker, opened, { retiredAt: out ? opened.now : null });
      return id;
    });
  }

  /** Locks the item. @throws ProblemError not_found | forbidden | version_stale with who changed what. */
  async open(write: Write, asker: Asker, id: string): Promise<OpenedItem> {
    const row = await write.row<Record<string, unknown> & { now: Date }>(lockItem, [id]);
    // Also for who reads it and may not change it: the unit of work is opened for changing, and sees no other.
    if (!row) throw await this.refusal(asker, id);
    const { now, ...columns } = row;
    const item = camelRow<ConfigurationItem>(columns);
    if (asker.expectedVersion !== null && asker.expectedVersion !== item.version)
      throw new ProblemError('version_stale', {
        conflict: await this.whatChanged(write, item, asker.expectedVersion),
      });
    return { item, now };
  }

  /** Writes the fields that differ and records the event. Saves nothing when nothing differs. */
  save(write: Write, asker: Asker, { item, now }: OpenedItem, patch: Partial<ConfigurationItem>): void {
    const facts = changed<'configuration_item.changed'>(item as unknown as Record<string, unknown>, patch);
    if (Object.keys(facts).length === 0) return;
    const version = item.version + 1;
    updateRow(write, 'configuration_item', item.id, { ...patch, version, updatedAt: now });
    // A name is words: that there is another one is the fact.
    const { name, ...others } = facts as Record<string, readonly [never, never]>;
    this.tell(write, asker, {
      type: 'configuration_item.changed',
      item: { ...item, version },
      facts: { ...others, ...(name ? { renamed: [false, true] } : {}) },
    });
  }

  /** A new item, with its event. */
  write(write: Write, asker: Asker, item: ConfigurationItem): void {
    insertRow(write, 'configuration_item', item);
    this.tell(write, asker, { type: 'configuration_item.added', item, facts: factsOfNew(item) });
  }

  tell<T extends EventType>(
    write: Write,
    asker: Asker,
    {
      type,
      item,
      facts,
    }: { type: T; item: Pick<ConfigurationItem, 'id' | 'organisationId' | 'version'>; facts: Facts<T> },
  ): void {
    this.log.record(write, authorOf(asker.actor, asker.correlationId), {
      type,
      organisationId: item.organisationId,
      subject: { kind: 'configuration_item', id: item.id, version: item.version },
      facts,
    });
  }

  private async refusal(asker: Asker, id: string): Promise<ProblemError> {
    const readable = await this.work.ask(
      openingForItems(asker.actor, 'configuration-item:read', true),
      (read) => read.row(itemReadable, [id]),
    );
    return readable ? new ProblemError('forbidden') : notFound();
  }

  private async whatChanged(write: Write, item: ConfigurationItem, since: number): Promise<object> {
    const rows = await write.rows<{
      facts: object;
      occurred_at: Date;
      person_id: string | null;
      display_name: string | null;
    }>(changesSince, [item.id, since]);
    return {
      version: item.version,
      changes: rows.flatMap((row) =>
        Object.keys(row.facts).map((field) => ({
          field: field === 'renamed' ? 'name' : field,
          by: row.person_id && { id: row.person_id, displayName: row.display_name },
          at: row.occurred_at.toISOString(),
        })),
      ),
    };
  }
}

const itemReadable: Statement = {
  name: 'item-readable',
  text: `select 1 as seen from configuration_item where id = $1`,
};

export function factsOfNew(item: ConfigurationItem): Facts<'configuration_item.added'> {
  const { siteId, serviceId, supportGroupId, supplierId, criticality, serviceHours } = item;
  return changed<'configuration_item.added'>(
    {},
    { class: item.class, siteId, serviceId, supportGroupId, supplierId, criticality, serviceHours },
  );
}
