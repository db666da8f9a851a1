import { Body, Controller, Delete, Get, Param, Patch, Post, Put } from '@nestjs/common';
import { Diagnose, FileProblem, NameKnownError, ResolveTicket, TicketView } from '@felles/contracts/http';
import { RequirePermission, RequireTicketAct } from '../platform/auth/access.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';
import { IdParam } from '../platform/http/id-param.js';
import { TicketReader } from '../tickets/index.js';
import { ProblemService } from './problem.service.js';

@Controller('api/problems')
export class ProblemsController {
  constructor(
    private readonly problems: ProblemService,
    private readonly reader: TicketReader,
  ) {}

  @Post()
  @RequirePermission('problem:file')
  file(@CurrentAsker() asker: Asker, @Body() body: FileProblem): Promise<TicketView> {
    return this.problems.file(asker, body);
  }

  @Get(':id')
  @RequireTicketAct('read')
  open(@CurrentAsker() asker: Asker, @Param('id') idOrNumber: string): Promise<TicketView> {
    return this.reader.open(asker, idOrNumber, 'problem');
  }

  @Patch(':id/diagnosis')
  @RequireTicketAct('diagnose')
  diagnose(@CurrentAsker() asker: Asker, @IdParam() id: string, @Body() body: Diagnose): Promise<TicketView> {
    return this.problems.diagnose(asker, id, body);
  }

  @Put(':id/investigation')
  @RequireTicketAct('diagnose')
  investigate(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.problems.investigate(asker, id);
  }

  @Delete(':id/investigation')
  @RequireTicketAct('diagnose')
  layDown(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.problems.layDown(asker, id);
  }

  @Put(':id/known-error')
  @RequireTicketAct('diagnose')
  nameKnownError(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: NameKnownError,
  ): Promise<TicketView> {
    return this.problems.nameKnownError(asker, id, body);
  }

  @Delete(':id/known-error')
  @RequireTicketAct('diagnose')
  unknow(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.problems.unknow(asker, id);
  }

  @Put(':id/resolution')
  @RequireTicketAct('resolve')
  resolve(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: ResolveTicket,
  ): Promise<TicketView> {
    return this.problems.resolve(asker, id, body);
  }

  @Delete(':id/resolution')
  @RequireTicketAct('reopen')
  reopen(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.problems.reopen(asker, id);
  }
}
