import { Module } from '@nestjs/common';
import { SessionService } from './session.service.js';
import { SignInService } from './sign-in.service.js';
import { TokenService } from './token.service.js';
import { TokensController } from './tokens.controller.js';

@Module({
  controllers: [TokensController],
  providers: [SessionService, SignInService, TokenService],
  exports: [SessionService, SignInService, TokenService],
})
export class AuthModule {}
