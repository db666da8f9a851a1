import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  circlePermissions,
  holdsAnywhere,
  inScope,
  partyPermissions,
  ticketKinds,
  type Actor,
} from '@felles/domain';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem-error.js';
import { accessKey, type Access, type TicketActName } from './access.js';
import { SessionService } from './session.service.js';
import { assertSameOrigin } from './same-origin.js';

/** Closed until opened: a route without a mark is refused, and start-up fails on one (`assertEveryRouteMarked`). */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return false;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const access = this.reflector.get<Access | undefined>(accessKey, context.getHandler());
    if (!access) throw new ProblemError('forbidden');
    if (access.kind === 'open') {
      assertSameOrigin(request);
      return true;
    }
    if (access.kind === 'collector') {
      if (!request.collector) throw new ProblemError('collector_unknown');
      return true;
    }
    // A body that streams past cannot be handled twice.
    const remembered = request.isMultipart() ? null : this.sessions.recall(request);
    if (!remembered || !admits(access, remembered)) await this.admit(request, access);
    return true;
  }

  /** @throws ProblemError when they are nobody, or may not. */
  async admit(request: FastifyRequest, access: Access): Promise<void> {
    if (!admits(access, await this.sessions.identify(request))) throw new ProblemError('forbidden');
  }
}

function admits(access: Access, actor: Actor): boolean {
  if (access.kind === 'open') return true;
  if (access.kind === 'collector') return false;
  return access.kind === 'permission' ? holdsAnywhere(actor, access.permission) : couldDo(actor, access.act);
}

/** Whether there can be a ticket this person may do this to: by role, as its party, or named in its circle. */
function couldDo(actor: Actor, act: TicketActName): boolean {
  return ticketKinds.some((kind) => {
    const permission = `${kind}:${act}` as const;
    return (
      holdsAnywhere(actor, permission) ||
      (inScope(actor, permission) && (partyPermissions.has(permission) || circlePermissions.has(permission)))
    );
  });
}
