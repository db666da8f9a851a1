import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/index.js';
import { MeTooService } from './me-too.service.js';
import { NoticeService } from './notice.service.js';
import { NoticesController, StatusController } from './notices.controller.js';
import { PublicStatusBoard } from './public-status.js';

export { NoticeService } from './notice.service.js';

@Module({
  imports: [TicketsModule],
  controllers: [NoticesController, StatusController],
  providers: [NoticeService, MeTooService, PublicStatusBoard],
  exports: [NoticeService],
})
export class NoticesModule {}
