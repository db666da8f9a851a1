import type { Tour } from './index.js';

/** A major from its declaration to its approved review, with notices and a problem. */
export const majorsTour: Tour = async (desk, database) => {
  const [arne, kari] = [await desk.as('arne'), await desk.as('kari')];
  const catalogue = (await arne.get('/api/catalogue').expect(200)).body as {
    organisations: { id: string; name: string }[];
    services: { id: string; organisationIds: string[] }[];
  };
  const home = ((await kari.get('/api/session').expect(200)).body as { homeOrganisationId: string })
    .homeOrganisationId;
  const me = ((await arne.get('/api/session').expect(200)).body as { person: { id: string } }).person.id;
  const service = catalogue.services.find((one) => one.organisationIds.includes(home))!.id;
  const file = async (title: string) =>
    (await kari.post('/api/incidents').send({ title, serviceId: service }).expect(201)).body.id as string;
  const id = await file('Ingen får sendt e-post');
  const [child, other] = [await file('E-post går ikke'), await file('Får ikke sendt e-post')];
  const at = `/api/major-incidents/${id}`;
  const declaration = { severity: 1, reason: 'Alle er rammet.', nextUpdateMinutes: 10 };
  await arne.put(`/api/incidents/${id}/major`).send(declaration).expect(200);
  await arne.delete(`/api/incidents/${id}/major`).expect(200);
  await arne.put(`/api/incidents/${id}/major`).send(declaration).expect(200);
  const notice = {
    title: { nb: 'E-post er nede' },
    text: { nb: 'Vi retter.' },
    organisationIds: [home],
    serviceIds: [service],
    ticketId: id,
  };
  const noticeId = (await arne.post('/api/notices').send(notice).expect(201)).body.id as string;
  await arne
    .patch(`/api/notices/${noticeId}`)
    .send({ text: { nb: 'Vi retter ennå.' } })
    .expect(200);
  await arne.get(`/api/notices?ticketId=${id}`).expect(200);
  await kari.get('/api/notices').expect(200);
  await kari.post(`/api/notices/${noticeId}/reports`).send({}).expect(201);
  await desk.anyone().get('/api/status').expect(200);
  await arne
    .post(`${at}/entries`)
    .send({ kind: 'status', text: 'Vi leter', public: true, nextUpdateMinutes: 10 })
    .expect(201);
  await arne.put(`${at}/roles/scribe`).send({ personId: me }).expect(200);
  await arne.put(`${at}/roles/scribe`).send({ personId: null }).expect(200);
  await database.moveClock('15 minutes');
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  await arne.get(`${at}/suggested-children`).expect(200);
  await arne
    .post(`${at}/children`)
    .send({ ticketIds: [child, other] })
    .expect(201);
  await arne.put(`${at}/resolution`).send({ code: 'solved', text: 'Rettet.', children: true }).expect(200);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  await arne.put(`${at}/stand-down`).expect(200);
  const review = { whatHappened: 'a', impact: 'b', cause: 'c', lessons: 'd', version: 0 };
  await arne.put(`${at}/review`).send(review).expect(200);
  const measure = { text: 'To par øyne', ownerId: me, dueOn: '2030-01-01' };
  const room = (await arne.post(`${at}/measures`).send(measure).expect(201)).body as {
    measureList: { id: string }[];
  };
  await arne.patch(`/api/measures/${room.measureList[0]!.id}`).send({ done: true }).expect(200);
  for (const state of ['open', 'overdue', 'done', 'all'])
    await arne.get(`/api/measures?state=${state}`).expect(200);
  await arne.get('/api/major-incidents').expect(200);
  await arne.get('/api/major-incidents?state=open,review&limit=1').expect(200);
  await arne.delete(`/api/notices/${noticeId}`).expect(204);
  const filed = await arne
    .post('/api/problems')
    .send({ title: 'Sonen', organisationId: home, incidentId: child })
    .expect(201);
  const problem = `/api/problems/${(filed.body as { id: string }).id}`;
  await arne.put(`${problem}/investigation`).expect(200);
  await arne.patch(`${problem}/diagnosis`).send({ cause: 'Skript' }).expect(200);
  await arne.put(`${problem}/known-error`).send({ workaround: 'Vent' }).expect(200);
  await arne.get(`/api/incidents/${child}`).expect(200);
};
