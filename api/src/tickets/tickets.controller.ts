import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  AssignTicket,
  AttachFiles,
  CancelTicket,
  ChangeTicket,
  DraftList,
  DraftView,
  EventPage,
  HoldTicket,
  LinkTicket,
  ResolveTicket,
  RestrictTicket,
  SaveDraft,
  TicketAt,
  TicketCounts,
  TicketPage,
  TicketView,
  WriteReply,
} from '@felles/contracts/http';
import { audiences, type Audience } from '@felles/domain';
import { RequirePermission, RequireTicketAct } from '../platform/auth/access.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';
import { IdParam } from '../platform/http/id-param.js';
import { limitOf, PageQuery } from '../platform/http/page-query.dto.js';
import { notFound } from '../platform/http/problem-error.js';
import { AttachService } from './attach.service.js';
import { ChangeService } from './change.service.js';
import { DraftService } from './draft.service.js';
import { HistoryService } from './history.service.js';
import { TicketLinks } from './link.service.js';
import { MoveService } from './move.service.js';
import { QueueService } from './queue.service.js';
import { ReplyService } from './reply.service.js';
import { AtTime, ListTickets, queueQueryOf, searchPlace, SearchTickets } from './ticket-query.dto.js';
import { TicketReader } from './ticket-reader.js';
import { WatchService } from './watch.service.js';

@Controller('api')
export class QueueController {
  constructor(private readonly queues: QueueService) {}

  @Get('tickets')
  @RequireTicketAct('read')
  list(@CurrentAsker() asker: Asker, @Query() query: ListTickets): Promise<TicketPage> {
    return this.queues.list(asker, queueQueryOf(query));
  }

  @Get('tickets/counts')
  @RequireTicketAct('read')
  counts(@CurrentAsker() asker: Asker): Promise<TicketCounts> {
    return this.queues.counts(asker);
  }

  @Get('search')
  @RequirePermission('ticket:search')
  search(@CurrentAsker() asker: Asker, @Query() query: SearchTickets): Promise<TicketPage> {
    return this.queues.search(asker, query.q, { limit: limitOf(query), after: searchPlace(query) });
  }
}

@Controller('api/tickets/:id')
export class TicketController {
  constructor(
    private readonly reader: TicketReader,
    private readonly changes: ChangeService,
    private readonly replies: ReplyService,
    private readonly attaching: AttachService,
    private readonly history: HistoryService,
    private readonly drafts: DraftService,
  ) {}

  /** By id or by number, ours or another system's. */
  @Get()
  @RequireTicketAct('read')
  open(@CurrentAsker() asker: Asker, @Param('id') idOrNumber: string): Promise<TicketView> {
    return this.reader.open(asker, idOrNumber);
  }

  @Patch()
  @RequireTicketAct('change')
  change(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: ChangeTicket,
  ): Promise<TicketView> {
    return this.changes.change(asker, id, body);
  }

  @Post('replies')
  @RequireTicketAct('reply')
  reply(@CurrentAsker() asker: Asker, @IdParam() id: string, @Body() body: WriteReply): Promise<TicketView> {
    return this.replies.reply(asker, id, body);
  }

  @Post('attachments')
  @RequireTicketAct('attach')
  attach(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: AttachFiles,
  ): Promise<TicketView> {
    return this.attaching.attach(asker, id, body);
  }

  @Get('events')
  @RequireTicketAct('read-history')
  events(@CurrentAsker() asker: Asker, @IdParam() id: string, @Query() query: PageQuery): Promise<EventPage> {
    return this.history.events(asker, id, { limit: limitOf(query), cursor: query.cursor ?? null });
  }

  @Get('at')
  @RequireTicketAct('read-history')
  at(@CurrentAsker() asker: Asker, @IdParam() id: string, @Query() query: AtTime): Promise<TicketAt> {
    return this.history.at(asker, id, new Date(query.time));
  }

  @Get('drafts')
  @RequireTicketAct('reply')
  listDrafts(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<DraftList> {
    return this.drafts.list(asker, id);
  }

  @Put('drafts/:audience')
  @RequireTicketAct('reply')
  saveDraft(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Param('audience') audience: string,
    @Body() body: SaveDraft,
  ): Promise<DraftView> {
    return this.drafts.save(asker, { ...body, ticketId: id, audience: audienceOf(audience) });
  }

  @Delete('drafts/:audience')
  @HttpCode(204)
  @RequireTicketAct('reply')
  discardDraft(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Param('audience') audience: string,
  ): Promise<void> {
    return this.drafts.discard(asker, id, audienceOf(audience));
  }
}

@Controller('api/tickets/:id')
export class MoveController {
  constructor(
    private readonly moves: MoveService,
    private readonly changes: ChangeService,
    private readonly links: TicketLinks,
    private readonly watching: WatchService,
  ) {}

  @Put('assignment')
  @RequireTicketAct('assign')
  assign(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: AssignTicket,
  ): Promise<TicketView> {
    return this.moves.assign(asker, id, body);
  }

  @Delete('assignment')
  @RequireTicketAct('assign')
  unassign(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.moves.assign(asker, id, { assigneeId: null });
  }

  @Put('progress')
  @RequireTicketAct('progress')
  start(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.moves.start(asker, id);
  }

  @Delete('progress')
  @RequireTicketAct('progress')
  stop(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.moves.stop(asker, id);
  }

  @Put('hold')
  @RequireTicketAct('hold')
  hold(@CurrentAsker() asker: Asker, @IdParam() id: string, @Body() body: HoldTicket): Promise<TicketView> {
    return this.moves.hold(asker, id, body);
  }

  @Delete('hold')
  @RequireTicketAct('hold')
  wake(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.moves.wake(asker, id);
  }

  @Put('resolution')
  @RequireTicketAct('resolve')
  resolve(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: ResolveTicket,
  ): Promise<TicketView> {
    return this.moves.resolve(asker, id, body);
  }

  @Delete('resolution')
  @RequireTicketAct('reopen')
  reopen(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.moves.reopen(asker, id);
  }

  @Put('closure')
  @RequireTicketAct('close')
  close(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.moves.close(asker, id);
  }

  @Put('cancellation')
  @RequireTicketAct('cancel')
  cancel(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: CancelTicket,
  ): Promise<TicketView> {
    return this.moves.cancel(asker, id, body);
  }

  @Put('restriction')
  @RequireTicketAct('restrict')
  restrict(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: RestrictTicket,
  ): Promise<TicketView> {
    return this.changes.restrict(asker, id, body);
  }

  @Delete('restriction')
  @RequireTicketAct('restrict')
  liftRestriction(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.changes.liftRestriction(asker, id);
  }

  @Post('links')
  @RequireTicketAct('link')
  link(@CurrentAsker() asker: Asker, @IdParam() id: string, @Body() body: LinkTicket): Promise<TicketView> {
    return this.links.link(asker, id, body);
  }

  @Delete('links/:linkId')
  @RequireTicketAct('link')
  unlink(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @IdParam('linkId') linkId: string,
  ): Promise<TicketView> {
    return this.links.unlink(asker, id, linkId);
  }

  @Put('watch')
  @RequireTicketAct('watch')
  watch(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.watching.set(asker, id, true);
  }

  @Delete('watch')
  @RequireTicketAct('watch')
  unwatch(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.watching.set(asker, id, false);
  }

  @Put('seen')
  @HttpCode(204)
  @RequireTicketAct('read')
  seen(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<void> {
    return this.watching.markSeen(asker, id);
  }
}

function audienceOf(text: string): Audience {
  const audience = audiences.find((known) => known === text);
  if (!audience) throw notFound();
  return audience;
}
