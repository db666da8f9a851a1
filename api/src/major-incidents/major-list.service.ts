import { Injectable } from '@nestjs/common';
import type { MajorPage, MajorView } from '@felles/contracts/http';
import { inScope, organisationsRead } from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor, type Statement } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { notFound, ProblemError } from '../platform/http/problem-error.js';
import { limitOf } from '../platform/http/page-query.dto.js';
import type { MajorQuery } from './major-query.dto.js';
import { rowColumns, rowView, type ListedMajor } from './major-row.js';
import { viewMajor } from './major-view.js';
import { pageOf, readPlace } from './page-place.js';

const listed: Statement = {
  name: 'majors-page',
  text: `select ${rowColumns} from unnest($1::uuid[]) o(id) cross join lateral (
      select x.* from major_incident x where x.organisation_id = o.id and ($2::text[] is null or x.state = any ($2))
        and ($3::timestamptz is null or x.declared_at >= $3) and ($4::timestamptz is null or x.declared_at < $4)
        and ($5::timestamptz is null or (x.declared_at, x.ticket_id) < ($5, $6::uuid))
      order by x.declared_at desc, x.ticket_id desc limit $7) m
    join ticket t on t.id = m.ticket_id order by m.declared_at desc, m.ticket_id desc limit $7`,
};

@Injectable()
export class MajorListService {
  constructor(private readonly work: AskerWork) {}

  /** Newest declaration first. */
  async list({ actor }: Asker, query: MajorQuery): Promise<MajorPage> {
    if (!inScope(actor, 'incident:read')) throw new ProblemError('forbidden');
    const reads = organisationsRead(actor).filter(
      (id) => !query.organisationId || id === query.organisationId.toLowerCase(),
    );
    const after = readPlace(query.cursor);
    const most = limitOf(query);
    const rows = await this.work.ask(openingFor(actor, true), (read) =>
      read.rows<ListedMajor>(listed, [
        reads,
        query.state?.length ? query.state : null,
        query.from ?? null,
        query.to ?? null,
        after?.value ?? null,
        after?.id ?? null,
        most + 1,
      ]),
    );
    return pageOf(rows, most, {
      view: rowView,
      placeOf: (row) => ({ value: row.declaredAt.toISOString(), id: row.id }),
    });
  }

  /** @throws ProblemError not_found when there is none in sight. */
  async room({ actor }: Asker, id: string): Promise<MajorView> {
    if (!inScope(actor, 'incident:read')) throw new ProblemError('forbidden');
    const view = await this.work.ask(openingFor(actor, true), (read) => viewMajor(read, actor, id));
    if (!view) throw notFound();
    return view;
  }
}
