import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/index.js';
import { IncidentsController } from './incidents.controller.js';

@Module({ imports: [TicketsModule], controllers: [IncidentsController] })
export class IncidentsModule {}
