import { Module } from '@nestjs/common';
import { IncidentReportService } from './incident-report.service.js';
import { ReportsController } from './reports.controller.js';

@Module({ controllers: [ReportsController], providers: [IncidentReportService] })
export class ReportsModule {}
