import { formatNumber } from '@felles/domain';
import type pg from 'pg';
import type { Desk } from './desk.js';
import { day } from './local-time.js';
import type { MajorRows } from './major-story.js';
import { toldProblems } from './texts/index.js';

type Row = Record<string, unknown>;

/** Writes down what hangs on the year's majors, and the problems found behind its cases. One commit. */
export async function keepPractices(client: pg.Client, desk: Desk, now: number): Promise<void> {
  await client.query('begin');
  for (const rows of desk.majors) await keepMajor(client, rows);
  for (const told of toldProblems) await keepProblem(client, desk, told, now);
  await client.query('commit');
}

async function keepMajor(client: pg.Client, rows: MajorRows): Promise<void> {
  await insert(client, 'major_incident', [rows.major]);
  await insert(client, 'major_service', rows.services);
  await insert(client, 'major_organisation', rows.organisations);
  await insert(client, 'major_entry', rows.entries);
  await insert(client, 'measure', rows.measures);
  // Approved last: from then on the database refuses the rest.
  if (rows.approval)
    await client.query(
      `update major_incident set approved_at = $2, approved_by_id = $3 where ticket_id = $1`,
      [rows.major.ticketId, rows.approval.at, rows.approval.by],
    );
  if (!rows.notice) return;
  const { id, organisationId } = rows.notice;
  await insert(client, 'notice', [rows.notice]);
  await insert(client, 'notice_place', [
    { noticeId: id, organisationId, deskOrganisationId: organisationId },
  ]);
  await insert(
    client,
    'notice_service',
    rows.services.map(({ serviceId }) => ({ noticeId: id, serviceId, deskOrganisationId: organisationId })),
  );
  await tell(client, {
    type: 'notice.published',
    subject: ['notice', String(id), 1],
    organisationId,
    at: rows.notice.publishedAt as Date,
    by: rows.notice.publishedById,
    facts: {
      noticeId: [null, id],
      startsAt: [null, (rows.notice.startsAt as Date).toISOString()],
      serviceIds: [[], rows.services.map(({ serviceId }) => serviceId)],
      organisationIds: [[], [organisationId]],
    },
  });
}

async function keepProblem(
  client: pg.Client,
  desk: Desk,
  told: (typeof toldProblems)[number],
  now: number,
): Promise<void> {
  const { random, made } = desk;
  const [id, title, description, cause, workaround] = Array.from({ length: 5 }, () => random.uuid());
  const organisationId = made.organisations.fjordvik.id;
  const by = desk.castMember('arne@fjordvik.example').id;
  const openedAt = new Date(now - told.daysAgo * day);
  const knownAt = new Date(openedAt.getTime() + 3 * day);
  const { rows } = await client.query<{ serial: string }>(`select nextval('problem_number') as serial`);
  const ticket = {
    organisationId,
    number: formatNumber('problem', Number(rows[0]!.serial)),
    kind: 'problem',
    state: 'known_error',
    priority: 'p3',
    impact: 'medium',
    urgency: 'medium',
    serviceId: made.services[told.service].id,
    requesterId: by,
    filedById: by,
    channel: 'web',
    language: 'nb',
    openedAt,
  };
  await insert(client, 'ticket', [
    {
      id,
      ...ticket,
      title: told.title,
      descriptionId: description,
      restricted: false,
      version: 2,
      conversationVersion: 0,
      reopenCount: 0,
      updatedAt: knownAt,
    },
  ]);
  const text = (of: unknown, purpose: string, body: string, internal: boolean): Row => ({
    id: of,
    organisationId,
    ticketId: id,
    purpose,
    body,
    internal,
  });
  await insert(client, 'text_revision', [
    text(title, 'title', told.title, false),
    text(description, 'description', told.description, false),
    text(cause, 'cause', told.cause, true),
    text(workaround, 'workaround', told.workaround, true),
  ]);
  await insert(client, 'problem', [
    { ticketId: id, organisationId, causeId: cause, workaroundId: workaround, knownErrorAt: knownAt },
  ]);
  const said = Object.entries({
    ...ticket,
    state: 'new',
    restricted: false,
    openedAt: openedAt.toISOString(),
  });
  const event = { subject: ['ticket', id!, 1] as const, organisationId, by };
  await tell(client, {
    ...event,
    type: 'ticket.filed',
    at: openedAt,
    facts: Object.fromEntries(said.map(([name, value]) => [name, [null, value]])),
    texts: { title, description },
  });
  await tell(client, {
    ...event,
    type: 'problem.diagnosed',
    subject: ['ticket', id!, 2],
    at: knownAt,
    facts: { state: ['new', 'known_error'] },
    texts: { cause, workaround },
  });
  await client.query(`select set_config('app.organisations', $1, true)`, [`{${organisationId}}`]);
  await client.query(`select add_search_words($1, $2, false)`, [id, `${told.title}\n${told.description}`]);
  await client.query(`select add_search_words($1, $2, true)`, [id, `${told.cause}\n${told.workaround}`]);
  await causeCases(client, desk, {
    problemId: id!,
    serviceId: ticket.serviceId,
    organisationId,
    by,
    at: new Date(now),
  });
}

/** The newest open cases of the service come from it. */
async function causeCases(
  client: pg.Client,
  desk: Desk,
  {
    problemId,
    serviceId,
    organisationId,
    by,
    at,
  }: { problemId: string; serviceId: string; organisationId: string; by: string; at: Date },
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `select id from ticket where organisation_id = $1 and service_id = $2 and kind = 'incident' and not restricted
      order by open desc, opened_at desc limit 4`,
    [organisationId, serviceId],
  );
  for (const { id } of rows) {
    const linkId = desk.random.uuid();
    await insert(client, 'ticket_link', [
      { id: linkId, organisationId, fromId: id, toId: problemId, kind: 'caused_by' },
    ]);
    await tell(client, {
      type: 'ticket.linked',
      subject: ['ticket', id, 0],
      organisationId,
      by,
      at,
      facts: { linkId: [null, linkId], linkKind: [null, 'caused_by'], otherId: [null, problemId] },
      internal: true,
    });
  }
}

interface Told {
  type: string;
  subject: readonly [kind: string, id: string, version: number];
  organisationId: unknown;
  at: Date;
  by: unknown;
  facts: object;
  texts?: object;
  internal?: boolean;
}

async function tell(client: pg.Client, told: Told): Promise<void> {
  const [kind, id, version] = told.subject;
  await client.query(
    `insert into domain_event (organisation_id, type, subject_kind, subject_id, subject_version, internal, actor_kind, actor_id, occurred_at,
       recorded_at, origin, facts, texts) values ($1, $2, $3, $4, $5, $6, 'person', $7, $8, felles_now(), 'seed', $9, $10)`,
    [
      told.organisationId,
      told.type,
      kind,
      id,
      version,
      told.internal ?? false,
      told.by,
      told.at,
      told.facts,
      told.texts ?? null,
    ],
  );
}

/** Rows of one shape, with the names our code uses. */
async function insert(client: pg.Client, table: string, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    const names = Object.keys(row).map((name) =>
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    );
    await client.query(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
      Object.values(row),
    );
  }
}
