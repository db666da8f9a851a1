import type { ConfigurationItemView } from '@felles/contracts/http';
import type { Tour } from './index.js';

/** What the desk runs and what it lacks, at the size of a desk whose servers have reported for years. */
export const patchingTour: Tour = async (desk, database) => {
  await database.sql(`insert into server_update (configuration_item_id, update_id, organisation_id, title, severity, security, state, first_seen_at, state_since)
    select i.id, 'package-' || n, i.organisation_id, 'package', 'unknown', false, 'installed', felles_now(), felles_now()
    from configuration_item i cross join generate_series(1, 400) n where i.class = 'server'`);
  await database.sql('analyze server_update');
  const arne = await desk.as('arne');
  const at = '/api/configuration-items';
  const servers = await arne
    .get('/api/patch-status/servers?limit=20&status=needs_security_update')
    .expect(200);
  await arne.get('/api/patch-status').expect(200);
  const [server] = servers.body.items as { id: string; organisation: { id: string } }[];
  for (const kind of ['', '&class=server', '&q=fil'] as const) {
    const page = await arne.get(`${at}?limit=20${kind}`).expect(200);
    if (page.body.nextCursor)
      await arne.get(`${at}?limit=20${kind}&cursor=${page.body.nextCursor}`).expect(200);
  }
  for (const part of ['', '/tickets', '/events', '/updates', '/updates?state=installed'])
    await arne.get(`${at}/${server!.id}${part}`).expect(200);
  const add = async (name: string) =>
    (await arne.post(at).send({ organisationId: server!.organisation.id, class: 'server', name }).expect(201))
      .body as ConfigurationItemView;
  const [made, other] = [await add('tur-01'), await add('tur-02')];
  await arne.patch(`${at}/${made.id}`).send({ criticality: 'high' }).expect(200);
  await arne.patch(`${at}/${made.id}`).set('If-Match', '"1"').send({ criticality: 'low' }).expect(409);
  await arne.patch(`${at}/00000000-0000-4000-8000-000000000000`).send({ criticality: 'low' }).expect(404);
  const related = await arne
    .post(`${at}/${made.id}/relations`)
    .send({ kind: 'runs_on', otherId: other.id })
    .expect(201);
  await arne.delete(`${at}/${made.id}/relations/${related.body.relations[0].id}`).expect(200);
  const list = {
    organisationId: server!.organisation.id,
    csv: 'navn;klasse;kritikalitet\ntur-01;server;lav\ntur-03;server;',
  };
  await arne.post(`${at}/list/preview`).send(list).expect(200);
  await arne.post(`${at}/list`).send(list).expect(200);

  const { code } = (await arne.post(`${at}/${server!.id}/enrolment`).send({}).expect(201)).body as {
    code: string;
  };
  const { token } = (await desk.anyone().post('/api/collectors').send({ code }).expect(201)).body as {
    token: string;
  };
  const [{ now } = { now: new Date() }] = await database.sql<{ now: Date }>('select felles_now() as now');
  const update = (id: string) => ({
    id,
    title: id,
    version: '2',
    severity: 'low',
    security: true,
    cves: ['CVE-2025-32463'],
    state: 'missing',
    releasedAt: null,
  });
  await desk
    .anyone()
    .post('/api/patch-reports')
    .set('Authorization', `Bearer ${token}`)
    .send({
      scannedAt: now.toISOString(),
      source: 'apt',
      osName: 'Debian',
      osVersion: '12',
      rebootPending: false,
      updates: Array.from({ length: 400 }, (_, n) => update(`package-${n}`)),
    })
    .expect(200);
  await arne.delete(`${at}/${server!.id}/collector`).expect(204);
  // Its silence comes due.
  await database.sql(
    `update timer set due_at = felles_now() where kind = 'patch.silence' and subject_id = $1`,
    [server!.id],
  );
  await new Promise((resolve) => setTimeout(resolve, 2_500));
};
