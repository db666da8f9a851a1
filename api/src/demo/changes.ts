import { quorumOf, riskOf } from '@felles/domain';
import type pg from 'pg';
import { eveningOf, iso, planStory, type ChangeStory } from './change-story.js';
import { day } from './local-time.js';
import type { Municipality } from './municipality.js';
import type { Random } from './random.js';

const past = 40;
const coming = 12;

/** The changes of the past year and the coming weeks, as the agents of Fjordvik's servers and network made them. */
export async function tellChanges(
  client: pg.Client,
  made: Municipality,
  { random, now }: { random: Random; now: number },
): Promise<void> {
  const organisationId = made.organisations.fjordvik.id;
  const starts = [
    ...Array.from({ length: past }, () => now - random.between(2, 360) * day),
    ...Array.from({ length: coming }, () => now + random.between(1, 24) * day),
  ].sort((a, b) => a - b);
  const { rows: items } = await client.query<{ id: string }>(
    `select id from configuration_item where organisation_id = $1 and retired_at is null order by lower(name), id`,
    [organisationId],
  );
  const { rows: numbers } = await client.query<{ serial: string }>(
    `select nextval('change_number') as serial from generate_series(1, $1)`,
    [starts.length],
  );
  const stories = starts
    .map((at, index) =>
      planStory(made, random, { at: eveningOf(at), now, serial: Number(numbers[index]!.serial) }),
    )
    .sort((a, b) => a.openedAt - b.openedAt);
  // Numbered in the order they were filed.
  const inOrder = stories.map(({ number }) => number).sort();
  stories.forEach((story, index) => (story.number = inOrder[index]!));
  await client.query('begin');
  for (const story of stories) {
    const touched = items.length > 0 ? [random.pick(items), random.pick(items)] : [];
    await keep(client, made, { story, organisationId, items: [...new Set(touched.map(({ id }) => id))] });
  }
  await client.query(searchWords);
  await client.query('commit');
}

async function keep(
  client: pg.Client,
  made: Municipality,
  { story, organisationId, items }: { story: ChangeStory; organisationId: string; items: string[] },
): Promise<void> {
  const { kind, filer } = story;
  const textOf = (purpose: string) => story.words.find((word) => word.purpose === purpose)?.id ?? null;
  const state =
    story.events.map(({ facts }) => facts['state']?.[1]).findLast((to) => to !== undefined) ?? 'draft';
  const ended = story.events.find(({ facts }) => facts['closedAt']);
  const updatedAt = story.events.at(-1)!.at;
  const version = 1 + story.events.filter(({ moves }) => moves).length;
  const ticket = {
    organisation_id: organisationId,
    kind: 'change',
    number: story.number,
    priority: 'p3',
    impact: 'medium',
    urgency: 'medium',
    unit_id: filer.unitId,
    requester_id: filer.id,
    filed_by_id: filer.id,
    channel: 'web',
    language: filer.language,
    group_id: made.groups.servers.id,
    restricted: false,
    opened_at: iso(story.openedAt),
  };
  const row = {
    ...ticket,
    id: story.id,
    state,
    title: kind.title,
    description_id: textOf('description'),
    reopen_count: 0,
    version,
    conversation_version: 0,
    updated_at: iso(updatedAt),
    closed_at: ended ? iso(ended.at) : null,
  };
  await client.query(
    `insert into text_revision (id, organisation_id, ticket_id, purpose, internal, body)
     select id, $1, $2, purpose, internal, body from jsonb_to_recordset($3) as w(id uuid, purpose text, internal boolean, body text)`,
    [organisationId, story.id, JSON.stringify(story.words)],
  );
  await client.query(
    `insert into ticket (${Object.keys(row).join(', ')}) select ${Object.keys(row).join(', ')} from jsonb_populate_record(null::ticket, $1)`,
    [row],
  );
  await client.query(
    `insert into change (ticket_id, organisation_id, type, risk, risk_answers, implementation_id, test_id, back_out_id, review_id, starts_at, ends_at, round, quorum, result)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      story.id,
      organisationId,
      kind.type,
      riskOf(kind.risk),
      kind.risk,
      textOf('implementation'),
      textOf('test'),
      textOf('back_out'),
      textOf('review'),
      iso(story.startsAt),
      iso(story.endsAt),
      story.round,
      story.round > 0 ? quorumOf(kind.type, riskOf(kind.risk)) : null,
      story.result,
    ],
  );
  await client.query(`insert into change_service values ($1, $2, $3)`, [
    story.id,
    made.services[kind.service].id,
    organisationId,
  ]);
  await client.query(`insert into change_item select $1, item, $2 from unnest($3::uuid[]) as item`, [
    story.id,
    organisationId,
    items,
  ]);
  for (const { by, at } of story.events.filter(({ type }) => type === 'change.voted'))
    await client.query(`insert into change_approval values ($1, 1, $2, $3, 'approved', null, $4)`, [
      story.id,
      by!.id,
      organisationId,
      iso(at),
    ]);
  if (state === 'scheduled')
    await client.query(
      `insert into timer select gen_random_uuid(), $1, 'ticket', $2, t.kind, t.due_at from (values ('change.start', $3::timestamptz), ('change.end', $4::timestamptz)) as t(kind, due_at)`,
      [organisationId, story.id, iso(story.startsAt), iso(story.endsAt)],
    );
  await tellEvents(client, { story, organisationId, ticket });
}

async function tellEvents(
  client: pg.Client,
  {
    story,
    organisationId,
    ticket,
  }: { story: ChangeStory; organisationId: string; ticket: Record<string, unknown> },
): Promise<void> {
  let version = 1;
  for (const event of story.events) {
    if (event.moves) version++;
    const facts =
      event.type === 'ticket.filed' ? { ...filedFacts(ticket), state: [null, 'draft'] } : event.facts;
    await client.query(
      `insert into domain_event (organisation_id, type, subject_kind, subject_id, subject_version, actor_kind, actor_id, occurred_at, recorded_at, origin, facts, texts)
       values ($1, $2, 'ticket', $3, $4, $5, $6, $7, felles_now(), 'seed', $8, $9)`,
      [
        organisationId,
        event.type,
        story.id,
        version,
        event.by ? 'person' : 'system',
        event.by?.id ?? null,
        iso(event.at),
        facts,
        event.texts ?? null,
      ],
    );
  }
}

/** The ticket's columns as its filing says them. */
function filedFacts(ticket: Record<string, unknown>): Record<string, [null, unknown]> {
  const camel = (column: string) => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(ticket).map(([column, value]) => [camel(column), [null, value]]));
}

const searchWords = `insert into search_document (ticket_id, organisation_id, opened_at, requester_id, filed_by_id, public_words, all_words)
  select t.id, t.organisation_id, t.opened_at, t.requester_id, t.filed_by_id, searchable(x.public || ' ' || p.display_name),
    searchable(x.everything || ' ' || p.display_name)
  from ticket t join person p on p.id = t.requester_id
  cross join lateral (select string_agg(x.body, ' ') filter (where not x.internal) as public, string_agg(x.body, ' ') as everything
    from text_revision x where x.ticket_id = t.id) x
  where t.kind = 'change'`;
