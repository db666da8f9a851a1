import { countedFacts, majorTypes, measureTypes, ticketTypes } from './folded-facts.js';

/*
 * The rules by which the log becomes figures, once: the reader runs these statements on a batch of events, a rebuild on the
 * whole log. `events` is a query of what they need of `domain_event`. Each lays the facts of a record over what it knew
 * (the log's order decides, not `occurred_at`), takes back what the record counted for before and counts it anew, so that
 * the figures are always the sum over the records as they now stand.
 */
const columns = `e.generation, e.xid, e.id, e.organisation_id, e.type, e.subject_id, e.occurred_at, e.facts, e.texts`;
const inOrder = `order by e.generation, e.xid, e.id`;
const oneOf = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');

const theBatch = `select ${columns} from unnest($1::integer[], $2::xid8[], $3::bigint[]) as b(generation, xid, id)
  join domain_event e on (e.generation, e.xid, e.id) = (b.generation, b.xid, b.id)`;
// What the reader has parked stays aside.
const theWholeLog = `select ${columns} from domain_event e where (e.generation, e.xid, e.id) <= ($1::integer, $2::xid8, $3::bigint)
  and e.id not in (select p.event_id from log_parked p where p.reader = 'rollups' and p.parked_at is not null)`;

const fact = (name: string, type = '') => `(f.facts -> '${name}' ->> 1)${type && `::${type}`}`;
const folded = (name: string, column: string, type = '') =>
  `case when f.facts ? '${name}' then ${fact(name, type)} else b.${column} end`;

const counts = ['opened', 'resolved', 'reopened', 'closed', 'cancelled', 'entered', 'departed'] as const;
const summed = counts.map((count) => `sum(${count})::integer as ${count}`).join(', ');
const kept = `organisation_id, kind, state, priority, service_id, site_id, group_id, restricted, opened_at, resolved_at, closed_at,
    reopen_count, change_result, entered_at, left_at`;

/** The days and months in which tickets count, each once or taken back once (`sign`), added to what is counted already. */
const counted = (signed: string) => `moment as (
    select t.organisation_id, t.kind, coalesce(t.service_id::text, '') as service, coalesce(t.site_id::text, '') as site,
      coalesce(t.group_id::text, '') as "group", coalesce(t.priority, '') as priority, m.day,
      ${counts.map((count) => `t.sign * m.${count} as ${count}`).join(', ')}
    from (${signed}) t
    join rollup_zone z on z.organisation_id = t.organisation_id
    cross join lateral rollup_moments(t.opened_at, t.resolved_at, t.closed_at, t.state, t.reopen_count, t.entered_at, t.left_at, z.time_zone) m
    where not t.restricted and t.kind is not null),
  per_day as materialized (
    select organisation_id, kind, day,
      case grouping(service, site, "group", priority) when 15 then 'all' when 7 then 'service' when 11 then 'site' when 13 then 'group'
        else 'priority' end as dimension,
      coalesce(service, site, "group", priority, '') as key, ${summed}
    from moment group by grouping sets ((organisation_id, kind, day), (organisation_id, kind, day, service),
      (organisation_id, kind, day, site), (organisation_id, kind, day, "group"), (organisation_id, kind, day, priority))),
  moved as (
    select d.* from (
      select 'day' as grain, organisation_id, kind, day, dimension, key, ${counts.join(', ')} from per_day
      union all
      select 'month', organisation_id, kind, date_trunc('month', day::timestamp)::date, dimension, key, ${summed}
        from per_day group by organisation_id, kind, date_trunc('month', day::timestamp), dimension, key) d
    where ${counts.map((count) => `d.${count} <> 0`).join(' or ')})`;

const columnsOfRollup = `organisation_id, dimension, grain, day, kind, key, ${counts.join(', ')}`;
const addToRollup = `merge into rollup r using moved d on r.organisation_id = d.organisation_id and r.dimension = d.dimension and r.grain = d.grain
    and r.day = d.day and r.kind = d.kind and r.key = d.key
  when matched and ${counts.map((count) => `r.${count} + d.${count} = 0`).join(' and ')} then delete
  when matched then update set ${counts.map((count) => `${count} = r.${count} + d.${count}`).join(', ')}
  when not matched then insert (organisation_id, dimension, grain, day, kind, key, ${counts.join(', ')})
    values (d.organisation_id, d.dimension, d.grain, d.day, d.kind, d.key, ${counts.map((count) => `d.${count}`).join(', ')})`;
/** The same where nothing has been counted yet. */
const fillRollup = `insert into rollup (${columnsOfRollup}) select ${columnsOfRollup} from moved`;

/** Tickets, and the days and months they count in. */
const foldTickets = (events: string, add: string) => `with event as (${events}),
  f as (
    select e.subject_id as ticket_id, min(e.organisation_id::text)::uuid as organisation_id, laid_over(e.facts ${inOrder}) as facts,
      array_agg(case when e.type = 'ticket.filed' then coalesce((e.facts -> 'openedAt' ->> 1)::timestamptz, e.occurred_at) else e.occurred_at end ${inOrder})
        filter (where state_is_open(e.facts -> 'state' ->> 1) and not state_is_open(e.facts -> 'state' ->> 0)) as entered_at,
      array_agg(e.occurred_at ${inOrder})
        filter (where state_is_open(e.facts -> 'state' ->> 0) and e.facts ? 'state' and not state_is_open(e.facts -> 'state' ->> 1)) as left_at
    from event e where e.type in (${oneOf(ticketTypes)}) and e.facts ?| array[${oneOf(countedFacts)}] group by 1),
  before as materialized (select t.* from f join rollup_ticket t using (ticket_id)),
  after as materialized (
    select f.ticket_id, coalesce(b.organisation_id, f.organisation_id) as organisation_id, ${folded('kind', 'kind')} as kind,
      ${folded('state', 'state')} as state, ${folded('priority', 'priority')} as priority,
      ${folded('serviceId', 'service_id', 'uuid')} as service_id, ${folded('siteId', 'site_id', 'uuid')} as site_id,
      ${folded('groupId', 'group_id', 'uuid')} as group_id,
      coalesce(${folded('restricted', 'restricted', 'boolean')}, false) as restricted,
      ${folded('openedAt', 'opened_at', 'timestamptz')} as opened_at, ${folded('resolvedAt', 'resolved_at', 'timestamptz')} as resolved_at,
      ${folded('closedAt', 'closed_at', 'timestamptz')} as closed_at,
      coalesce(${folded('reopenCount', 'reopen_count', 'integer')}, 0) as reopen_count, ${folded('result', 'change_result')} as change_result,
      coalesce(b.entered_at, '{}') || coalesce(f.entered_at, '{}') as entered_at,
      coalesce(b.left_at, '{}') || coalesce(f.left_at, '{}') as left_at
    from f left join before b using (ticket_id)),
  kept as (
    insert into rollup_ticket (ticket_id, ${kept}) select ticket_id, ${kept} from after
    on conflict (ticket_id) do update set (${kept}) = row (${kept
      .split(',')
      .map((column) => `excluded.${column.trim()}`)
      .join(', ')})),
  ${counted(`select -1 as sign, before.* from before union all select 1, after.* from after`)}
  ${add}`;

/** Majors. One that is declared anew is no longer stood down. */
const foldMajors = (events: string) => `with event as (${events})
  insert into rollup_major as m (ticket_id, organisation_id, facts, texts)
    select e.subject_id, min(e.organisation_id::text)::uuid,
      laid_over(case e.type when 'major.declared' then e.facts || '{"stoodDownAt": [null, null]}' else e.facts end ${inOrder}),
      laid_over(coalesce(e.texts, '{}') ${inOrder})
    from event e where e.type in (${oneOf(majorTypes)}) group by 1
  on conflict (ticket_id) do update set facts = m.facts || excluded.facts, texts = m.texts || excluded.texts`;

const foldMeasures = (events: string) => `with event as (${events})
  insert into rollup_measure as m (measure_id, ticket_id, organisation_id, facts, texts)
    select coalesce(e.facts -> 'measureId' ->> 1, e.facts -> 'measureId' ->> 0)::uuid, min(e.subject_id::text)::uuid,
      min(e.organisation_id::text)::uuid, laid_over(e.facts ${inOrder}), laid_over(coalesce(e.texts, '{}') ${inOrder})
    from event e where e.type in (${oneOf(measureTypes)}) and e.facts ? 'measureId' group by 1
  on conflict (measure_id) do update set facts = m.facts || excluded.facts, texts = m.texts || excluded.texts`;

/** Servers: a row for each time the status became another. Enrolling counts one as unknown until something is known of it. */
const foldServers = (events: string) => `with event as (${events}),
  said as (
    select e.*, case e.type when 'server.enrolled' then 'unknown'
        when 'configuration_item.changed' then case when e.facts -> 'retiredAt' ->> 1 is null then 'unknown' end
        else e.facts -> 'status' ->> 1 end as status, l.n, l.status as last
    from event e left join lateral (select s.n, s.status from rollup_server_status s where s.configuration_item_id = e.subject_id
      order by s.n desc limit 1) l on true
    where e.type = 'server.enrolled' or (e.type in ('server.reported', 'server.silent') and e.facts ? 'status')
      or (e.type = 'configuration_item.changed' and e.facts ? 'retiredAt')),
  placed as (
    select s.*, count(*) filter (where type <> 'server.enrolled' and status is not null) over (partition by subject_id
      order by generation, xid, id rows between unbounded preceding and 1 preceding) as known from said s),
  compared as (
    select p.*, lag(status, 1, last) over (partition by subject_id order by generation, xid, id) as before
    from placed p where not (type = 'server.enrolled' and (n is not null or known > 0)))
  insert into rollup_server_status (configuration_item_id, n, organisation_id, since, before, status)
    select subject_id, coalesce(n, 0) + row_number() over (partition by subject_id order by generation, xid, id), organisation_id,
      occurred_at, before, status
    from compared where status is distinct from before`;

export interface Folds {
  tickets: string;
  majors: string;
  measures: string;
  servers: string;
}

const foldsOver = (events: string, add: string): Folds => ({
  tickets: foldTickets(events, add),
  majors: foldMajors(events),
  measures: foldMeasures(events),
  servers: foldServers(events),
});

/** Over some events: $1 generations, $2 transactions, $3 ids. */
export const batchFolds = foldsOver(theBatch, addToRollup);
/** Over everything up to a place: $1 generation, $2 transaction, $3 id. Meant for empty tables. */
export const wholeFolds = foldsOver(theWholeLog, fillRollup);

/** Organisations whose days are counted in another zone than theirs, or not yet. */
export const otherZones = `select o.id, o.time_zone as "timeZone", z.time_zone as counted from organisation o left join rollup_zone z on z.organisation_id = o.id
  where o.id = any ($1::uuid[]) and o.time_zone is distinct from z.time_zone`;

/** From now on its days are counted in this zone. */
export const keepZone = `insert into rollup_zone (organisation_id, time_zone) values ($1, $2)
  on conflict (organisation_id) do update set time_zone = excluded.time_zone`;
export const forgetDays = `delete from rollup where organisation_id = $1`;
export const countAnew = `with ${counted('select 1 as sign, t.* from rollup_ticket t where t.organisation_id = $1')}
  ${fillRollup}`;
