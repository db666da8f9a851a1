import type { MajorRef, NamedRef, NoticeUpdate, NoticeView, OrganisationRef } from '@felles/contracts/http';
import { holds, type Actor, type Label } from '@felles/domain';

/** A notice, from `notice n`. What is behind it is named only to those who read the desk's own and see the incident. */
export const noticeColumns = `n.id, n.organisation_id as "organisationId", n.title, n.body as text, n.starts_at as "startsAt", n.ends_at as "endsAt",
  n.withdrawn_at as "withdrawnAt", n.updates, n.version,
  (select coalesce(json_agg(json_build_object('id', o.id, 'name', o.name) order by o.name), '[]')
     from notice_place p join organisation o on o.id = p.organisation_id where p.notice_id = n.id) as organisations,
  (select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name) order by s.name->>'nb'), '[]')
     from notice_service ns join service s on s.id = ns.service_id where ns.notice_id = n.id) as services,
  (select json_build_object('id', t.id, 'number', t.number, 'title', t.title) from ticket t
     where t.id = n.ticket_id and t.organisation_id = any ((select asker_reads())::uuid[])) as incident`;

export interface NoticeRow {
  id: string;
  organisationId: string;
  title: Label;
  text: Label;
  startsAt: Date;
  endsAt: Date | null;
  withdrawnAt: Date | null;
  updates: NoticeUpdate[];
  version: number;
  organisations: OrganisationRef[];
  services: NamedRef[];
  incident: MajorRef | null;
}

export function noticeView(actor: Actor, row: NoticeRow): NoticeView {
  return {
    id: row.id,
    title: row.title,
    text: row.text,
    organisations: row.organisations,
    services: row.services,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    updates: newestFirst(row.updates),
    version: row.version,
    incident: row.incident,
    mayChange: holds(actor, row.organisationId, 'incident:run-major'),
  };
}

export function newestFirst(updates: readonly NoticeUpdate[]): NoticeUpdate[] {
  return [...updates].sort((a, b) => b.at.localeCompare(a.at));
}
