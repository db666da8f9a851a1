import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { TicketStory } from './ticket-story.js';

type Value = string | number | boolean | Date | null;
type Line = readonly Value[];

/** Where rows wait for a moment: `COPY` cannot write to tables under row-level security, a temporary table is not one. */
const columns = {
  ticket: `id uuid, organisation_id uuid, number text, kind text, state text, title text, description_id uuid, priority text,
    impact text, urgency text, service_id uuid, category_id uuid, unit_id uuid, site_id uuid, configuration_item_id uuid, requester_id uuid, filed_by_id uuid,
    channel text, language text, group_id uuid, assignee_id uuid, restricted boolean, hold_reason text, hold_until timestamptz,
    resolution_code text, resolution_id uuid, resolved_by_id uuid, cancellation_id uuid, reopen_count integer, version integer,
    conversation_version integer, opened_at timestamptz, updated_at timestamptz, resolved_at timestamptz, closed_at timestamptz`,
  text_revision: `id uuid, organisation_id uuid, ticket_id uuid, purpose text, internal boolean, body text`,
  entry: `id uuid, organisation_id uuid, ticket_id uuid, audience text, author_id uuid, text_id uuid, language text,
    conversation_version integer, written_at timestamptz`,
  domain_event: `place integer, organisation_id uuid, type text, subject_kind text, subject_id uuid, subject_version integer, internal boolean,
    actor_kind text, actor_id uuid, on_behalf_of_id uuid, occurred_at timestamptz, origin text, facts jsonb, texts jsonb`,
  ticket_circle: `ticket_id uuid, organisation_id uuid, person_id uuid, group_id uuid`,
  ticket_link: `id uuid, organisation_id uuid, from_id uuid, to_id uuid, kind text`,
  ticket_watcher: `ticket_id uuid, person_id uuid, organisation_id uuid, since timestamptz`,
  timer: `id uuid, organisation_id uuid, subject_kind text, subject_id uuid, kind text, due_at timestamptz`,
  search: `ticket_id uuid, public_text text, internal_text text`,
} as const;
type Table = keyof typeof columns;
const tables = Object.keys(columns) as Table[];
const namesOf = (table: Table) => columns[table].split(',').map((column) => column.trim().split(' ')[0]!);

// `searchable(text)`, written out so that the text is folded once (bulk-load.spec.ts compares the two).
const searchable = (folded: string) =>
  `strip(to_tsvector('felles_stem', ${folded}) || to_tsvector('felles_plain', replace(translate(${folded}, 'øå', 'oa'), 'æ', 'ae')))`;

const insertSearch = `insert into search_document (ticket_id, organisation_id, opened_at, requester_id, filed_by_id, public_words, all_words)
  select t.id, t.organisation_id, t.opened_at, t.requester_id, t.filed_by_id, w.words,
    case when s.internal_text is null then w.words else w.words || searchable(s.internal_text) end
  from waiting_search s join waiting_ticket t on t.id = s.ticket_id
  cross join lateral (select fold(s.public_text) as folded offset 0) f
  cross join lateral (select ${searchable('f.folded')} as words offset 0) w`;

function insertFrom(table: Table): string {
  if (table === 'search') return insertSearch;
  const names = namesOf(table)
    .filter((name) => name !== 'place')
    .join(', ');
  // What the log adds by itself, in the order the rows were told: COPY may lay them elsewhere.
  return table === 'domain_event'
    ? `insert into domain_event (${names}, recorded_at) select ${names}, felles_now() from waiting_domain_event order by place`
    : `insert into ${table} (${names}) select ${names} from waiting_${table}`;
}

/** Rows of many tables on their way to the database: at most this many in one commit, so that no reader of the log waits. */
export const mostRowsPerCommit = 10_000;

/** Loads told tickets through one connection of the owner's. */
export class BulkLoad {
  private constructor(private readonly client: pg.Client) {}

  static async open(owner: string): Promise<BulkLoad> {
    const client = new pg.Client({ connectionString: owner, application_name: 'felles bulk load' });
    client.on('error', () => undefined);
    await client.connect();
    await client.query(
      `set synchronous_commit = off; set gin_pending_list_limit = '64MB'; set client_min_messages = warning`,
    );
    for (const table of tables)
      await client.query(`create temporary table waiting_${table} (${columns[table]}) on commit delete rows`);
    return new BulkLoad(client);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  /** One commit. */
  async load(lines: Lines): Promise<void> {
    await this.client.query('begin');
    try {
      for (const table of tables) {
        const waiting = lines.of(table);
        if (waiting.length === 0) continue;
        const copy = this.client.query(
          copyFrom(`copy waiting_${table} (${namesOf(table).join(', ')}) from stdin`),
        );
        await pipeline(Readable.from(inPieces(waiting)), copy);
        await this.client.query(insertFrom(table));
      }
      await this.client.query('commit');
    } catch (error) {
      await this.client.query('rollback');
      throw error;
    }
  }
}

function* inPieces(lines: readonly string[]): Generator<string> {
  for (let i = 0; i < lines.length; i += 500) yield lines.slice(i, i + 500).join('');
}

/** Lines for `COPY`, gathered ticket by ticket. */
export class Lines {
  private readonly byTable: Record<Table, string[]> = {
    ticket: [],
    text_revision: [],
    entry: [],
    domain_event: [],
    ticket_circle: [],
    ticket_link: [],
    ticket_watcher: [],
    timer: [],
    search: [],
  };
  /** Rows so far. */
  count = 0;

  of(table: Table): readonly string[] {
    return this.byTable[table];
  }

  /** Moves a table's rows to another batch. */
  handOver(table: Table, to: Lines): void {
    to.byTable[table].push(...this.byTable[table]);
    to.count += this.byTable[table].length;
    this.count -= this.byTable[table].length;
    this.byTable[table] = [];
  }

  add(story: TicketStory, newId: () => string): void {
    const t = story.ticket;
    this.line('ticket', [
      t.id,
      t.organisationId,
      t.number,
      t.kind,
      t.state,
      t.title,
      t.descriptionId,
      t.priority,
      t.impact,
      t.urgency,
      t.serviceId,
      t.categoryId,
      t.unitId,
      t.siteId,
      t.configurationItemId,
      t.requesterId,
      t.filedById,
      t.channel,
      t.language,
      t.groupId,
      t.assigneeId,
      t.restricted,
      t.holdReason,
      t.holdUntil,
      t.resolutionCode,
      t.resolutionId,
      t.resolvedById,
      t.cancellationId,
      t.reopenCount,
      t.version,
      t.conversationVersion,
      t.openedAt,
      t.updatedAt,
      t.resolvedAt,
      t.closedAt,
    ]);
    for (const x of story.texts)
      this.line('text_revision', [x.id, x.organisationId, x.ticketId, x.purpose, x.internal, x.body]);
    for (const n of story.entries)
      this.line('entry', [
        n.id,
        n.organisationId,
        n.ticketId,
        n.audience,
        n.authorId,
        n.textId,
        n.language,
        n.conversationVersion,
        n.writtenAt,
      ]);
    for (const e of story.events)
      this.line('domain_event', [
        this.count,
        e.organisationId,
        e.type,
        'ticket',
        t.id,
        e.subjectVersion,
        e.internal,
        e.actorKind,
        e.actorId,
        e.onBehalfOfId,
        e.occurredAt,
        'seed',
        JSON.stringify(e.facts),
        e.texts && JSON.stringify(e.texts),
      ]);
    for (const c of story.circle)
      this.line('ticket_circle', [c.ticketId, c.organisationId, c.personId, c.groupId]);
    for (const l of story.links) this.line('ticket_link', [l.id, l.organisationId, l.fromId, l.toId, l.kind]);
    for (const w of story.watchers)
      this.line('ticket_watcher', [w.ticketId, w.personId, w.organisationId, w.since]);
    if (t.holdUntil)
      this.line('timer', [newId(), t.organisationId, 'ticket', t.id, 'hold.wake', t.holdUntil]);
    const said = (internal: boolean) =>
      story.texts
        .filter((text) => text.internal === internal)
        .map((text) => text.body)
        .join('\n');
    this.line('search', [t.id, `${said(false)} ${story.requesterName}`, said(true) || null]);
  }

  private line(table: Table, values: Line): void {
    let line = '';
    for (let i = 0; i < values.length; i++) line += (i === 0 ? '' : '\t') + cell(values[i]!);
    this.byTable[table].push(line + '\n');
    this.count++;
  }
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function cell(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'string')
    return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (letter) => escapes[letter]!) : value;
  return value instanceof Date ? value.toISOString() : String(value);
}
