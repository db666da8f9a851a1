import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Figure, IncidentReport, ReportRow, TicketPage } from '@felles/contracts/http';
import { addDays, instantsOf } from '@felles/domain';
import type { Name } from '@felles/testing';
import { randomUUID } from 'node:crypto';
import { startApp, type TestApp } from '../../test/app.js';
import { countEverything } from '../../test/counted.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
  await fill();
});
afterAll(() => desk?.close());

interface Case {
  id: string;
  organisation: 'fjordvik' | 'innvik' | 'nordoy';
  state: 'assigned' | 'closed' | 'cancelled';
  openedAt: Date;
  resolvedAt: Date | null;
  reopened: boolean;
  groupId: string | null;
  serviceId: string | null;
  siteId: string | null;
  requester: Name;
  restricted: boolean;
  /** Who is named in a restricted case's circle. */
  circle: Name | null;
}

const cases: Case[] = [];
const minute = 60_000;
const period = { from: '2026-01-01', to: '2026-04-30' };

async function fill(): Promise<void> {
  const { world, database } = desk;
  const sites: string[] = [];
  for (let index = 0; index < 25; index++) {
    sites.push(randomUUID());
    await database.sql(`insert into site (id, organisation_id, name) values ($1, $2, $3)`, [
      sites[index],
      world.organisations.fjordvik,
      JSON.stringify({ nb: `Barnehage ${index}` }),
    ]);
  }
  // Per, an employee at home, also reads Nordøy's figures; Siri is named in some of the restricted cases.
  const membership = randomUUID();
  await database.sql(
    `insert into membership (id, organisation_id, person_id, valid_from) values ($1, $2, $3, felles_now() - interval '1 day')`,
    [membership, world.organisations.nordoy, world.people.per],
  );
  await database.sql(`insert into membership_role values ($1, $2, 'manager')`, [
    membership,
    world.organisations.nordoy,
  ]);

  const from = Date.parse('2025-12-20T00:00:00Z');
  const span = Date.parse('2026-05-10T00:00:00Z') - from;
  const pick = <T>(index: number, ...of: T[]): T => of[index % of.length]!;
  for (let index = 0; index < 600; index++) {
    const openedAt = new Date(from + ((index * 7_919) % 600) * (span / 600) + index);
    const state = pick(index, 'closed', 'closed', 'assigned', 'closed', 'cancelled');
    const organisation = pick(Math.floor(index / 3), 'fjordvik', 'innvik', 'fjordvik', 'nordoy');
    const restricted = index % 11 === 0;
    cases.push({
      id: randomUUID(),
      organisation,
      state,
      openedAt,
      resolvedAt: state === 'closed' ? new Date(openedAt.getTime() + ((index * 31) % 9_000) * minute) : null,
      reopened: index % 4 === 0,
      groupId: pick(index, world.groups.client, world.groups.network, null, world.groups.innvik),
      serviceId: pick(
        index,
        world.services.mail,
        null,
        world.services.printing,
        world.services.innvikOnly,
        null,
      ),
      siteId:
        organisation === 'fjordvik' && index % 3 > 0 ? sites[Math.floor(Math.sqrt(index % 625))]! : null,
      requester: organisation === 'innvik' ? 'ola' : pick(index, 'kari', 'per', 'kari'),
      restricted,
      circle: restricted && index % 2 === 0 ? 'siri' : null,
    });
  }
  // Open cases of every age.
  const now = Date.now();
  for (const [index, days] of [0.1, 0.5, 2, 6.9, 8, 29, 31, 89, 91, 300].entries()) {
    cases.push({
      ...cases[0]!,
      id: randomUUID(),
      state: 'assigned',
      resolvedAt: null,
      restricted: false,
      circle: null,
      openedAt: new Date(now - days * 24 * 60 * minute),
      organisation: pick(index, 'fjordvik', 'nordoy'),
    });
  }
  await Promise.all(cases.map((one, index) => insert(one, index)));
  await countEverything(database);
}

async function insert(one: Case, index: number): Promise<void> {
  const { world, database } = desk;
  await database.sql(
    `insert into ticket (id, organisation_id, number, kind, state, title, priority, impact, urgency, service_id, site_id, requester_id,
       filed_by_id, channel, language, group_id, restricted, reopen_count, opened_at, updated_at, resolved_at, external_source)
     values ($1, $2, $3, 'incident', $4, 'En sak', 'p3', 'medium', 'medium', $5, $6, $7, $7, 'web', 'nb', $8, $9, $10, $11, $11, $12, 'test')`,
    [
      one.id,
      world.organisations[one.organisation],
      `INC9${String(index).padStart(6, '0')}`,
      one.state,
      one.serviceId,
      one.siteId,
      world.people[one.requester],
      one.groupId,
      one.restricted,
      one.reopened ? 1 : 0,
      one.openedAt,
      one.resolvedAt,
    ],
  );
  await logged(one);
  if (one.circle)
    await database.sql(
      `insert into ticket_circle (ticket_id, organisation_id, person_id) values ($1, $2, $3)`,
      [one.id, world.organisations[one.organisation], world.people[one.circle]],
    );
}

/** What the log would say of it. */
async function logged(one: Case): Promise<void> {
  const { world, database } = desk;
  const filed = {
    kind: 'incident',
    state: 'assigned',
    priority: 'p3',
    serviceId: one.serviceId,
    siteId: one.siteId,
    groupId: one.groupId,
    restricted: one.restricted,
    openedAt: one.openedAt.toISOString(),
    reopenCount: one.reopened ? 1 : 0,
  };
  const ended = { state: one.state, resolvedAt: one.resolvedAt?.toISOString() ?? null };
  const events: [string, Date, object][] = [
    ['ticket.filed', one.openedAt, added(filed)],
    ...(one.state === 'assigned'
      ? []
      : [
          [
            'ticket.recorded',
            one.resolvedAt ?? one.openedAt,
            { ...added(ended), state: ['assigned', one.state] },
          ] as [string, Date, object],
        ]),
  ];
  for (const [type, at, facts] of events)
    await database.sql(
      `insert into domain_event (organisation_id, type, subject_kind, subject_id, actor_kind, occurred_at, recorded_at, origin, facts)
       values ($1, $2, 'ticket', $3, 'import', $4, felles_now(), 'import', $5)`,
      [world.organisations[one.organisation], type, one.id, at, JSON.stringify(facts)],
    );
}

const added = (facts: object) =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, [null, value]]));

async function report(name: Name, query: Record<string, string> = period): Promise<IncidentReport> {
  const answer = await (await desk.as(name)).get('/api/reports/incidents').query(query);
  expect({ status: answer.status, body: answer.body as unknown }).toMatchObject({ status: 200 });
  return answer.body as IncidentReport;
}

/** The ids of everything a figure leads to, page by page. */
async function listOf(name: Name, { leadsTo }: Figure): Promise<string[]> {
  const agent = await desk.as(name);
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const answer = await agent.get(`/api/tickets?${leadsTo}&limit=70${cursor ? `&cursor=${cursor}` : ''}`);
    expect({ leadsTo, status: answer.status }).toMatchObject({ status: 200 });
    const page = answer.body as TicketPage;
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(new Set(ids).size).toBe(ids.length);
  return ids;
}

function figuresIn(of: IncidentReport): [string, Figure][] {
  const each = (name: string, figures: Figure[]) =>
    figures.map((figure) => [`${name} ${figure.id}`, figure] as [string, Figure]);
  const rows = (name: string, of: ReportRow[]) => [
    ...each(
      `${name} opened`,
      of.map(({ opened }) => opened),
    ),
    ...each(
      `${name} resolved`,
      of.map(({ resolved }) => resolved),
    ),
  ];
  return [
    ['open', of.open],
    ['opened', of.opened],
    ['resolved', of.resolved],
    ['reopened', of.reopened],
    ...each('age', of.ages),
    ...rows('group', of.byGroup),
    ...rows('service', of.byService),
    ...rows('site', of.bySite),
    ...rows('priority', of.byPriority),
  ];
}

const sum = (figures: { count: number }[]) => figures.reduce((total, { count }) => total + count, 0);
const sumOpened = (rows: ReportRow[]) => sum(rows.map(({ opened }) => opened));
const sumResolved = (rows: ReportRow[]) => sum(rows.map(({ resolved }) => resolved));
const everywhere = ['fjordvik', 'innvik', 'nordoy'] as const;

describe('the figures of the desk', () => {
  it.each([
    ['arne', everywhere],
    ['siri', ['fjordvik']],
    ['lise', everywhere],
    ['nora', ['innvik']],
    ['admin', ['fjordvik']],
    ['per', ['nordoy']],
  ] as const)('are what %s may see, counted', async (name, organisations) => {
    const { from, to } = instantsOf(period, 'Europe/Oslo');
    const seen = cases.filter(
      (one) =>
        (organisations as readonly string[]).includes(one.organisation) &&
        (!one.restricted || one.requester === name || one.circle === name),
    );
    const within = (time: Date | null) => time !== null && from <= time && time < to;
    const opened = seen.filter((one) => within(one.openedAt));
    const resolved = seen.filter((one) => within(one.resolvedAt));
    const of = await report(name);
    expect(of.open.count).toBe(seen.filter((one) => one.state === 'assigned').length);
    expect(of.opened.count).toBe(opened.length);
    expect(of.resolved.count).toBe(resolved.length);
    expect(of.reopened.count).toBe(resolved.filter((one) => one.reopened).length);
    for (const { opened: group } of of.byGroup)
      expect(group.count).toBe(opened.filter((one) => one.groupId === group.id).length);
    for (const { opened: service } of of.byService)
      expect(service.count).toBe(opened.filter((one) => one.serviceId === service.id).length);
    expect(opened.length).toBeGreaterThan(0);
    for (const rows of [of.byGroup, of.byService, of.bySite, of.byPriority])
      expect([sumOpened(rows), sumResolved(rows)]).toEqual([opened.length, resolved.length]);
    expect(sum(of.ages)).toBe(of.open.count);
    const { points } = of.flow;
    expect(points.reduce((total, point) => total + point.opened, 0)).toBe(opened.length);
    expect(points.reduce((total, point) => total + point.resolved, 0)).toBe(resolved.length);
    const openThen = (time: Date) =>
      seen.filter(
        (one) =>
          one.openedAt < time &&
          (one.state === 'assigned' || (one.state === 'closed' && one.resolvedAt! >= time)),
      ).length;
    expect([of.totals.openAtStart, of.totals.openAtEnd]).toEqual([openThen(from), openThen(to)]);
    expect([of.before.openAtEnd, points.at(-1)!.open]).toEqual([of.totals.openAtStart, of.totals.openAtEnd]);
  });

  it.each([
    ['arne', undefined],
    ['arne', 'nordoy'],
    ['siri', undefined],
    ['lise', 'innvik'],
    ['nora', undefined],
    ['per', undefined],
  ] as const)('lead %s (%s) to exactly the cases they count', async (name, organisation) => {
    const of = await report(name, {
      ...period,
      ...(organisation && { organisationId: desk.world.organisations[organisation] }),
    });
    for (const [what, figure] of figuresIn(of)) {
      expect([what, (await listOf(name, figure)).length]).toEqual([what, figure.count]);
    }
  });

  it('gather what is beyond the largest, and lead to that too', async () => {
    const { bySite } = await report('siri');
    const sites = bySite.map(({ opened }) => opened);
    const rest = sites.find(({ id }) => id === 'rest')!;
    expect(rest.count).toBeGreaterThan(0);
    const named = new Set(
      (await Promise.all(sites.filter((site) => site !== rest).map((site) => listOf('siri', site)))).flat(),
    );
    for (const id of await listOf('siri', rest)) expect(named.has(id)).toBe(false);
    expect(sites[0]!.name).toEqual({ nb: expect.stringMatching(/^Barnehage \d+$/) });
  });

  it('tell the ages of open cases apart', async () => {
    const { ages } = await report('siri', { ...period, organisationId: desk.world.organisations.fjordvik });
    expect(ages.map(({ id }) => id)).toEqual(['day', 'week', 'month', 'quarter', 'older']);
    // 0.1 | 2 | 8 | 31 and, among the old ones, 91 days
    expect(ages.slice(0, 4).map(({ count }) => count)).toEqual([1, 1, 1, 1]);
  });

  it('know how long half of the cases took, and nine of ten', async () => {
    const taken = cases
      .filter((one) => one.organisation === 'nordoy' && !one.restricted && one.resolvedAt)
      .filter(
        (one) =>
          one.resolvedAt! >= new Date('2026-02-01T00:00+01:00') &&
          one.resolvedAt! < new Date('2026-03-01T00:00+01:00'),
      )
      .map((one) => (one.resolvedAt!.getTime() - one.openedAt.getTime()) / 1_000)
      .sort((a, b) => a - b);
    const at = (share: number) => {
      const place = share * (taken.length - 1);
      const [low, high] = [taken[Math.floor(place)]!, taken[Math.ceil(place)]!];
      return Math.round(low + (high - low) * (place % 1));
    };
    const of = await report('lise', {
      from: '2026-02-01',
      to: '2026-02-28',
      organisationId: desk.world.organisations.nordoy,
    });
    expect(taken.length).toBeGreaterThan(5);
    expect([of.totals.medianSeconds, of.totals.p90Seconds]).toEqual([at(0.5), at(0.9)]);
  });

  it('are empty, not wrong, for a time before the desk', async () => {
    const of = await report('siri', { from: '1999-01-01', to: '1999-01-02' });
    expect(of).toMatchObject({
      opened: { count: 0 },
      resolved: { count: 0 },
      totals: { medianSeconds: null, p90Seconds: null, openAtEnd: 0 },
      byGroup: [],
    });
    expect(of.flow).toEqual({
      by: 'day',
      points: ['1999-01-01', '1999-01-02'].map((day) => ({
        from: day,
        to: day,
        opened: 0,
        resolved: 0,
        open: 0,
      })),
    });
  });

  it('are the same through a token that may do nothing else', async () => {
    const made = await (
      await desk.as('siri')
    )
      .post('/api/tokens')
      .send({ name: 'tall', scopes: ['report:read'] });
    const bearer = (path: string) =>
      desk.anyone().get(path).set('Authorization', `Bearer ${made.body.token}`);
    const answer = await bearer(`/api/reports/incidents?from=${period.from}&to=${period.to}`);
    const counts = (of: IncidentReport) => figuresIn(of).map(([what, { count }]) => [what, count]);
    expect(counts(answer.body as IncidentReport)).toEqual(counts(await report('siri')));
    expect((await bearer('/api/tickets?queue=open')).status).toBe(403);
  });
});

describe('a local day', () => {
  const place = {
    organisation: 'nordoy',
    state: 'assigned',
    reopened: false,
    groupId: null,
    serviceId: null,
    siteId: null,
    requester: 'kari',
    restricted: false,
    circle: null,
    resolvedAt: null,
  } as const;

  it("is the organisation's own, 23 or 25 hours long when the clocks change", async () => {
    // one at the first and one at the last moment of both days, and of their neighbours
    for (const [index, time] of [
      '2023-03-25T22:59:59.999Z',
      '2023-03-25T23:00:00Z',
      '2023-03-26T21:59:59.999Z',
      '2023-03-26T22:00:00Z',
      '2023-10-28T21:59:59.999Z',
      '2023-10-28T22:00:00Z',
      '2023-10-29T22:59:59.999Z',
      '2023-10-29T23:00:00Z',
    ].entries()) {
      await insert({ ...place, id: randomUUID(), openedAt: new Date(time) }, 900 + index);
    }
    await countEverything(desk.database);
    const flow = async (from: string, to: string) =>
      (await report('lise', { from, to, organisationId: desk.world.organisations.nordoy })).flow.points.map(
        (point) => [point.from, point.opened],
      );
    expect(await flow('2023-03-25', '2023-03-27')).toEqual([
      ['2023-03-25', 1],
      ['2023-03-26', 2],
      ['2023-03-27', 1],
    ]);
    expect(await flow('2023-10-28', '2023-10-30')).toEqual([
      ['2023-10-28', 1],
      ['2023-10-29', 2],
      ['2023-10-30', 1],
    ]);
    // Neither the last moment before nor the first after is among them, in the sum as in the list.
    const one = await report('lise', {
      from: '2023-03-26',
      to: '2023-03-26',
      organisationId: desk.world.organisations.nordoy,
    });
    expect([one.opened.count, (await listOf('lise', one.opened)).length]).toEqual([2, 2]);
  });

  it('begins where the domain says it does, in every zone', async () => {
    const { sql } = desk.database;
    for (const zone of ['Europe/Oslo', 'America/New_York', 'Asia/Kathmandu']) {
      await sql(`update organisation set time_zone = $1 where id = $2`, [
        zone,
        desk.world.organisations.nordoy,
      ]);
      for (let day = '2026-01-05'; day < '2026-12-31'; day = addDays(day, 23)) {
        const of = await report('per', { from: day, to: day });
        const asked = new URLSearchParams(of.opened.leadsTo);
        const { from, to } = instantsOf({ from: day, to: day }, zone);
        expect([asked.get('openedFrom'), asked.get('openedTo')]).toEqual([
          from.toISOString(),
          to.toISOString(),
        ]);
      }
    }
    await sql(`update organisation set time_zone = 'Europe/Oslo' where id = $1`, [
      desk.world.organisations.nordoy,
    ]);
  });

  it("is the host's when several organisations are counted", async () => {
    const { sql } = desk.database;
    await sql(`update organisation set time_zone = 'Asia/Kathmandu' where id = $1`, [
      desk.world.organisations.fjordvik,
    ]);
    const of = await report('arne', { from: '2026-02-01', to: '2026-02-01' });
    await sql(`update organisation set time_zone = 'Europe/Oslo' where id = $1`, [
      desk.world.organisations.fjordvik,
    ]);
    expect(new URLSearchParams(of.opened.leadsTo).get('openedFrom')).toBe('2026-01-31T18:15:00.000Z');
  });
});

describe('asking for figures', () => {
  it.each([
    [{ from: '2026-01-01' }, 'to', 'required'],
    [{}, 'from', 'required'],
    [{ tertial: '2026-4' }, 'tertial', 'malformed'],
    [{ tertial: '2026-1', to: '2026-04-30' }, 'to', 'not_offered_here'],
    [{ ...period, kind: 'change' }, 'kind', 'not_one_of'],
    [{ ...period, from: 'yesterday' }, 'from', 'malformed'],
    [{ ...period, from: '2026-02-30' }, 'from', 'not_a_time'],
    [{ ...period, to: '2025-12-31' }, 'to', 'out_of_range'],
    [{ from: '2021-05-01', to: '2026-05-01' }, 'to', 'out_of_range'],
    [{ ...period, organisationId: 'fjordvik' }, 'organisationId', 'not_an_id'],
    [{ ...period, group: 'x' }, 'group', 'unknown_property'],
  ])('names the field that is wrong: %j', async (query, path, code) => {
    const answer = await (await desk.as('siri')).get('/api/reports/incidents').query(query);
    expect({ status: answer.status, errors: answer.body.errors }).toMatchObject({
      status: 400,
      errors: [{ path, code }],
    });
  });

  it('takes five years and no more', async () => {
    const { flow } = await report('siri', { from: '2021-05-01', to: '2026-04-30' });
    expect([flow.by, flow.points.length]).toEqual(['month', 60]);
    expect((await report('siri', { from: '2021-05-02', to: '2026-05-01' })).flow.by).toBe('week');
  });

  it('takes a tertial by its name, and compares it with the one before and the one a year ago', async () => {
    const of = await report('siri', { tertial: '2026-1' });
    expect(of).toMatchObject({
      ...period,
      tertial: '2026-1',
      before: { from: '2025-09-01', to: '2025-12-31' },
      yearBefore: { from: '2025-01-01', to: '2025-04-30' },
    });
    expect(of.totals).toEqual((await report('siri')).totals);
    expect(of.before).toEqual((await report('siri', { tertial: '2025-3' })).totals);
  });

  it('does not tell an organisation out of reach from one that does not exist', async () => {
    const agent = await desk.as('siri');
    const ask = async (organisationId: string) => {
      const { status, body } = await agent.get('/api/reports/incidents').query({ ...period, organisationId });
      return { status, errors: (body as { errors: unknown }).errors };
    };
    const foreign = await ask(desk.world.organisations.innvik);
    expect(foreign).toMatchObject({ status: 400, errors: [{ path: 'organisationId', code: 'unknown_id' }] });
    expect(await ask(randomUUID())).toEqual(foreign);
    // Per belongs to Fjordvik, and reads figures only elsewhere.
    const own = await (
      await desk.as('per')
    )
      .get('/api/reports/incidents')
      .query({ ...period, organisationId: desk.world.organisations.fjordvik });
    expect(own.status).toBe(400);
  });

  it('is not for employees, nor for strangers', async () => {
    expect((await (await desk.as('kari')).get('/api/reports/incidents').query(period)).status).toBe(403);
    expect((await desk.anyone().get('/api/reports/incidents').query(period)).status).toBe(401);
  });
});
