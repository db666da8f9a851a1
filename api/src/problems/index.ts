import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/index.js';
import { ProblemService } from './problem.service.js';
import { ProblemsController } from './problems.controller.js';

@Module({ imports: [TicketsModule], controllers: [ProblemsController], providers: [ProblemService] })
export class ProblemsModule {}
