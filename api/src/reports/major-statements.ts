import type { Label, Priority } from '@felles/domain';
import type { Statement } from '../platform/database/work.js';

export interface MajorRow {
  id: string;
  number: string;
  priority: Priority;
  organisationName: string;
  severity: string | null;
  managerName: string | null;
  declaredAt: Date;
  stoodDownAt: Date | null;
  approvedAt: Date | null;
  reviewVersion: number | null;
  serviceNames: Label[];
  organisationNames: string[];
  children: number;
}

const after = (fact: string) => `m.facts -> '${fact}' ->> 1`;
const idsIn = (fact: string) =>
  `select value::uuid from jsonb_array_elements_text(case jsonb_typeof(m.facts -> '${fact}' -> 1) when 'array' then m.facts -> '${fact}' -> 1 else '[]' end)`;

// Names of what the asker does not reach are left out. Children are counted as the asker sees them.
/** Majors declared between $2 and $3 in organisations $1, oldest first; at most $4. */
export const majorsDeclared: Statement = {
  name: 'report-majors',
  text: `select t.id, t.number, t.priority, o.name as "organisationName", ${after('severity')} as severity,
      (select p.display_name from person p where p.id = (${after('managerId')})::uuid) as "managerName",
      (${after('declaredAt')})::timestamptz as "declaredAt", (${after('stoodDownAt')})::timestamptz as "stoodDownAt",
      (${after('approvedAt')})::timestamptz as "approvedAt", (${after('reviewVersion')})::integer as "reviewVersion",
      array(select s.name from service s where s.id in (${idsIn('serviceIds')}) order by s.name ->> 'nb') as "serviceNames",
      array(select a.name from organisation a where a.id in (${idsIn('organisationIds')}) order by a.name) as "organisationNames",
      (select count(*)::int from ticket_link l where l.to_id = t.id and l.kind = 'parent') as children
    from rollup_major m join ticket t on t.id = m.ticket_id join organisation o on o.id = t.organisation_id
    where m.organisation_id = any ($1::uuid[]) and (${after('declaredAt')})::timestamptz >= $2 and (${after('declaredAt')})::timestamptz < $3
    order by "declaredAt", t.id limit $4`,
};

export interface MeasureRow {
  id: string;
  majorId: string;
  majorNumber: string;
  ownerName: string | null;
  dueOn: string | null;
  doneAt: Date | null;
}

/** Measures of majors declared before $2: all of those declared since $3, and what is not done of the earlier ones; at most $4. */
export const measuresOf: Statement = {
  name: 'report-measures',
  text: `select a.measure_id as id, t.id as "majorId", t.number as "majorNumber",
      (select p.display_name from person p where p.id = (a.facts -> 'ownerId' ->> 1)::uuid) as "ownerName",
      left(a.facts -> 'dueOn' ->> 1, 10) as "dueOn", (a.facts -> 'doneAt' ->> 1)::timestamptz as "doneAt"
    from rollup_major m join rollup_measure a on a.ticket_id = m.ticket_id join ticket t on t.id = m.ticket_id
    where m.organisation_id = any ($1::uuid[]) and (${after('declaredAt')})::timestamptz < $2
      and ((${after('declaredAt')})::timestamptz >= $3 or a.facts -> 'doneAt' ->> 1 is null)
    order by "dueOn" nulls last, a.measure_id limit $4`,
};

export interface ChangeRow {
  result: string;
  count: number;
}

// One whose servers all reported success closes without a review, and its state says what came of it.
/** Changes that ended between $2 and $3, by what came of them. */
export const changesEnded: Statement = {
  name: 'report-changes',
  text: `select result, count(*)::int as count from (
      select coalesce(c.change_result, case c.state when 'closed' then 'successful' when 'failed' then 'failed' end) as result,
        coalesce(c.closed_at, c.left_at[cardinality(c.left_at)]) as ended_at
      from rollup_ticket c where c.organisation_id = any ($1::uuid[]) and c.kind = 'change') c
    where result is not null and ended_at >= $2 and ended_at < $3 group by result order by count desc, result`,
};

export interface PatchRow {
  /** Null: before the period. */
  day: string | null;
  status: string;
  moved: number;
}

/** How many servers came to a status and left it: before $2, and day by day until $3. */
export const patchesOver: Statement = {
  name: 'report-patches',
  text: `select case when day >= $2::date then day::text end as day, status, sum(moved)::int as moved from (
      select timezone(z.time_zone, s.since)::date as day, k.status, k.moved
      from rollup_zone z join rollup_server_status s on s.organisation_id = z.organisation_id
      cross join lateral (values (s.status, 1), (s.before, -1)) as k (status, moved)
      where z.organisation_id = any ($1::uuid[]) and k.status is not null) p
    where day <= $3::date group by 1, 2`,
};
