import type { Read, Statement } from '../platform/database/work.js';
import { invalid } from '../platform/http/problem-error.js';

/** What an item may point at, as ids; null and undefined are "nothing". */
export interface ItemReferences {
  organisationId: string;
  siteId?: string | null;
  serviceId?: string | null;
  supportGroupId?: string | null;
  supplierId?: string | null;
}

const pointers = ['site', 'service', 'supportGroup', 'supplier'] as const;

type Found = Record<(typeof pointers)[number], boolean> & { now: Date };

// One look at everything it points at; each must be offered in its organisation.
const lookUp: Statement = {
  name: 'item-references',
  text: `select felles_now() as now,
      $2::uuid is null or exists (select from site where id = $2 and organisation_id = $1 and archived_at is null) as site,
      $3::uuid is null or exists (select from service_serves where service_id = $3 and organisation_id = $1) as service,
      $4::uuid is null or exists (select from assignment_group_serves where group_id = $4 and organisation_id = $1) as "supportGroup",
      $5::uuid is null or exists (select from assignment_group_serves where group_id = $5 and organisation_id = $1) as supplier`,
};

/** @throws ProblemError invalid, naming the first field that points at something this organisation does not have. */
export async function resolveItemReferences(read: Read, refs: ItemReferences): Promise<{ now: Date }> {
  const found = (await read.row<Found>(lookUp, [
    refs.organisationId,
    ...pointers.map((name) => refs[`${name}Id`] ?? null),
  ]))!;
  for (const name of pointers) if (!found[name]) throw invalid(`${name}Id`, 'unknown_id');
  return found;
}
