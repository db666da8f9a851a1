import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventFacts, internalEvents, type EventType } from '@felles/contracts/values';
import type { TestDatabase } from '@felles/testing';
import { ownServer } from '../../test/own-server.js';
import { verify } from '@node-rs/argon2';
import { foldEvents } from '../tickets/ticket-at.js';
import { foundMunicipality } from './founding.js';
import { demoUsers, ensureDemo } from './index.js';
import { demoPassword } from './municipality-rows.js';

const tickets = 700;
/** A busy machine takes its time. */
const patience = 60_000;
jest.setTimeout(patience);

let database: TestDatabase;
beforeAll(async () => {
  // Counting a whole year is one transaction, which holds back the log of every database beside it.
  database = await ownServer();
  await foundMunicipality(database.owner, { tickets });
}, patience);
afterAll(() => database?.drop());

interface Event {
  subject_id: string;
  type: EventType;
  internal: boolean;
  subject_version: number;
  occurred_at: Date;
  facts: Record<string, [unknown, unknown]>;
  texts: Record<string, string> | null;
}

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
/** What the log does not say of a ticket: where texts stand, and what follows from the rest. */
const unsaid = new Set(
  `id open title description_id resolution_id cancellation_id version updated_at retention_class external_source`.split(
    ' ',
  ),
);

const eventsInOrder = () =>
  database.sql<Event>(`select subject_id, type, internal, subject_version, occurred_at, facts, texts from domain_event
    order by generation, xid, id`);

describe('the demo municipality', () => {
  it('has its cases in the shares of the three it serves', async () => {
    const rows = await database.sql<{ name: string; count: number }>(
      `select o.name, count(*)::int as count from ticket t join organisation o on o.id = t.organisation_id where t.kind <> 'change' group by 1 order by 2 desc`,
    );
    expect(rows.map((row) => row.name)).toEqual(['Fjordvik kommune', 'Innvik kommune', 'Nordøy kommune']);
    expect(rows.reduce((sum, row) => sum + row.count, 0)).toBeCloseTo(tickets, -1);
  });

  it('tells of every ticket what the ticket says', async () => {
    const rows = await database.sql<{ row: Record<string, unknown>; times: Record<string, Date> }>(
      `select to_jsonb(t) as row from ticket t`,
    );
    const byTicket = Map.groupBy(await eventsInOrder(), (event) => event.subject_id);
    const isTime = (name: string) => name.endsWith('_at') || name.endsWith('_until');
    for (const { row } of rows) {
      const events = byTicket.get(String(row.id))!;
      const { fields } = foldEvents(events.map(({ facts }) => ({ facts, bodies: null })));
      const beginning = { conversationVersion: 0, reopenCount: 0 };
      for (const [column, value] of Object.entries(row)) {
        if (unsaid.has(column)) continue;
        const stands = value !== null && isTime(column) ? new Date(value as string).toISOString() : value;
        expect([column, { ...beginning, ...fields }[camel(column)] ?? null]).toEqual([column, stands]);
      }
      expect(events.at(-1)!.subject_version || row.version).toBe(row.version);
      const touching = events.filter((event) => !internalEvents.includes(event.type));
      expect(new Date(row.updated_at as string)).toEqual(touching.at(-1)!.occurred_at);
    }
  });

  it('says in each event only what its type may, in the order it happened, and nothing from the future', async () => {
    const last = new Map<string, Date>();
    for (const event of await eventsInOrder()) {
      const allowed: readonly string[] = eventFacts[event.type];
      expect(Object.keys(event.facts).filter((name) => !allowed.includes(name))).toEqual([]);
      expect(event.internal).toBe(internalEvents.includes(event.type));
      expect(event.occurred_at.getTime()).toBeGreaterThanOrEqual(last.get(event.subject_id)?.getTime() ?? 0);
      expect(event.occurred_at.getTime()).toBeLessThanOrEqual(Date.now());
      last.set(event.subject_id, event.occurred_at);
    }
  });

  it('finds every word that was written, as a live ticket would', async () => {
    const differing = await database.sql(
      `select d.ticket_id from search_document d join ticket t on t.id = d.ticket_id join person p on p.id = t.requester_id
        cross join lateral (select string_agg(x.body, ' ') filter (where not x.internal) as public, string_agg(x.body, ' ') as everything
          from text_revision x where x.ticket_id = t.id) x
        where d.public_words <> searchable(x.public || ' ' || p.display_name) or d.all_words <> searchable(x.everything || ' ' || p.display_name)
          or d.opened_at <> t.opened_at or d.organisation_id <> t.organisation_id or d.requester_id <> t.requester_id`,
    );
    expect(differing).toEqual([]);
    const [counted] = await database.sql(
      `select (select count(*) from search_document) = (select count(*) from ticket) as same`,
    );
    expect(counted).toEqual({ same: true });
  });

  it('keeps the words its events and tickets refer to', async () => {
    const lost = await database.sql(
      `select value from domain_event e cross join lateral jsonb_each_text(e.texts) where not exists
          (select from text_revision x where x.id::text = value and x.ticket_id = e.subject_id)
        union all select id::text from ticket t where not exists
          (select from text_revision x where x.ticket_id = t.id and x.purpose = 'title' and x.body = t.title)
        union all select text_id::text from entry n where not exists
          (select from text_revision x where x.id = n.text_id and x.internal = (n.audience = 'internal'))`,
    );
    expect(lost).toEqual([]);
  });

  it('wakes on time what waits until a day, and only that', async () => {
    const rows = await database.sql(
      `select t.id from ticket t full join (select * from timer where kind = 'hold.wake') d on d.subject_id = t.id
        where (t.hold_until is not null or d.id is not null) and t.hold_until is distinct from d.due_at or d.due_at < felles_now()`,
    );
    expect(rows).toEqual([]);
  });

  it('has changes of the past year and some to come, which begin and end by the clock', async () => {
    const [counted] = await database.sql(
      `select count(*) filter (where c.starts_at < felles_now())::int as past, count(*) filter (where c.starts_at > felles_now())::int as coming
       from change c`,
    );
    expect(counted).toEqual({ past: 40, coming: 12 });
    const odd = await database.sql(
      `select t.number, t.state from ticket t join change c on c.ticket_id = t.id
        cross join lateral (select count(*)::int as n from timer d where d.subject_id = t.id and d.due_at in (c.starts_at, c.ends_at)) d
        cross join lateral (select count(*)::int as n from change_approval v where v.ticket_id = t.id and v.person_id <> t.filed_by_id) v
        where (t.state = 'scheduled') <> (d.n = 2) or t.state in ('scheduled', 'closed', 'failed') and v.n <> c.quorum
          or (t.state in ('closed', 'failed')) <> (c.result is not null)`,
    );
    expect(odd).toEqual([]);
  });

  it('numbers its cases in the order they came, and the next one follows', async () => {
    const rows = await database.sql<{ number: string }>(
      `select number from ticket where kind = 'incident' order by opened_at, number`,
    );
    const numbers = rows.map((row) => row.number);
    expect(numbers).toEqual(numbers.map((_, index) => `INC${String(100_001 + index).padStart(7, '0')}`));
    const [next] = await database.sql<{ next: string }>(`select nextval('incident_number') as next`);
    expect(Number(next!.next)).toBe(100_001 + numbers.length);
  });

  it('gives work only to groups that serve the municipality, and to people in them', async () => {
    const strays = await database.sql(
      `select number from ticket t where group_id is not null and not exists
          (select from assignment_group_serves s where s.group_id = t.group_id and s.organisation_id = t.organisation_id)
        union all select number from ticket t where assignee_id is not null and not exists
          (select from assignment_group_member m join assignment_group_serves s using (group_id)
            where m.person_id = t.assignee_id and s.organisation_id = t.organisation_id)
        union all select number from ticket t where service_id is not null and not exists
          (select from service_serves s where s.service_id = t.service_id and s.organisation_id = t.organisation_id)`,
    );
    expect(strays).toEqual([]);
  });

  it('has restricted cases with their circle, outages with their echoes, and something for Kari and Arne', async () => {
    const [row] = await database.sql<Record<string, number>>(
      `select (select count(*)::int from ticket t where restricted and exists (select from ticket_circle c where c.ticket_id = t.id)) as secrets,
        (select count(*)::int from ticket_circle c join ticket t on t.id = c.ticket_id where not t.restricted) as loose,
        (select count(*)::int from ticket_link where kind = 'duplicate_of') as echoes,
        (select count(*)::int from ticket where open and priority = 'p1') as burning,
        (select count(*)::int from ticket t join identity i on i.person_id = t.requester_id where i.subject = 'kari@fjordvik.example') as karis,
        (select count(*)::int from ticket t join identity i on i.person_id = t.assignee_id where i.subject = 'arne@fjordvik.example' and t.open) as arnes`,
    );
    expect(row).toMatchObject({ secrets: 12, loose: 0, karis: 6 });
    expect(row!.echoes).toBeGreaterThan(20);
    expect(row!.burning).toBeGreaterThan(0);
    expect(row!.arnes).toBeGreaterThan(3);
  });

  it('lets exactly the demo users in', async () => {
    const rows = await database.sql<{ subject: string; hash: string }>(
      `select i.subject, p.hash from auth.password p join identity i on i.id = p.identity_id`,
    );
    expect(rows.map((row) => row.subject).sort()).toEqual(demoUsers.map((user) => user.email).sort());
    expect(await verify(rows[0]!.hash, demoPassword)).toBe(true);
  });

  it('is founded once', async () => {
    const count = () => database.sql(`select count(*) from ticket`);
    const before = await count();
    expect(await ensureDemo(database.owner)).toBe(true);
    expect(await count()).toEqual(before);
  });

  it('begins again when it was interrupted, with the same people', async () => {
    const people = () => database.sql(`select id, display_name from person order by id`);
    const before = await people();
    await database.sql('delete from desk');
    await foundMunicipality(database.owner, { tickets: 60 });
    expect(await people()).toEqual(before);
    const [row] = await database.sql(`select min(number) as first from ticket where kind = 'incident'`);
    expect(row).toEqual({ first: 'INC0100001' });
  });
});

describe('what the demo municipality runs', () => {
  it('is of the sizes municipalities tell, each server on a host, and more than half of them patched', async () => {
    const classes = await database.sql<{ class: string; n: number }>(
      `select class, count(*)::int as n from configuration_item group by 1 order by 2 desc`,
    );
    expect(Object.fromEntries(classes.map((row) => [row.class, row.n]))).toMatchObject({
      server: 130,
      network_device: 139 + 148,
    });
    const [alone] = await database.sql<{ n: number }>(
      `select count(*)::int as n from configuration_item i where class = 'server' and name !~ '-hv-'
        and not exists (select from configuration_relation r where r.from_id = i.id and r.kind = 'runs_on')`,
    );
    expect(alone!.n).toBe(0);
    const statuses = await database.sql<{ status: string; n: number; exploited: number }>(
      `select case when p.known_until > felles_now() then p.status else 'unknown' end as status, count(*)::int as n,
        coalesce(sum(p.missing_exploited), 0)::int as exploited
       from configuration_item i left join server_patch_status p on p.configuration_item_id = i.id where class = 'server' group by 1`,
    );
    const found = Object.fromEntries(statuses.map((row) => [row.status, row]));
    expect(found.up_to_date!.n).toBeGreaterThan(65);
    expect(found.unknown!.n).toBeGreaterThan(2);
    expect(found.needs_security_update!.exploited).toBeGreaterThan(2);
  });

  it('has its figures from its updates, and its status from its log', async () => {
    const rows = await database.sql<{ name: string }>(
      `select i.name from server_patch_status p join configuration_item i on i.id = p.configuration_item_id
        cross join lateral (select count(*) filter (where (security or exploited)) as security, count(*) filter (where not (security or exploited)) as other
          from server_update u where u.configuration_item_id = p.configuration_item_id and u.state = 'missing') c
        cross join lateral (select e.facts->'status'->>1 as status from domain_event e where e.subject_id = p.configuration_item_id and e.facts ? 'status'
          order by e.occurred_at desc limit 1) e
       where (p.missing_security, p.missing_other) is distinct from (c.security, c.other) or p.status is distinct from e.status`,
    );
    expect(rows).toEqual([]);
    const cases = await database.sql<{ n: number }>(
      `select count(*)::int as n from ticket t join configuration_item i on i.id = t.configuration_item_id and i.organisation_id = t.organisation_id`,
    );
    expect(cases[0]!.n).toBeGreaterThan(0);
  });
});
