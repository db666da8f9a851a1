import type { ChangeView, SuggestedCauses, TicketView } from '@felles/contracts/http';
import type { UpdateOutcome } from '@felles/domain';
import type { Name } from '@felles/testing';
import { randomUUID } from 'node:crypto';
import { startApp, type TestApp } from '../app.js';
import { fileChange, inHours, takeTo, until } from './plans.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
  await until(
    'the readers have begun',
    async () =>
      (await desk.database.sql(`select from log_reader where name in ('patch-loop', 'notifications')`))
        .length === 2,
  );
});
afterAll(() => desk?.close());

type State = 'missing' | 'installed' | 'failed' | 'superseded';

/** A server's report as the patching practice keeps it, with its event. */
async function report(item: string, updates: Record<string, State>): Promise<void> {
  const { sql } = desk.database;
  const { fjordvik } = desk.world.organisations;
  for (const [id, state] of Object.entries(updates))
    await sql(
      `insert into server_update (configuration_item_id, update_id, organisation_id, title, severity, security, state, first_seen_at, state_since)
       values ($1, $2, $3, 'Oppdatering ' || $2, 'critical', true, $4, felles_now(), felles_now())
       on conflict (configuration_item_id, update_id) do update set state = excluded.state, state_since = excluded.state_since`,
      [item, id, fjordvik, state],
    );
  await sql(
    `insert into domain_event (organisation_id, type, subject_kind, subject_id, actor_kind, occurred_at, recorded_at, origin, facts)
     values ($1, 'server.reported', 'configuration_item', $2, 'token', felles_now(), felles_now(), 'live', '{"changedUpdates": [0, 1]}')`,
    [fjordvik, item],
  );
}

async function caughtUp(): Promise<void> {
  await until('the patch loop has caught up', async () => {
    const [row] = await desk.database.sql<{ left: boolean }>(
      `select exists (select from domain_event e, log_reader r where r.name = 'patch-loop' and e.type = 'server.reported'
         and (e.generation, e.xid, e.id) > (r.generation, r.xid, r.id)) as left`,
    );
    return !row!.left;
  });
}

const now = async (change: { id: string }, by: Name = 'lise'): Promise<ChangeView> =>
  (await (await desk.as(by)).get(`/api/changes/${change.id}`).expect(200)).body as ChangeView;

const isIn = (change: ChangeView, state: string) => () => now(change).then((view) => view.state === state);

const outcomes = (view: ChangeView) =>
  Object.fromEntries(
    view.change.updates.map(({ updateId, item, outcome }) => [`${item.name} ${updateId}`, outcome]),
  ) as Record<string, UpdateOutcome>;

/** A scheduled change that installs these, and whose window begins in an hour and lasts for one. */
async function patchChange(plan: Record<string, string[]>, more: object = {}): Promise<ChangeView> {
  const updates = Object.entries(plan).flatMap(([configurationItemId, ids]) =>
    ids.map((updateId) => ({ configurationItemId, updateId })),
  );
  const [row] = await desk.database.sql<{ soon: Date; later: Date }>(
    `select felles_now() + interval '1 hour' as soon, felles_now() + interval '2 hours' as later`,
  );
  const change = await fileChange(desk, {
    configurationItemIds: Object.keys(plan),
    updates,
    type: 'standard',
    startsAt: row!.soon.toISOString(),
    endsAt: row!.later.toISOString(),
    ...more,
  });
  return takeTo(desk, change, 'scheduled');
}

async function eventsOf({ id }: { id: string }): Promise<string[]> {
  const rows = await desk.database.sql<{ type: string }>(
    `select type from domain_event where subject_id = $1 and type like 'change.%' order by generation, xid, id`,
    [id],
  );
  return rows.map(({ type }) => type.replace('change.', ''));
}

describe('the patch loop', () => {
  it('begins with the window, ticks what the servers report, and closes itself when all is installed', async () => {
    const { files, host } = desk.world.items;
    await report(files, { openssl: 'missing', kernel: 'missing' });
    await report(host, { openssl: 'missing' });
    const change = await patchChange({ [files]: ['openssl', 'kernel'], [host]: ['openssl'] });
    // Before the window has begun nothing is ticked, whatever is reported.
    await report(host, { openssl: 'missing' });
    await caughtUp();
    expect(outcomes(await now(change))).toEqual({
      'fjv-fil-01 kernel': 'planned',
      'fjv-fil-01 openssl': 'planned',
      'fjv-host-01 openssl': 'planned',
    });
    await desk.database.moveClock('65 minutes');
    await until('it has begun', isIn(change, 'implementing'));
    await report(files, { openssl: 'installed', kernel: 'failed' });
    await caughtUp();
    expect(outcomes(await now(change))).toEqual({
      'fjv-fil-01 kernel': 'failed',
      'fjv-fil-01 openssl': 'installed',
      'fjv-host-01 openssl': 'planned',
    });
    await report(files, { kernel: 'installed' });
    await report(host, { openssl: 'installed' });
    await until('it has closed itself', isIn(change, 'closed'));
    expect((await now(change)).change.result).toBe('successful');
    expect(await eventsOf(change)).toEqual([
      'planned',
      'submitted',
      'started',
      'ticked',
      'ticked',
      'ticked',
      'reviewed',
    ]);
    // The filer is told; nobody did it, so nobody is left out.
    await until('the filer is told', async () => {
      const told = await desk.database.sql(
        `select from notification where ticket_id = $1 and person_id = $2 and type = 'change.reviewed'`,
        [change.id, desk.world.people.arne],
      );
      return told.length === 1;
    });
  });

  it('asks for a review when the window has ended and something is not installed, and hears a late report', async () => {
    const { files, host } = desk.world.items;
    await report(files, { tzdata: 'missing', curl: 'missing' });
    await report(host, { curl: 'missing' });
    const change = await patchChange({ [files]: ['tzdata', 'curl'], [host]: ['curl'] });
    await desk.database.moveClock('65 minutes');
    await until('it has begun', isIn(change, 'implementing'));
    await report(files, { tzdata: 'installed', curl: 'superseded' });
    await caughtUp();
    await desk.database.moveClock('1 hour');
    await until('it is up for review', isIn(change, 'review'));
    expect((await now(change)).change.result).toBe('successful_with_issues');
    expect(outcomes(await now(change))).toMatchObject({ 'fjv-fil-01 curl': 'missing' });
    await report(files, { curl: 'installed' });
    await report(host, { curl: 'installed' });
    await until('the late report has closed it', isIn(change, 'closed'));
    expect((await now(change)).change.result).toBe('successful');
  });

  it('proposes failure when nothing was installed, begun or not, and whatever the clock told first', async () => {
    const { host } = desk.world.items;
    await report(host, { bash: 'missing' });
    const change = await patchChange({ [host]: ['bash'] });
    // Asleep through the whole window: both timers come due at once.
    await desk.database.moveClock('3 hours');
    await until('it is up for review', isIn(change, 'review'));
    expect((await now(change)).change.result).toBe('unsuccessful');
    await (
      await desk.as('arne')
    )
      .put(`/api/changes/${change.id}/review`)
      .send({ result: 'unsuccessful', text: 'Ingen slo på strømmen.' })
      .expect(200);
    expect(await eventsOf(change)).toEqual(['planned', 'submitted', 'started', 'implemented', 'reviewed']);
  });

  it('leaves alone what is cancelled, taken back, or about another server', async () => {
    const { files, host } = desk.world.items;
    await report(host, { sudo: 'missing' });
    const cancelled = await patchChange({ [host]: ['sudo'] });
    const back = await patchChange({ [host]: ['sudo'] });
    const arne = await desk.as('arne');
    await arne.put(`/api/tickets/${cancelled.id}/cancellation`).send({ reason: 'Utsatt.' }).expect(200);
    await arne.delete(`/api/changes/${back.id}/submission`).expect(200);
    await desk.database.moveClock('70 minutes');
    await report(host, { sudo: 'installed' });
    await report(files, { sudo: 'installed' });
    await caughtUp();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([(await now(cancelled)).state, (await now(back)).state]).toEqual(['cancelled', 'draft']);
    expect(outcomes(await now(back))).toEqual({ 'fjv-host-01 sudo': 'planned' });
  });
});

describe('a change that waits for approval', () => {
  it('is told to those who may give it, and its outcome to whoever filed it', async () => {
    const told = async (change: ChangeView, type: string) => {
      const rows = await desk.database.sql<{ display_name: string }>(
        `select p.display_name from notification n join person p on p.id = n.person_id where n.ticket_id = $1 and n.type = $2`,
        [change.id, type],
      );
      return rows.map((row) => row.display_name).sort();
    };
    const change = await takeTo(
      desk,
      await fileChange(desk, { startsAt: inHours(200), endsAt: inHours(201) }),
      'authorise',
    );
    await until('Berit is told', async () => (await told(change, 'change.assessed')).length > 0);
    expect(await told(change, 'change.assessed')).toEqual(['Berit Endring']);
    await (
      await desk.as('berit')
    )
      .put(`/api/changes/${change.id}/approval`)
      .send({ decision: 'rejected', comment: 'Ikke nå.', round: 1 })
      .expect(200);
    await until('Arne is told', async () => (await told(change, 'change.rejected')).length > 0);
    expect(await told(change, 'change.rejected')).toEqual(['Arne Solvik']);
  });
});

describe('what may have caused an incident', () => {
  it('is a change that touched its item, or what that stands on, in the day before', async () => {
    const { host, files, records } = desk.world.items;
    await report(host, { nginx: 'missing' });
    await report(files, { nginx: 'missing' });
    await report(records, { nginx: 'missing' });
    const [onHost, onFiles, onRecords] = [
      await patchChange({ [host]: ['nginx'] }),
      await patchChange({ [files]: ['nginx'] }),
      await patchChange({ [records]: ['nginx'] }),
    ];
    await desk.database.moveClock('65 minutes');
    for (const change of [onHost, onFiles, onRecords])
      await until('it has begun', isIn(change, 'implementing'));
    const arne = await desk.as('arne');
    const file = async (body: object) =>
      (
        await arne
          .post('/api/incidents')
          .send({ title: 'Filene er borte', ...body })
          .expect(201)
      ).body as TicketView;
    const incident = await file({ configurationItemId: files });
    const suggested = async (ticket: { id: string }, by: Name = 'siri') => {
      const answer = await (await desk.as(by)).get(`/api/tickets/${ticket.id}/suggested-causes`);
      return { status: answer.status, items: (answer.body as SuggestedCauses).items };
    };
    const before = (await suggested(incident)).items.filter(({ id }) =>
      [onHost, onFiles, onRecords].some((one) => one.id === id),
    );
    expect(before.map(({ number }) => number).sort()).toEqual([onHost.number, onFiles.number].sort());
    expect(before.find(({ id }) => id === onHost.id)!.meetings).toMatchObject([
      { reason: 'host', item: { name: 'fjv-fil-01' }, otherItem: { name: 'fjv-host-01' } },
    ]);
    await arne
      .post(`/api/tickets/${incident.id}/links`)
      .send({ kind: 'caused_by', ticketId: onHost.id })
      .expect(201);
    expect((await suggested(incident)).items.map(({ id }) => id)).not.toContain(onHost.id);
    expect((await suggested(await file({}))).items).toEqual([]);
    expect((await suggested(incident, 'kari')).status).toBe(403);
    expect((await suggested(incident, 'nora')).status).toBe(404);
    expect((await suggested({ id: randomUUID() })).status).toBe(404);
    await desk.database.moveClock('30 hours');
    const late = await (
      await startAgain('arne')
    )
      .post('/api/incidents')
      .send({ title: 'Sent', configurationItemId: files });
    expect((await suggested(late.body as TicketView)).items).toEqual([]);
  });
});

/** The clock has outlived every session. */
async function startAgain(name: Name) {
  const { openSession } = await import('../app.js');
  await openSession(desk.url, name);
  await desk.database.sql(`update auth.session set expires_at = felles_now() + interval '12 hours'`);
  return desk.as(name);
}
