import { Module } from '@nestjs/common';
import { BoardService } from './board.service.js';
import { EnrolmentService } from './enrolment.service.js';
import { PatchReportService } from './patch-report.service.js';
import { CollectorController, PatchingController } from './patching.controller.js';
import { ServerList } from './server-list.service.js';
import { Silence } from './silence.js';

@Module({
  controllers: [CollectorController, PatchingController],
  providers: [EnrolmentService, PatchReportService, BoardService, ServerList, Silence],
})
export class PatchingModule {}
