import { Controller, Get, Query } from '@nestjs/common';
import { IncidentReport } from '@felles/contracts/http';
import { RequirePermission } from '../platform/auth/access.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';
import { IncidentReportService } from './incident-report.service.js';
import { AskIncidentReport } from './report-query.dto.js';

@Controller('api/reports')
export class ReportsController {
  constructor(private readonly incidents: IncidentReportService) {}

  @Get('incidents')
  @RequirePermission('report:read')
  incidentReport(@CurrentAsker() asker: Asker, @Query() query: AskIncidentReport): Promise<IncidentReport> {
    return this.incidents.report(asker, query);
  }
}
