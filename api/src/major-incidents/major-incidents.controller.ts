import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  AddMeasure,
  ApproveReview,
  AttachChildren,
  AttachedChildren,
  DeclareMajor,
  FollowMeasure,
  GiveMajorRole,
  MajorPage,
  MajorView,
  MeasurePage,
  ResolveMajor,
  SuggestedChildren,
  TicketView,
  WriteMajorEntry,
  WriteReview,
} from '@felles/contracts/http';
import { majorRoles, type MajorRole } from '@felles/domain';
import { NoticeService } from '../notices/index.js';
import { RequireTicketAct } from '../platform/auth/access.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';
import { IdParam } from '../platform/http/id-param.js';
import { notFound } from '../platform/http/problem-error.js';
import { ChildrenService } from './children.service.js';
import { DeclarationService } from './declaration.service.js';
import { MajorListService } from './major-list.service.js';
import { MajorQuery, MeasureQuery } from './major-query.dto.js';
import { MeasureService } from './measure.service.js';
import { ReviewService } from './review.service.js';
import { RoomService } from './room.service.js';
import { SolvingService } from './solving.service.js';

@Controller('api/incidents/:id/major')
export class DeclarationController {
  constructor(private readonly declarations: DeclarationService) {}

  @Put()
  @RequireTicketAct('declare-major')
  declare(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: DeclareMajor,
  ): Promise<MajorView> {
    return this.declarations.declare(asker, id, body);
  }

  @Delete()
  @RequireTicketAct('declare-major')
  undo(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.declarations.undo(asker, id);
  }
}

@Controller('api/major-incidents')
export class MajorIncidentsController {
  constructor(
    private readonly majors: MajorListService,
    private readonly rooms: RoomService,
    private readonly children: ChildrenService,
    private readonly solving: SolvingService,
    private readonly notices: NoticeService,
  ) {}

  @Get()
  @RequireTicketAct('read-internal')
  list(@CurrentAsker() asker: Asker, @Query() query: MajorQuery): Promise<MajorPage> {
    return this.majors.list(asker, query);
  }

  @Get(':id')
  @RequireTicketAct('read-internal')
  room(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<MajorView> {
    return this.majors.room(asker, id);
  }

  @Post(':id/entries')
  @RequireTicketAct('run-major')
  enter(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: WriteMajorEntry,
  ): Promise<MajorView> {
    return this.rooms.enter(asker, id, body, (write, spoken) => this.notices.tellOf(write, asker, spoken));
  }

  @Put(':id/roles/:role')
  @RequireTicketAct('run-major')
  give(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Param('role') role: string,
    @Body() body: GiveMajorRole,
  ): Promise<MajorView> {
    return this.rooms.give(asker, id, roleOf(role), body);
  }

  @Get(':id/suggested-children')
  @RequireTicketAct('run-major')
  suggest(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<SuggestedChildren> {
    return this.children.suggest(asker, id);
  }

  @Post(':id/children')
  @RequireTicketAct('run-major')
  attach(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: AttachChildren,
  ): Promise<AttachedChildren> {
    return this.children.attach(asker, id, body);
  }

  @Put(':id/resolution')
  @RequireTicketAct('resolve')
  solve(@CurrentAsker() asker: Asker, @IdParam() id: string, @Body() body: ResolveMajor): Promise<MajorView> {
    return this.solving.solve(asker, id, body);
  }

  @Put(':id/stand-down')
  @RequireTicketAct('run-major')
  standDown(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<MajorView> {
    return this.rooms.standDown(asker, id);
  }

  @Delete(':id/stand-down')
  @RequireTicketAct('run-major')
  resume(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<MajorView> {
    return this.rooms.resume(asker, id);
  }
}

@Controller('api')
export class ReviewController {
  constructor(
    private readonly reviews: ReviewService,
    private readonly measures: MeasureService,
  ) {}

  @Put('major-incidents/:id/review')
  @RequireTicketAct('run-major')
  write(@CurrentAsker() asker: Asker, @IdParam() id: string, @Body() body: WriteReview): Promise<MajorView> {
    return this.reviews.write(asker, id, body);
  }

  @Put('major-incidents/:id/review/approval')
  @RequireTicketAct('approve-review')
  approve(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: ApproveReview,
  ): Promise<MajorView> {
    return this.reviews.approve(asker, id, body);
  }

  @Post('major-incidents/:id/measures')
  @RequireTicketAct('run-major')
  addMeasure(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: AddMeasure,
  ): Promise<MajorView> {
    return this.measures.add(asker, id, body);
  }

  @Get('measures')
  @RequireTicketAct('read-internal')
  listMeasures(@CurrentAsker() asker: Asker, @Query() query: MeasureQuery): Promise<MeasurePage> {
    return this.measures.list(asker, query);
  }

  /** `done` by whoever owns it as well. */
  @Patch('measures/:id')
  @RequireTicketAct('read-internal')
  follow(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: FollowMeasure,
  ): Promise<MajorView> {
    return this.measures.follow(asker, id, body);
  }
}

function roleOf(text: string): MajorRole {
  const role = majorRoles.find((known) => known === text);
  if (!role) throw notFound();
  return role;
}
