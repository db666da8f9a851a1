import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { FileTicket, ResolveTicket, TicketView } from '@felles/contracts/http';
import { RequirePermission, RequireTicketAct } from '../platform/auth/access.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';
import { IdParam } from '../platform/http/id-param.js';
import { FilingService, MoveService, TicketReader } from '../tickets/index.js';

@Controller('api/incidents')
export class IncidentsController {
  constructor(
    private readonly filing: FilingService,
    private readonly moves: MoveService,
    private readonly reader: TicketReader,
  ) {}

  @Post()
  @RequirePermission('incident:file')
  file(@CurrentAsker() asker: Asker, @Body() body: FileTicket): Promise<TicketView> {
    return this.filing.file(asker, 'incident', body);
  }

  @Get(':id')
  @RequireTicketAct('read')
  open(@CurrentAsker() asker: Asker, @Param('id') idOrNumber: string): Promise<TicketView> {
    return this.reader.open(asker, idOrNumber, 'incident');
  }

  @Put(':id/resolution')
  @RequireTicketAct('resolve')
  resolve(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Body() body: ResolveTicket,
  ): Promise<TicketView> {
    return this.moves.resolve(asker, id, { ...body, kind: 'incident' });
  }

  @Delete(':id/resolution')
  @RequireTicketAct('reopen')
  reopen(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<TicketView> {
    return this.moves.reopen(asker, id, 'incident');
  }
}
