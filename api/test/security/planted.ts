import type { TicketView, UploadView } from '@felles/contracts/http';
import { cast, type Name } from '@felles/testing';
import { randomUUID } from 'node:crypto';
import { rebuildRollups } from '../../src/rollups/index.js';
import type { TestApp } from '../app.js';

/** Something only some may see, recognisable wherever it turns up. */
export interface Marker {
  what: string;
  text: string;
  seenBy: readonly Name[];
}

/** Two cases of Fjordvik with everything that can hang on a case, each part carrying a mark of its own. */
export interface Planted {
  open: PlantedCase;
  restricted: PlantedCase;
  /** Arne's, attached to nothing yet. */
  unclaimedUpload: string;
  linkId: string;
  tokenId: string;
  token: string;
  /** A key Arne has used for filing. */
  usedKey: string;
  markers: Marker[];
}

export interface PlantedCase {
  ticket: TicketView;
  entries: string[];
  attachments: string[];
}

const everyone = Object.keys(cast) as Name[];
const seers = {
  open: ['kari', 'unni', 'arne', 'siri', 'lise', 'admin', 'berit'],
  openInternal: ['arne', 'siri', 'lise', 'admin', 'berit'],
  restricted: ['kari', 'arne'],
  restrictedInternal: ['arne'],
  arne: ['arne'],
} as const satisfies Record<string, readonly Name[]>;

export const strangersTo = (names: readonly Name[]) => everyone.filter((name) => !names.includes(name));

export async function plant(desk: TestApp): Promise<Planted> {
  const [kari, arne] = [await desk.as('kari'), await desk.as('arne')];
  const markers: Marker[] = [];
  const mark = (what: string, seenBy: readonly Name[], text: string) => {
    markers.push({ what, text, seenBy });
    return text;
  };
  const upload = async (by: typeof kari, name: string, content: string) => {
    const answer = await by.post('/api/uploads').attach('file', Buffer.from(content), name);
    return (answer.body as UploadView).id;
  };
  const usedKey = 'arne-has-used-this-key';

  const plantCase = async (
    word: string,
    seenBy: readonly Name[],
    internalTo: readonly Name[],
  ): Promise<PlantedCase> => {
    const publicFile = await upload(
      kari,
      mark('file name', seenBy, `vedlegg${word}.txt`),
      mark('file', seenBy, `innhold${word}`),
    );
    const filed = (
      await kari
        .post('/api/incidents')
        .send({
          title: mark('title', seenBy, `Tittel${word}`),
          description: mark('description', seenBy, `Beskrivelse${word}`),
          serviceId: desk.world.services.printing,
          siteId: desk.world.sites.school,
          attachmentIds: [publicFile],
        })
        .expect(201)
    ).body as TicketView;
    await arne
      .post(`/api/tickets/${filed.id}/replies`)
      .send({ audience: 'public', basedOnVersion: 0, body: mark('reply', seenBy, `Svar${word}`) })
      .expect(201);
    const internalFile = await upload(
      arne,
      mark('internal file name', internalTo, `internt${word}.txt`),
      mark('internal file', internalTo, `interninnhold${word}`),
    );
    const noted = (
      await arne
        .post(`/api/tickets/${filed.id}/replies`)
        .send({
          audience: 'internal',
          body: mark('note', internalTo, `Notat${word}`),
          attachmentIds: [internalFile],
        })
        .expect(201)
    ).body as TicketView;
    await arne
      .put(`/api/tickets/${filed.id}/drafts/public`)
      .send({ body: mark('draft', seers.arne, `Kladd${word}`), revision: 0 })
      .expect(200);
    mark('id', seenBy, filed.id);
    mark('number', seenBy, filed.number);
    for (const { id, audience } of noted.entries)
      mark('entry id', audience === 'internal' ? internalTo : seenBy, id);
    mark('attachment id', seenBy, publicFile);
    mark('internal attachment id', internalTo, internalFile);
    return {
      ticket: noted,
      entries: noted.entries.map((entry) => entry.id),
      attachments: [publicFile, internalFile],
    };
  };

  const open = await plantCase('Rognebaer', seers.open, seers.openInternal);
  const restricted = await plantCase('Tindved', seers.restricted, seers.restrictedInternal);
  const linked = (
    await arne
      .post(`/api/tickets/${restricted.ticket.id}/links`)
      .send({ kind: 'relates_to', ticketId: open.ticket.id })
      .expect(201)
  ).body as TicketView;
  const linkId = mark('link id', seers.restricted, linked.links[0]!.id);
  await arne.put(`/api/tickets/${restricted.ticket.id}/progress`).expect(200);
  await arne.put(`/api/tickets/${restricted.ticket.id}/restriction`).send({ circle: [] }).expect(200);
  await arne
    .post('/api/requests')
    .set('Idempotency-Key', usedKey)
    .send({ title: mark('own case', seers.openInternal, 'TittelNypetorn') })
    .expect(201);
  await desk.database.sql(
    `insert into domain_event (organisation_id, type, subject_kind, subject_id, actor_kind, occurred_at, recorded_at, origin, facts)
     values ($1, 'server.reported', 'configuration_item', $2, 'token', felles_now(), felles_now(), 'live', '{"status": [null, "up_to_date"]}')`,
    [desk.world.organisations.fjordvik, desk.world.items.files],
  );
  await makeMajor(desk, open.ticket, mark('review', seers.openInternal, 'GjennomgangRognebaer'));
  await makeMajor(desk, restricted.ticket, mark('review', seers.restrictedInternal, 'GjennomgangTindved'));
  const made = (
    await arne
      .post('/api/tokens')
      .send({
        name: mark('token name', seers.arne, 'ArnesSkriptKrekling'),
        scopes: ['session:own', 'desk:use', 'ticket:search', 'catalogue:read'],
      })
      .expect(201)
  ).body as { id: string; token: string };
  return {
    open,
    restricted,
    linkId,
    usedKey,
    markers,
    unclaimedUpload: await upload(arne, 'uavhentet.txt', mark('unclaimed file', seers.arne, 'innholdSlaape')),
    tokenId: mark('token id', seers.arne, made.id),
    token: mark('token', seers.arne, made.token),
  };
}

/** A major incident as the log tells it, with a review and a measure, in the reports when this returns. */
async function makeMajor({ database }: TestApp, ticket: TicketView, words: string): Promise<void> {
  const text = randomUUID();
  await database.sql(
    `insert into text_revision (id, organisation_id, ticket_id, purpose, internal, body) values ($1, $2, $3, 'lessons', true, $4)`,
    [text, ticket.organisation.id, ticket.id, words],
  );
  for (const [type, facts, texts] of [
    ['major.declared', { declaredAt: [null, new Date().toISOString()] }, {}],
    ['major.review_written', { reviewVersion: [null, 1] }, { lessons: text }],
    ['measure.added', { measureId: [null, randomUUID()] }, { measure: text }],
  ] as const)
    await database.sql(
      `insert into domain_event (organisation_id, type, subject_kind, subject_id, internal, actor_kind, occurred_at, recorded_at, origin, facts, texts)
       values ($1, $2, 'ticket', $3, true, 'system', felles_now(), felles_now(), 'live', $4, $5)`,
      [ticket.organisation.id, type, ticket.id, JSON.stringify(facts), JSON.stringify(texts)],
    );
  await rebuildRollups(database.owner);
}
