import type { Label } from '@felles/domain';
import type { Statement } from '../platform/database/work.js';

/*
 * Read with EXPLAIN as felles_api_work at 1 000 000 tickets of ten years, for a tertial of 33 000 over three organisations:
 * open now 4 ms, opened 48 ms, resolved 49 ms, resolved by day 36 ms; the whole page 0.15–0.25 s, also for the oldest
 * tertial, and 2.3 s for five years (500 000). What matters:
 *
 * - The organisations stand in every statement. The policy names them too, but only as a sub-select whose value the
 *   planner does not know; together with the range they make one narrow index condition (ticket_all_opened,
 *   ticket_resolved), one search per organisation, and nothing outside the period is touched.
 * - `open` stands there in so many words, because the open indexes are partial; closed tickets are never looked at.
 * - The moment and the bounds are parameters. felles_now() asks a table: called per row it cost more than all the rest.
 * - The policy's own test runs on every row in the period and in_circle() only on restricted ones; no index helps there,
 *   so rows are read once: what is counted over the same rows is counted in one pass (grouping sets).
 */

/** Where and when: the zone whose days are counted, the period's instants, and the moment "now" is. */
export interface Ground {
  zone: string;
  from: Date;
  to: Date;
  now: Date;
}

// The host's zone for a report over several organisations; an asker who does not belong to the host counts in the zone of
// an organisation of theirs. Bounds are made where days are counted, so that the two cannot disagree about a zone's rules.
export const ground: Statement = {
  name: 'report-ground',
  text: `select z.zone, felles_now() as now, timezone(z.zone, $3::date::timestamp) as "from", timezone(z.zone, ($4::date + 1)::timestamp) as "to"
    from (select coalesce(
      (select o.time_zone from organisation o where o.id = coalesce($1::uuid, (select host_organisation_id from desk))),
      (select o.time_zone from organisation o where o.id = any ($2::uuid[]) order by o.id limit 1)) as zone) z`,
};

export interface OpenNow {
  backlog: number;
  day: number;
  week: number;
  month: number;
  quarter: number;
  older: number;
}

export const openNow: Statement = {
  name: 'report-open-now',
  text: `select count(*)::int as backlog,
      count(*) filter (where opened_at >= $2)::int as day,
      count(*) filter (where opened_at < $2 and opened_at >= $3)::int as week,
      count(*) filter (where opened_at < $3 and opened_at >= $4)::int as month,
      count(*) filter (where opened_at < $4 and opened_at >= $5)::int as quarter,
      count(*) filter (where opened_at < $5)::int as older
    from ticket where organisation_id = any ($1::uuid[]) and open`,
};

/** How many were opened: in all, on a day, by who should solve it, what it was about and where. */
export interface OpenedRow {
  by: 'all' | 'day' | 'group' | 'service' | 'site';
  day: string | null;
  id: string | null;
  name: Label | null;
  count: number;
}

export const openedInPeriod: Statement = {
  name: 'report-opened',
  text: `with counted as (
      select case grouping(day, group_id, service_id, site_id)
          when 15 then 'all' when 7 then 'day' when 11 then 'group' when 13 then 'service' else 'site' end as by,
        day::text as day, coalesce(group_id, service_id, site_id) as id, count(*)::int as count
      from (select timezone($4, opened_at)::date as day, group_id, service_id, site_id from ticket
        where organisation_id = any ($1::uuid[]) and opened_at >= $2 and opened_at < $3) t
      group by grouping sets ((), (day), (group_id), (service_id), (site_id)))
    select c.by, c.day, c.id, c.count, coalesce(g.name, s.name, p.name) as name from counted c
    left join assignment_group g on c.by = 'group' and g.id = c.id
    left join service s on c.by = 'service' and s.id = c.id
    left join site p on c.by = 'site' and p.id = c.id
    order by c.count desc, c.id`,
};

export interface Resolved {
  count: number;
  reopened: number;
  /** Median and 90th percentile in seconds; null when nothing was resolved. */
  seconds: [number, number] | null;
}

export const resolvedInPeriod: Statement = {
  name: 'report-resolved',
  text: `select count(*)::int as count, count(*) filter (where reopen_count > 0)::int as reopened,
      percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from resolved_at - opened_at)::float8) as seconds
    from ticket where organisation_id = any ($1::uuid[]) and resolved_at >= $2 and resolved_at < $3`,
};

export const resolvedByDay: Statement = {
  name: 'report-resolved-by-day',
  text: `select timezone($4, resolved_at)::date::text as day, count(*)::int as count
    from ticket where organisation_id = any ($1::uuid[]) and resolved_at >= $2 and resolved_at < $3 group by 1`,
};
