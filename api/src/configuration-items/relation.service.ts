import { Injectable } from '@nestjs/common';
import type { ConfigurationItemView, RelateConfigurationItem } from '@felles/contracts/http';
import type { RelationKind } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import type { Statement, Write } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { claim } from '../platform/http/idempotency.js';
import { invalid, notFound, ProblemError } from '../platform/http/problem-error.js';
import { ItemRecord } from './item-record.service.js';

const otherItem: Statement = {
  name: 'relation-other',
  text: `select exists (select from configuration_item where id = $2 and organisation_id = $1 and retired_at is null) as known,
    exists (select from configuration_relation where from_id = $3 and to_id = $2 and kind = $4
      or $4 = 'connected_to' and from_id = $2 and to_id = $3 and kind = $4) as related`,
};
const addRelation: Statement = {
  name: 'relation-add',
  text: `insert into configuration_relation (id, organisation_id, from_id, to_id, kind) values ($1, $2, $3, $4, $5)`,
};
const dropRelation: Statement = {
  name: 'relation-drop',
  text: `delete from configuration_relation where id = $1 and (from_id = $2 or to_id = $2) returning from_id, to_id, kind`,
};

/** What runs on, depends on or is connected to what, within one organisation. */
@Injectable()
export class ItemRelations {
  constructor(private readonly record: ItemRecord) {}

  /** @throws ProblemError invalid when it would come to depend on itself, already_related */
  relate(asker: Asker, id: string, body: RelateConfigurationItem): Promise<ConfigurationItemView> {
    const { kind, otherId } = body;
    return this.record.act(asker, async (write) => {
      const { item } = await this.record.open(write, { ...asker, expectedVersion: null }, id);
      if (otherId === id) throw invalid('otherId', 'makes_a_circle');
      const relationId = randomUUIDv7();
      if (await claim(write, asker, { madeId: relationId, ticketId: null })) return id;
      const found = (await write.row<{ known: boolean; related: boolean }>(otherItem, [
        item.organisationId,
        otherId,
        id,
        kind,
      ]))!;
      if (!found.known) throw invalid('otherId', 'unknown_id');
      if (found.related) throw new ProblemError('already_related');
      await this.add(write, [relationId, item.organisationId, id, otherId, kind]);
      this.record.tell(write, asker, {
        type: 'configuration_item.related',
        item,
        facts: { relationId: [null, relationId], relationKind: [null, kind], otherId: [null, otherId] },
      });
      return id;
    });
  }

  unrelate(asker: Asker, id: string, relationId: string): Promise<ConfigurationItemView> {
    return this.record.act(asker, async (write) => {
      const { item } = await this.record.open(write, { ...asker, expectedVersion: null }, id);
      const gone = await write.row<{ from_id: string; to_id: string; kind: RelationKind }>(dropRelation, [
        relationId,
        id,
      ]);
      if (!gone) throw notFound();
      const otherId = gone.from_id === id ? gone.to_id : gone.from_id;
      this.record.tell(write, asker, {
        type: 'configuration_item.unrelated',
        item,
        facts: { relationId: [relationId, null], relationKind: [gone.kind, null], otherId: [otherId, null] },
      });
      return id;
    });
  }

  private async add(write: Write, values: unknown[]): Promise<void> {
    try {
      await write.rows(addRelation, values);
    } catch (error) {
      // The database walks the whole way round, one at a time; and of two the same, one was first.
      const { code } = error as { code?: string };
      if (code === 'FE004') throw invalid('otherId', 'makes_a_circle');
      if (code === '23505') throw new ProblemError('already_related');
      throw error;
    }
  }
}
