import { Controller, Get, Query } from '@nestjs/common';
import { DeskReport } from '@felles/contracts/http';
import { RequirePermission } from '../platform/auth/access.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';
import { AskDeskReport } from './report-query.dto.js';
import { ReportService } from './report.service.js';

@Controller('api/reports')
export class ReportsController {
  constructor(private readonly reports: ReportService) {}

  @Get('desk')
  @RequirePermission('report:read')
  desk(@CurrentAsker() asker: Asker, @Query() query: AskDeskReport): Promise<DeskReport> {
    return this.reports.desk(asker, query);
  }
}
