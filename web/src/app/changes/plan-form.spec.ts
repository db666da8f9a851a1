import type { ConflictView, WantedUpdate } from '@felles/contracts/http';
import { PlanForm } from './plan-form';

const host = {
  id: 'aaaaaaaa-0000-4000-8000-000000000001',
  name: 'fjv-host-01',
  class: 'server',
  organisation: { id: 'o', name: 'Fjordvik' },
} as const;
const lacks = (updateId: string): WantedUpdate => ({
  configurationItemId: host.id,
  updateId,
  title: updateId,
  severity: 'critical',
  security: true,
  exploited: false,
});

function form(conflicts: ConflictView[] = []) {
  const asked: object[] = [];
  const made = new PlanForm(
    {
      conflicts: (plan) => {
        asked.push(plan);
        return Promise.resolve({ items: conflicts });
      },
      items: () => Promise.resolve({ items: [host] }),
      wantedUpdates: () => Promise.resolve({ items: [lacks('openssl'), lacks('kernel')] }),
    },
    () => 'Europe/Oslo',
  );
  return { made, asked };
}

describe('a plan being written', () => {
  it('tells its window in the organisation’s own time, and has none where the hour does not exist', () => {
    const { made } = form();
    made.edit({ from: '2026-03-28T22:00', to: '2026-03-29T06:00' });
    expect(made.body()).toMatchObject({
      startsAt: '2026-03-28T21:00:00.000Z',
      endsAt: '2026-03-29T04:00:00.000Z',
    });
    made.edit({ from: '2026-03-29T02:30' });
    expect(made.window()).toBeNull();
    made.stop();
  });

  it('takes over the servers and updates another page has chosen', async () => {
    const { made } = form();
    await made.begin({ items: [host.id], updates: ['openssl'] });
    expect(made.body()).toMatchObject({
      configurationItemIds: [host.id],
      updates: [{ configurationItemId: host.id, updateId: 'openssl' }],
    });
    made.toggleUpdate(lacks('kernel'));
    expect(made.body().updates).toHaveLength(2);
    made.setItems([]);
    expect(made.body().updates).toEqual([]);
    made.stop();
  });

  it('asks for conflicts once one has stopped typing', async () => {
    const { made, asked } = form();
    await made.begin({ items: [host.id], updates: [] });
    made.edit({ from: '2026-06-01T20:00' });
    made.edit({ to: '2026-06-01T22:00' });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(asked).toEqual([
      { itemIds: [host.id], from: '2026-06-01T18:00:00.000Z', to: '2026-06-01T20:00:00.000Z' },
    ]);
  });
});
