import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query, Req, Res } from '@nestjs/common';
import {
  ChangeNotice,
  JoinedNotice,
  NoticeList,
  NoticeView,
  PublicStatus,
  PublishNotice,
} from '@felles/contracts/http';
import { IsStorable } from '@felles/contracts/http';
import { IsOptional, IsUUID, MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fromEvent } from 'rxjs';
import { OpenToAll, RequirePermission, RequireTicketAct } from '../platform/auth/access.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';
import { IdParam } from '../platform/http/id-param.js';
import { Allowance } from './allowance.js';
import { MeTooService } from './me-too.service.js';
import { NoticeService } from './notice.service.js';
import { PublicStatusBoard } from './public-status.js';

export class NoticeQuery {
  /** Every notice of this incident, withdrawn ones too; without it those that stand and concern the asker. */
  @IsOptional()
  @IsUUID()
  ticketId?: string;
}

export class StatusQuery {
  /** A revision one has: the answer waits up to 20 seconds for the next one. */
  @IsOptional()
  @IsStorable()
  @MaxLength(100)
  after?: string;
}

@Controller('api/notices')
export class NoticesController {
  constructor(
    private readonly notices: NoticeService,
    private readonly meToo: MeTooService,
  ) {}

  @Get()
  @RequirePermission('desk:use')
  list(@CurrentAsker() asker: Asker, @Query() query: NoticeQuery): Promise<NoticeList> {
    return this.notices.list(asker, query.ticketId?.toLowerCase());
  }

  @Post()
  @RequireTicketAct('run-major')
  publish(@CurrentAsker() asker: Asker, @Body() body: PublishNotice): Promise<NoticeView> {
    return this.notices.publish(asker, body);
  }

  @Patch(':id')
  @RequireTicketAct('run-major')
  change(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: ChangeNotice,
  ): Promise<NoticeView> {
    return this.notices.change(asker, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequireTicketAct('run-major')
  withdraw(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<void> {
    return this.notices.withdraw(asker, id);
  }

  /** One has it too: a case of one's own. */
  @Post(':id/reports')
  @RequirePermission('incident:file')
  join(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<JoinedNotice> {
    return this.meToo.join(asker, id);
  }
}

@Controller('api/status')
export class StatusController {
  private readonly allowance = new Allowance();

  constructor(private readonly board: PublicStatusBoard) {}

  /** The public status page: published notices' own words, names of services and municipalities, and times. */
  @Get()
  @OpenToAll()
  async read(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() query: StatusQuery,
  ): Promise<PublicStatus> {
    this.allowance.spend(request.ip);
    if (query.after) return this.board.after(query.after, fromEvent(request.raw, 'close'));
    void reply.header('Cache-Control', 'public, max-age=2');
    return this.board.read();
  }
}
