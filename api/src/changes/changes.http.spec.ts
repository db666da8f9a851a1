import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChangePage, ChangeView, EventPage } from '@felles/contracts/http';
import type { Name } from '@felles/testing';
import { startApp, type TestApp } from '../../test/app.js';
import { aPlan, fileChange, inHours, riskAnswers, takeTo } from '../../test/changes/plans.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
  // Lise decides too where two have to.
  const [row] = await desk.database.sql<{ id: string }>(
    `select id from membership where person_id = $1 and organisation_id = $2`,
    [desk.world.people.lise, desk.world.organisations.fjordvik],
  );
  await desk.database.sql(`insert into membership_role values ($1, $2, 'change_manager')`, [
    row!.id,
    desk.world.organisations.fjordvik,
  ]);
});
afterAll(() => desk?.close());

async function act(
  name: Name,
  change: ChangeView,
  noun: string,
  body: object = {},
  method: 'put' | 'delete' | 'patch' | 'post' = 'put',
) {
  const path = noun ? `/api/changes/${change.id}/${noun}` : `/api/changes/${change.id}`;
  const answer = await (await desk.as(name))[method](path).send(body);
  return { status: answer.status, body: answer.body as ChangeView & { code?: string; conflict?: object } };
}

describe('planning', () => {
  it('files a draft with its plan, and says what follows from it', async () => {
    const filed = await fileChange(desk, { serviceIds: [desk.world.services.mail] });
    expect(filed).toMatchObject({
      kind: 'change',
      state: 'draft',
      title: 'Ny versjon av filtjenesten',
      version: 1,
    });
    expect(filed.number).toMatch(/^CHG01\d{5}$/);
    expect(filed.change).toMatchObject({
      type: 'normal',
      risk: 'low',
      round: 0,
      timeZone: 'Europe/Oslo',
      implementation: 'Stopp tjenesten, oppgrader, start den igjen.',
      items: [{ id: desk.world.items.files, name: 'fjv-fil-01', class: 'server' }],
      services: [{ id: desk.world.services.mail }],
      gaps: [],
    });
    const again = await (await desk.as('siri')).get(`/api/changes/${filed.number}`);
    expect(again.body).toMatchObject({ id: filed.id, change: { type: 'normal' } });
  });

  it('makes one change of the same intent sent twice', async () => {
    const arne = await desk.as('arne');
    const plan = aPlan(desk);
    const file = () => arne.post('/api/changes').set('Idempotency-Key', 'the-same-change').send(plan);
    const [first, second] = [await file(), await file()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).toBe(first.body.id);
    expect(second.body.change.items).toHaveLength(1);
  });

  it('is not for employees, and not for those who only decide', async () => {
    for (const name of ['kari', 'berit', 'lise'] as const) {
      const answer = await (await desk.as(name)).post('/api/changes').send(aPlan(desk));
      expect([name, answer.status]).toEqual([name, 403]);
    }
  });

  it.each([
    ['an item of another municipality', { configurationItemIds: ['innvik'] }, 'configurationItemIds.0'],
    ['a service that is not offered', { serviceIds: ['innvikOnly'] }, 'serviceIds.0'],
    ['a window without an end', { endsAt: null }, 'endsAt'],
    ['a window that ends before it begins', { endsAt: '2026-01-01T00:00:00Z' }, 'endsAt'],
    ['a time without its zone', { startsAt: '2026-03-29T02:30:00' }, 'startsAt'],
    ['a week for a time', { startsAt: '2026-W13' }, 'startsAt'],
    ['an answer nobody offered', { riskAnswers: { reach: 'galaxy' } }, 'riskAnswers.reach'],
    [
      'an update on another server',
      { updates: [{ configurationItemId: 'host', updateId: 'x' }] },
      'updates.0.configurationItemId',
    ],
    [
      'an update the server knows nothing of',
      { updates: [{ configurationItemId: 'files', updateId: 'x' }] },
      'updates.0.updateId',
    ],
  ])('refuses %s by naming the field', async (_, fault, path) => {
    const known: Record<string, string> = { ...desk.world.items, ...desk.world.services };
    const text = JSON.stringify(fault).replace(
      /"(innvik|innvikOnly|host|files)"/g,
      (whole, name: string) => `"${known[name] ?? whole}"`,
    );
    const answer = await (
      await desk.as('arne')
    )
      .post('/api/changes')
      .send({ ...aPlan(desk), ...(JSON.parse(text) as object) });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toEqual([path]);
  });

  it('leaves nothing behind when it is refused', async () => {
    const count = async () => (await desk.database.sql(`select from ticket where kind = 'change'`)).length;
    const before = await count();
    const answer = await (
      await desk.as('arne')
    )
      .post('/api/changes')
      .send({ ...aPlan(desk), configurationItemIds: [desk.world.items.innvik] });
    expect(answer.status).toBe(400);
    expect(await count()).toBe(before);
  });

  it('changes what is said and leaves the rest, and notices who read an older plan', async () => {
    const filed = await fileChange(desk);
    const changed = await act(
      'arne',
      filed,
      '',
      { test: 'Åpne to filer.', configurationItemIds: [desk.world.items.host] },
      'patch',
    );
    expect(changed.body).toMatchObject({
      version: 2,
      state: 'draft',
      change: { test: 'Åpne to filer.', backOut: filed.change.backOut, items: [{ name: 'fjv-host-01' }] },
    });
    const same = await act('arne', filed, '', { test: 'Åpne to filer.' }, 'patch');
    expect(same.body.version).toBe(2);
    const stale = await (
      await desk.as('siri')
    )
      .patch(`/api/changes/${filed.id}`)
      .set('If-Match', '1')
      .send({ test: 'X' });
    expect([stale.status, stale.body.code]).toEqual([409, 'version_stale']);
    const cleared = await act('arne', filed, '', { test: null, startsAt: null, endsAt: null }, 'patch');
    expect(cleared.body.change).toMatchObject({ test: null, startsAt: null, gaps: ['test', 'window'] });
  });
});

describe('submitting', () => {
  it('names what the plan lacks', async () => {
    const filed = await fileChange(desk, { test: null, configurationItemIds: [], riskAnswers: {} });
    const answer = await act('arne', filed, 'submission');
    expect([answer.status, answer.body.code]).toEqual([409, 'change_not_ready']);
    expect(answer.body.conflict).toEqual({ gaps: ['test', 'risk', 'touches'] });
  });

  it('schedules a standard change at once, and asks one person of an emergency', async () => {
    const standard = await act('arne', await fileChange(desk, { type: 'standard' }), 'submission');
    expect(standard.body).toMatchObject({ state: 'scheduled', change: { quorum: 0 } });
    const emergency = await act(
      'arne',
      await fileChange(desk, { type: 'emergency', startsAt: inHours(-1), endsAt: inHours(1) }),
      'submission',
    );
    expect(emergency.body).toMatchObject({ state: 'authorise', change: { quorum: 1, round: 1 } });
  });

  it('is taken back with all approvals, and begins another round', async () => {
    const change = await fileChange(desk, { riskAnswers: riskAnswers.high });
    const waiting = await takeTo(desk, change, 'authorise');
    expect(waiting.change).toMatchObject({ quorum: 2, round: 1 });
    expect((await act('berit', change, 'approval', { decision: 'approved', round: 1 })).body.state).toBe(
      'authorise',
    );
    expect((await act('arne', change, 'submission', {}, 'delete')).body.state).toBe('draft');
    expect((await takeTo(desk, change, 'authorise')).change.round).toBe(2);
    const late = await act('lise', change, 'approval', { decision: 'approved', round: 1 });
    expect([late.status, late.body.code]).toEqual([409, 'round_over']);
    expect((await act('lise', change, 'approval', { decision: 'approved', round: 2 })).body.state).toBe(
      'authorise',
    );
    expect((await act('berit', change, 'approval', { decision: 'approved', round: 2 })).body.state).toBe(
      'scheduled',
    );
  });

  it('goes back to draft when the plan changes after it was put before the board', async () => {
    const change = await takeTo(desk, await fileChange(desk), 'scheduled');
    const moved = await act('arne', change, '', { startsAt: inHours(48), endsAt: inHours(50) }, 'patch');
    expect(moved.body).toMatchObject({ state: 'draft', change: { startsAt: inHours(48) } });
    const timers = await desk.database.sql(`select from timer where subject_id = $1`, [change.id]);
    expect(timers).toHaveLength(0);
    const submitted = await takeTo(desk, change, 'authorise');
    const byCommonRoute = await (
      await desk.as('arne')
    )
      .patch(`/api/tickets/${change.id}`)
      .send({ title: 'Noe annet' });
    expect([byCommonRoute.status, submitted.title]).toEqual([409, 'Ny versjon av filtjenesten']);
  });
});

describe('approving', () => {
  it('is never one’s own', async () => {
    await desk.database.sql(`update assignment_group_member set role = 'lead' where person_id = any ($1)`, [
      [desk.world.people.arne, desk.world.people.siri],
    ]);
    const change = await takeTo(desk, await fileChange(desk), 'authorise');
    await (
      await desk.as('arne')
    )
      .put(`/api/tickets/${change.id}/assignment`)
      .send({ assigneeId: desk.world.people.siri })
      .expect(200);
    for (const name of ['arne', 'siri'] as const) {
      const answer = await act(name, change, 'approval', { decision: 'approved', round: 1 });
      expect([answer.status, answer.body.code]).toEqual([403, 'own_change']);
      const seen = await (await desk.as(name)).get(`/api/changes/${change.id}`);
      expect(seen.body.change.waitsForYou).toBe(false);
    }
    expect((await (await desk.as('berit')).get(`/api/changes/${change.id}`)).body.change.waitsForYou).toBe(
      true,
    );
    expect((await act('berit', change, 'approval', { decision: 'approved', round: 1 })).body).toMatchObject({
      state: 'scheduled',
      change: {
        waitsForYou: false,
        approvals: [{ decision: 'approved', by: { displayName: 'Berit Endring' }, round: 1 }],
      },
    });
    await desk.database.sql(`update assignment_group_member set role = 'agent'`);
  });

  it('counts one that is sent twice at once as one', async () => {
    const change = await takeTo(desk, await fileChange(desk, { riskAnswers: riskAnswers.high }), 'authorise');
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => act('berit', change, 'approval', { decision: 'approved', round: 1 })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(answers.at(-1)!.body.state).toBe('authorise');
    const votes = await desk.database.sql(`select from change_approval where ticket_id = $1`, [change.id]);
    const events = await desk.database.sql(
      `select from domain_event where subject_id = $1 and type = 'change.voted'`,
      [change.id],
    );
    expect([votes.length, events.length]).toEqual([1, 1]);
    const two = await Promise.all([
      act('lise', change, 'approval', { decision: 'approved', round: 1 }),
      act('berit', change, 'approval', { decision: 'rejected', comment: 'Nei.', round: 1 }),
    ]);
    expect(two[1].body.code).toBe('already_decided');
    expect(two[0].body.state).toBe('scheduled');
    const authorised = await desk.database.sql(
      `select from domain_event where subject_id = $1 and type = 'change.authorised'`,
      [change.id],
    );
    expect(authorised).toHaveLength(1);
  });

  it('is rejected with a reason, and can be planned anew', async () => {
    const change = await takeTo(desk, await fileChange(desk), 'authorise');
    const silent = await act('berit', change, 'approval', { decision: 'rejected', round: 1 });
    expect([
      silent.status,
      (silent.body as unknown as { errors: { path: string }[] }).errors[0]!.path,
    ]).toEqual([400, 'comment']);
    const rejected = await act('berit', change, 'approval', {
      decision: 'rejected',
      comment: 'Midt i valget.',
      round: 1,
    });
    expect(rejected.body).toMatchObject({
      state: 'rejected',
      change: { approvals: [{ comment: 'Midt i valget.' }] },
    });
    const anew = await act('arne', change, 'submission', {}, 'delete');
    expect(anew.body).toMatchObject({ state: 'draft', closedAt: null });
  });

  it('comes too late once the window is over', async () => {
    const change = await takeTo(desk, await fileChange(desk), 'authorise');
    await desk.database.sql(
      `update change set starts_at = felles_now() - interval '2 hours', ends_at = felles_now() - interval '1 hour' where ticket_id = $1`,
      [change.id],
    );
    const late = await act('berit', change, 'approval', { decision: 'approved', round: 1 });
    expect([late.status, late.body.code, late.body.conflict]).toEqual([
      409,
      'change_not_ready',
      { gaps: ['window_past'] },
    ]);
    const no = await act('berit', change, 'approval', {
      decision: 'rejected',
      comment: 'For sent.',
      round: 1,
    });
    expect(no.body.state).toBe('rejected');
  });

  it('needs the right, also where the change is in sight', async () => {
    const change = await takeTo(desk, await fileChange(desk), 'authorise');
    expect((await act('siri', change, 'approval', { decision: 'approved', round: 1 })).status).toBe(403);
    expect((await act('kari', change, 'approval', { decision: 'approved', round: 1 })).status).toBe(403);
    expect((await act('nora', change, 'approval', { decision: 'approved', round: 1 })).status).toBe(403);
  });
});

describe('carrying it out', () => {
  it('waits for the window, is completed, and reviewed', async () => {
    const change = await takeTo(desk, await fileChange(desk), 'scheduled');
    const early = await act('arne', change, 'implementation');
    expect([early.status, early.body.code]).toEqual([409, 'window_not_open']);
    await desk.database.sql(
      `update change set starts_at = felles_now() - interval '1 hour', ends_at = felles_now() + interval '1 hour' where ticket_id = $1`,
      [change.id],
    );
    expect((await act('arne', change, 'implementation')).body.state).toBe('implementing');
    expect(
      (await act('arne', change, 'completion', { result: 'successful_with_issues' })).body,
    ).toMatchObject({
      state: 'review',
      change: { result: 'successful_with_issues' },
    });
    const reviewed = await act('arne', change, 'review', { result: 'successful', text: 'Ingen merket det.' });
    expect(reviewed.body).toMatchObject({
      state: 'closed',
      change: { result: 'successful', review: 'Ingen merket det.' },
    });
    expect(reviewed.body.closedAt).not.toBeNull();
    expect((await act('arne', change, 'review', { result: 'unsuccessful', text: 'Angrer.' })).status).toBe(
      409,
    );
    const history = (await (await desk.as('arne')).get(`/api/tickets/${change.id}/events`)).body as EventPage;
    expect(history.items.map(({ type }) => type).reverse()).toEqual([
      'ticket.filed',
      'change.planned',
      'change.submitted',
      'change.assessed',
      'change.voted',
      'change.authorised',
      'change.started',
      'change.implemented',
      'change.reviewed',
    ]);
  });

  it('ends as failed when it did not succeed', async () => {
    const change = await takeTo(
      desk,
      await fileChange(desk, { type: 'emergency', startsAt: inHours(-1) }),
      'scheduled',
    );
    const started = await act('arne', change, 'implementation');
    // The clock may have been quicker.
    expect([200, 409]).toContain(started.status);
    await act('arne', change, 'completion', { result: 'unsuccessful' });
    expect(
      (await act('arne', change, 'review', { result: 'unsuccessful', text: 'Rullet tilbake.' })).body.state,
    ).toBe('failed');
  });

  it('has tasks that come, are done, undone and go', async () => {
    const change = await fileChange(desk);
    const added = await act('arne', change, 'tasks', { text: 'Varsle skolene' }, 'post');
    expect(added.status).toBe(201);
    const { id } = added.body.change.tasks[0]!;
    expect(added.body.change.tasks).toEqual([{ id, text: 'Varsle skolene', doneAt: null, doneBy: null }]);
    const done = await act('siri', change, `tasks/${id}/completion`);
    expect(done.body.change.tasks[0]).toMatchObject({
      doneAt: expect.any(String),
      doneBy: { displayName: 'Siri Bakke' },
    });
    expect(
      (await act('arne', change, `tasks/${id}/completion`, {}, 'delete')).body.change.tasks[0]!.doneAt,
    ).toBeNull();
    expect((await act('arne', change, `tasks/${id}`, {}, 'delete')).body.change.tasks).toEqual([]);
    expect((await act('arne', change, `tasks/${id}/completion`)).status).toBe(404);
  });

  it('is cancelled by the common route', async () => {
    const change = await takeTo(desk, await fileChange(desk), 'scheduled');
    const cancelled = await (
      await desk.as('arne')
    )
      .put(`/api/tickets/${change.id}/cancellation`)
      .send({ reason: 'Utsatt.' });
    expect(cancelled.body.state).toBe('cancelled');
  });
});

describe('the list', () => {
  it('is narrowed by state, type, window and whose it is, and pages without a gap', async () => {
    const arne = await desk.as('arne');
    const all = async (query: string) => {
      const ids: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const answer = await arne.get(`/api/changes?limit=3&${query}${cursor && `&cursor=${cursor}`}`);
        expect(answer.status).toBe(200);
        const page = answer.body as ChangePage;
        ids.push(...page.items.map((item) => item.id));
        cursor = page.nextCursor;
      }
      expect(new Set(ids).size).toBe(ids.length);
      return ids;
    };
    const far = await fileChange(desk, {
      type: 'standard',
      startsAt: '2027-06-01T20:00:00Z',
      endsAt: '2027-06-01T22:00:00Z',
    });
    const every = await all('');
    expect(every.length).toBeGreaterThan(10);
    expect(every[0]).toBe(far.id);
    expect(await all('from=2027-05-01T00:00:00Z&to=2027-07-01T00:00:00Z')).toEqual([far.id]);
    expect(await all('from=2027-06-01T22:00:00Z')).toEqual([]);
    expect(await all('type=standard&state=draft')).toEqual([far.id]);
    expect(await all(`organisationId=${desk.world.organisations.innvik}`)).toEqual([]);
    expect(await all('mine=filed')).toEqual(every);
    const waiting = await takeTo(desk, await fileChange(desk), 'authorise');
    const berits = (await (await desk.as('berit')).get('/api/changes?mine=approval')).body as ChangePage;
    expect(berits.items.map(({ id }) => id)).toContain(waiting.id);
    expect(await all('mine=approval')).toEqual([]);
  });

  it('has nothing of another municipality, and of a restricted change for its circle only', async () => {
    const change = await fileChange(desk);
    await (
      await desk.as('arne')
    )
      .put(`/api/tickets/${change.id}/restriction`)
      .send({ circle: [] })
      .expect(200);
    for (const name of ['nora', 'siri', 'berit'] as const) {
      const someone = await desk.as(name);
      expect((await someone.get(`/api/changes/${change.id}`)).status).toBe(404);
      expect((await someone.get('/api/changes?limit=500')).text).not.toContain(change.id);
      const calendar = await someone.get(`/api/changes/calendar?from=${inHours(0)}&to=${inHours(90)}`);
      expect(calendar.status).toBe(200);
      expect(calendar.text).not.toContain(change.id);
    }
    expect((await (await desk.as('kari')).get('/api/changes')).status).toBe(403);
  });

  it('shows in the calendar what claims its time, from one moment up to another', async () => {
    const starts = new Date('2027-03-28T00:30:00Z');
    const change = await takeTo(
      desk,
      await fileChange(desk, { startsAt: starts.toISOString(), endsAt: '2027-03-28T02:00:00Z' }),
      'assess',
    );
    const shown = async (from: string, to: string) => {
      const answer = await (await desk.as('lise')).get(`/api/changes/calendar?from=${from}&to=${to}`);
      expect(answer.status).toBe(200);
      return (answer.body as ChangePage).items.map(({ id }) => id);
    };
    expect(await shown('2027-03-27T00:00:00Z', '2027-03-29T00:00:00Z')).toEqual([change.id]);
    expect(await shown('2027-03-28T02:00:00Z', '2027-03-29T00:00:00Z')).toEqual([]);
    expect(await shown('2027-03-27T00:00:00Z', '2027-03-28T00:30:00Z')).toEqual([]);
    const tooLong = await (await desk.as('lise')).get('/api/changes/calendar?from=2026-01-01&to=2026-05-01');
    expect(tooLong.status).toBe(400);
    const backwards = await (
      await desk.as('lise')
    ).get('/api/changes/calendar?from=2026-05-02&to=2026-05-01');
    expect(backwards.status).toBe(400);
  });
});
