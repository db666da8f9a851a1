import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MajorIncidentReport } from '@felles/contracts/http';
import type { EventType } from '@felles/contracts/values';
import type { Name } from '@felles/testing';
import { randomUUID } from 'node:crypto';
import { startApp, type TestApp } from '../../test/app.js';
import { countEverything } from '../../test/counted.js';

let desk: TestApp;
const tertial = { tertial: '2026-2' };
const ids = { outage: '', restricted: '', innvik: '', earlier: '' };

beforeAll(async () => {
  desk = await startApp();
  await fill();
  await countEverything(desk.database);
});
afterAll(() => desk?.close());

type Organisation = keyof TestApp['world']['organisations'];

async function ticket(
  organisation: Organisation,
  about: { title: string; kind?: string; state?: string; restricted?: boolean },
): Promise<string> {
  const { world, database } = desk;
  const id = randomUUID();
  await database.sql(
    `insert into ticket (id, organisation_id, number, kind, state, title, priority, impact, urgency, channel, language, restricted, opened_at, updated_at, external_source)
     values ($1, $2, $3, $4, $5, $6, 'p1', 'high', 'high', 'phone', 'nb', $7, '2026-06-01', '2026-06-01', 'test')`,
    [
      id,
      world.organisations[organisation],
      `INC8${id.slice(0, 6)}`,
      about.kind ?? 'incident',
      about.state ?? 'resolved',
      about.title,
      about.restricted ?? false,
    ],
  );
  return id;
}

async function happened(
  organisation: Organisation,
  type: EventType,
  subject: string,
  what: { at: string; after: Record<string, unknown>; texts?: Record<string, string>; kind?: string },
): Promise<void> {
  const { database, world } = desk;
  const texts: Record<string, string> = {};
  for (const [purpose, body] of Object.entries(what.texts ?? {})) {
    texts[purpose] = randomUUID();
    await database.sql(
      `insert into text_revision (id, organisation_id, ticket_id, purpose, internal, body) values ($1, $2, $3, $4, true, $5)`,
      [texts[purpose], world.organisations[organisation], subject, purpose, body],
    );
  }
  await database.sql(
    `insert into domain_event (organisation_id, type, subject_kind, subject_id, internal, actor_kind, occurred_at, recorded_at, origin, facts, texts)
     values ($1, $2, $3, $4, true, 'person', $5, felles_now(), 'live', $6, $7)`,
    [
      world.organisations[organisation],
      type,
      what.kind ?? 'ticket',
      subject,
      what.at,
      JSON.stringify(
        Object.fromEntries(Object.entries(what.after).map(([name, value]) => [name, [null, value]])),
      ),
      JSON.stringify(texts),
    ],
  );
}

async function declared(organisation: Organisation, title: string, restricted = false): Promise<string> {
  const id = await ticket(organisation, { title, restricted });
  const { world } = desk;
  await happened(organisation, 'ticket.filed', id, {
    at: '2026-06-01T05:00:00Z',
    after: { kind: 'incident', state: 'assigned', restricted, openedAt: '2026-06-01T05:00:00Z' },
  });
  await happened(organisation, 'major.declared', id, {
    at: '2026-06-01T06:00:00Z',
    after: {
      severity: 1,
      managerId: world.people.siri,
      declaredAt: '2026-06-01T06:00:00Z',
      serviceIds: [world.services.mail],
      organisationIds: [world.organisations.fjordvik, world.organisations.innvik],
    },
  });
  return id;
}

async function fill(): Promise<void> {
  const { world, database } = desk;
  ids.outage = await declared('fjordvik', 'E-post nede i hele kommunen – Kárášjohka også');
  ids.restricted = await declared('fjordvik', 'Skjermet stor hendelse', true);
  ids.innvik = await declared('innvik', 'Innviks egen');
  for (const [type, at, after, texts] of [
    ['major.stood_down', '2026-06-01T10:30:00Z', { stoodDownAt: '2026-06-01T10:30:00Z' }, {}],
    [
      'major.review_written',
      '2026-06-03T10:00:00Z',
      { reviewVersion: 1 },
      {
        what_happened: 'Et sertifikat gikk ut.',
        impact: 'Ingen fikk e-post.',
        cause: 'Ingen fulgte med.',
        lessons: 'Varsle i tide.',
      },
    ],
    [
      'major.review_approved',
      '2026-06-10T10:00:00Z',
      { approvedAt: '2026-06-10T10:00:00Z', approvedById: world.people.berit },
      {},
    ],
    [
      'measure.added',
      '2026-06-03T10:00:00Z',
      { measureId: '11111111-0000-4000-8000-000000000001', ownerId: world.people.arne, dueOn: '2026-07-01' },
      { measure: 'Varsle 30 dager før' },
    ],
    [
      'measure.added',
      '2026-06-03T10:00:00Z',
      { measureId: '11111111-0000-4000-8000-000000000002', ownerId: world.people.siri, dueOn: '2099-01-01' },
      { measure: 'Fornye automatisk' },
    ],
    [
      'measure.added',
      '2026-06-03T10:00:00Z',
      { measureId: '11111111-0000-4000-8000-000000000003', dueOn: '2026-07-01' },
      { measure: 'Ny vaktliste' },
    ],
    [
      'measure.changed',
      '2026-06-20T10:00:00Z',
      { measureId: '11111111-0000-4000-8000-000000000003', doneAt: '2026-06-20T10:00:00Z' },
      {},
    ],
  ] as const)
    await happened('fjordvik', type, ids.outage, { at, after, texts });
  ids.earlier = await ticket('fjordvik', { title: 'Nettbrudd i vår' });
  await happened('fjordvik', 'major.declared', ids.earlier, {
    at: '2026-03-02T08:00:00Z',
    after: { severity: 2, declaredAt: '2026-03-02T08:00:00Z' },
  });
  await happened('fjordvik', 'measure.added', ids.earlier, {
    at: '2026-03-05T08:00:00Z',
    after: { measureId: '11111111-0000-4000-8000-000000000004', dueOn: '2026-04-01' },
    texts: { measure: 'Bytte kjernesvitsj' },
  });
  for (let index = 0; index < 3; index++) {
    const child = await ticket('fjordvik', { title: 'E-posten virker ikke', restricted: index === 2 });
    await database.sql(
      `insert into ticket_link (id, organisation_id, from_id, to_id, kind) values (gen_random_uuid(), $1, $2, $3, 'parent')`,
      [world.organisations.fjordvik, child, ids.outage],
    );
  }
  for (const [index, result] of ['successful', 'successful', 'unsuccessful', null].entries()) {
    const change = await ticket('fjordvik', { title: 'Endring', kind: 'change', state: 'closed' });
    await happened('fjordvik', 'ticket.filed', change, {
      at: '2026-05-02T08:00:00Z',
      after: { kind: 'change', state: 'draft', openedAt: '2026-05-02T08:00:00Z' },
    });
    await happened('fjordvik', result ? 'change.reviewed' : 'change.implemented', change, {
      at: `2026-0${5 + index}-20T08:00:00Z`,
      after: { state: 'closed', ...(result && { result, closedAt: `2026-0${5 + index}-20T08:00:00Z` }) },
    });
    await database.sql(
      `update domain_event set facts = jsonb_set(facts, '{state,0}', '"review"') where subject_id = $1 and type like 'change.%'`,
      [change],
    );
  }
  for (const [item, at, status] of [
    ['host', '2026-04-01T08:00:00Z', 'up_to_date'],
    ['files', '2026-04-02T08:00:00Z', 'needs_update'],
    ['files', '2026-06-15T21:59:00Z', 'needs_security_update'],
    ['host', '2026-06-15T22:01:00Z', 'unknown'],
    ['files', '2026-07-10T08:00:00Z', 'up_to_date'],
  ] as const)
    await happened(
      'fjordvik',
      status === 'unknown' ? 'server.silent' : 'server.reported',
      world.items[item],
      {
        at,
        after: { status },
        kind: 'configuration_item',
      },
    );
}

async function report(name: Name, query: Record<string, string> = tertial): Promise<MajorIncidentReport> {
  const answer = await (await desk.as(name)).get('/api/reports/major-incidents').query(query);
  expect({ status: answer.status, body: answer.body as unknown }).toMatchObject({ status: 200 });
  return answer.body as MajorIncidentReport;
}

describe('the major-incident report', () => {
  it('tells each major of the tertial with its duration, whom it touched, its review and its measures', async () => {
    const of = await report('siri');
    expect(of.majors.map(({ ticketId }) => ticketId)).toEqual([ids.outage]);
    expect(of.majors[0]).toMatchObject({
      title: 'E-post nede i hele kommunen – Kárášjohka også',
      severity: '1',
      managerName: 'Siri Bakke',
      durationSeconds: 4.5 * 3_600,
      serviceNames: [{ nb: 'E-post' }],
      // The one she does not belong to has no name for her, and the restricted child does not count.
      organisationNames: ['Fjordvik kommune'],
      children: 2,
      review: 'approved',
      whatHappened: 'Et sertifikat gikk ut.',
      lessons: 'Varsle i tide.',
    });
    expect(
      of.majors[0]!.measures.map(({ text, ownerName, dueOn, overdue, doneAt }) => [
        text,
        ownerName,
        dueOn,
        overdue,
        doneAt !== null,
      ]),
    ).toEqual([
      ['Varsle 30 dager før', 'Arne Solvik', '2026-07-01', true, false],
      ['Ny vaktliste', null, '2026-07-01', false, true],
      ['Fornye automatisk', 'Siri Bakke', '2099-01-01', false, false],
    ]);
    expect(of.earlierMeasures.map(({ text, majorId }) => [text, majorId])).toEqual([
      ['Bytte kjernesvitsj', ids.earlier],
    ]);
    expect([of.openMeasures, of.overdueMeasures]).toEqual([3, 2]);
  });

  it('counts what came of changes, reviewed or not', async () => {
    expect((await report('siri')).changes).toEqual([
      { result: 'successful', count: 3 },
      { result: 'unsuccessful', count: 1 },
    ]);
  });

  it('tells how the servers stood, with the day turning in Oslo', async () => {
    const { patching, patchingBy } = await report('siri', { from: '2026-06-14', to: '2026-06-17' });
    expect(patchingBy).toBe('day');
    expect(
      patching.map(({ to, needsSecurityUpdate, needsUpdate, upToDate, unknown }) => [
        to,
        needsSecurityUpdate,
        needsUpdate,
        upToDate,
        unknown,
      ]),
    ).toEqual([
      ['2026-06-14', 0, 1, 1, 0],
      ['2026-06-15', 1, 0, 1, 0],
      ['2026-06-16', 1, 0, 0, 1],
      ['2026-06-17', 1, 0, 0, 1],
    ]);
    expect((await report('siri')).patching.at(-1)).toMatchObject({ upToDate: 1, unknown: 1 });
  });

  it('holds what each may see: other organisations’ own, and restricted ones only inside the circle', async () => {
    const seen = async (name: Name) => (await report(name)).majors.map(({ ticketId }) => ticketId).sort();
    expect(await seen('nora')).toEqual([ids.innvik]);
    expect(await seen('lise')).toEqual([ids.outage, ids.innvik].sort());
    await desk.database.sql(
      `insert into ticket_circle (ticket_id, organisation_id, person_id) values ($1, $2, $3)`,
      [ids.restricted, desk.world.organisations.fjordvik, desk.world.people.lise],
    );
    expect(await seen('lise')).toEqual([ids.outage, ids.innvik, ids.restricted].sort());
    expect((await report('nora')).patching).toEqual([]);
  });

  it('knows nothing of a time before', async () => {
    expect(await report('siri', { tertial: '2019-1' })).toMatchObject({
      majors: [],
      changes: [],
      patching: [],
      openMeasures: 0,
    });
  });
});

describe('the reports to take away', () => {
  it.each(['incidents', 'major-incidents'] as const)('are files of the same rights: %s', async (which) => {
    for (const [format, type, begins] of [
      ['pdf', 'application/pdf', '%PDF-1.7'],
      ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK'],
    ] as const) {
      const path = `/api/reports/${which}.${format}`;
      const answer = await (
        await desk.as('siri')
      )
        .get(path)
        .query(tertial)
        .buffer(true)
        .parse((response, done) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('end', () => done(null, Buffer.concat(pieces)));
        });
      expect([answer.status, answer.headers['content-type']]).toEqual([200, type]);
      expect(answer.headers['content-disposition']).toMatch(
        /^attachment; filename="[a-z-]+-2026-2\.(pdf|xlsx)"$/,
      );
      expect((answer.body as Buffer).subarray(0, begins.length).toString('latin1')).toBe(begins);
      expect((await (await desk.as('kari')).get(path).query(tertial)).status).toBe(403);
      expect((await desk.anyone().get(path).query(tertial)).status).toBe(401);
      const wrong = await (await desk.as('siri')).get(path).query({ tertial: '2026-9' });
      expect([wrong.status, wrong.headers['content-type']]).toEqual([
        400,
        expect.stringContaining('problem+json'),
      ]);
    }
  });
});
