import { Controller, Get, Header, Param, Post, Req } from '@nestjs/common';
import { MadeFeed } from '@felles/contracts/http';
import type { FastifyRequest } from 'fastify';
import { OpenToAll, RequirePermission } from '../platform/auth/access.js';
import { CurrentAsker, type Asker } from '../platform/http/asker.js';
import { FeedService } from './feed.service.js';

const calendar = 'text/calendar; charset=utf-8';

@Controller('api/changes')
export class FeedController {
  constructor(private readonly feeds: FeedService) {}

  /** A calendar address, shown this once; `DELETE /api/tokens/:id` withdraws it. */
  @Post('feeds')
  @RequirePermission('change:read')
  make(@CurrentAsker() asker: Asker): Promise<MadeFeed> {
    return this.feeds.make(asker);
  }

  /** For programs that can show a token: as the password of Basic, or as a bearer. */
  @Get('feed.ics')
  @OpenToAll()
  @Header('Content-Type', calendar)
  byHeader(@Req() request: FastifyRequest): Promise<string> {
    return this.feeds.byHeader(request);
  }

  /** For programs that know an address and nothing else. */
  @Get('feeds/:token')
  @OpenToAll()
  @Header('Content-Type', calendar)
  byAddress(@Param('token') token: string): Promise<string> {
    return this.feeds.byAddress(token);
  }
}
