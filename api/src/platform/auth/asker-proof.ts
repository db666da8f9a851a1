import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { AccessGuard } from './access-guard.js';
import { accessKey, type Access } from './access.js';

/**
 * Nothing is answered to somebody who is only remembered. Their first unit of work proves them with its opening message
 * (`auth.enter`), which saves a request its question of who asks. Where it did not, because rights have changed, the
 * session is over or nothing was asked of the database, nothing was done either: the question is asked, and the request
 * handled once more.
 */
@Injectable()
export class AskerProof implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly guard: AccessGuard,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const standing = request.actor?.standing;
    if (!standing) return next.handle();
    const handle = () => lastValueFrom(next.handle() as Observable<unknown>, { defaultValue: undefined });
    return defer(async () => {
      try {
        const answer: unknown = await handle();
        if (standing.proven) return answer;
      } catch (error) {
        if (standing.proven) throw error;
      }
      await this.guard.admit(request, this.reflector.get<Access>(accessKey, context.getHandler()));
      return handle();
    });
  }
}
