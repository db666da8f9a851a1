import { freshDatabase, type TestDatabase } from '@felles/testing';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const snapshot = path.join(import.meta.dirname, 'grants.snapshot.txt');

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

/** Everything a role of ours may do, read back from the database's own catalogue. Partitions made by the day are left out. */
async function grants(): Promise<string[]> {
  const rows = await database.sql<{ line: string }>(`
    with role as (select oid, rolname from pg_roles where rolname in ('felles_api', 'felles_worker', 'felles_jobs', 'felles_api_work', 'felles_worker_work')
        union all select 0, 'public'),
      ours as (select oid, nspname from pg_namespace where nspname in ('public', 'auth', 'jobs')),
      of_tables as (
        select r.rolname || ': ' || string_agg(lower(a.privilege_type), ', ' order by a.privilege_type) || ' on ' || n.nspname || '.' || c.relname as line
        from pg_class c join ours n on n.oid = c.relnamespace, aclexplode(c.relacl) a join role r on r.oid = a.grantee
        where c.relkind in ('r', 'p', 'v', 'S') and c.relname !~ '^queue_stats_\\d+$'
        group by r.rolname, n.nspname, c.relname),
      of_columns as (
        select r.rolname || ': ' || lower(a.privilege_type) || ' (' || t.attname || ') on ' || n.nspname || '.' || c.relname
        from pg_attribute t join pg_class c on c.oid = t.attrelid join ours n on n.oid = c.relnamespace, aclexplode(t.attacl) a join role r on r.oid = a.grantee),
      of_functions as (
        select r.rolname || ': execute ' || n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'
        from pg_proc p join ours n on n.oid = p.pronamespace, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a join role r on r.oid = a.grantee
        where not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')),
      of_schemas as (
        select r.rolname || ': ' || string_agg(lower(a.privilege_type), ', ' order by a.privilege_type) || ' on schema ' || n.nspname
        from pg_namespace s join ours n on n.oid = s.oid, aclexplode(s.nspacl) a join role r on r.oid = a.grantee group by r.rolname, n.nspname),
      of_roles as (
        select m.rolname || ': may become ' || g.rolname || case when x.inherit_option then ' (inherits)' else '' end
        from pg_auth_members x join role m on m.oid = x.member join pg_roles g on g.oid = x.roleid),
      policies as (
        select array_to_string(roles, ', ') || ': policy ' || policyname || ' for ' || lower(cmd) || ' on ' || schemaname || '.' || tablename
        from pg_policies where not 'felles_owner' = any (roles))
    select line from of_tables union all select * from of_columns union all select * from of_functions union all select * from of_schemas
      union all select * from of_roles union all select * from policies order by 1`);
  return rows.map(({ line }) => line);
}

/** A changed line is a decision: look at it, then write the file anew with FELLES_WRITE_GRANTS=1. */
it('gives each role what is committed, and nothing more', async () => {
  const given = `${(await grants()).join('\n')}\n`;
  if (process.env.FELLES_WRITE_GRANTS) writeFileSync(snapshot, given);
  expect(given).toBe(readFileSync(snapshot, 'utf8'));
});

it('lets no role of ours around row-level security', async () => {
  expect(
    await database.sql(
      `select rolname from pg_roles where rolname in ('felles_api', 'felles_worker', 'felles_jobs', 'felles_api_work', 'felles_worker_work')
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    ),
  ).toEqual([]);
  // A definer's function sees all, so where it looks up names must not be the caller's to say; a body that is bound when the
  // function is made has none left to look up.
  expect(
    await database.sql(
      `select proname from pg_proc where prosecdef and pronamespace in ('public'::regnamespace, 'auth'::regnamespace)
        and prosqlbody is null and not coalesce(array_to_string(proconfig, ' '), '') like '%search_path=public, pg_temp%'`,
    ),
  ).toEqual([]);
});

it('lets the api change nothing that must stay as it was', async () => {
  const given = await grants();
  for (const table of ['domain_event', 'entry', 'text_revision'])
    expect(given).toContain(`felles_api_work: insert, select on public.${table}`);
  expect(given.filter((line) => /^felles_api(_work)?: .* on (auth|jobs)\./.test(line))).toEqual([]);
  expect(
    given.filter((line) =>
      /^felles_api(_work)?: [^(]* on public\.(search_document|identity|contact_address)/.test(line),
    ),
  ).toEqual([]);
  expect(given.filter((line) => line.startsWith('public: ') && !line.includes('usage on schema'))).toEqual(
    [],
  );
  expect(given.filter((line) => /truncate|trigger|references|maintain|create on schema/.test(line))).toEqual(
    [],
  );
});
