import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { RealtimeServer } from './realtime.server.js';

@Module({ imports: [AuthModule], providers: [RealtimeServer], exports: [RealtimeServer] })
export class RealtimeModule {}
