import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { CatalogueView } from '@felles/contracts/http';
import { RequirePermission } from '../platform/auth/access.js';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor, type Statement } from '../platform/database/work.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';

const offered = (
  table: string,
  serves: string,
  column: string,
  extra = '',
) => `(select coalesce(json_agg(json_build_object('id', x.id, 'name', x.name${extra},
    'organisationIds', (select coalesce(json_agg(s.organisation_id), '[]') from ${serves} s where s.${column} = x.id)) order by x.name->>'nb'), '[]')
  from ${table} x where x.archived_at is null)`;

const catalogue: Statement = {
  name: 'catalogue',
  text: `select
    (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'timeZone', time_zone) order by name), '[]') from organisation) as organisations,
    ${offered('service', 'service_serves', 'service_id')} as services,
    ${offered('category', 'category_serves', 'category_id', `, 'kind', x.kind`)} as categories,
    (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'organisationId', organisation_id) order by name->>'nb'), '[]')
       from site where archived_at is null) as sites,
    ${offered('assignment_group', 'assignment_group_serves', 'group_id')} as groups`,
};

/** What forms and pickers choose from. Row-level security has already left out what is not offered to the asker. */
@Injectable()
export class CatalogueService {
  constructor(private readonly work: AskerWork) {}

  async read({ actor }: Asker): Promise<CatalogueView> {
    return (await this.work.ask(openingFor(actor, true), (read) => read.row<CatalogueView>(catalogue)))!;
  }
}

@Controller('api/catalogue')
export class CatalogueController {
  constructor(private readonly catalogue: CatalogueService) {}

  @Get()
  @RequirePermission('catalogue:read')
  read(@CurrentAsker() asker: Asker): Promise<CatalogueView> {
    return this.catalogue.read(asker);
  }
}

@Module({ controllers: [CatalogueController], providers: [CatalogueService] })
export class CatalogueModule {}
