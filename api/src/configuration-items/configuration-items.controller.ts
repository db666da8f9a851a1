import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  AddConfigurationItem,
  ChangeConfigurationItem,
  ConfigurationItemPage,
  ConfigurationItemView,
  EventPage,
  ItemListFile,
  ItemListOutcome,
  ItemTicketPage,
  RelateConfigurationItem,
} from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { RequirePermission } from '../platform/auth/access.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';
import { IdParam } from '../platform/http/id-param.js';
import { PageQuery } from '../platform/http/page-query.dto.js';
import { ItemHistory } from './item-history.service.js';
import { ItemList } from './item-list.service.js';
import { ListConfigurationItems } from './item-query.dto.js';
import { ItemReader } from './item-reader.service.js';
import { ItemRecord } from './item-record.service.js';
import { ItemRelations } from './relation.service.js';

@Controller('api/configuration-items')
export class ConfigurationItemsController {
  constructor(
    private readonly reader: ItemReader,
    private readonly record: ItemRecord,
    private readonly relations: ItemRelations,
    private readonly history: ItemHistory,
    private readonly lists: ItemList,
  ) {}

  @Get()
  @RequirePermission('configuration-item:read')
  list(@CurrentAsker() asker: Asker, @Query() query: ListConfigurationItems): Promise<ConfigurationItemPage> {
    return this.reader.list(asker, query);
  }

  @Post()
  @RequirePermission('configuration-item:change')
  add(@CurrentAsker() asker: Asker, @Body() body: AddConfigurationItem): Promise<ConfigurationItemView> {
    return this.record.add(asker, body);
  }

  /** What would become of each row of a list. Nothing is written. */
  @Post('list/preview')
  @HttpCode(200)
  @RequirePermission('configuration-item:change')
  @RouteConfig({ bodyLimit: limits.itemListBytes })
  preview(@CurrentAsker() asker: Asker, @Body() body: ItemListFile): Promise<ItemListOutcome> {
    return this.lists.preview(asker, body);
  }

  /** Adds and changes what the list says; rows that cannot be used are left out and said. */
  @Post('list')
  @HttpCode(200)
  @RequirePermission('configuration-item:change')
  @RouteConfig({ bodyLimit: limits.itemListBytes })
  import(@CurrentAsker() asker: Asker, @Body() body: ItemListFile): Promise<ItemListOutcome> {
    return this.lists.import(asker, body);
  }

  @Get(':id')
  @RequirePermission('configuration-item:read')
  open(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<ConfigurationItemView> {
    return this.reader.open(asker, id);
  }

  @Patch(':id')
  @RequirePermission('configuration-item:change')
  change(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: ChangeConfigurationItem,
  ): Promise<ConfigurationItemView> {
    return this.record.change(asker, id, body);
  }

  @Put(':id/retirement')
  @RequirePermission('configuration-item:change')
  retire(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<ConfigurationItemView> {
    return this.record.retire(asker, id, true);
  }

  @Delete(':id/retirement')
  @RequirePermission('configuration-item:change')
  useAgain(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<ConfigurationItemView> {
    return this.record.retire(asker, id, false);
  }

  @Post(':id/relations')
  @RequirePermission('configuration-item:change')
  relate(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: RelateConfigurationItem,
  ): Promise<ConfigurationItemView> {
    return this.relations.relate(asker, id, body);
  }

  @Delete(':id/relations/:relationId')
  @RequirePermission('configuration-item:change')
  unrelate(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @IdParam('relationId') relationId: string,
  ): Promise<ConfigurationItemView> {
    return this.relations.unrelate(asker, id, relationId);
  }

  /** Its cases, problems and changes, newest first. */
  @Get(':id/tickets')
  @RequirePermission('configuration-item:read')
  tickets(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Query() query: PageQuery,
  ): Promise<ItemTicketPage> {
    return this.reader.tickets(asker, id, query);
  }

  @Get(':id/events')
  @RequirePermission('configuration-item:read')
  events(@CurrentAsker() asker: Asker, @IdParam() id: string, @Query() query: PageQuery): Promise<EventPage> {
    return this.history.events(asker, id, query);
  }
}
