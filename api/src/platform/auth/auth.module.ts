import { Module } from '@nestjs/common';
import { CollectorIdentity } from './collector-identity.js';
import { SessionService } from './session.service.js';
import { SignInService } from './sign-in.service.js';
import { TokenService } from './token.service.js';
import { TokensController } from './tokens.controller.js';

@Module({
  controllers: [TokensController],
  providers: [SessionService, SignInService, TokenService, CollectorIdentity],
  exports: [SessionService, SignInService, TokenService, CollectorIdentity],
})
export class AuthModule {}
