import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { AuthModule } from '../auth/auth.module.js';
import { RealtimeModule } from '../realtime/realtime.module.js';
import { Metrics } from './metrics.js';
import { OperationsController } from './operations.controller.js';

@Module({
  imports: [TerminusModule.forRoot({ logger: false }), AuthModule, RealtimeModule],
  controllers: [OperationsController],
  providers: [Metrics],
  exports: [Metrics],
})
export class OperationsModule {}
