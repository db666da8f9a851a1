import { Module } from '@nestjs/common';
import { ConfigurationItemsController } from './configuration-items.controller.js';
import { ItemHistory } from './item-history.service.js';
import { ItemList } from './item-list.service.js';
import { ItemReader } from './item-reader.service.js';
import { ItemRecord } from './item-record.service.js';
import { ItemRelations } from './relation.service.js';

export { openingForItems, organisationsWith } from './item-access.js';

@Module({
  controllers: [ConfigurationItemsController],
  providers: [ItemReader, ItemRecord, ItemRelations, ItemHistory, ItemList],
})
export class ConfigurationItemsModule {}
