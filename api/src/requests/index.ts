import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/index.js';
import { RequestsController } from './requests.controller.js';

@Module({ imports: [TicketsModule], controllers: [RequestsController] })
export class RequestsModule {}
