import type { MajorView, NoticeView, TicketView } from '@felles/contracts/http';
import type { Name } from '@felles/testing';
import type { TestApp } from '../app.js';

type Mark = (what: string, seenBy: readonly Name[], text: string) => string;

/** What a major and a problem hang on a case, each part with a mark of its own. */
export interface PlantedMajor {
  measureId: string;
  noticeId: string;
}

/** Makes the case major, with a room full of words, and a problem its cause. Called before it is restricted. */
export async function plantMajor(
  desk: TestApp,
  ticket: TicketView,
  { word, mark, seenBy }: { word: string; mark: Mark; seenBy: readonly Name[] },
): Promise<PlantedMajor> {
  const arne = await desk.as('arne');
  const { people, organisations, services } = desk.world;
  const at = `/api/major-incidents/${ticket.id}`;
  await arne
    .put(`/api/incidents/${ticket.id}/major`)
    .send({ severity: 1, reason: mark('reason', seenBy, `Grunn${word}`), serviceIds: [services.printing] })
    .expect(200);
  await arne
    .post(`${at}/entries`)
    .send({ kind: 'decision', text: mark('major entry', seenBy, `Innfoering${word}`) })
    .expect(201);
  const notice = (
    await arne
      .post('/api/notices')
      .send({
        title: { nb: 'Utskrift er nede' },
        text: { nb: 'Vi retter.' },
        serviceIds: [services.printing],
        organisationIds: [organisations.fjordvik],
        ticketId: ticket.id,
      })
      .expect(201)
  ).body as NoticeView;
  await arne.put(`${at}/roles/scribe`).send({ personId: people.siri }).expect(200);
  const child = (await arne.post('/api/incidents').send({ title: 'Under den samme' }).expect(201))
    .body as TicketView;
  await arne
    .post(`${at}/children`)
    .send({ ticketIds: [child.id] })
    .expect(201);
  // As if it had been asked for; the case itself is not to be solved.
  await desk.database.sql(
    `insert into major_child_resolution select ticket_id, $2, organisation_id, $3, 'solved', reason_id, 'not_allowed', felles_now(), felles_now()
     from major_incident where ticket_id = $1`,
    [ticket.id, child.id, people.arne],
  );
  await arne.put(`${at}/stand-down`).expect(200);
  const words = Object.fromEntries(
    ['whatHappened', 'impact', 'cause', 'lessons'].map((part) => [
      part,
      mark(`review ${part}`, seenBy, `${part}${word}`),
    ]),
  );
  await arne
    .put(`${at}/review`)
    .send({ ...words, version: 0 })
    .expect(200);
  const room = (
    await arne
      .post(`${at}/measures`)
      .send({ text: mark('measure', seenBy, `Tiltak${word}`), ownerId: people.arne, dueOn: '2030-01-01' })
      .expect(201)
  ).body as MajorView;
  return { measureId: mark('measure id', seenBy, room.measureList[0]!.id), noticeId: notice.id };
}

/** The problem an incident comes from, known with its way around. */
export async function plantProblem(
  desk: TestApp,
  incident: TicketView,
  { word, mark, seenBy }: { word: string; mark: Mark; seenBy: readonly Name[] },
): Promise<TicketView> {
  const arne = await desk.as('arne');
  const filed = (
    await arne
      .post('/api/problems')
      .send({ title: mark('problem', seenBy, `Problem${word}`), incidentId: incident.id })
      .expect(201)
  ).body as TicketView;
  mark('problem id', seenBy, filed.id);
  mark('problem number', seenBy, filed.number);
  await arne
    .patch(`/api/problems/${filed.id}/diagnosis`)
    .send({
      cause: mark('problem cause', seenBy, `Aarsak${word}`),
      workaround: mark('workaround', seenBy, `Omvei${word}`),
    })
    .expect(200);
  return (await arne.put(`/api/problems/${filed.id}/known-error`).send({}).expect(200)).body as TicketView;
}
