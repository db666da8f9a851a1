import type {
  ApprovalView,
  ChangeItemView,
  ChangePart,
  ChangeView,
  ConflictView,
  NamedRef,
} from '@felles/contracts/http';
import {
  claimingStates,
  gapsIn,
  holds,
  mayApprove,
  planIsOpen,
  type Actor,
  type ApprovalDecision,
  type ChangeResult,
  type ChangeState,
  type ChangeType,
  type Level,
  type RiskAnswers,
  type TicketSight,
  type UpdateOutcome,
} from '@felles/domain';
import { camelRow } from '../platform/database/rows.js';
import type { Read, Statement } from '../platform/database/work.js';
import { viewTicket } from '../tickets/index.js';
import { conflictViews, conflictColumns, conflictNames, type ConflictRow } from './conflict-rows.js';

const parts: Statement = {
  name: 'change-parts',
  text: `select p.*, felles_now() as now from change_parts($1) p`,
};
const conflictsOf: Statement = {
  name: 'change-conflicts-of',
  text: `select ${conflictColumns} from ticket t join change c on c.ticket_id = t.id
    cross join lateral changes_near(array(select x.configuration_item_id from change_item x where x.ticket_id = t.id),
      c.starts_at, c.ends_at, $2, t.id) n
    ${conflictNames}
    where t.id = $1 and t.kind = 'change' and c.starts_at is not null and (t.state = 'draft' or t.state = any ($2))
    order by n.starts_at, n.ticket_id, lower(i.name), lower(j.name) limit 500`,
};

interface Parts {
  type: ChangeType;
  risk: Level | null;
  riskAnswers: RiskAnswers;
  implementation: string | null;
  test: string | null;
  backOut: string | null;
  review: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  round: number;
  quorum: number | null;
  result: ChangeResult | null;
  timeZone: string;
  items: ChangeItemView[] | null;
  services: NamedRef[] | null;
  approvals: ApprovalRow[] | null;
  tasks: TaskRow[] | null;
  updates: UpdateRow[] | null;
  now: Date;
}
interface ApprovalRow {
  round: number;
  decision: ApprovalDecision;
  personId: string;
  personName: string;
  comment: string | null;
  at: string;
}
interface TaskRow {
  id: string;
  text: string | null;
  doneAt: string | null;
  personId: string | null;
  personName: string | null;
}
interface UpdateRow {
  itemId: string;
  itemName: string;
  updateId: string;
  outcome: UpdateOutcome;
  tickedAt: string | null;
  title: string | null;
  severity: string | null;
  security: boolean | null;
  exploited: boolean | null;
}

/** A whole change as this reader may see it; null when out of sight, or the desk's notes are. */
export async function viewChange(read: Read, actor: Actor, id: string): Promise<ChangeView | null> {
  const [ticket, row, conflicts] = await Promise.all([
    viewTicket(read, actor, id),
    read.row(parts, [id]),
    read.rows<ConflictRow>(conflictsOf, [id, claimingStates]),
  ]);
  if (!ticket || !row || !holds(actor, ticket.organisation.id, 'change:read')) return null;
  const sight: TicketSight = {
    kind: 'change',
    organisationId: ticket.organisation.id,
    unitId: ticket.unit?.id ?? null,
    requesterId: ticket.requester?.id ?? null,
    filedById: ticket.filedBy?.id ?? null,
    assigneeId: ticket.assignee?.id ?? null,
    restricted: ticket.restricted,
    circle: [
      ...(ticket.circle?.people ?? []).map((person) => ({ personId: person.id })),
      ...(ticket.circle?.groups ?? []).map((group) => ({ groupId: group.id })),
    ],
  };
  const state = ticket.state as ChangeState;
  return {
    ...ticket,
    change: partView(camelRow<Parts>(row), conflictViews(conflicts), { actor, sight, state }),
  };
}

function partView(
  row: Parts,
  conflicts: ConflictView[],
  { actor, sight, state }: { actor: Actor; sight: TicketSight; state: ChangeState },
): ChangePart {
  const approvals = (row.approvals ?? []).map(approvalView);
  const decided = approvals.some(({ round, by }) => round === row.round && by.id === actor.personId);
  const { startsAt, endsAt, now, type, risk, riskAnswers, implementation, test, backOut, review } = row;
  const items = row.items ?? [];
  const services = row.services ?? [];
  const plan = { type, risk, implementation, test, backOut, startsAt, endsAt };
  return {
    type,
    risk,
    riskAnswers,
    implementation,
    test,
    backOut,
    review,
    items,
    services,
    approvals,
    conflicts,
    startsAt: startsAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    timeZone: row.timeZone,
    round: row.round,
    quorum: row.quorum ?? 0,
    result: row.result,
    tasks: (row.tasks ?? []).map((task) => ({
      id: task.id,
      text: task.text ?? '',
      doneAt: moment(task.doneAt),
      doneBy: task.personId ? { id: task.personId, displayName: task.personName ?? '' } : null,
    })),
    updates: (row.updates ?? []).map(({ itemId, itemName, tickedAt, ...update }) => ({
      ...update,
      item: { id: itemId, name: itemName },
      tickedAt: moment(tickedAt),
    })),
    gaps: planIsOpen(state) ? gapsIn({ ...plan, touches: items.length + services.length }, now) : [],
    waitsForYou: state === 'authorise' && !decided && mayApprove(actor, sight),
  };
}

function approvalView({ round, decision, personId, personName, comment, at }: ApprovalRow): ApprovalView {
  return { round, decision, comment, by: { id: personId, displayName: personName }, at: moment(at)! };
}

/** JSON from the database writes the offset; the API writes UTC. */
function moment(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString();
}
