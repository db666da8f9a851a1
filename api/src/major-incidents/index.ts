import { Module } from '@nestjs/common';
import { NoticesModule } from '../notices/index.js';
import { AuthModule } from '../platform/auth/auth.module.js';
import { TicketsModule } from '../tickets/index.js';
import { ChildrenService } from './children.service.js';
import { DeclarationService } from './declaration.service.js';
import {
  DeclarationController,
  MajorIncidentsController,
  ReviewController,
} from './major-incidents.controller.js';
import { MajorListService } from './major-list.service.js';
import { MajorRecord } from './major-record.js';
import { MeasureService } from './measure.service.js';
import { ReviewService } from './review.service.js';
import { RoomService } from './room.service.js';
import { SolvingService } from './solving.service.js';
import { UpdateClock } from './update-clock.js';

@Module({
  imports: [AuthModule, TicketsModule, NoticesModule],
  controllers: [DeclarationController, MajorIncidentsController, ReviewController],
  providers: [
    MajorRecord,
    MajorListService,
    DeclarationService,
    RoomService,
    ChildrenService,
    SolvingService,
    ReviewService,
    MeasureService,
    UpdateClock,
  ],
})
export class MajorIncidentsModule {}
