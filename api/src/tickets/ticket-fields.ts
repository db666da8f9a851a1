import type { Language, PriorityMatrix } from '@felles/domain';
import type { Read, Statement } from '../platform/database/work.js';
import { invalid } from '../platform/http/problem-error.js';

/** What a ticket may point at, as ids; null and undefined are "nothing". */
export interface References {
  organisationId: string;
  serviceId?: string | null;
  categoryId?: string | null;
  siteId?: string | null;
  unitId?: string | null;
  groupId?: string | null;
  requesterId?: string | null;
  assigneeId?: string | null;
  configurationItemId?: string | null;
}

const pointers = [
  'service',
  'category',
  'site',
  'unit',
  'group',
  'requester',
  'assignee',
  'configurationItem',
] as const;

interface Found {
  now: Date;
  language: Language | null;
  priority_matrix: PriorityMatrix | null;
  service: boolean;
  support_group_id: string | null;
  category: boolean;
  site: boolean;
  unit: boolean;
  group: boolean;
  requester: boolean;
  requester_unit_id: string | null;
  assignee: boolean;
  configurationItem: boolean;
}

// One look at everything a ticket points at. Row-level security has already taken away what the asker may not see.
const lookUp: Statement = {
  name: 'ticket-references',
  text: `select felles_now() as now, o.language, o.priority_matrix,
      $2::uuid is null or s.service_id is not null as service,
      (select support_group_id from service where id = s.service_id) as support_group_id,
      $3::uuid is null or exists (select from category_serves c where c.category_id = $3 and c.organisation_id = o.id) as category,
      $4::uuid is null or exists (select from site where id = $4 and organisation_id = o.id and archived_at is null) as site,
      $5::uuid is null or exists (select from unit where id = $5 and organisation_id = o.id and archived_at is null) as unit,
      $6::uuid is null or exists (select from assignment_group_serves g where g.group_id = $6 and g.organisation_id = o.id) as group,
      $7::uuid is null or m.person_id is not null as requester, m.unit_id as requester_unit_id,
      $8::uuid is null or exists (select from assignment_group_member a join assignment_group_serves g using (group_id)
        where a.person_id = $8 and g.organisation_id = o.id) as assignee,
      $9::uuid is null or exists (select from configuration_item i where i.id = $9 and i.organisation_id = o.id and i.retired_at is null) as "configurationItem"
    from organisation o
    left join service_serves s on s.service_id = $2 and s.organisation_id = o.id
    left join lateral (select person_id, unit_id from membership where person_id = $7 and organisation_id = o.id
      and valid_from <= felles_now() and (valid_to is null or valid_to > felles_now()) limit 1) m on true
    where o.id = $1`,
};

/** @throws ProblemError invalid, naming the first field that points at something this organisation does not have. */
export async function resolveReferences(read: Read, refs: References): Promise<Found> {
  const found = await read.row<Found>(
    lookUp,
    [
      refs.organisationId,
      refs.serviceId,
      refs.categoryId,
      refs.siteId,
      refs.unitId,
      refs.groupId,
      refs.requesterId,
      refs.assigneeId,
      refs.configurationItemId,
    ].map((id) => id ?? null),
  );
  if (!found) throw invalid('organisationId', 'unknown_id');
  for (const name of pointers) if (!found[name]) throw invalid(`${name}Id`, 'unknown_id');
  return found;
}
