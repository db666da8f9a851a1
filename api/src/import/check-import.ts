import { readFileSync } from 'node:fs';
import pg from 'pg';
import { withDatabase } from '../start/with-database.js';

/**
 * An independent reading of a ServiceNow log, compared with what the import left in the database. It shares no code with
 * the import on purpose: its own cutting of lines, its own clock.
 *
 *     node dist/api/api/src/import/check-import.js <file.csv>
 */
interface Reading {
  rows: number;
  opened: string;
  resolved: string | null;
  closed: string | null;
  state: string;
  reopened: number;
  group: string | null;
  assignee: string | null;
  groups: string;
  assignees: string;
  times: string;
}

/** `05-03-2016 12:00` in Norway, in UTC: asks the runtime's own time zones which offset makes it so. */
function utc(text: string): string | null {
  if (text === '?') return null;
  const [day, month, year, hour, minute] = text.split(/[- :]/);
  for (const offset of ['+01:00', '+02:00']) {
    const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:00${offset}`);
    const shown = moment.toLocaleString('sv-SE', { timeZone: 'Europe/Oslo' });
    if (shown.startsWith(`${year}-${month}-${day} ${hour}:${minute}`)) return moment.toISOString();
  }
  throw new Error(`${text} never was in Norway`);
}

/** Values in turn, beginning with nobody, each named once however long it lasts. */
function turns(values: (string | null)[]): string {
  const all = [null, ...values];
  return all.filter((value, index) => index === 0 || value !== all[index - 1]).join(' > ');
}

function readFile(file: string): Map<string, Reading> {
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
  const at = (name: string) => header!.split(',').indexOf(name);
  const known = (text: string) => (text === '?' ? null : text.trim());
  const byNumber = new Map<string, string[][]>();
  for (const line of lines) {
    const cells = line.split(',');
    byNumber.set(cells[0]!, [...(byNumber.get(cells[0]!) ?? []), cells]);
  }
  const readings = [...byNumber].map(([number, rows]): [string, Reading] => {
    const last = rows.at(-1)!;
    const column = (name: string) => rows.map((row) => known(row[at(name)]!));
    return [
      number,
      {
        rows: rows.length,
        opened: utc(rows[0]![at('opened_at')]!)!,
        resolved: utc(last[at('resolved_at')]!),
        closed: utc(last[at('closed_at')]!),
        state: last[at('incident_state')]!.toLowerCase(),
        reopened: Number(last[at('reopen_count')]),
        group: known(last[at('assignment_group')]!),
        assignee: known(last[at('assigned_to')]!),
        groups: turns(column('assignment_group')),
        assignees: turns(column('assigned_to')),
        times: rows.map((row) => utc(row[at('sys_updated_at')]!)).join(),
      },
    ];
  });
  return new Map(readings);
}

// People's names stand behind their organisation's id and a colon.
const imported = `select t.external_number as number, t.opened_at, t.resolved_at, t.closed_at, t.state, t.reopen_count,
    g.external_name as "group", substr(a.subject, 38) as assignee, e.rows, e.groups, e.assignees, e.times
  from ticket t
  left join assignment_group g on g.id = t.group_id
  left join identity a on a.person_id = t.assignee_id and a.provider = 'servicenow'
  cross join lateral (
    select count(*)::int as rows, array_agg(occurred_at order by generation, xid, id) as times,
      array_agg(coalesce((select external_name from assignment_group where id::text = facts->'groupId'->>1), '-')
        order by generation, xid, id) filter (where facts ? 'groupId') as groups,
      array_agg(coalesce((select substr(subject, 38) from identity where person_id::text = facts->'assigneeId'->>1 and provider = 'servicenow'), '-')
        order by generation, xid, id) filter (where facts ? 'assigneeId') as assignees
    from domain_event where subject_id = t.id) e
  where t.external_source = 'servicenow' and t.organisation_id = (select host_organisation_id from desk)`;

interface Row {
  number: string;
  opened_at: Date;
  resolved_at: Date | null;
  closed_at: Date | null;
  state: string;
  reopen_count: number;
  group: string | null;
  assignee: string | null;
  rows: number;
  times: Date[];
  groups: string[] | null;
  assignees: string[] | null;
}

async function readDatabase(owner: string): Promise<Map<string, Reading>> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  const { rows } = await client.query<Row>(imported).finally(() => client.end());
  // A change to nobody is an unknown in the file.
  const told = (values: string[] | null) => (values ?? []).map((value) => (value === '-' ? null : value));
  return new Map(
    rows.map((row) => [
      row.number,
      {
        rows: row.rows,
        opened: row.opened_at.toISOString(),
        resolved: row.resolved_at?.toISOString() ?? null,
        closed: row.closed_at?.toISOString() ?? null,
        state: row.state,
        reopened: row.reopen_count,
        group: row.group,
        assignee: row.assignee,
        groups: turns(told(row.groups)),
        assignees: turns(told(row.assignees)),
        times: row.times.map((time) => time.toISOString()).join(),
      },
    ]),
  );
}

await withDatabase(async (owner) => {
  const [inFile, here] = [readFile(process.argv[2] ?? ''), await readDatabase(owner)];
  let differing = 0;
  const agree = {
    opened: 0,
    resolved: 0,
    closed: 0,
    state: 0,
    reopened: 0,
    group: 0,
    assignee: 0,
    groups: 0,
    assignees: 0,
    times: 0,
    rows: 0,
  };
  for (const [number, expected] of inFile) {
    const found = here.get(number);
    for (const name of Object.keys(agree) as (keyof Reading)[]) {
      const same = found !== undefined && found[name] === expected[name];
      if (same) agree[name]++;
      else if (differing++ < 20)
        console.log(`${number}: ${name} is ${found?.[name]} here and ${expected[name]} in the file`);
    }
  }
  const rows = [...here.values()].reduce((sum, reading) => sum + reading.rows, 0);
  console.log(
    `In the file ${inFile.size} incidents; here ${here.size} with ${rows} events. Agreeing:`,
    agree,
  );
  if (differing > 0 || here.size !== inFile.size) process.exitCode = 1;
});
