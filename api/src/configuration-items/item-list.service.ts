import { Injectable } from '@nestjs/common';
import type { ItemListFile, ItemListOutcome, RowOutcome } from '@felles/contracts/http';
import { holds, type Label } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import { AskerWork } from '../platform/database/database.module.js';
import { camelRow } from '../platform/database/rows.js';
import type { Read, Statement, Write } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { invalid, ProblemError } from '../platform/http/problem-error.js';
import { openingForItems, organisationsWith } from './item-access.js';
import { readItemList } from './item-list-file.js';
import { planItemList, type PlannedRow } from './item-list-plan.js';
import { ItemRecord } from './item-record.service.js';
import type { ConfigurationItem } from './item-view.js';

interface Ground {
  now: Date;
  sites: { id: string; name: Label }[];
  services: { id: string; name: Label }[];
  groups: { id: string; name: Label }[];
}

const groundOf: Statement = {
  name: 'item-list-ground',
  text: `select felles_now() as now,
    (select coalesce(json_agg(json_build_object('id', id, 'name', name)), '[]') from site where organisation_id = $1 and archived_at is null) as sites,
    (select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name)), '[]') from service s join service_serves v on v.service_id = s.id
      where v.organisation_id = $1 and s.archived_at is null) as services,
    (select coalesce(json_agg(json_build_object('id', g.id, 'name', g.name)), '[]') from assignment_group g
      join assignment_group_serves v on v.group_id = g.id where v.organisation_id = $1 and g.archived_at is null) as groups`,
};
const itemsNamed: Statement = {
  name: 'item-list-known',
  text: `select i.* from unnest($2::text[]) as n (name) join configuration_item i
    on i.organisation_id = $1 and lower(i.name) = n.name and i.retired_at is null for no key update of i`,
};
// The same for who only looks: nothing is locked.
const itemsNamedNow: Statement = {
  name: 'item-list-known-now',
  text: itemsNamed.text.replace(' for no key update of i', ''),
};
const oneListAtATime: Statement = {
  name: 'item-list-lock',
  text: `select pg_advisory_xact_lock(hashtextextended('item list ' || $1, 0))`,
};

/** A list from a spreadsheet: first what would become of each row, then, when somebody says so, that. */
@Injectable()
export class ItemList {
  constructor(
    private readonly work: AskerWork,
    private readonly record: ItemRecord,
  ) {}

  /** What would happen now. Nothing is written. */
  preview(asker: Asker, file: ItemListFile): Promise<ItemListOutcome> {
    this.assertMay(asker, file);
    const rows = readItemList(file.csv);
    return this.work.read(openingForItems(asker.actor, 'configuration-item:change', true), async (read) =>
      outcomeOf((await this.plan(read, asker, { file, rows, known: itemsNamedNow })).planned),
    );
  }

  /** Every row that can be used, all at once; those that cannot are left out and said. The same list again changes nothing. */
  import(asker: Asker, file: ItemListFile): Promise<ItemListOutcome> {
    this.assertMay(asker, file);
    const rows = readItemList(file.csv);
    return this.work.write(
      openingForItems(asker.actor, 'configuration-item:change', false),
      async (write) => {
        await write.rows(oneListAtATime, [file.organisationId]);
        const { planned, now } = await this.plan(write, asker, { file, rows, known: itemsNamed });
        for (const one of planned)
          this.carryOut(write, asker, { ...one, organisationId: file.organisationId, now });
        return outcomeOf(planned);
      },
    );
  }

  private carryOut(
    write: Write,
    asker: Asker,
    { row, before, fields, organisationId, now }: PlannedRow & { organisationId: string; now: Date },
  ): void {
    if (row.outcome === 'change') this.record.save(write, asker, { item: before!, now }, fields);
    if (row.outcome === 'add')
      this.record.write(write, asker, {
        id: randomUUIDv7(),
        organisationId,
        name: row.name,
        ...fields,
        version: 1,
        addedAt: now,
        updatedAt: now,
        retiredAt: null,
      });
  }

  private async plan(
    read: Read,
    { actor }: Asker,
    { file, rows, known }: { file: ItemListFile; rows: ReturnType<typeof readItemList>; known: Statement },
  ): Promise<{ planned: PlannedRow[]; now: Date }> {
    const names = rows.flatMap(({ cells }) => cells.name?.toLowerCase() ?? []);
    const [ground, items] = await Promise.all([
      read.row<Ground>(groundOf, [file.organisationId]),
      read.rows<Record<string, unknown>>(known, [file.organisationId, [...new Set(names)]]),
    ]);
    const there = items.map((row) => camelRow<ConfigurationItem>(row));
    const planned = planItemList(
      rows,
      { ...ground!, items: new Map(there.map((item) => [item.name.toLowerCase(), item])) },
      actor.language,
    );
    return { planned, now: ground!.now };
  }

  private assertMay({ actor }: Asker, { organisationId }: ItemListFile): void {
    if (!organisationsWith(actor, 'configuration-item:read').includes(organisationId))
      throw invalid('organisationId', 'unknown_id');
    if (!holds(actor, organisationId, 'configuration-item:change')) throw new ProblemError('forbidden');
  }
}

function outcomeOf(planned: readonly PlannedRow[]): ItemListOutcome {
  const rows = planned.map(({ row }) => row);
  const count = (outcome: RowOutcome) => rows.filter((row) => row.outcome === outcome).length;
  return { add: count('add'), change: count('change'), same: count('same'), refused: count('refused'), rows };
}
