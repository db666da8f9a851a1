import type { ConflictView } from '@felles/contracts/http';
import type { ChangeState, ConflictReason } from '@felles/domain';

/** One meeting of two changes, as `changes_near` finds it (migrations/0015-changes.sql), with names. */
export interface ConflictRow {
  ticketId: string;
  number: string;
  title: string;
  state: ChangeState;
  startsAt: Date;
  endsAt: Date;
  itemId: string;
  itemName: string;
  reason: ConflictReason;
  otherItemId: string;
  otherItemName: string;
}

/** For a statement in which `n` is what `changes_near` answers. Ticket and items are read under the asker's sight again. */
export const conflictColumns = `n.ticket_id as "ticketId", o.number, o.title, o.state, n.starts_at as "startsAt", n.ends_at as "endsAt",
  n.item_id as "itemId", i.name as "itemName", n.reason, n.other_item_id as "otherItemId", j.name as "otherItemName"`;
export const conflictNames = `join ticket o on o.id = n.ticket_id join configuration_item i on i.id = n.item_id
  join configuration_item j on j.id = n.other_item_id`;

/** One entry per change, in the order they begin, with everything they meet on. */
export function conflictViews(rows: readonly ConflictRow[]): ConflictView[] {
  const views = new Map<string, ConflictView>();
  for (const row of rows) {
    const view = views.get(row.ticketId) ?? {
      id: row.ticketId,
      number: row.number,
      title: row.title,
      state: row.state,
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      meetings: [],
    };
    view.meetings.push({
      item: { id: row.itemId, name: row.itemName },
      reason: row.reason,
      otherItem: { id: row.otherItemId, name: row.otherItemName },
    });
    views.set(row.ticketId, view);
  }
  return [...views.values()];
}
