import { Injectable } from '@nestjs/common';
import type { SuggestedCauses } from '@felles/contracts/http';
import { may, type ChangeState } from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor, type Statement } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { notFound, ProblemError } from '../platform/http/problem-error.js';
import { sightOf, type Ticket } from '../tickets/index.js';
import { conflictColumns, conflictNames, conflictViews, type ConflictRow } from './conflict-rows.js';

const subject: Statement = {
  name: 'cause-subject',
  text: `select id, kind, organisation_id as "organisationId", unit_id as "unitId", requester_id as "requesterId", filed_by_id as "filedById",
    assignee_id as "assigneeId", restricted, opened_at as "openedAt", configuration_item_id as "configurationItemId" from ticket where id = $1`,
};
// An incident comes from what was done to its own item or to what that stands on; what stands on it is a victim too.
const causes: Statement = {
  name: 'cause-suggestions',
  text: `select ${conflictColumns} from changes_near(array[$2::uuid], $3::timestamptz - interval '24 hours', $3::timestamptz, $4, $1) n ${conflictNames}
    where n.reason <> 'dependant'
      and not exists (select from ticket_link l where l.from_id = $1 and l.to_id = n.ticket_id and l.kind = 'caused_by')
    order by n.starts_at desc, n.ticket_id limit 20`,
};

/** States in which somebody has been at it. */
const doneStates = ['implementing', 'review', 'closed', 'failed'] as const satisfies readonly ChangeState[];

/** Which changes may have caused an incident: those that touched its configuration item in the day before it was opened. */
@Injectable()
export class CauseSuggestions {
  constructor(private readonly work: AskerWork) {}

  async of({ actor }: Asker, ticketId: string): Promise<SuggestedCauses> {
    return this.work.read(openingFor(actor, true), async (read) => {
      const ticket = await read.row<Ticket>(subject, [ticketId]);
      if (!ticket) throw notFound();
      if (!may(actor, `${ticket.kind}:link`, await sightOf(read, ticket)))
        throw new ProblemError('forbidden');
      const { configurationItemId, openedAt, kind } = ticket;
      if (kind !== 'incident' || !configurationItemId) return { items: [] };
      const rows = await read.rows<ConflictRow>(causes, [
        ticketId,
        configurationItemId,
        openedAt,
        doneStates,
      ]);
      return { items: conflictViews(rows) };
    });
  }
}
