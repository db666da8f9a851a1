import { Injectable } from '@nestjs/common';
import type { DraftList, DraftView, SaveDraft, WriteReply } from '@felles/contracts/http';
import { may, type Audience } from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor, type Statement, type Write } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { notFound, ProblemError } from '../platform/http/problem-error.js';
import { assertInSight, sightOf } from './ticket-sight.js';
import { Ticket } from './ticket.entity.js';

interface DraftRow {
  audience: Audience;
  body: string;
  revision: number;
  based_on_version: number | null;
  saved_at: Date;
}

const ofTicket: Statement = {
  name: 'drafts-of-ticket',
  text: `select audience, body, revision, based_on_version, saved_at from draft where ticket_id = $1 and person_id = $2`,
};
const forUpdate: Statement = {
  name: 'draft-lock',
  text: `select audience, body, revision, based_on_version, saved_at from draft where ticket_id = $1 and person_id = $2 and audience = $3 for update`,
};
const putDraft: Statement = {
  name: 'draft-put',
  text: `insert into draft as d (person_id, ticket_id, audience, organisation_id, body, revision, based_on_version, saved_at)
    values ($1, $2, $3, $4, $5, 1, $6, felles_now())
    on conflict (person_id, ticket_id, audience) do update
      set body = excluded.body, revision = d.revision + 1, based_on_version = excluded.based_on_version, saved_at = excluded.saved_at
    returning audience, body, revision, based_on_version, saved_at`,
};
const dropDraft: Statement = {
  name: 'draft-drop',
  text: `delete from draft where person_id = $1 and ticket_id = $2 and audience = $3`,
};

/** One draft per person, ticket and audience; what one types is never lost to a reload, a session's end or another device. */
@Injectable()
export class DraftService {
  constructor(private readonly work: AskerWork) {}

  list(asker: Asker, ticketId: string): Promise<DraftList> {
    return this.work.read(openingFor(asker.actor, true), async (read) => {
      await assertInSight(read, ticketId);
      const rows = await read.rows<DraftRow>(ofTicket, [ticketId, asker.actor.personId]);
      return { items: rows.map(viewOf) };
    });
  }

  /** @throws ProblemError draft_newer, with the newer draft, when another device has saved since `revision`. */
  save(asker: Asker, draft: SaveDraft & { ticketId: string; audience: Audience }): Promise<DraftView> {
    const { ticketId, audience, body, revision, basedOnVersion } = draft;
    return this.work.write(openingFor(asker.actor, false), async (write) => {
      const ticket = await this.permitted(write, asker, ticketId, audience);
      const kept = await write.row<DraftRow>(forUpdate, [ticketId, asker.actor.personId, audience]);
      if (kept && kept.revision > revision && kept.body !== body)
        throw new ProblemError('draft_newer', { conflict: viewOf(kept) });
      return viewOf(
        (await write.row<DraftRow>(putDraft, [
          asker.actor.personId,
          ticketId,
          audience,
          ticket.organisationId,
          body,
          basedOnVersion ?? null,
        ]))!,
      );
    });
  }

  discard(asker: Asker, ticketId: string, audience: Audience): Promise<void> {
    return this.work.write(openingFor(asker.actor, false), async (write) => {
      await assertInSight(write, ticketId);
      this.forget(write, asker, ticketId, audience);
    });
  }

  forget(write: Write, asker: Asker, ticketId: string, audience: Audience): void {
    write.send(dropDraft, [asker.actor.personId, ticketId, audience]);
  }

  /** A reply that met a newer conversation is kept here, whatever the browser does next. */
  async keepRefused(asker: Asker, ticketId: string, reply: WriteReply): Promise<void> {
    await this.work.write(openingFor(asker.actor, false), async (write) => {
      const ticket = await this.permitted(write, asker, ticketId, reply.audience);
      write.send(putDraft, [
        asker.actor.personId,
        ticketId,
        reply.audience,
        ticket.organisationId,
        reply.body,
        reply.basedOnVersion ?? null,
      ]);
    });
  }

  private async permitted(write: Write, asker: Asker, ticketId: string, audience: Audience): Promise<Ticket> {
    const ticket = await write.manager.findOneBy(Ticket, { id: ticketId });
    if (!ticket) throw notFound();
    const act = audience === 'internal' ? 'note' : 'reply';
    if (!may(asker.actor, `${ticket.kind}:${act}`, await sightOf(write, ticket)))
      throw new ProblemError('forbidden');
    return ticket;
  }
}

function viewOf(row: DraftRow): DraftView {
  return {
    audience: row.audience,
    body: row.body,
    revision: row.revision,
    basedOnVersion: row.based_on_version,
    savedAt: row.saved_at.toISOString(),
  };
}
