import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import {
  EnrolCollector,
  EnrolledCollector,
  EnrolmentCode,
  OfferEnrolment,
  PatchBoard,
  PatchReport,
  ReportReceipt,
  ServerPage,
  UpdatePage,
} from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import type { FastifyRequest } from 'fastify';
import { OpenToAll, RequireCollector, RequirePermission } from '../platform/auth/access.js';
import { CurrentCollector, type Collector } from '../platform/auth/collector-identity.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';
import { IdParam } from '../platform/http/id-param.js';
import { BoardService } from './board.service.js';
import { EnrolmentService } from './enrolment.service.js';
import { PatchReportService } from './patch-report.service.js';
import { ServerList } from './server-list.service.js';
import { ListServers, ListUpdates } from './server-query.dto.js';

/** What runs on a server: enrols once, then reports. */
@Controller('api')
export class CollectorController {
  constructor(
    private readonly enrolments: EnrolmentService,
    private readonly reports: PatchReportService,
  ) {}

  /** A one-time code for a token. Open, because whoever has the code has nothing else yet. */
  @Post('collectors')
  @OpenToAll()
  enrol(@Req() request: FastifyRequest, @Body() body: EnrolCollector): Promise<EnrolledCollector> {
    return this.enrolments.enrol(request, body);
  }

  /** Everything one server says of itself, at once. The same report again is answered the same. */
  @Post('patch-reports')
  @HttpCode(200)
  @RequireCollector(limits.reportBytes)
  @ApiBody({ type: PatchReport })
  report(@CurrentCollector() collector: Collector, @Body() body: unknown): Promise<ReportReceipt> {
    return this.reports.report(collector, body);
  }
}

@Controller('api')
export class PatchingController {
  constructor(
    private readonly boards: BoardService,
    private readonly lists: ServerList,
    private readonly enrolments: EnrolmentService,
  ) {}

  @Get('patch-status')
  @RequirePermission('patch-status:read')
  board(@CurrentAsker() asker: Asker): Promise<PatchBoard> {
    return this.boards.board(asker);
  }

  @Get('patch-status/servers')
  @RequirePermission('patch-status:read')
  servers(@CurrentAsker() asker: Asker, @Query() query: ListServers): Promise<ServerPage> {
    return this.lists.servers(asker, query);
  }

  /** What presses most first. */
  @Get('configuration-items/:id/updates')
  @RequirePermission('patch-status:read')
  updates(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Query() query: ListUpdates,
  ): Promise<UpdatePage> {
    return this.lists.updates(asker, id, query);
  }

  /** A code that works once, within the hour. */
  @Post('configuration-items/:id/enrolment')
  @RequirePermission('patch-status:enrol')
  offer(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: OfferEnrolment,
  ): Promise<EnrolmentCode> {
    return this.enrolments.offer(asker, id, body);
  }

  /** Its token opens nothing any more. */
  @Delete('configuration-items/:id/collector')
  @HttpCode(204)
  @RequirePermission('patch-status:enrol')
  revoke(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<void> {
    return this.enrolments.revoke(asker, id);
  }
}
