import { isOpen, movesFrom, ticketKinds, ticketStates, type TicketKind } from '@felles/domain';
import { buildWorld, freshDatabase, type TestDatabase, type World } from '@felles/testing';
import { randomUUID } from 'node:crypto';

let database: TestDatabase;
let world: World;
beforeAll(async () => {
  database = await freshDatabase();
  world = await buildWorld(database);
});
afterAll(() => database?.drop());

/** @returns whether the database calls it open; null when it refuses such a ticket. */
async function kept(kind: TicketKind, state: string): Promise<boolean | null> {
  const [row] = await database
    .sql<{ open: boolean }>(
      `insert into ticket (id, organisation_id, number, external_source, kind, state, title, priority, impact, urgency, channel, language, opened_at, updated_at)
       values ($1, $2, 'X' || gen_random_uuid(), 'test', $3, $4, 'x', 'p3', 'low', 'low', 'web', 'nb', felles_now(), felles_now()) returning open`,
      [randomUUID(), world.organisations.fjordvik, kind, state],
    )
    .catch((error: { constraint?: string }) => {
      expect(error.constraint).toBe('ticket_state_check');
      return [];
    });
  return row?.open ?? null;
}

it.each(ticketKinds)(
  'keeps a %s in the states of its lifecycle only, open as the rules say',
  async (kind) => {
    const reachable = new Set(ticketStates.filter((state) => movesFrom(kind, state).length > 0));
    for (const state of ticketStates) for (const next of movesFrom(kind, state)) reachable.add(next);
    for (const state of ticketStates)
      expect([state, await kept(kind, state)]).toEqual([state, reachable.has(state) ? isOpen(state) : null]);
  },
);
