import { Injectable } from '@nestjs/common';
import type { TicketView } from '@felles/contracts/http';
import type { EventType, Facts } from '@felles/contracts/values';
import { may, type TicketKind, type TicketSight } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import type { TicketActName } from '../platform/auth/access.js';
import { AskerWork } from '../platform/database/database.module.js';
import { camelRow, insertRows, updateRow } from '../platform/database/rows.js';
import { openingFor, type Read, type Statement, type Write } from '../platform/database/work.js';
import { authorOf, changed, Log, type Author } from '../platform/events/log.js';
import type { Asker } from '../platform/http/asker.js';
import { notFound, ProblemError } from '../platform/http/problem-error.js';
import { sightOf } from './ticket-sight.js';
import { viewTicket } from './ticket-view.js';
import type { TextRevision, Ticket } from './ticket.entity.js';

/** A ticket opened for a change: locked, in sight, and with the moment it happens at. */
export interface OpenedTicket {
  ticket: Ticket;
  sight: TicketSight;
  now: Date;
}

interface Change<T extends EventType> {
  type: T;
  patch: Partial<Ticket>;
  /** Facts beside the ticket's own fields that change. */
  facts?: Facts<T>;
  texts?: Partial<Record<TextRevision['purpose'], string>>;
  /** Public words and their like move the conversation, not the record. */
  movesConversation?: boolean;
  /** The event that brought it about. */
  causationId?: string;
  /** What has changed hangs on the ticket, and whoever saw it before has seen an older version. */
  movesRecord?: boolean;
}

interface NewText {
  id: string;
  purpose: TextRevision['purpose'];
  body: string;
  internal?: boolean;
}

const lockTicket: Statement = {
  name: 'ticket-lock',
  // "No key": a link from another case only points at this one's id, and two that point at each other must not wait in a ring.
  text: `select t.*, felles_now() as now from ticket t where t.id = $1 for no key update of t`,
};

const changesSince: Statement = {
  name: 'ticket-changes-since',
  text: `select e.facts, e.type, e.occurred_at, p.id as person_id, p.display_name
    from domain_event e left join person p on p.id = e.actor_id
    where e.subject_id = $1 and e.subject_version > $2 order by e.generation, e.xid, e.id limit 100`,
};

/** Not facts of the ticket: they move with it by themselves. */
const ownAffairs = new Set([
  'version',
  'updatedAt',
  'descriptionId',
  'resolutionId',
  'cancellationId',
  'title',
]);

/** Acts that change none of the ticket's fields, so that no version of it can be stale for them. */
const besideTheRecord = new Set<TicketActName>(['watch', 'link', 'attach']);

/** Opens a ticket for a change and saves what became of it, with its event. Every write to a ticket goes through here. */
@Injectable()
export class TicketRecord {
  constructor(
    private readonly work: AskerWork,
    private readonly log: Log,
  ) {}

  /**
   * One unit of work of an asker, answered with the ticket it was about (whose id `act` returns) as it then stands.
   * @throws ProblemError would_lose_sight when the asker could no longer see it; then nothing is done.
   */
  act(asker: Asker, act: (write: Write) => Promise<string>): Promise<TicketView> {
    return this.actAndView(asker, act, async (read, id) => (await viewTicket(read, asker.actor, id))!);
  }

  /** The same, answered with another view of it, all of which `view` asks for before it first waits. */
  actAndView<V>(
    asker: Asker,
    act: (write: Write) => Promise<string>,
    view: (read: Read, id: string) => Promise<V>,
  ): Promise<V> {
    return this.work
      .writeAndAsk(
        openingFor(asker.actor, false),
        async (write) => {
          const id = await act(write);
          write.send(stayInSight, [id]);
          return id;
        },
        view,
      )
      .catch((error: Error & { code?: string }) => {
        throw error.code === 'FE002' ? new ProblemError('would_lose_sight') : error;
      });
  }

  /** The same for an act on one ticket, which `work` gets opened for it. */
  change(
    asker: Asker,
    id: string,
    act: TicketActName,
    work: (write: Write, opened: OpenedTicket) => void | Promise<void>,
    kind?: TicketKind,
  ): Promise<TicketView> {
    return this.act(asker, async (write) => {
      await work(write, await this.open(write, asker, id, act, kind));
      return id;
    });
  }

  /**
   * Locks the ticket. @throws ProblemError not_found when it is out of sight, forbidden when the act is not the
   * asker's, version_stale (with who changed what) when `If-Match` names an older version.
   */
  async open(
    write: Write,
    asker: Asker,
    id: string,
    act: TicketActName,
    kind?: TicketKind,
  ): Promise<OpenedTicket> {
    const opened = await this.lock(write, id, kind);
    if (!may(asker.actor, `${opened.ticket.kind}:${act}`, opened.sight)) throw new ProblemError('forbidden');
    if (
      !besideTheRecord.has(act) &&
      asker.expectedVersion !== null &&
      asker.expectedVersion !== opened.ticket.version
    ) {
      throw new ProblemError('version_stale', {
        conflict: await this.whatChanged(write, opened.ticket, asker.expectedVersion),
      });
    }
    return opened;
  }

  async lock(write: Write, id: string, kind?: TicketKind): Promise<OpenedTicket> {
    const row = await write.row<Record<string, unknown> & { now: Date }>(lockTicket, [id]);
    if (!row || (kind && row.kind !== kind)) throw notFound();
    const { now, ...columns } = row;
    const ticket = camelRow<Ticket>(columns);
    return { ticket, sight: await sightOf(write, ticket), now };
  }

  /** Writes the fields that differ, moves the versions, records the event. Saves nothing when nothing differs. */
  save<T extends EventType>(write: Write, asker: Asker, opened: OpenedTicket, change: Change<T>): Ticket {
    return this.saveBy(write, authorOf(asker.actor, asker.correlationId), opened, change);
  }

  /** The same for whoever it was, such as the system itself. */
  saveBy<T extends EventType>(
    write: Write,
    author: Author,
    { ticket, now }: OpenedTicket,
    change: Change<T>,
  ): Ticket {
    const fields = changed<T>(ticket as unknown as Record<string, unknown>, change.patch);
    const differs = Object.keys(fields).length > 0 || change.movesRecord === true;
    if (!differs && !change.facts && !change.texts) return ticket;
    const after: Ticket = {
      ...ticket,
      ...change.patch,
      version: ticket.version + (differs ? 1 : 0),
      conversationVersion: ticket.conversationVersion + (change.movesConversation ? 1 : 0),
      updatedAt: now,
    };
    const facts = Object.fromEntries(Object.entries(fields).filter(([name]) => !ownAffairs.has(name)));
    const moved = change.movesConversation
      ? { conversationVersion: [ticket.conversationVersion, after.conversationVersion] }
      : {};
    const { version, conversationVersion, updatedAt } = after;
    updateRow(write, 'ticket', ticket.id, { ...change.patch, version, conversationVersion, updatedAt });
    this.log.record(write, author, {
      type: change.type,
      organisationId: ticket.organisationId,
      subject: { kind: 'ticket', id: ticket.id, version: after.version },
      facts: { ...facts, ...moved, ...change.facts } as Facts<T>,
      texts: change.texts,
      onBehalfOfId: null,
      causationId: change.causationId,
    });
    return after;
  }

  /** Keeps what somebody wrote, findable at once. */
  keepTexts(write: Write, ticket: Pick<Ticket, 'id' | 'organisationId'>, texts: NewText[]): void {
    const { id: ticketId, organisationId } = ticket;
    const internal = texts.every((text) => text.internal);
    insertRows(
      write,
      'text_revision',
      texts.map(({ id, purpose, body, internal = false }) => ({
        id,
        organisationId,
        ticketId,
        purpose,
        internal,
        body,
      })),
    );
    write.send(addSearchWords, [ticketId, texts.map((text) => text.body).join('\n'), internal]);
  }

  /** The same for one text. @returns the revision's id. */
  keepText(write: Write, ticket: Pick<Ticket, 'id' | 'organisationId'>, text: Omit<NewText, 'id'>): string {
    const id = randomUUIDv7();
    this.keepTexts(write, ticket, [{ id, ...text }]);
    return id;
  }

  private async whatChanged(write: Write, ticket: Ticket, since: number): Promise<object> {
    const rows = await write.rows<{
      facts: object;
      occurred_at: Date;
      person_id: string | null;
      display_name: string | null;
    }>(changesSince, [ticket.id, since]);
    return {
      version: ticket.version,
      changes: rows.flatMap((row) =>
        Object.keys(row.facts).map((field) => ({
          field,
          by: row.person_id && { id: row.person_id, displayName: row.display_name },
          at: row.occurred_at.toISOString(),
        })),
      ),
    };
  }
}

const stayInSight: Statement = { name: 'ticket-stay-in-sight', text: `select stay_in_sight($1)` };
const addSearchWords: Statement = { name: 'search-add-words', text: `select add_search_words($1, $2, $3)` };
