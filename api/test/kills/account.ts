import type { Name, World } from '@felles/testing';
import { placeIn, type Follower } from './followers.js';
import { until, type Product } from './product.js';
import type { Write } from './writers.js';

/** What is wrong with the desk after all that, in sentences; empty when all is well. */
export async function faultsOf(product: Product, writes: readonly Write[], round: string): Promise<string[]> {
  const made = await product.rows<{ marker: string; ticket_id: string; events: number; count: number }>(
    `select t.title as marker, min(t.id::text) as ticket_id, count(distinct t.id)::int as count,
        count(e.id) filter (where e.type = 'ticket.filed')::int as events
      from ticket t left join domain_event e on e.subject_id = t.id
      where t.title like $1 group by 1
    union all
    select r.body, min(y.ticket_id::text), count(distinct y.id)::int,
        count(e.id) filter (where e.facts->'entryId'->>1 = y.id::text)::int
      from entry y join text_revision r on r.id = y.text_id left join domain_event e on e.subject_id = y.ticket_id
      where r.body like $1 group by 1`,
    [`${round} %`],
  );
  const byMarker = new Map(made.map((row) => [row.marker, row]));
  const faults: string[] = [];
  for (const write of writes) {
    const found = byMarker.get(write.marker);
    const what = `${write.act} by ${write.by} after ${write.attempts} attempts`;
    if (write.acknowledged && !found) faults.push(`${what} was acknowledged and is lost`);
    if (!found) continue;
    if (found.count !== 1) faults.push(`${what} is there ${found.count} times`);
    if (found.events !== 1) faults.push(`${what} stands ${found.events} times in the log`);
    if (write.acknowledged && write.acknowledged !== found.ticket_id)
      faults.push(`${what} was acknowledged as another ticket`);
    byMarker.delete(write.marker);
  }
  for (const marker of byMarker.keys()) faults.push(`${marker} was written by nobody`);
  return faults;
}

interface LogRow {
  place: string;
  organisation_id: string;
  internal: boolean;
  requester_id: string;
}

/** Says it out by hand, so that the judgement does not share the product's own mistakes. */
function maySee(name: Name, { people, organisations }: World, event: LogRow): boolean {
  const own = event.requester_id === people[name] && !event.internal;
  switch (name) {
    case 'arne':
      return true;
    case 'siri':
      return event.organisation_id === organisations.fjordvik;
    case 'nora':
      return event.organisation_id === organisations.innvik;
    default:
      return own;
  }
}

const logOfTickets = `
  select concat_ws('.', e.generation, e.xid, e.id) as place, e.organisation_id, e.internal, t.requester_id
  from domain_event e join ticket t on t.id = e.subject_id
  where e.subject_kind = 'ticket' and e.xid >= $1::xid8 order by e.generation, e.xid, e.id`;

/** Waits until every screen stands where the log does, then compares each with it, event by event. */
export async function faultsOnScreens(product: Product, followers: readonly Follower[]): Promise<string[]> {
  let faults: string[] = [];
  await until(
    10_000,
    'every screen has caught up',
    async () => {
      const log = await product.rows<LogRow>(logOfTickets, [firstTransaction(followers)]);
      faults = followers.flatMap((follower) => faultsOnScreen(product.world, log, follower));
      return faults.length === 0;
    },
    250,
  ).catch(() => undefined);
  return faults;
}

function faultsOnScreen(world: World, log: readonly LogRow[], follower: Follower): string[] {
  const name = `${follower.name}'s screen (${follower.connects} connects, ${follower.reloads} reloads)`;
  if (!follower.connected || !follower.since) return [`${name} never came back`];
  const since = placeIn(follower.since);
  const expected = log
    .filter((event) => isAfter(event.place, since) && maySee(follower.name, world, event))
    .map(({ place }) => place);
  const told = follower.events
    .filter(({ subject }) => subject.kind === 'ticket')
    .map(({ cursor }) => placeIn(cursor));
  if (told.join() === expected.join()) return [];
  const [wanted, got] = [new Set(expected), new Set(told)];
  const missed = expected.filter((place) => !got.has(place));
  const foreign = told.filter((place) => !wanted.has(place));
  const doubled = told.length - got.size;
  return [
    `${name} was told ${told.length} of ${expected.length}: ${missed.length} missing (${missed[0]}), ` +
      `${doubled} twice, ${foreign.length} it should not have been told (${foreign[0]})`,
  ];
}

/** The earliest transaction any of these screens can have been told of. */
function firstTransaction(followers: readonly Follower[]): string {
  const first = followers.map(({ since }) => BigInt(since ? placeIn(since).split('.')[1]! : 0));
  return String(first.reduce((least, xid) => (xid < least ? xid : least)));
}

// Nobody is assigned to anything here, and nobody watches: whoever asked is told of what the desk answers, and nobody else
// of anything.
const faultyNotices = `
  with due as (
    select t.requester_id as person_id, e.id as event_id from domain_event e join ticket t on t.id = e.subject_id
    where e.type = 'ticket.replied' and e.actor_id <> t.requester_id)
  select (select count(*)::int from due) as due,
    (select count(*)::int from (select * from due except select person_id, event_id from notification) missing) as missing,
    (select count(*)::int from (select person_id, event_id from notification except select * from due) foreigners) as wrong`;

/** The durable reader's work, against what the log says it should be. */
export async function faultsOfNotices(product: Product): Promise<{ due: number; faults: string[] }> {
  let due = 0;
  let faults: string[] = [];
  await until(
    10_000,
    'everybody has been notified',
    async () => {
      const [found] = await product.rows<{ due: number; missing: number; wrong: number }>(faultyNotices);
      due = found!.due;
      faults = found!.missing || found!.wrong ? [`notifications: ${JSON.stringify(found)}`] : [];
      return faults.length === 0;
    },
    250,
  ).catch(() => undefined);
  return { due, faults };
}

function isAfter(place: string, since: string): boolean {
  const [a, b] = [place, since].map((text) => text.split('.').map(BigInt));
  for (let index = 0; index < 3; index++) if (a![index] !== b![index]) return a![index]! > b![index]!;
  return false;
}
