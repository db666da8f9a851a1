import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { holdsAnywhere } from '@felles/domain';
import type { FastifyRequest } from 'fastify';
import { OpenToAll } from '../auth/access.js';
import { SessionService } from '../auth/session.service.js';
import { openStatements } from '../auth/statements.js';
import { AskerWork } from '../database/database.module.js';
import { ProblemError } from '../http/problem-error.js';
import { Metrics } from './metrics.js';

@ApiExcludeController()
@Controller('api')
export class OperationsController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly work: AskerWork,
    private readonly sessions: SessionService,
    private readonly metrics: Metrics,
  ) {}

  /** The process answers. */
  @Get('live')
  @OpenToAll()
  live(): string {
    return 'live';
  }

  /** The process can do its work. One word outwards; the reason is in the log. */
  @Get('ready')
  @OpenToAll()
  @HealthCheck({ noCache: true })
  async ready(): Promise<string> {
    const database = this.indicators.check('database');
    await this.health.check([
      async () => {
        await this.work.openly(openStatements.ping, []);
        return database.up();
      },
    ]);
    return 'ready';
  }

  /** For a scraper on this machine, or one with a token that may read it. */
  @Get('metrics')
  @OpenToAll()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  async metricsText(@Req() request: FastifyRequest): Promise<string> {
    if (!isLoopback(request)) {
      const actor = await this.sessions.identify(request);
      if (!holdsAnywhere(actor, 'operations:read')) throw new ProblemError('forbidden');
    }
    return this.metrics.registry.metrics();
  }
}

/** Behind a proxy everyone's socket is local, so a forwarded request never counts as local. */
function isLoopback(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? '';
  return /^(127\.|::1$|::ffff:127\.)/.test(address) && request.headers['x-forwarded-for'] === undefined;
}
