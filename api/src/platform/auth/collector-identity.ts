import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AskerWork } from '../database/database.module.js';
import { ProblemError } from '../http/problem-error.js';
import { hash } from './session.service.js';
import { openStatements } from './statements.js';

/** What reports for one server. */
export interface Collector {
  id: string;
  itemId: string;
  organisationId: string;
  correlationId: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before the body is read, on routes that are a collector's alone. */
    collector?: Collector;
  }
}

interface Row {
  id: string;
  configuration_item_id: string;
  organisation_id: string;
}

/** Which collector is this? By bearer token alone. */
@Injectable()
export class CollectorIdentity {
  constructor(private readonly work: AskerWork) {}

  /** @throws ProblemError collector_unknown: also for a person's token, and for one that has been withdrawn. */
  async identify(request: FastifyRequest): Promise<void> {
    const token = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
    const [row] = token ? await this.work.openly<Row>(openStatements.collectorBehind, [hash(token)]) : [];
    if (!row) throw new ProblemError('collector_unknown');
    request.collector = {
      id: row.id,
      itemId: row.configuration_item_id,
      organisationId: row.organisation_id,
      correlationId: request.id,
    };
  }
}

export const CurrentCollector = createParamDecorator((_: unknown, context: ExecutionContext): Collector => {
  const { collector } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!collector) throw new ProblemError('collector_unknown');
  return collector;
});
