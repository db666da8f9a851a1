import { Module } from '@nestjs/common';
import { IncidentReportService } from './incident-report.service.js';
import { MajorReportService } from './major-report.service.js';
import { LoggedMajorWords, MajorWords } from './major-words.js';
import { ReportsController } from './reports.controller.js';

@Module({
  controllers: [ReportsController],
  providers: [IncidentReportService, MajorReportService, { provide: MajorWords, useClass: LoggedMajorWords }],
})
export class ReportsModule {}
