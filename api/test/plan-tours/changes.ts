import type { ChangeView } from '@felles/contracts/http';
import { randomUUID } from 'node:crypto';
import { until } from '../changes/plans.js';
import type { Tour } from './index.js';

const hour = 3_600_000;

/** A change from its first draft to what its servers say of it, with all that is looked at on the way. */
export const tourChanges: Tour = async (desk, { sql, moveClock }) => {
  const [arne, berit] = [await desk.as('arne'), await desk.as('berit')];
  const [fjordvik] = await sql<{ id: string }>(`select id from organisation where name like 'Fjordvik%'`);
  const item = randomUUID();
  await sql(
    `insert into configuration_item (id, organisation_id, class, name, criticality, service_hours, added_at, updated_at)
     values ($1, $2, 'server', 'fjv-tur-01', 'low', 'office', felles_now(), felles_now())`,
    [item, fjordvik!.id],
  );
  const report = async (state: string) => {
    await sql(
      `insert into server_update (configuration_item_id, update_id, organisation_id, title, severity, security, state, first_seen_at, state_since)
       values ($1, 'openssl', $2, 'openssl', 'critical', true, $3, felles_now(), felles_now())
       on conflict (configuration_item_id, update_id) do update set state = excluded.state`,
      [item, fjordvik!.id, state],
    );
    await sql(
      `insert into domain_event (organisation_id, type, subject_kind, subject_id, actor_kind, occurred_at, recorded_at, origin, facts)
       values ($1, 'server.reported', 'configuration_item', $2, 'token', felles_now(), felles_now(), 'live', '{}')`,
      [fjordvik!.id, item],
    );
  };
  await report('missing');
  const [now] = await sql<{ now: Date }>('select felles_now() as now');
  const at = (hours: number) => new Date(now!.now.getTime() + hours * hour).toISOString();
  await arne.get('/api/changes/items?q=tur').expect(200);
  await arne.get(`/api/changes/wanted-updates?itemIds=${item}`).expect(200);
  await arne.get(`/api/changes/conflicts?itemIds=${item}&from=${at(1)}&to=${at(2)}`).expect(200);
  const { services } = (await arne.get('/api/catalogue').expect(200)).body as { services: { id: string }[] };
  const plan = {
    title: 'Tur',
    type: 'emergency',
    implementation: 'Gjør det.',
    backOut: 'Gjør det om.',
    organisationId: fjordvik!.id,
    configurationItemIds: [item],
    serviceIds: [services[0]!.id],
    updates: [{ configurationItemId: item, updateId: 'openssl' }],
    startsAt: at(1),
    endsAt: at(2),
  };
  const file = async (more: object = {}) =>
    (
      await arne
        .post('/api/changes')
        .send({ ...plan, ...more })
        .expect(201)
    ).body as ChangeView;
  const [change, other] = [await file(), await file({ type: 'normal', test: 'Se etter.' })];
  const address = `/api/changes/${change.id}`;
  await arne
    .patch(address)
    .send({ test: 'Se etter.', serviceIds: [], configurationItemIds: [item] })
    .expect(200);
  const tasked = (await arne.post(`${address}/tasks`).send({ text: 'Varsle' }).expect(201))
    .body as ChangeView;
  const task = `${address}/tasks/${tasked.change.tasks[0]!.id}`;
  await arne.put(`${task}/completion`).expect(200);
  await arne.delete(task).expect(200);
  await arne.put(`${address}/submission`).expect(200);
  await berit.put(`${address}/approval`).send({ decision: 'approved', round: 1, comment: 'Ja.' }).expect(200);
  await arne.get(`/api/changes/${other.number}`).expect(200);
  for (const query of [
    '',
    '?mine=approval',
    '?mine=assigned',
    '?state=draft,scheduled&type=normal',
    `?from=${at(0)}&to=${at(9)}`,
  ])
    await berit.get(`/api/changes${query}`).expect(200);
  await berit.get(`/api/changes/calendar?from=${at(-24 * 30)}&to=${at(24 * 30)}`).expect(200);
  const feed = (await arne.post('/api/changes/feeds').expect(201)).body as { path: string };
  await desk.anyone().get(feed.path).expect(200);
  await moveClock('70 minutes');
  const isIn = (state: string) => async () =>
    (await sql(`select from ticket where id = $1 and state = $2`, [change.id, state])).length === 1;
  await until('it has begun', isIn('implementing'));
  await report('failed');
  const incident = await arne
    .post('/api/incidents')
    .send({ title: 'Etter turen', organisationId: fjordvik!.id, configurationItemId: item })
    .expect(201);
  await arne.get(`/api/tickets/${incident.body.id}/suggested-causes`).expect(200);
  await moveClock('1 hour');
  await until('it is up for review', isIn('review'));
  await arne.put(`${address}/review`).send({ result: 'unsuccessful', text: 'Rullet tilbake.' }).expect(200);
};
