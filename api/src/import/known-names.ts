import type { Language } from '@felles/domain';
import type pg from 'pg';
import { source, type Names, type SourceRow } from './incident-history.js';

interface Belonging {
  organisationId: string;
  hostId: string;
  language: Language;
}

// Each makes what is missing, archived from the beginning: history needs its names, nobody can choose them.
const addGroups = `insert into assignment_group (id, owner_organisation_id, name, external_name, archived_at)
  select uuidv7(), $1, jsonb_build_object('nb', n), n, felles_now() from unnest($2::text[]) n on conflict do nothing`;
const serveGroups = `insert into assignment_group_serves (group_id, organisation_id)
  select id, $3 from assignment_group where owner_organisation_id = $1 and external_name = any ($2) on conflict do nothing`;
const findGroups = `select external_name as name, coalesce(merged_into_id, id) as id from assignment_group
  where owner_organisation_id = $1 and external_name = any ($2)`;
const addCategories = `insert into category (id, owner_organisation_id, name, kind, external_name, archived_at)
  select uuidv7(), $1, jsonb_build_object('nb', n), 'incident', n, felles_now() from unnest($2::text[]) n on conflict do nothing`;
const serveCategories = `insert into category_serves (category_id, organisation_id)
  select id, $3 from category where owner_organisation_id = $1 and external_name = any ($2) on conflict do nothing`;
const findCategories = `select external_name as name, coalesce(merged_into_id, id) as id from category
  where owner_organisation_id = $1 and external_name = any ($2)`;
const addSites = `insert into site (id, organisation_id, name, external_name, archived_at)
  select uuidv7(), $1, jsonb_build_object('nb', n), n, felles_now() from unnest($2::text[]) n on conflict do nothing`;
const findSites = `select external_name as name, coalesce(merged_into_id, id) as id from site
  where organisation_id = $1 and external_name = any ($2)`;
// An identity nobody can sign in with, and no address: known by name only, and to that organisation only. The same name in
// another municipality's export is somebody else.
const addPeople = `with missing as (
    select n, uuidv7() as id from unnest($1::text[]) n
    where not exists (select from identity i where i.provider = '${source}' and i.subject = $3 || ':' || n)),
  added as (insert into person (id, display_name, language, archived_at)
    select id, regexp_replace(n, '\\s+', ' ', 'g'), $2, felles_now() from missing)
  insert into identity (id, person_id, provider, subject) select uuidv7(), id, '${source}', $3 || ':' || n from missing`;
const findPeople = `select substr(i.subject, length($2) + 2) as name, coalesce(p.merged_into_id, p.id) as id
  from identity i join person p on p.id = i.person_id where i.provider = '${source}' and i.subject in (select $2 || ':' || n from unnest($1::text[]) n)`;

type Kind = 'person' | 'group' | 'site' | 'category';

/** The records behind the file's names: found, or made when a name is met for the first time. */
export class KnownNames implements Names {
  private readonly ids: Record<Kind, Map<string, string>> = {
    person: new Map(),
    group: new Map(),
    site: new Map(),
    category: new Map(),
  };

  constructor(
    private readonly client: pg.Client,
    private readonly of: Belonging,
  ) {}

  person = (name: string | null) => this.known('person', name);
  group = (name: string | null) => this.known('group', name);
  site = (name: string | null) => this.known('site', name);
  category = (name: string | null) => this.known('category', name);

  /** Within the transaction that needs them. */
  async meet(rows: readonly SourceRow[]): Promise<void> {
    const { organisationId, hostId, language } = this.of;
    const cells = rows.map((row) => row.cells);
    const people = this.unknown(
      'person',
      cells.flatMap((c) => [c.caller_id, c.opened_by, c.assigned_to, c.resolved_by, c.sys_updated_by]),
    );
    if (people.length > 0) {
      await this.client.query(addPeople, [people, language, organisationId]);
      await this.find('person', findPeople, [people, organisationId]);
    }
    const groups = this.unknown(
      'group',
      cells.map((c) => c.assignment_group),
    );
    if (groups.length > 0) {
      await this.client.query(addGroups, [hostId, groups]);
      await this.client.query(serveGroups, [hostId, groups, organisationId]);
      await this.find('group', findGroups, [hostId, groups]);
    }
    const categories = this.unknown(
      'category',
      cells.map((c) => c.category),
    );
    if (categories.length > 0) {
      await this.client.query(addCategories, [hostId, categories]);
      await this.client.query(serveCategories, [hostId, categories, organisationId]);
      await this.find('category', findCategories, [hostId, categories]);
    }
    const sites = this.unknown(
      'site',
      cells.map((c) => c.location),
    );
    if (sites.length > 0) {
      await this.client.query(addSites, [organisationId, sites]);
      await this.find('site', findSites, [organisationId, sites]);
    }
  }

  private unknown(kind: Kind, names: readonly (string | null)[]): string[] {
    return [...new Set(names.filter((name) => name !== null))].filter((name) => !this.ids[kind].has(name));
  }

  private async find(kind: Kind, text: string, values: unknown[]): Promise<void> {
    const { rows } = await this.client.query<{ name: string; id: string }>(text, values);
    for (const { name, id } of rows) this.ids[kind].set(name, id);
  }

  private known(kind: Kind, name: string | null): string | null {
    if (name === null) return null;
    const id = this.ids[kind].get(name);
    if (!id) throw new Error(`${kind} "${name}" has not been met`);
    return id;
  }
}
