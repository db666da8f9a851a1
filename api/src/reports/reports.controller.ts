import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { IncidentReport, MajorIncidentReport } from '@felles/contracts/http';
import type { FastifyReply } from 'fastify';
import { RequirePermission } from '../platform/auth/access.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';
import { IncidentReportService } from './incident-report.service.js';
import { MajorReportService } from './major-report.service.js';
import { sendPaper } from './papers/send.js';
import { AskIncidentReport, AskReport } from './report-query.dto.js';

const pdf = {
  description: 'A tagged PDF to save.',
  content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
} as const;
const xlsx = {
  description: 'A spreadsheet to save: a sheet for each table.',
  content: {
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
      schema: { type: 'string', format: 'binary' },
    },
  },
} as const;

@Controller('api/reports')
export class ReportsController {
  constructor(
    private readonly incidents: IncidentReportService,
    private readonly majors: MajorReportService,
  ) {}

  @Get('incidents')
  @RequirePermission('report:read')
  incidentReport(@CurrentAsker() asker: Asker, @Query() query: AskIncidentReport): Promise<IncidentReport> {
    return this.incidents.report(asker, query);
  }

  @Get('incidents.pdf')
  @RequirePermission('report:read')
  @ApiOkResponse(pdf)
  async incidentPdf(
    @CurrentAsker() asker: Asker,
    @Query() query: AskIncidentReport,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPaper(reply, await this.incidents.paper(asker, query), 'pdf');
  }

  @Get('incidents.xlsx')
  @RequirePermission('report:read')
  @ApiOkResponse(xlsx)
  async incidentSheet(
    @CurrentAsker() asker: Asker,
    @Query() query: AskIncidentReport,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPaper(reply, await this.incidents.paper(asker, query), 'xlsx');
  }

  @Get('major-incidents')
  @RequirePermission('report:read')
  majorReport(@CurrentAsker() asker: Asker, @Query() query: AskReport): Promise<MajorIncidentReport> {
    return this.majors.report(asker, query);
  }

  @Get('major-incidents.pdf')
  @RequirePermission('report:read')
  @ApiOkResponse(pdf)
  async majorPdf(
    @CurrentAsker() asker: Asker,
    @Query() query: AskReport,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPaper(reply, await this.majors.paper(asker, query), 'pdf');
  }

  @Get('major-incidents.xlsx')
  @RequirePermission('report:read')
  @ApiOkResponse(xlsx)
  async majorSheet(
    @CurrentAsker() asker: Asker,
    @Query() query: AskReport,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPaper(reply, await this.majors.paper(asker, query), 'xlsx');
  }
}
