import { Module } from '@nestjs/common';
import { AuthModule } from '../platform/auth/auth.module.js';
import { TicketsModule } from '../tickets/index.js';
import { ApprovalService } from './approval.service.js';
import { ChangeClock } from './change-clock.js';
import { ChangeCourse } from './change-course.js';
import { ChangeLists } from './change-list.service.js';
import { ChangeMoves } from './change-moves.service.js';
import { ChangeReader } from './change-reader.js';
import { ChangeRecord } from './change-record.js';
import { CausesController, ChangeMovesController, ChangesController } from './changes.controller.js';
import { FeedController } from './feed.controller.js';
import { FeedService } from './feed.service.js';
import { PatchLoop } from './patch-loop.js';
import { PlanTexts } from './plan-texts.js';
import { PlanningAid } from './planning-aid.service.js';
import { PlanningService } from './planning.service.js';
import { CauseSuggestions } from './suggested-causes.service.js';
import { ChangeTasks } from './task.service.js';

@Module({
  imports: [AuthModule, TicketsModule],
  controllers: [FeedController, ChangesController, ChangeMovesController, CausesController],
  providers: [
    ChangeRecord,
    ChangeReader,
    ChangeLists,
    PlanningAid,
    PlanningService,
    PlanTexts,
    ChangeMoves,
    ApprovalService,
    ChangeTasks,
    ChangeCourse,
    ChangeClock,
    PatchLoop,
    CauseSuggestions,
    FeedService,
  ],
})
export class ChangesModule {}
