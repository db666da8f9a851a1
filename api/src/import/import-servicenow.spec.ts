import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildWorld, freshDatabase, type TestDatabase } from '@felles/testing';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { foldEvents } from '../tickets/ticket-at.js';
import { badLog, header, sampleIncidents, sampleLog } from './fixtures/sample-log.js';
import { importServiceNow, NotThisFormat, UnknownOrganisation } from './index.js';

const fixtures = path.join(import.meta.dirname, 'fixtures');
const sample = path.join(fixtures, 'servicenow-sample.csv');
const bad = path.join(fixtures, 'servicenow-bad.csv');

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await buildWorld(database);
});
afterAll(() => database?.drop());

const bringIn = (file: string, organisation = 'host') =>
  importServiceNow(database.owner, { file, organisation });

function written(text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'felles-import-')), 'log.csv');
  writeFileSync(file, text);
  return file;
}

/** Everything an import could touch, as one number each. */
async function traces(): Promise<unknown> {
  const [row] = await database.sql(
    `select (select count(*) from ticket) as tickets, (select count(*) from domain_event) as events,
      (select count(*) from text_revision) as texts, (select count(*) from person) as people, (select count(*) from site) as sites,
      (select count(*) from assignment_group) as groups, (select count(*) from category) as categories,
      (select count(*) from search_document) as documents, (select last_value from incident_number) as number`,
  );
  return row;
}

describe('a log from another system', () => {
  it('is tried on files that the repository itself can make again', () => {
    expect(readFileSync(sample, 'utf8')).toBe(sampleLog());
    expect(readFileSync(bad, 'utf8')).toBe(badLog());
  });

  it('becomes incidents with one event for every row, and importing again changes nothing', async () => {
    const rows = sampleLog().trimEnd().split('\r\n').length - 1;
    const result = await bringIn(sample);
    expect(result).toMatchObject({
      rows,
      imported: sampleIncidents + 1,
      alreadyThere: 0,
      badRows: [],
      leftOut: 0,
    });
    const before = await traces();
    expect(before).toMatchObject({ tickets: String(sampleIncidents + 1), events: String(rows) });
    expect(await bringIn(sample)).toMatchObject({ imported: 0, alreadyThere: sampleIncidents + 1 });
    expect(await traces()).toEqual(before);
  });

  it('folds to the ticket it left, with every row kept beside its event', async () => {
    const tickets = await database.sql<{ id: string; ticket: Record<string, unknown> }>(
      `select id, to_jsonb(t) as ticket from ticket t`,
    );
    const events = await database.sql<{
      subject_id: string;
      facts: Record<string, [unknown, unknown]>;
      raw: string;
    }>(
      `select e.subject_id, e.facts, x.body as raw from domain_event e join text_revision x on x.id::text = e.texts->>'source' and x.internal
        order by e.generation, e.xid, e.id`,
    );
    expect(events.map((event) => event.raw)).toEqual(sampleLog().trimEnd().split('\r\n').slice(1));
    for (const { id, ticket } of tickets) {
      const { fields } = foldEvents(
        events.filter((event) => event.subject_id === id).map(({ facts }) => ({ facts, bodies: null })),
      );
      const same = {
        state: ticket.state,
        priority: ticket.priority,
        number: ticket.number,
        externalNumber: ticket.external_number,
        requesterId: ticket.requester_id,
        channel: 'phone',
      };
      expect(fields).toMatchObject(same);
      expect(fields!.groupId ?? null).toBe(ticket.group_id);
      expect(fields!.assigneeId ?? null).toBe(ticket.assignee_id);
      expect(fields!.holdReason ?? null).toBe(ticket.hold_reason);
      expect(fields!.resolvedById ?? null).toBe(ticket.resolved_by_id);
      expect(fields!.reopenCount ?? 0).toBe(ticket.reopen_count);
      for (const [fact, column] of [
        ['openedAt', 'opened_at'],
        ['resolvedAt', 'resolved_at'],
        ['closedAt', 'closed_at'],
      ] as const) {
        const stands = ticket[column] as string | null;
        expect(fields![fact] ?? null).toBe(stands && new Date(stands).toISOString());
      }
    }
  });

  it('says at every moment only what had happened by then', async () => {
    const early = await database.sql(
      `select from domain_event where (facts->'resolvedAt'->>1)::timestamptz > occurred_at or (facts->'closedAt'->>1)::timestamptz > occurred_at`,
    );
    expect(early).toHaveLength(0);
  });

  it('reads clocks that were changed in the order of the file', async () => {
    const rows = await database.sql<{ occurred_at: Date; opened_at: Date }>(
      `select e.occurred_at, t.opened_at from domain_event e join ticket t on t.id = e.subject_id
        where t.external_number = $1 order by e.generation, e.xid, e.id`,
      [`INC${String(sampleIncidents + 1).padStart(7, '0')}`],
    );
    expect(rows[0]!.opened_at.toISOString()).toBe('2017-03-26T01:30:00.000Z');
    expect(rows.map((row) => row.occurred_at.toISOString())).toEqual([
      '2017-03-26T01:30:00.000Z',
      '2017-10-29T00:10:00.000Z',
      '2017-10-29T00:50:00.000Z',
      '2017-10-29T01:20:00.000Z',
      '2017-10-29T01:20:00.000Z',
    ]);
  });

  it('names people, groups, places and categories nobody can choose, reach or sign in as', async () => {
    const active = await database.sql(
      `select 'person' as what from person p join identity i on i.person_id = p.id where i.provider = 'servicenow' and
          (p.archived_at is null or exists (select from auth.password a where a.identity_id = i.id)
            or exists (select from contact_address c where c.person_id = p.id) or exists (select from membership m where m.person_id = p.id))
        union all select 'group' from assignment_group where external_name is not null and archived_at is null
        union all select 'site' from site where external_name is not null and archived_at is null
        union all select 'category' from category where external_name is not null and archived_at is null`,
    );
    expect(active).toHaveLength(0);
    const [person] = await database.sql<{ display_name: string; subject: string }>(
      `select p.display_name, i.subject from person p join identity i on i.person_id = p.id where i.subject like '%:Opened by%' limit 1`,
    );
    expect(person!.subject).toMatch(/^[\da-f-]{36}:Opened by {2}\d$/);
    expect(person!.display_name).toMatch(/^Opened by \d$/);
  });

  it('is found by what it says, and tells nobody', async () => {
    const found = await database.sql(
      `select from search_document where all_words @@ search_query('category symptom caller')`,
    );
    expect(found.length).toBeGreaterThan(10);
    const [told] = await database.sql<{ origins: string[]; kinds: string[]; notified: string }>(
      `select array_agg(distinct origin) as origins, array_agg(distinct actor_kind) as kinds,
        (select count(*) from notification) as notified from domain_event`,
    );
    expect(told).toEqual({ origins: ['import'], kinds: ['import'], notified: '0' });
  });

  it.each([
    ['nothing', ''],
    ['another table', 'a,b,c\r\n1,2,3\r\n'],
    ['a column too few', `${header.replace(',closed_at', '')}\r\n`],
    ['an open quote', `${header}\r\nINC1,"New,TRUE\r\n`],
    ['a picture', '\u0089PNG\r\n\u001a\n\0\0\0\rIHDR'],
  ])('changes nothing when the file is %s', async (_, text) => {
    const before = await traces();
    await expect(bringIn(written(text))).rejects.toThrow(NotThisFormat);
    expect(await traces()).toEqual(before);
  });
});

describe('an import into a desk of its own', () => {
  let own: TestDatabase;
  let innvik: string;
  beforeAll(async () => {
    own = await freshDatabase();
    innvik = (await buildWorld(own)).organisations.innvik;
  });
  afterAll(() => own?.drop());
  const bringInto = (file: string, organisation = 'host') =>
    importServiceNow(own.owner, { file, organisation });

  it('belongs to the organisation it was brought in for, and to it alone', async () => {
    await bringInto(sample, 'Innvik kommune');
    const owners = await own.sql<{ organisation_id: string }>(
      `select distinct organisation_id from ticket union select distinct organisation_id from domain_event
        union select distinct organisation_id from site where external_name is not null`,
    );
    expect(owners.map((row) => row.organisation_id)).toEqual([innvik]);
    await expect(bringInto(sample, 'Utvik')).rejects.toThrow(UnknownOrganisation);
  });

  it('goes on where it was interrupted', async () => {
    const stopAfter = 20;
    const interrupted = importServiceNow(own.owner, {
      file: sample,
      organisation: 'host',
      onProgress: (done) => {
        if (done === stopAfter) throw new Error('the power went');
      },
    });
    await expect(interrupted).rejects.toThrow('the power went');
    expect(await bringInto(sample)).toMatchObject({
      imported: sampleIncidents + 1 - stopAfter,
      alreadyThere: stopAfter,
    });
    const [twice] = await own.sql<{ twice: string }>(
      `select count(*) - count(distinct (organisation_id, external_number)) as twice from ticket`,
    );
    expect(twice!.twice).toBe('0');
  });

  it('leaves out whole what has a bad row, and says which line and why', async () => {
    const { badRows, imported, leftOut } = await bringInto(bad, 'Nordøy kommune');
    const lines = badLog().split('\r\n');
    const reasons = badRows.map(({ line, reason }) => [lines[line - 1]!.split(',')[0], reason]);
    expect(reasons).toEqual([
      ['INC0000002', '34 columns instead of 36'],
      ['INC0000003', 'unreadable date "31-02-2017 10:00" in sys_updated_at'],
      ['INC0000004', 'unknown state "-100"'],
      ['INC0000006', 'the rows of INC0000006 lie apart'],
      ['?', 'no number'],
      ['INC0000008', 'the rows of INC0000008 lie apart'],
    ]);
    const here = await own.sql<{
      number: string;
    }>(`select t.external_number as number from ticket t join organisation o on o.id = t.organisation_id
        where o.name = 'Nordøy kommune' order by 1`);
    expect(here.map((row) => row.number)).toEqual(['INC0000001', 'INC0000007', 'INC0000009']);
    expect({ imported, leftOut }).toEqual({ imported: 3, leftOut: 5 });
  });

  it('takes the same names in another municipality’s log for other people', async () => {
    const people = () =>
      own.sql(`select from identity where provider = 'servicenow' and subject like '%:Caller%'`);
    const before = (await people()).length;
    await bringInto(sample, 'Nordøy kommune');
    expect((await people()).length).toBeGreaterThan(before);
    const shared = await own.sql(
      `select requester_id from ticket where requester_id is not null group by 1 having count(distinct organisation_id) > 1`,
    );
    expect(shared).toEqual([]);
  });
});
