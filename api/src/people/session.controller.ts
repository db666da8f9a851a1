import { Body, Controller, Delete, Get, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import { ChangeLanguage, SessionView, SignIn } from '@felles/contracts/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenToAll, RequirePermission } from '../platform/auth/access.js';
import { SessionService } from '../platform/auth/session.service.js';
import { SignInService } from '../platform/auth/sign-in.service.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { PeopleService } from './people.service.js';

@Controller('api/session')
export class SessionController {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionService,
    private readonly people: PeopleService,
  ) {}

  @Post()
  @OpenToAll()
  async signIn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: SignIn,
  ): Promise<SessionView> {
    const { personId, sessionId } = await this.signIns.signIn(request, reply, body);
    const actor = await this.sessions.actorOf(personId);
    if (!actor) throw new ProblemError('sign_in_failed');
    await this.people.openedSession({ actor, correlationId: request.id }, sessionId);
    return this.people.session(actor);
  }

  @Get()
  @RequirePermission('session:own')
  current(@CurrentAsker() asker: Asker): Promise<SessionView> {
    return this.people.session(asker.actor);
  }

  @Delete()
  @HttpCode(204)
  @RequirePermission('session:own')
  async signOut(
    @CurrentAsker() asker: Asker,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (request.sessionId) await this.people.closeSession(asker, request.sessionId);
    this.sessions.forget(reply);
  }

  @Put('language')
  @RequirePermission('session:own')
  async changeLanguage(@CurrentAsker() asker: Asker, @Body() body: ChangeLanguage): Promise<SessionView> {
    await this.people.changeLanguage(asker, body.language);
    return this.people.session({ ...asker.actor, language: body.language });
  }
}
