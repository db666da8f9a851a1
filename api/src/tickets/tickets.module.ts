import { Module } from '@nestjs/common';
import { AttachService } from './attach.service.js';
import { ChangeService } from './change.service.js';
import { DraftService } from './draft.service.js';
import { FilingService } from './filing.service.js';
import { HistoryService } from './history.service.js';
import { HoldWaking } from './hold-waking.js';
import { TicketLinks } from './link.service.js';
import { MoveService } from './move.service.js';
import { QueueService } from './queue.service.js';
import { ReplyService } from './reply.service.js';
import { TicketReader } from './ticket-reader.js';
import { TicketRecord } from './ticket-record.js';
import { MoveController, QueueController, TicketController } from './tickets.controller.js';
import { WatchService } from './watch.service.js';

@Module({
  controllers: [QueueController, TicketController, MoveController],
  providers: [
    TicketRecord,
    TicketReader,
    FilingService,
    ReplyService,
    MoveService,
    ChangeService,
    AttachService,
    TicketLinks,
    WatchService,
    DraftService,
    HistoryService,
    QueueService,
    HoldWaking,
  ],
  exports: [FilingService, TicketReader, MoveService, TicketRecord, TicketLinks],
})
export class TicketsModule {}
