import { Module } from '@nestjs/common';
import { AuthModule } from '../platform/auth/auth.module.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { SessionController } from './session.controller.js';

@Module({
  imports: [AuthModule],
  controllers: [SessionController, PeopleController],
  providers: [PeopleService],
})
export class PeopleModule {}
