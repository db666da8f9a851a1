import { Controller, Get, Query } from '@nestjs/common';
import { PeopleList } from '@felles/contracts/http';
import { RequirePermission } from '../platform/auth/access.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';
import { FindPeople } from './find-people.dto.js';
import { PeopleService } from './people.service.js';

@Controller('api/people')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Get()
  @RequirePermission('incident:file-for-others')
  find(@CurrentAsker() asker: Asker, @Query() query: FindPeople): Promise<PeopleList> {
    return this.people.find(asker, query);
  }
}
