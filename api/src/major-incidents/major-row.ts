import type { MajorRow, NamedRef, OrganisationRef, PersonRef } from '@felles/contracts/http';
import type { MajorSeverity, MajorState, TicketState } from '@felles/domain';

/** A row of `major_incident`. */
export interface MajorIncident {
  ticketId: string;
  organisationId: string;
  severity: MajorSeverity;
  reasonId: string;
  managerId: string;
  declaredAt: Date;
  declaredById: string | null;
  nextUpdateAt: Date | null;
  stoodDownAt: Date | null;
  whatHappenedId: string | null;
  impactId: string | null;
  causeId: string | null;
  lessonsId: string | null;
  reviewVersion: number;
  reviewedById: string | null;
  approvedAt: Date | null;
  approvedById: string | null;
  state: MajorState;
}

/** A person as `{id, displayName}` in SQL; null where there is none. */
export const personRef = (id: string) =>
  `(select json_build_object('id', p.id, 'displayName', p.display_name) from person p where p.id = ${id})`;

/** What a line of the list says, from `major_incident m join ticket t`. */
export const rowColumns = `m.ticket_id as id, t.number, t.title, m.severity, m.state, t.state as "ticketState", t.restricted,
  (select json_build_object('id', o.id, 'name', o.name) from organisation o where o.id = m.organisation_id) as organisation,
  ${personRef('m.manager_id')} as manager,
  (select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name) order by s.name->>'nb'), '[]')
     from major_service ms join service s on s.id = ms.service_id where ms.ticket_id = m.ticket_id) as services,
  m.declared_at as "declaredAt", m.next_update_at as "nextUpdateAt",
  m.state = 'open' and coalesce(m.next_update_at <= felles_now(), false) as overdue,
  t.resolved_at as "resolvedAt", m.stood_down_at as "stoodDownAt", m.approved_at as "approvedAt",
  (select count(*)::int from ticket_link l where l.to_id = m.ticket_id and l.kind = 'parent') as children,
  (select count(*)::int from measure x where x.ticket_id = m.ticket_id) as measures,
  (select count(*)::int from measure x where x.ticket_id = m.ticket_id and x.done_at is null) as "openMeasures"`;

export interface ListedMajor {
  id: string;
  number: string;
  title: string;
  severity: MajorSeverity;
  state: MajorState;
  ticketState: TicketState;
  restricted: boolean;
  organisation: OrganisationRef;
  manager: PersonRef;
  services: NamedRef[];
  declaredAt: Date;
  nextUpdateAt: Date | null;
  overdue: boolean;
  resolvedAt: Date | null;
  stoodDownAt: Date | null;
  approvedAt: Date | null;
  children: number;
  measures: number;
  openMeasures: number;
}

export const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function rowView(row: ListedMajor): MajorRow {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    severity: row.severity,
    state: row.state,
    ticketState: row.ticketState,
    restricted: row.restricted,
    organisation: row.organisation,
    manager: row.manager,
    services: row.services,
    declaredAt: row.declaredAt.toISOString(),
    nextUpdateAt: row.state === 'open' ? iso(row.nextUpdateAt) : null,
    overdue: row.overdue,
    resolvedAt: iso(row.resolvedAt),
    stoodDownAt: iso(row.stoodDownAt),
    approvedAt: iso(row.approvedAt),
    children: row.children,
    measures: row.measures,
    openMeasures: row.openMeasures,
  };
}
