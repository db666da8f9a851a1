import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  AddChangeTask,
  AssessChange,
  ChangeCalendar,
  ChangePage,
  ChangeView,
  CompleteChange,
  ConflictList,
  DecideOnChange,
  FileChange,
  PlanChange,
  PlannableItems,
  ReviewChange,
  SuggestedCauses,
  WantedUpdates,
} from '@felles/contracts/http';
import { RequirePermission, RequireTicketAct } from '../platform/auth/access.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';
import { IdParam } from '../platform/http/id-param.js';
import { ApprovalService } from './approval.service.js';
import { ChangeLists } from './change-list.service.js';
import { ChangeMoves } from './change-moves.service.js';
import { AskCalendar, AskConflicts, AskWantedUpdates, FindItems, ListChanges } from './change-query.dto.js';
import { ChangeReader } from './change-reader.js';
import { PlanningAid } from './planning-aid.service.js';
import { PlanningService } from './planning.service.js';
import { CauseSuggestions } from './suggested-causes.service.js';
import { ChangeTasks } from './task.service.js';

@Controller('api/changes')
export class ChangesController {
  constructor(
    private readonly lists: ChangeLists,
    private readonly aid: PlanningAid,
    private readonly planning: PlanningService,
    private readonly reader: ChangeReader,
  ) {}

  @Get()
  @RequirePermission('change:read')
  list(@CurrentAsker() asker: Asker, @Query() query: ListChanges): Promise<ChangePage> {
    return this.lists.list(asker, query);
  }

  @Get('calendar')
  @RequirePermission('change:read')
  calendar(@CurrentAsker() asker: Asker, @Query() query: AskCalendar): Promise<ChangeCalendar> {
    return this.lists.calendar(asker, query);
  }

  /** What would stand in the way of a plan that is not saved yet. */
  @Get('conflicts')
  @RequirePermission('change:read')
  conflicts(@CurrentAsker() asker: Asker, @Query() query: AskConflicts): Promise<ConflictList> {
    return this.aid.conflicts(asker, query);
  }

  @Get('items')
  @RequirePermission('configuration-item:read')
  items(@CurrentAsker() asker: Asker, @Query() query: FindItems): Promise<PlannableItems> {
    return this.aid.items(asker, query);
  }

  @Get('wanted-updates')
  @RequirePermission('patch-status:read')
  wantedUpdates(
    @CurrentAsker() asker: Asker,
    @Query() { itemIds }: AskWantedUpdates,
  ): Promise<WantedUpdates> {
    return this.aid.wantedUpdates(asker, itemIds);
  }

  @Post()
  @RequirePermission('change:file')
  file(@CurrentAsker() asker: Asker, @Body() body: FileChange): Promise<ChangeView> {
    return this.planning.file(asker, body);
  }

  /** By id or by number. */
  @Get(':id')
  @RequireTicketAct('read')
  open(@CurrentAsker() asker: Asker, @Param('id') idOrNumber: string): Promise<ChangeView> {
    return this.reader.open(asker, idOrNumber);
  }

  @Patch(':id')
  @RequireTicketAct('plan')
  plan(@CurrentAsker() asker: Asker, @IdParam() id: string, @Body() body: PlanChange): Promise<ChangeView> {
    return this.planning.plan(asker, id, body);
  }
}

@Controller('api/changes/:id')
export class ChangeMovesController {
  constructor(
    private readonly planning: PlanningService,
    private readonly moves: ChangeMoves,
    private readonly approvals: ApprovalService,
    private readonly tasks: ChangeTasks,
  ) {}

  @Put('submission')
  @RequireTicketAct('plan')
  submit(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<ChangeView> {
    return this.moves.submit(asker, id);
  }

  @Delete('submission')
  @RequireTicketAct('plan')
  takeBack(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<ChangeView> {
    return this.planning.takeBack(asker, id);
  }

  @Put('assessment')
  @RequireTicketAct('assess')
  assess(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: AssessChange,
  ): Promise<ChangeView> {
    return this.moves.assess(asker, id, body);
  }

  @Put('approval')
  @RequireTicketAct('approve')
  decide(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: DecideOnChange,
  ): Promise<ChangeView> {
    return this.approvals.decide(asker, id, body);
  }

  @Put('implementation')
  @RequireTicketAct('implement')
  implement(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<ChangeView> {
    return this.moves.implement(asker, id);
  }

  @Put('completion')
  @RequireTicketAct('implement')
  complete(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: CompleteChange,
  ): Promise<ChangeView> {
    return this.moves.complete(asker, id, body);
  }

  @Put('review')
  @RequireTicketAct('review')
  review(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: ReviewChange,
  ): Promise<ChangeView> {
    return this.moves.review(asker, id, body);
  }

  @Post('tasks')
  @RequireTicketAct('implement')
  addTask(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: AddChangeTask,
  ): Promise<ChangeView> {
    return this.tasks.add(asker, id, body);
  }

  @Put('tasks/:taskId/completion')
  @RequireTicketAct('implement')
  completeTask(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @IdParam('taskId') taskId: string,
  ): Promise<ChangeView> {
    return this.tasks.setDone(asker, id, { id: taskId, done: true });
  }

  @Delete('tasks/:taskId/completion')
  @RequireTicketAct('implement')
  reopenTask(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @IdParam('taskId') taskId: string,
  ): Promise<ChangeView> {
    return this.tasks.setDone(asker, id, { id: taskId, done: false });
  }

  @Delete('tasks/:taskId')
  @RequireTicketAct('implement')
  removeTask(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @IdParam('taskId') taskId: string,
  ): Promise<ChangeView> {
    return this.tasks.remove(asker, id, taskId);
  }
}

@Controller('api/tickets/:id')
export class CausesController {
  constructor(private readonly causes: CauseSuggestions) {}

  /** Changes that touched what the incident is about in the day before it was opened. */
  @Get('suggested-causes')
  @RequireTicketAct('link')
  suggestedCauses(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<SuggestedCauses> {
    return this.causes.of(asker, id);
  }
}
