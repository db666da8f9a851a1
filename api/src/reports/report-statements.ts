import type { Label } from '@felles/domain';
import type { Statement } from '../platform/database/work.js';

/*
 * Figures come from the rollups (api/src/rollups): whole months where a period covers them, days at its ends. What matters:
 *
 * - The organisations stand in every statement. The policy names them too, but only as a sub-select whose value the
 *   planner does not know.
 * - Rollups hold unrestricted tickets. The restricted ones in the asker's sight are few; they are found from the asker's end
 *   and counted by the same function as the rest.
 * - Resolution times are exact: they are read from the index of folded tickets, which has all that is needed.
 * - A local day is the organisation's own; an instant is made of it in its zone (rollup_zone).
 */

/** The zone a list's instants are made in, those instants, and the moment "now" is. */
export interface Ground {
  zone: string;
  from: Date;
  to: Date;
  now: Date;
  names: string[];
}

// The host's zone for a report over several organisations; an asker who does not belong to the host counts in the zone of
// an organisation of theirs.
export const ground: Statement = {
  name: 'report-ground',
  text: `select z.zone, felles_now() as now, timezone(z.zone, $3::date::timestamp) as "from", timezone(z.zone, ($4::date + 1)::timestamp) as "to",
      array(select o.name from organisation o where o.id = any ($2::uuid[]) order by o.name) as names
    from (select coalesce(
      (select o.time_zone from organisation o where o.id = coalesce($1::uuid, (select host_organisation_id from desk))),
      (select o.time_zone from organisation o where o.id = any ($2::uuid[]) order by o.id limit 1)) as zone) z`,
};

/** Restricted tickets the asker has a part in: in their circle, or a party to them. $1 organisations, $2 kinds. */
const secrets = `secret as materialized (
    select t.*, z.time_zone from rollup_ticket t join rollup_zone z on z.organisation_id = t.organisation_id
    where t.restricted and t.organisation_id = any ($1::uuid[]) and t.kind = any ($2::text[]) and t.ticket_id in (
      select c.ticket_id from ticket_circle c where c.person_id = (select asker())
      union select c.ticket_id from ticket_circle c where c.group_id = any ((select asker_groups())::uuid[])
      union select k.id from ticket k where k.assignee_id = (select asker()) and k.restricted
      union select k.id from ticket k where k.requester_id = (select asker()) and k.restricted
      union select k.id from ticket k where k.filed_by_id = (select asker()) and k.restricted))`;

const counts = ['opened', 'resolved', 'reopened', 'cancelled', 'entered', 'departed'] as const;
const sums = counts.map((count) => `coalesce(sum(${count}), 0)::integer as ${count}`).join(', ');

export interface CountRow extends Record<(typeof counts)[number], number> {
  dimension: 'all' | 'service' | 'site' | 'group' | 'priority';
  key: string;
}

/** Sums over pieces of time. $3 their grains, $4 their first days, $5 the days after their last; $6 the dimensions. */
export const countsOver: Statement = {
  name: 'report-counts',
  text: `with piece as (select * from unnest($3::text[], $4::date[], $5::date[]) as p (grain, "from", "to") where "from" < "to"),
    ${secrets}
    select dimension, key, ${sums} from (
      select r.dimension, r.key, ${counts.map((count) => `r.${count}`).join(', ')}
      from piece p join rollup r on r.organisation_id = any ($1::uuid[]) and r.dimension = any ($6::text[]) and r.grain = p.grain
        and r.day >= p."from" and r.day < p."to" and r.kind = any ($2::text[])
      union all
      select d.dimension, coalesce(d.key, ''), ${counts.map((count) => `m.${count}`).join(', ')}
      from secret s
      cross join lateral rollup_moments(s.opened_at, s.resolved_at, s.closed_at, s.state, s.reopen_count, s.entered_at, s.left_at, s.time_zone) m
      cross join lateral (values ('all', ''), ('service', s.service_id::text), ('site', s.site_id::text), ('group', s.group_id::text),
        ('priority', s.priority)) as d (dimension, key)
      where d.dimension = any ($6::text[]) and exists (select from piece p where m.day >= p."from" and m.day < p."to")) c (dimension, key, ${counts.join(', ')})
    group by dimension, key`,
};

export interface FlowRow {
  day: string;
  opened: number;
  resolved: number;
  entered: number;
  departed: number;
}

/** Day by day or month by month. $3 the grain, $4 the first day, $5 the last. */
export const flowOver: Statement = {
  name: 'report-flow',
  text: `with ${secrets}
    select day::text as day, ${sums} from (
      select r.day, ${counts.map((count) => `r.${count}`).join(', ')} from rollup r
      where r.organisation_id = any ($1::uuid[]) and r.dimension = 'all' and r.grain = $3 and r.day >= $4::date and r.day <= $5::date and r.kind = any ($2::text[])
      union all
      select case $3 when 'month' then date_trunc('month', m.day::timestamp)::date else m.day end, ${counts.map((count) => `m.${count}`).join(', ')}
      from secret s
      cross join lateral rollup_moments(s.opened_at, s.resolved_at, s.closed_at, s.state, s.reopen_count, s.entered_at, s.left_at, s.time_zone) m
      where m.day >= $4::date and m.day <= $5::date) f (day, ${counts.join(', ')})
    group by day`,
};

export interface TimesRow {
  dimension: CountRow['dimension'];
  key: string;
  seconds: [number, number];
}

// One search of the index per organisation, in its own zone. $3 first day, $4 last.
const resolvedThen = `select extract(epoch from t.resolved_at - t.opened_at)::float8 as seconds, coalesce(t.service_id::text, '') as service,
      coalesce(t.site_id::text, '') as site, coalesce(t.group_id::text, '') as "group", coalesce(t.priority, '') as priority
    from rollup_zone z join rollup_ticket t on t.organisation_id = z.organisation_id and t.kind = any ($2::text[])
      and t.resolved_at >= timezone(z.time_zone, $3::date::timestamp) and t.resolved_at < timezone(z.time_zone, ($4::date + 1)::timestamp)
    where z.organisation_id = any ($1::uuid[]) and t.opened_at is not null`;
const middle = `percentile_cont(array[0.5, 0.9]) within group (order by seconds) as seconds`;

export const times: Statement = {
  name: 'report-times',
  text: `select 'all' as dimension, '' as key, ${middle} from (${resolvedThen}) t having count(*) > 0`,
};

export const timesBy: Statement = {
  name: 'report-times-by',
  text: `select case grouping(service, site, "group", priority) when 7 then 'service' when 11 then 'site' when 13 then 'group' else 'priority' end as dimension,
      coalesce(service, site, "group", priority) as key, ${middle}
    from (${resolvedThen}) t group by grouping sets ((service), (site), ("group"), (priority))`,
};

export interface OpenNow {
  open: number;
  day: number;
  week: number;
  month: number;
  quarter: number;
  older: number;
}

/** $3 a day ago, $4 a week, $5 a month, $6 a quarter. */
export const openNow: Statement = {
  name: 'report-open-now',
  text: `select count(*)::int as open,
      count(*) filter (where opened_at >= $3)::int as day,
      count(*) filter (where opened_at < $3 and opened_at >= $4)::int as week,
      count(*) filter (where opened_at < $4 and opened_at >= $5)::int as month,
      count(*) filter (where opened_at < $5 and opened_at >= $6)::int as quarter,
      count(*) filter (where opened_at < $6)::int as older
    from rollup_ticket where organisation_id = any ($1::uuid[]) and kind = any ($2::text[]) and state_is_open(state)`,
};

export interface NameRow {
  id: string;
  name: Label;
}

/** What the ids of services, sites and groups are called. */
export const namesOf: Statement = {
  name: 'report-names',
  text: `select id, name from service where id = any ($1::uuid[]) union all select id, name from site where id = any ($1::uuid[])
    union all select id, name from assignment_group where id = any ($1::uuid[])`,
};
