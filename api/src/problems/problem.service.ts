import { Injectable } from '@nestjs/common';
import type {
  Diagnose,
  FileProblem,
  NameKnownError,
  ResolveTicket,
  TicketView,
} from '@felles/contracts/http';
import type { EventType, TextPurpose } from '@felles/contracts/values';
import { canMove, may, type ProblemState } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import { camelRow, insertRow } from '../platform/database/rows.js';
import type { Read, Statement, Write } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { invalid, ProblemError } from '../platform/http/problem-error.js';
import {
  FilingService,
  MoveService,
  TicketLinks,
  TicketRecord,
  type OpenedTicket,
} from '../tickets/index.js';

/** A row of `problem`. */
interface Problem {
  ticketId: string;
  causeId: string | null;
  workaroundId: string | null;
  knownErrorAt: Date | null;
}

const parts = ['cause', 'workaround'] as const satisfies readonly TextPurpose[];

const ofTicket: Statement = {
  name: 'problem-of-ticket',
  text: `select p.*, (select x.body from text_revision x where x.id = p.cause_id) as cause,
    (select x.body from text_revision x where x.id = p.workaround_id) as workaround from problem p where p.ticket_id = $1`,
};
const keep: Statement = {
  name: 'problem-keep',
  text: `update problem set cause_id = $2, workaround_id = $3, known_error_at = $4 where ticket_id = $1`,
};

/** The cause behind incidents: what is known of it, and the way around it until it is gone. */
@Injectable()
export class ProblemService {
  constructor(
    private readonly record: TicketRecord,
    private readonly filing: FilingService,
    private readonly links: TicketLinks,
    private readonly moves: MoveService,
  ) {}

  /** From an incident, that incident is then caused by it. */
  file(asker: Asker, { incidentId, ...body }: FileProblem): Promise<TicketView> {
    return this.record.act(asker, (write) =>
      this.filing.fileOnce(write, asker, { kind: 'problem', body }, async (ticket) => {
        const { organisationId } = ticket;
        insertRow(write, 'problem', { ticketId: ticket.id, organisationId });
        if (!incidentId) return;
        const incident = await this.record.lock(write, incidentId, 'incident').catch((error: unknown) => {
          throw error instanceof ProblemError ? invalid('incidentId', 'unknown_id') : error;
        });
        if (!may(asker.actor, 'incident:link', incident.sight)) throw invalid('incidentId', 'unknown_id');
        this.links.add(write, asker, {
          fromId: incidentId,
          toId: ticket.id,
          kind: 'caused_by',
          organisationId: incident.ticket.organisationId,
        });
      }),
    );
  }

  diagnose(asker: Asker, id: string, body: Diagnose): Promise<TicketView> {
    return this.record.change(
      asker,
      id,
      'diagnose',
      async (write, opened) => {
        if (opened.ticket.state === 'closed' || opened.ticket.state === 'cancelled')
          throw new ProblemError('move_not_allowed');
        await this.keepDiagnosis(write, asker, opened, { body, to: null });
      },
      'problem',
    );
  }

  investigate(asker: Asker, id: string): Promise<TicketView> {
    return this.move(asker, id, 'investigating', 'problem.started');
  }

  /** Investigation laid down: it stands as new, unless it has come further. */
  layDown(asker: Asker, id: string): Promise<TicketView> {
    return this.record.change(
      asker,
      id,
      'diagnose',
      (write, opened) => {
        if (opened.ticket.state !== 'investigating') throw new ProblemError('move_not_allowed');
        this.record.save(write, asker, opened, { type: 'problem.stopped', patch: { state: 'new' } });
      },
      'problem',
    );
  }

  /** @throws ProblemError invalid when there is no way around it to know. */
  nameKnownError(asker: Asker, id: string, body: NameKnownError): Promise<TicketView> {
    return this.record.change(
      asker,
      id,
      'diagnose',
      (write, opened) => this.keepDiagnosis(write, asker, opened, { body, to: 'known_error' }),
      'problem',
    );
  }

  /** What was taken for known was not: it is investigated again. */
  unknow(asker: Asker, id: string): Promise<TicketView> {
    return this.record.change(
      asker,
      id,
      'diagnose',
      async (write, opened) => {
        if (opened.ticket.state !== 'known_error') throw new ProblemError('move_not_allowed');
        const problem = await this.of(write, id);
        write.send(keep, [id, problem.causeId, problem.workaroundId, null]);
        this.record.save(write, asker, opened, {
          type: 'problem.started',
          patch: { state: 'investigating' },
        });
      },
      'problem',
    );
  }

  resolve(asker: Asker, id: string, body: ResolveTicket): Promise<TicketView> {
    return this.moves.resolve(asker, id, { ...body, kind: 'problem' });
  }

  reopen(asker: Asker, id: string): Promise<TicketView> {
    return this.moves.reopen(asker, id, 'problem');
  }

  private move(asker: Asker, id: string, to: ProblemState, type: EventType): Promise<TicketView> {
    return this.record.change(
      asker,
      id,
      'diagnose',
      (write, opened) => {
        const { state } = opened.ticket;
        // From `resolved` this would be a reopening, and from a known error its withdrawal: both have their own names.
        if (state === 'resolved' || state === 'known_error' || !canMove('problem', state, to))
          throw new ProblemError('move_not_allowed');
        this.record.save(write, asker, opened, { type, patch: { state: to } });
      },
      'problem',
    );
  }

  /** Writes the words that differ and, where it becomes known with them, the state, in one event. */
  private async keepDiagnosis(
    write: Write,
    asker: Asker,
    opened: OpenedTicket,
    { body, to }: { body: Diagnose; to: 'known_error' | null },
  ): Promise<void> {
    const { ticket, now } = opened;
    const problem = await this.of(write, ticket.id);
    if (to && ticket.state !== to && !canMove('problem', ticket.state, to))
      throw new ProblemError('move_not_allowed');
    const workaround = body.workaround ?? problem.workaround;
    if ((to || ticket.state === 'known_error') && !workaround?.trim())
      throw invalid('workaround', 'required');
    const fresh = parts.flatMap((purpose) => {
      const text = body[purpose];
      return text === undefined || text === problem[purpose]
        ? []
        : [{ id: randomUUIDv7(), purpose, body: text, internal: true }];
    });
    if (fresh.length > 0) this.record.keepTexts(write, ticket, fresh);
    const idOf = (purpose: (typeof parts)[number]) => fresh.find((text) => text.purpose === purpose)?.id;
    const knownErrorAt = to ? (problem.knownErrorAt ?? now) : problem.knownErrorAt;
    write.send(keep, [
      ticket.id,
      idOf('cause') ?? problem.causeId,
      idOf('workaround') ?? problem.workaroundId,
      knownErrorAt,
    ]);
    this.record.save(write, asker, opened, {
      type: 'problem.diagnosed',
      patch: to ? { state: to } : {},
      texts: fresh.length > 0 ? Object.fromEntries(fresh.map(({ purpose, id }) => [purpose, id])) : undefined,
    });
  }

  private async of(
    read: Read,
    id: string,
  ): Promise<Problem & { cause: string | null; workaround: string | null }> {
    const row = await read.row(ofTicket, [id]);
    // A problem has its row from its filing on.
    if (!row) throw new Error(`problem ${id} has no diagnosis`);
    return camelRow(row);
  }
}
