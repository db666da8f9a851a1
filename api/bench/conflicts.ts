import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { foundMunicipality } from '../src/demo/founding.js';
import { Random } from '../src/demo/random.js';
import { Installation, repository } from '../src/start/installation.js';
import { Parent } from '../src/start/parent.js';
import { conflictsByForce, meetingKey, type Claim, type Edge, type Meeting } from './brute-force.js';

const port = 3953;
const size = { items: 5_000, changes: 2_000 } as const;
const plans = 200;
const hour = 3_600_000;

/** Conflicts as the product answers them, as hand-written SQL finds them, and as trying everything with everything does. */
export async function benchConflicts({ out }: { out: string }): Promise<void> {
  const dataDir = path.join(repository, '.data', 'bench-conflicts');
  const installation = await Installation.open({ ...process.env, FELLES_DATA_DIR: dataDir });
  const owner = await installation.reachDatabase();
  await installation.migrate(owner);
  await foundMunicipality(owner, { tickets: 300 });
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  const parent = new Parent(installation, { ...installation.settings(owner), port, logLevel: 'error' });
  try {
    await lay(client);
    const { claims, edges } = await read(client);
    const asked = inventPlans(claims);
    await parent.start(1);
    const cookie = await signIn();
    const felles = await timed(asked, (plan) => byProduct(plan, cookie));
    const bare = await timed(asked, (plan) => byHand(client, plan));
    const force = await timed(asked, (plan) => Promise.resolve(conflictsByForce(plan, claims, edges)));
    const differing = asked.filter((_, index) =>
      [bare, force].some((other) => keysOf(other.answers[index]!) !== keysOf(felles.answers[index]!)),
    );
    if (differing.length > 0)
      throw new Error(`${differing.length} of ${plans} plans are answered differently`);
    const found = force.answers.reduce((sum, meetings) => sum + meetings.length, 0);
    const line = { ...size, plans, found, felles: felles.ms, handWritten: bare.ms, bruteForce: force.ms };
    mkdirSync(path.dirname(out), { recursive: true });
    writeFileSync(out, `${JSON.stringify(line, null, 2)}\n`);
    console.log(
      `  conflicts at ${size.items} items and ${size.changes} changes (${found} meetings in ${plans} plans): p95 ${felles.ms.p95} ms, hand-written SQL ${bare.ms.p95} ms, brute force ${force.ms.p95} ms`,
    );
  } finally {
    await client.end();
    await parent.stop();
  }
}

/** Racks of hosts with servers on them, applications on the servers, and here and there a ring. */
async function lay(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ laid: number }>(
    `select count(*)::int as laid from configuration_item where name like 'bench-%'`,
  );
  if (rows[0]!.laid >= size.items) return;
  await client.query('begin');
  await client.query(
    `insert into configuration_item (id, organisation_id, class, name, criticality, service_hours, added_at, updated_at)
     select gen_random_uuid(), o.id, case when n % 50 = 0 then 'server' when n % 3 = 0 then 'application' else 'server' end,
       'bench-' || lpad(n::text, 5, '0'), 'medium', 'office', felles_now(), felles_now()
     from generate_series(1, $1) n cross join (select id from organisation where name like 'Fjordvik%') o`,
    [size.items],
  );
  await client.query(
    `with i as (select id, organisation_id, row_number() over (order by name) as n from configuration_item where name like 'bench-%')
     insert into configuration_relation (id, organisation_id, from_id, to_id, kind)
     select gen_random_uuid(), a.organisation_id, a.id, b.id, a.kind from (
       select i.*, (n - 1) / 50 * 50 + 1 as target, 'runs_on' as kind from i where n % 50 <> 1
       union all select i.*, 1 + (n * 7919) % $1, 'depends_on' from i where n % 10 = 0
       union all select i.*, 1 + (n * 104729) % $1, 'connected_to' from i where n % 5 = 0) a
     join i b on b.n = a.target and b.id <> a.id on conflict do nothing`,
    [size.items],
  );
  await client.query(
    `with o as (select id from organisation where name like 'Fjordvik%'),
       t as (insert into ticket (id, organisation_id, number, kind, state, title, priority, impact, urgency, channel, language, opened_at, updated_at)
         select gen_random_uuid(), o.id, 'CHG9' || lpad(n::text, 6, '0'), 'change',
           (array['assess', 'authorise', 'scheduled', 'scheduled', 'scheduled', 'closed'])[1 + n % 6], 'Endring ' || n, 'p4', 'low', 'low', 'web', 'nb',
           felles_now(), felles_now() from generate_series(1, $1) n cross join o returning id, organisation_id, number),
       c as (insert into change (ticket_id, organisation_id, type, starts_at, ends_at)
         select id, organisation_id, 'normal', w.at, w.at + make_interval(hours => 1 + right(number, 6)::int % 6)
         from t cross join lateral (select date_trunc('hour', felles_now()) + make_interval(hours => (right(number, 6)::int * 37) % (180 * 24)) as at) w returning ticket_id, organisation_id)
     select count(*) from c`,
    [size.changes],
  );
  await client.query(
    `with i as (select id, row_number() over (order by name) as n from configuration_item where name like 'bench-%')
     insert into change_item select t.id, i.id, t.organisation_id from ticket t
       cross join lateral generate_series(0, right(t.number, 6)::int % 4) k
       join i on i.n = 1 + (right(t.number, 6)::int * 31 + k * 997) % $1
     where t.number like 'CHG9%' on conflict do nothing`,
    [size.items],
  );
  await client.query('commit');
  await client.query('analyze');
}

async function read(client: pg.Client): Promise<{ claims: Claim[]; edges: Edge[] }> {
  const claims = await client.query<Claim>(
    `select t.id, t.state, c.starts_at as "startsAt", c.ends_at as "endsAt",
       (select coalesce(array_agg(x.configuration_item_id::text), '{}') from change_item x where x.ticket_id = t.id) as items
     from ticket t join change c on c.ticket_id = t.id where c.starts_at is not null`,
  );
  const edges = await client.query<Edge>(
    `select from_id as "from", to_id as "to", kind from configuration_relation`,
  );
  return { claims: claims.rows, edges: edges.rows };
}

/** Windows around those there are, for some of their items and some others. */
function inventPlans(claims: readonly Claim[]): Omit<Claim, 'state'>[] {
  const random = new Random('plans');
  const busy = claims.filter(({ items }) => items.length > 0);
  return Array.from({ length: plans }, () => {
    const near = random.pick(busy);
    const startsAt = new Date(near.startsAt.getTime() - random.between(0, 12) * hour);
    const others = Array.from({ length: random.between(0, 9) }, () => random.pick(random.pick(busy).items));
    return {
      id: random.uuid(),
      startsAt,
      endsAt: new Date(startsAt.getTime() + random.between(2, 48) * hour),
      items: [...new Set([random.pick(near.items), ...others])],
    };
  });
}

/** As one writes it by hand: as the owner, without sight, names or rules. */
const handWritten = `with recursive
  below as (select i as item, i as reached from unnest($1::uuid[]) i
    union select n.item, r.to_id from below n join configuration_relation r on r.from_id = n.reached where r.kind <> 'connected_to'),
  above as (select i as item, i as reached from unnest($1::uuid[]) i
    union select n.item, r.from_id from above n join configuration_relation r on r.to_id = n.reached where r.kind <> 'connected_to'),
  near as (select item, reached, 2 as way from below union all select item, reached, 3 from above)
  select distinct on (t.id, n.item, n.reached) t.id as change, n.item, n.reached as other,
    (array['same_item', 'host', 'dependant'])[case when n.item = n.reached then 1 else n.way end] as reason
  from near n join change_item x on x.configuration_item_id = n.reached join change c on c.ticket_id = x.ticket_id join ticket t on t.id = c.ticket_id
  where c.planned && tstzrange($2, $3) and t.state in ('assess', 'authorise', 'scheduled', 'implementing')
  order by t.id, n.item, n.reached, n.way`;

async function byHand(client: pg.Client, plan: Omit<Claim, 'state'>): Promise<Meeting[]> {
  const { rows } = await client.query<Meeting>({
    name: 'by-hand',
    text: handWritten,
    values: [plan.items, plan.startsAt, plan.endsAt],
  });
  return rows;
}

async function byProduct(
  { items, startsAt, endsAt }: Omit<Claim, 'state'>,
  cookie: string,
): Promise<Meeting[]> {
  const query = new URLSearchParams({
    itemIds: items.join(','),
    from: startsAt.toISOString(),
    to: endsAt.toISOString(),
  });
  const answer = await fetch(`http://127.0.0.1:${port}/api/changes/conflicts?${query}`, {
    headers: { cookie },
  });
  if (!answer.ok) throw new Error(`conflicts answered ${answer.status}`);
  const { items: found } = (await answer.json()) as {
    items: {
      id: string;
      meetings: { item: { id: string }; reason: Meeting['reason']; otherItem: { id: string } }[];
    }[];
  };
  return found.flatMap(({ id, meetings }) =>
    meetings.map(({ item, reason, otherItem }) => ({
      change: id,
      item: item.id,
      reason,
      other: otherItem.id,
    })),
  );
}

async function signIn(): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'arne@fjordvik.example', password: 'felles-demo' }),
  });
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

async function timed(
  asked: readonly Omit<Claim, 'state'>[],
  ask: (plan: Omit<Claim, 'state'>) => Promise<Meeting[]>,
) {
  for (const plan of asked.slice(0, 20)) await ask(plan);
  const answers: Meeting[][] = [];
  const took: number[] = [];
  for (const plan of asked) {
    const began = performance.now();
    answers.push(await ask(plan));
    took.push(performance.now() - began);
  }
  took.sort((a, b) => a - b);
  const at = (share: number) =>
    Number(took[Math.min(took.length - 1, Math.floor(took.length * share))]!.toFixed(2));
  return { answers, ms: { median: at(0.5), p95: at(0.95), most: at(1) } };
}

const keysOf = (meetings: readonly Meeting[]) => meetings.map(meetingKey).sort().join('\n');
