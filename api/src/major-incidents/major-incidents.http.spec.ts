import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MajorView, NoticeView, SuggestedChildren, TicketView } from '@felles/contracts/http';
import type { Name } from '@felles/testing';
import { startApp, type TestApp } from '../../test/app.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
});
afterAll(() => desk?.close());

async function file(body: object = {}, by: Name = 'kari'): Promise<TicketView> {
  const agent = await desk.as(by);
  return (
    await agent
      .post('/api/incidents')
      .send({ title: 'E-posten er nede', ...body })
      .expect(201)
  ).body;
}

async function major(body: object = {}, by: Name = 'arne'): Promise<MajorView> {
  const { id } = await file({ serviceId: desk.world.services.mail });
  return declare(id, body, by);
}

async function declare(id: string, body: object = {}, by: Name = 'arne'): Promise<MajorView> {
  const agent = await desk.as(by);
  const answer = await agent
    .put(`/api/incidents/${id}/major`)
    .send({ severity: 1, reason: 'Ingen får sendt.', ...body });
  expect(answer.body).toMatchObject({ state: 'open' });
  return answer.body as MajorView;
}

const words = {
  whatHappened: 'Sonen ble slettet.',
  impact: 'Ingen e-post i to timer.',
  cause: 'Feil i skript.',
  lessons: 'To par øyne.',
};

/** Runs until it is so; the worker has half a second to look. */
async function until<T>(ask: () => Promise<T>, so: (answer: T) => boolean): Promise<T> {
  const end = performance.now() + 15_000;
  let answer = await ask();
  while (!so(answer) && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    answer = await ask();
  }
  return answer;
}

describe('declaring', () => {
  it('makes an incident major with its manager, its clock and whom it touches', async () => {
    const { organisations, services, people } = desk.world;
    const made = await major({ managerId: people.siri, organisationIds: [organisations.innvik] });
    expect(made).toMatchObject({
      severity: 1,
      state: 'open',
      manager: { displayName: 'Siri Bakke' },
      reason: 'Ingen får sendt.',
      services: [{ id: services.mail }],
    });
    expect(made.organisations.map(({ name }) => name)).toEqual(['Fjordvik kommune', 'Innvik kommune']);
    expect(Date.parse(made.nextUpdateAt!) - Date.parse(made.declaredAt)).toBe(30 * 60_000);
    const ticket = (await (await desk.as('arne')).get(`/api/tickets/${made.id}`)).body as TicketView;
    expect(ticket.major).toEqual({ severity: 1, state: 'open' });
    expect((await (await desk.as('kari')).get(`/api/tickets/${made.id}`)).body.major).toBeNull();
  });

  it('said again changes what was said', async () => {
    const { id } = await major();
    const again = await declare(id, { severity: 2, reason: 'Bare skolene.' });
    expect(again).toMatchObject({ severity: 2, reason: 'Bare skolene.' });
    expect(again.timeline.map(({ type }) => type)).toContain('major.changed');
  });

  it('is undone while nothing hangs on it, and stood down afterwards', async () => {
    const arne = await desk.as('arne');
    const one = await major();
    await arne.delete(`/api/incidents/${one.id}/major`).expect(200);
    await arne.get(`/api/major-incidents/${one.id}`).expect(404);
    const other = await major();
    await arne
      .post(`/api/major-incidents/${other.id}/entries`)
      .send({ kind: 'action', text: 'Ringer' })
      .expect(201);
    await arne.delete(`/api/incidents/${other.id}/major`).expect(409);
  });

  it('names what is not there for whoever declares it', async () => {
    const { id } = await file();
    const arne = await desk.as('arne');
    for (const [body, path] of [
      [{ managerId: desk.world.people.kari }, 'managerId'],
      [{ serviceIds: [desk.world.services.innvikOnly] }, 'serviceIds'],
      [{ severity: 4 }, 'severity'],
      [{ reason: ' ' }, 'reason'],
      [{ nextUpdateMinutes: 1 }, 'nextUpdateMinutes'],
    ] as const) {
      const answer = await arne.put(`/api/incidents/${id}/major`).send({ severity: 1, reason: 'x', ...body });
      expect([answer.status, answer.body.errors?.[0].path]).toEqual([400, path]);
    }
    const siri = await desk.as('siri');
    const far = await siri
      .put(`/api/incidents/${id}/major`)
      .send({ severity: 1, reason: 'x', organisationIds: [desk.world.organisations.innvik] });
    expect(far.body.errors?.[0]).toMatchObject({ path: 'organisationIds', code: 'unknown_id' });
    await (
      await desk.as('kari')
    )
      .put(`/api/incidents/${id}/major`)
      .send({ severity: 1, reason: 'x' })
      .expect(403);
    await (
      await desk.as('lise')
    )
      .put(`/api/incidents/${id}/major`)
      .send({ severity: 1, reason: 'x' })
      .expect(403);
    await (
      await desk.as('nora')
    )
      .put(`/api/incidents/${id}/major`)
      .send({ severity: 1, reason: 'x' })
      .expect(404);
  });
});

describe('the room', () => {
  it('tells when something happened and when it was recorded, in the order it happened', async () => {
    const { id } = await major();
    const arne = await desk.as('arne');
    const enter = (body: object) => arne.post(`/api/major-incidents/${id}/entries`).send(body);
    const earlier = new Date(Date.now() - 3_600_000).toISOString();
    await enter({ kind: 'decision', text: 'Kobler om' }).expect(201);
    const room = (await enter({ kind: 'observation', text: 'Køen vokste', happenedAt: earlier }).expect(201))
      .body as MajorView;
    expect(room.timeline[0]).toMatchObject({ kind: 'observation', text: 'Køen vokste', happenedAt: earlier });
    expect(room.timeline[0]!.recordedAt > earlier).toBe(true);
    expect(room.timeline.at(-1)).toMatchObject({
      kind: 'decision',
      actor: { person: { displayName: 'Arne Solvik' } },
    });
    expect(room.timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['ticket.filed', 'major.declared']),
    );
    const future = await enter({ kind: 'action', text: 'x', happenedAt: '2999-01-01T00:00:00Z' });
    expect(future.body.errors[0]).toMatchObject({ path: 'happenedAt', code: 'in_the_future' });
    const long = await enter({ kind: 'action', text: 'x', happenedAt: '1999-01-01T00:00:00Z' });
    expect(long.body.errors[0]).toMatchObject({ path: 'happenedAt', code: 'not_a_time' });
  });

  it('enters the same intent once', async () => {
    const { id } = await major();
    const arne = await desk.as('arne');
    const send = () =>
      arne
        .post(`/api/major-incidents/${id}/entries`)
        .set('Idempotency-Key', 'one-entry-only')
        .send({ kind: 'action', text: 'En gang' });
    await Promise.all([send(), send()]);
    const room = (await arne.get(`/api/major-incidents/${id}`)).body as MajorView;
    expect(room.timeline.filter(({ kind }) => kind === 'action')).toHaveLength(1);
  });

  it('gives roles to who belongs here, and takes them back', async () => {
    const { id } = await major();
    const arne = await desk.as('arne');
    const give = (personId: string | null) =>
      arne.put(`/api/major-incidents/${id}/roles/scribe`).send({ personId });
    const given = (await give(desk.world.people.siri).expect(200)).body as MajorView;
    expect(given.roles).toMatchObject([{ role: 'scribe', person: { displayName: 'Siri Bakke' } }]);
    expect(given.timeline.at(-1)).toMatchObject({
      type: 'major.role_given',
      about: { displayName: 'Siri Bakke' },
    });
    expect((await give(desk.world.people.ola)).body.errors[0].path).toBe('personId');
    expect(((await give(null).expect(200)).body as MajorView).roles).toEqual([]);
    await arne.put(`/api/major-incidents/${id}/roles/king`).send({ personId: null }).expect(404);
  });

  it('says when the next status is overdue, once, and tells its manager', async () => {
    const { id } = await major({ managerId: desk.world.people.siri });
    const arne = await desk.as('arne');
    await arne
      .post(`/api/major-incidents/${id}/entries`)
      .send({ kind: 'status', text: 'Vi leter', nextUpdateMinutes: 10 })
      .expect(201);
    await desk.database.moveClock('11 minutes');
    const rung = await until(
      () =>
        desk.database.sql<{ id: string }>(
          `select id from domain_event where subject_id = $1 and type = 'major.update_overdue'`,
          [id],
        ),
      (rows) => rows.length > 0,
    );
    expect(rung).toHaveLength(1);
    const room = (await arne.get(`/api/major-incidents/${id}`)).body as MajorView;
    expect(room.overdue).toBe(true);
    const told = await until(
      () =>
        desk.database.sql(
          `select type from notification where ticket_id = $1 and person_id = $2 and type = 'major.update_overdue'`,
          [id, desk.world.people.siri],
        ),
      (rows) => rows.length > 0,
    );
    expect(told).toHaveLength(1);
    const said = (
      await arne
        .post(`/api/major-incidents/${id}/entries`)
        .send({ kind: 'status', text: 'Funnet' })
        .expect(201)
    ).body as MajorView;
    expect(said.overdue).toBe(false);
  });
});

describe('children', () => {
  it('are suggested by what they have in common, only where the asker sees them', async () => {
    const { services, items } = desk.world;
    const { id } = await file({ title: 'Filserveren svarer ikke', configurationItemId: items.files }, 'arne');
    await declare(id);
    const likely = await file({ title: 'Får ikke åpnet filer', configurationItemId: items.files }, 'arne');
    const wordy = await file({ title: 'Filserveren svarer ikke hos oss' }, 'per');
    const other = await file({ title: 'Ny mus', serviceId: services.printing }, 'per');
    const hidden = await file({ title: 'Filserveren svarer ikke' }, 'per');
    await (
      await desk.as('siri')
    )
      .put(`/api/tickets/${hidden.id}/restriction`)
      .send({ circle: [] })
      .expect(200);
    const { items: found } = (
      await (await desk.as('arne')).get(`/api/major-incidents/${id}/suggested-children`).expect(200)
    ).body as SuggestedChildren;
    const ids = found.map((one) => one.id);
    expect(ids.indexOf(likely.id)).toBeGreaterThanOrEqual(0);
    expect(ids).toContain(wordy.id);
    expect(ids).not.toContain(other.id);
    expect(ids).not.toContain(hidden.id);
    expect(ids).not.toContain(id);
    expect(found.find((one) => one.id === likely.id)!.because).toContain('item');
    await (await desk.as('lise')).get(`/api/major-incidents/${id}/suggested-children`).expect(403);
  });

  it('are attached many at a time, and what cannot be is named with why', async () => {
    const { id } = await major();
    const [one, two] = [await file({}, 'per'), await file({}, 'per')];
    const foreign = await file({}, 'ola');
    const request = (await (await desk.as('kari')).post('/api/requests').send({ title: 'Ny mus' }))
      .body as TicketView;
    const missing = '00000000-0000-4000-8000-000000000000';
    const arne = await desk.as('arne');
    const attach = (ticketIds: string[]) =>
      arne.post(`/api/major-incidents/${id}/children`).send({ ticketIds });
    const first = (await attach([one.id, two.id, foreign.id, request.id, id, missing]).expect(201)).body;
    expect(first.attached).toEqual([one.id, two.id]);
    expect(first.refused).toEqual([
      { ticketId: foreign.id, code: 'not_offered_here' },
      { ticketId: request.id, code: 'not_offered_here' },
      { ticketId: id, code: 'not_offered_here' },
      { ticketId: missing, code: 'not_found' },
    ]);
    expect((await attach([one.id])).body.refused).toEqual([{ ticketId: one.id, code: 'already_linked' }]);
    const room = (await arne.get(`/api/major-incidents/${id}`)).body as MajorView;
    expect(room.childList.map((child) => child.id).sort()).toEqual([one.id, two.id].sort());
  });

  it('are all solved with it and their requesters told; a restricted one is left alone and said', async () => {
    const { id } = await major();
    const children: TicketView[] = [];
    for (let n = 0; n < 5; n++) children.push(await file({ title: `Ingen e-post ${n}` }, 'per'));
    const confidential = await file({ title: 'Lekket e-post' }, 'per');
    const arne = await desk.as('arne');
    await arne
      .post(`/api/major-incidents/${id}/children`)
      .send({ ticketIds: [...children, confidential].map((child) => child.id) })
      .expect(201);
    await arne.put(`/api/tickets/${confidential.id}/restriction`).send({ circle: [] }).expect(200);
    const solved = (
      await arne
        .put(`/api/major-incidents/${id}/resolution`)
        .send({ code: 'solved', text: 'Sonen er lagt tilbake.', children: true })
        .expect(200)
    ).body as MajorView;
    expect(solved.ticketState).toBe('resolved');
    const room = await until(
      async () => (await arne.get(`/api/major-incidents/${id}`)).body as MajorView,
      ({ childList }) => childList.every(({ outcome }) => outcome !== 'pending'),
    );
    const outcomes = Object.fromEntries(
      room.childList.map((child) => [child.id, [child.outcome, child.state]]),
    );
    for (const child of children) expect(outcomes[child.id]).toEqual(['resolved', 'resolved']);
    expect(outcomes[confidential.id]).toEqual(['restricted', confidential.state]);
    const one = (await (await desk.as('per')).get(`/api/tickets/${children[0]!.id}`)).body as TicketView;
    expect(one.resolution).toMatchObject({
      text: 'Sonen er lagt tilbake.',
      by: { displayName: 'Arne Solvik' },
    });
    const told = await until(
      () =>
        desk.database.sql(
          `select distinct ticket_id from notification where person_id = $1 and type = 'ticket.resolved' and ticket_id = any ($2)`,
          [desk.world.people.per, children.map((child) => child.id)],
        ),
      (rows) => rows.length === children.length,
    );
    expect(told).toHaveLength(children.length);
    // The job once more, as after a crash: what has an outcome is left as it is.
    await desk.database.sql(
      `insert into timer select gen_random_uuid(), organisation_id, 'ticket', ticket_id, 'major.resolve_children', felles_now()
        from major_incident where ticket_id = $1`,
      [id],
    );
    await until(
      () =>
        desk.database.sql(`select from timer where subject_id = $1 and kind = 'major.resolve_children'`, [
          id,
        ]),
      (rows) => rows.length === 0,
    );
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const [again] = await desk.database.sql<{ count: number }>(
      `select count(*)::int as count from domain_event where type = 'ticket.resolved' and subject_id = any ($1)`,
      [children.map((child) => child.id)],
    );
    expect(again!.count).toBe(children.length);
    await arne
      .put(`/api/major-incidents/${id}/resolution`)
      .send({ code: 'solved', text: 'x', children: false })
      .expect(409);
  }, 30_000);
});

describe('the review', () => {
  async function reviewed(): Promise<MajorView> {
    const { id } = await major();
    const arne = await desk.as('arne');
    await arne
      .put(`/api/major-incidents/${id}/review`)
      .send({ ...words, version: 0 })
      .expect(409);
    await arne.put(`/api/major-incidents/${id}/stand-down`).expect(200);
    return (
      await arne
        .put(`/api/major-incidents/${id}/review`)
        .send({ ...words, version: 0 })
        .expect(200)
    ).body;
  }

  it('is written against what stands, and never over a colleague', async () => {
    const { id } = await reviewed();
    const siri = await desk.as('siri');
    const stale = await siri
      .put(`/api/major-incidents/${id}/review`)
      .send({ cause: 'Noe annet', version: 0 });
    expect([stale.status, stale.body.code, stale.body.conflict]).toEqual([
      409,
      'review_stale',
      { version: 1 },
    ]);
    const room = (
      await siri.put(`/api/major-incidents/${id}/review`).send({ cause: 'Noe annet', version: 1 }).expect(200)
    ).body as MajorView;
    expect(room.review).toMatchObject({ ...words, cause: 'Noe annet', version: 2 });
  });

  it('is approved by neither its manager nor its writer, but by somebody who may', async () => {
    const { id, review } = await reviewed();
    const approve = async (by: Name, version = review.version) =>
      (await desk.as(by)).put(`/api/major-incidents/${id}/review/approval`).send({ version });
    expect((await approve('siri')).status).toBe(403);
    expect((await approve('berit', 7)).body.code).toBe('review_stale');
    await desk.database.sql(
      `insert into assignment_group_member values ($1, $2, 'lead') on conflict do nothing`,
      [desk.world.groups.innvik, desk.world.people.arne],
    );
    const approved = (await approve('berit')).body as MajorView;
    expect(approved).toMatchObject({
      state: 'approved',
      review: { approvedBy: { displayName: 'Berit Endring' } },
      may: [],
    });
  });

  it('refuses a lead who led it, by rule and by the database', async () => {
    const { id, review } = await reviewed();
    await desk.database.sql(`update assignment_group_member set role = 'lead' where person_id = $1`, [
      desk.world.people.arne,
    ]);
    const own = await (
      await desk.as('arne')
    )
      .put(`/api/major-incidents/${id}/review/approval`)
      .send({ version: review.version });
    expect([own.status, own.body.code]).toEqual([403, 'own_review']);
    await desk.database.sql(`update assignment_group_member set role = 'agent' where person_id = $1`, [
      desk.world.people.arne,
    ]);
    await expect(
      desk.database.sql(
        `update major_incident set approved_at = felles_now(), approved_by_id = manager_id where ticket_id = $1`,
        [id],
      ),
    ).rejects.toThrow(/check constraint/);
  });

  it('is not approved with a part left empty', async () => {
    const { id } = await reviewed();
    await (
      await desk.as('arne')
    )
      .put(`/api/major-incidents/${id}/review`)
      .send({ lessons: ' ', version: 1 })
      .expect(200);
    const answer = await (
      await desk.as('berit')
    )
      .put(`/api/major-incidents/${id}/review/approval`)
      .send({ version: 2 });
    expect(answer.body.errors[0]).toMatchObject({ path: 'lessons', code: 'required' });
  });

  it('approved is frozen by the database itself; only its measures are followed', async () => {
    const { id, review } = await reviewed();
    const arne = await desk.as('arne');
    const at = `/api/major-incidents/${id}`;
    await arne.post(`${at}/entries`).send({ kind: 'status', text: 'Over' }).expect(201);
    const planned = (
      await arne
        .post(`${at}/measures`)
        .send({ text: 'To par øyne på sletting', ownerId: desk.world.people.siri, dueOn: '2030-01-01' })
        .expect(201)
    ).body as MajorView;
    const measure = planned.measureList[0]!;
    await (await desk.as('berit')).put(`${at}/review/approval`).send({ version: review.version }).expect(200);
    for (const refused of [
      await arne.put(`${at}/review`).send({ cause: 'Nei', version: 1 }),
      await arne.post(`${at}/entries`).send({ kind: 'status', text: 'x' }),
      await arne
        .post(`${at}/measures`)
        .send({ text: 'x', ownerId: desk.world.people.siri, dueOn: '2030-01-01' }),
      await arne.put(`/api/incidents/${id}/major`).send({ severity: 3, reason: 'x' }),
      await arne.delete(`${at}/stand-down`),
      await arne.patch(`/api/measures/${measure.id}`).send({ text: 'Noe lettere' }),
    ])
      expect([refused.status, refused.body.code]).toEqual([409, 'review_approved']);
    for (const statement of [
      `update major_incident set severity = 3 where ticket_id = '${id}'`,
      `update major_incident set cause_id = null where ticket_id = '${id}'`,
      `delete from major_entry where ticket_id = '${id}'`,
      `update major_entry set public = true where ticket_id = '${id}'`,
      `update measure set text_id = (select reason_id from major_incident where ticket_id = '${id}') where ticket_id = '${id}'`,
      `delete from measure where ticket_id = '${id}'`,
      `delete from major_organisation where ticket_id = '${id}'`,
    ])
      await expect(desk.database.sql(statement)).rejects.toThrow('the review is approved');
    const done = (
      await (
        await desk.as('siri')
      )
        .patch(`/api/measures/${measure.id}`)
        .send({ done: true, dueOn: '2030-02-01' })
        .expect(200)
    ).body as MajorView;
    expect(done.measureList[0]).toMatchObject({ dueOn: '2030-02-01', doneAt: expect.any(String) });
  });
});

describe('measures', () => {
  it('are listed by when they are due: open, overdue, one’s own', async () => {
    const { id } = await major();
    const arne = await desk.as('arne');
    await arne.put(`/api/major-incidents/${id}/stand-down`).expect(200);
    for (const [dueOn, ownerId] of [
      ['2020-01-02', desk.world.people.siri],
      ['2020-01-01', desk.world.people.lise],
      ['2031-05-05', desk.world.people.siri],
    ] as const)
      await arne
        .post(`/api/major-incidents/${id}/measures`)
        .send({ text: dueOn, ownerId, dueOn })
        .expect(201);
    const list = async (query: string, by: Name = 'siri') =>
      (
        (await (await desk.as(by)).get(`/api/measures?${query}`).expect(200)).body.items as {
          dueOn: string;
          major: { id: string };
        }[]
      )
        .filter((one) => one.major.id === id)
        .map((one) => one.dueOn);
    expect(await list('state=all')).toEqual(['2020-01-01', '2020-01-02', '2031-05-05']);
    expect(await list('state=overdue')).toEqual(['2020-01-01', '2020-01-02']);
    expect(await list('owner=me')).toEqual(['2020-01-02', '2031-05-05']);
    expect(await list('state=done')).toEqual([]);
    const siri = await desk.as('siri');
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = (
        await siri.get(`/api/measures?state=all&limit=1${cursor && `&cursor=${cursor}`}`).expect(200)
      ).body;
      seen.push(...page.items.map((one: { id: string }) => one.id));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe((await siri.get('/api/measures?state=all')).body.items.length);
    // Lise reads only, and yet what is hers to do is hers to have done.
    const lise = await desk.as('lise');
    const own = (await lise.get('/api/measures?owner=me')).body.items.find(
      (one: { major: { id: string } }) => one.major.id === id,
    );
    await lise.patch(`/api/measures/${own.id}`).send({ dueOn: '2040-01-01' }).expect(403);
    await lise.patch(`/api/measures/${own.id}`).send({ done: true }).expect(200);
    await (await desk.as('nora')).patch(`/api/measures/${own.id}`).send({ done: true }).expect(404);
    await (await desk.as('kari')).get('/api/measures').expect(403);
  });
});

describe('the list', () => {
  it('is paged without a gap, narrowed by state and period, and knows nothing of other organisations', async () => {
    const siri = await desk.as('siri');
    const all = (await siri.get('/api/major-incidents').expect(200)).body.items as {
      id: string;
      state: string;
    }[];
    expect(all.length).toBeGreaterThan(5);
    const walked: string[] = [];
    let cursor = '';
    do {
      const page = (
        await siri.get(`/api/major-incidents?limit=2${cursor && `&cursor=${cursor}`}`).expect(200)
      ).body;
      walked.push(...page.items.map((one: { id: string }) => one.id));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(walked).toEqual(all.map(({ id }) => id));
    const approved = (await siri.get('/api/major-incidents?state=approved')).body.items as {
      state: string;
    }[];
    expect(new Set(approved.map(({ state }) => state))).toEqual(new Set(['approved']));
    expect((await siri.get('/api/major-incidents?from=2999-01-01')).body.items).toEqual([]);
    expect((await (await desk.as('nora')).get('/api/major-incidents')).body.items).toEqual([]);
    await siri.get('/api/major-incidents?cursor=x').expect(400);
    await (await desk.as('kari')).get('/api/major-incidents').expect(403);
  });
});

describe('a public status', () => {
  it('is told beneath the notice, and refused where there is none', async () => {
    const { id } = await major();
    const arne = await desk.as('arne');
    const say = () =>
      arne
        .post(`/api/major-incidents/${id}/entries`)
        .send({ kind: 'status', text: 'Retter nå', public: true });
    expect((await say()).body.code).toBe('notice_missing');
    await arne
      .post('/api/notices')
      .send({
        title: { nb: 'E-post er nede' },
        text: { nb: 'Vi retter.' },
        organisationIds: [desk.world.organisations.fjordvik],
        ticketId: id,
      })
      .expect(201);
    await say().expect(201);
    const [notice] = (await arne.get(`/api/notices?ticketId=${id}`)).body.items as NoticeView[];
    expect(notice!.updates).toMatchObject([{ text: 'Retter nå' }]);
    const odd = await arne
      .post(`/api/major-incidents/${id}/entries`)
      .send({ kind: 'action', text: 'x', public: true });
    expect(odd.body.errors[0].path).toBe('public');
  });
});
