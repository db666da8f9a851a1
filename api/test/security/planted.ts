import type { ChangeView, TicketView, UploadView } from '@felles/contracts/http';
import { cast, type Name } from '@felles/testing';
import { countEverything } from '../counted.js';
import type { TestApp } from '../app.js';
import { plantMajor, plantProblem, type PlantedMajor } from './planted-majors.js';

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
  /** Two changes of Arne's: one for the desk, one for himself alone. */
  changes: PlantedChange[];
  tokenId: string;
  token: string;
  /** A server that has reported: itself, and what hangs on it. */
  server: { id: string; relationId: string; token: string };
  /** A key Arne has used for filing. */
  usedKey: string;
  markers: Marker[];
}

export interface PlantedCase {
  major: PlantedMajor;
  problem: TicketView;
  ticket: TicketView;
  entries: string[];
  attachments: string[];
}

export interface PlantedChange {
  id: string;
  number: string;
  taskId: string;
  seenBy: readonly Name[];
}

const everyone = Object.keys(cast) as Name[];
const seers = {
  open: ['kari', 'unni', 'arne', 'siri', 'lise', 'admin', 'berit'],
  openInternal: ['arne', 'siri', 'lise', 'admin', 'berit'],
  restricted: ['kari', 'arne'],
  restrictedInternal: ['arne'],
  arne: ['arne'],
  nobody: [],
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
    const parts = { word, mark, seenBy: internalTo };
    const major = await plantMajor(desk, filed, parts);
    const problem = await plantProblem(desk, filed, parts);
    return {
      major,
      problem,
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
  for (const { id } of [restricted.ticket, restricted.problem])
    await arne.put(`/api/tickets/${id}/restriction`).send({ circle: [] }).expect(200);
  await arne
    .post('/api/requests')
    .set('Idempotency-Key', usedKey)
    .send({ title: mark('own case', seers.openInternal, 'TittelNypetorn') })
    .expect(201);
  const plantChange = async (word: string, seenBy: readonly Name[]): Promise<PlantedChange> => {
    const filed = (
      await arne
        .post('/api/changes')
        .send({
          title: mark('change title', seenBy, `Endring${word}`),
          description: mark('change reason', seenBy, `Begrunnelse${word}`),
          implementation: mark('implementation', seenBy, `Gjennomføring${word}`),
          test: mark('test plan', seenBy, `Prøve${word}`),
          backOut: mark('back-out', seenBy, `Tilbake${word}`),
          type: 'emergency',
          configurationItemIds: [desk.world.items.files],
          serviceIds: [desk.world.services.printing],
          updates: [{ configurationItemId: desk.world.items.files, updateId: 'openssl' }],
          startsAt: new Date(Date.now() + 40 * 86_400_000).toISOString(),
          endsAt: new Date(Date.now() + 41 * 86_400_000).toISOString(),
        })
        .expect(201)
    ).body as ChangeView;
    const { id, number } = filed;
    const tasked = (
      await arne
        .post(`/api/changes/${id}/tasks`)
        .send({ text: mark('task', seenBy, `Oppgave${word}`) })
        .expect(201)
    ).body as ChangeView;
    await arne.put(`/api/changes/${id}/submission`).expect(200);
    await (
      await desk.as('berit')
    )
      .put(`/api/changes/${id}/approval`)
      .send({ decision: 'approved', round: 1, comment: mark('vote', seenBy, `Stemme${word}`) })
      .expect(200);
    mark('change id', seenBy, id);
    mark('change number', seenBy, number);
    return { id, number, seenBy, taskId: mark('task id', seenBy, tasked.change.tasks[0]!.id) };
  };
  const { items, organisations } = desk.world;
  await desk.database.sql(
    `insert into server_patch_status (configuration_item_id, organisation_id, status_since) values ($1, $2, felles_now()) on conflict do nothing`,
    [items.files, organisations.fjordvik],
  );
  await desk.database.sql(
    `insert into server_update (configuration_item_id, update_id, organisation_id, title, severity, security, state, first_seen_at, state_since)
     values ($1, 'openssl', $2, $3, 'critical', true, 'missing', felles_now(), felles_now())`,
    [items.files, organisations.fjordvik, mark('update', seers.openInternal, 'OppdateringTyttebaer')],
  );
  const changes = [
    await plantChange('Multebaer', seers.openInternal),
    await plantChange('Kroekebaer', seers.arne),
  ];
  await arne.put(`/api/tickets/${changes[1]!.id}/restriction`).send({ circle: [] }).expect(200);
  const made = (
    await arne
      .post('/api/tokens')
      .send({
        name: mark('token name', seers.arne, 'ArnesSkriptKrekling'),
        scopes: ['session:own', 'desk:use', 'ticket:search', 'catalogue:read'],
      })
      .expect(201)
  ).body as { id: string; token: string };
  const server = await plantServer(desk, mark);
  // The reports count from the log what has just been planted.
  await countEverything(desk.database);
  return {
    open,
    restricted,
    server,
    linkId,
    changes,
    usedKey,
    markers,
    unclaimedUpload: await upload(arne, 'uavhentet.txt', mark('unclaimed file', seers.arne, 'innholdSlaape')),
    tokenId: mark('token id', seers.arne, made.id),
    token: mark('token', seers.arne, made.token),
  };
}

type Mark = (what: string, seenBy: readonly Name[], text: string) => string;

/** A server of Fjordvik's that runs on another, and has said what it lacks. */
async function plantServer(desk: TestApp, mark: Mark): Promise<Planted['server']> {
  const arne = await desk.as('arne');
  const readers = seers.openInternal;
  const at = '/api/configuration-items';
  const { id } = (
    await arne
      .post(at)
      .send({
        organisationId: desk.world.organisations.fjordvik,
        class: 'server',
        name: mark('item name', readers, 'srvMarisko'),
      })
      .expect(201)
  ).body as { id: string };
  mark('item id', readers, id);
  const related = await arne
    .post(`${at}/${id}/relations`)
    .send({ kind: 'runs_on', otherId: desk.world.items.host })
    .expect(201);
  const { code } = (await arne.post(`${at}/${id}/enrolment`).send({}).expect(201)).body as { code: string };
  const { token } = (await desk.anyone().post('/api/collectors').send({ code }).expect(201)).body as {
    token: string;
  };
  await desk
    .anyone()
    .post('/api/patch-reports')
    .set('Authorization', `Bearer ${token}`)
    .send({
      scannedAt: new Date().toISOString(),
      source: 'apt',
      osName: mark('system', readers, 'SystemMarisko'),
      osVersion: '1',
      rebootPending: false,
      updates: [
        {
          id: mark('update', readers, 'pakkeMarisko'),
          title: mark('update title', readers, 'TittelMarisko'),
          version: '1',
          severity: 'critical',
          security: true,
          cves: [],
          state: 'missing',
          releasedAt: null,
        },
      ],
    })
    .expect(200);
  const unused = (await arne.post(`${at}/${id}/enrolment`).send({}).expect(201)).body as { code: string };
  mark('unused code', seers.arne, unused.code);
  return {
    id,
    relationId: mark('relation id', readers, related.body.relations[0].id as string),
    token: mark('collector token', seers.nobody, token),
  };
}
