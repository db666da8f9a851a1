import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { problemStatus, type ProblemCode } from '@felles/contracts/values';
import type { Problem } from '@felles/contracts/http';
import { fieldText, problemText } from '@felles/i18n';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { databaseProblem } from '../database/database-errors.js';
import { languageOf } from './language.js';
import { ProblemError } from './problem-error.js';

/** Whatever is thrown leaves as RFC 9457 problem+json; what we did not foresee is logged whole and said shortly. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    sendProblem(request, reply, this.problemOf(error, request));
  }

  private problemOf(error: unknown, request: FastifyRequest): ProblemError {
    if (error instanceof ProblemError) return error;
    const known = databaseProblem(error) ?? transportProblem(error);
    if (known) {
      if (known.code === 'database_unavailable')
        this.logger.warn(`database unavailable: ${(error as Error).message}`);
      return known;
    }
    this.logger.error({ err: error, correlationId: request.id }, 'unforeseen');
    return new ProblemError('internal');
  }
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: ProblemError): void {
  if (problem.more.retryAfterSeconds)
    void reply.header('Retry-After', String(problem.more.retryAfterSeconds));
  void reply
    .status(problemStatus[problem.code])
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(request, problem)));
}

function problemBody(request: FastifyRequest, { code, more }: ProblemError): Problem {
  const language = languageOf(request);
  return {
    type: `/api/docs#problem-${code}`,
    ...problemText(language, code),
    status: problemStatus[code],
    code,
    correlationId: request.id,
    ...(more.fields && {
      errors: more.fields.map(({ path, code, params }) => ({
        path,
        code,
        message: fieldText(language, code, params),
      })),
    }),
    ...(more.conflict && { conflict: more.conflict as Record<string, unknown> }),
  };
}

const byFastifyCode: Record<string, ProblemCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_REQ_FILE_TOO_LARGE: 'too_large',
  FST_FILES_LIMIT: 'too_large',
  FST_PARTS_LIMIT: 'too_large',
  FST_FIELDS_LIMIT: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported_media_type',
};

const byStatus: Record<number, ProblemCode> = {
  400: 'malformed',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  414: 'too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
  // the health check, while the process drains
  503: 'database_unavailable',
};

/** What Nest and Fastify refuse by themselves: unknown route, unreadable body, wrong media type. */
function transportProblem(error: unknown): ProblemError | null {
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code && byFastifyCode[code]) return new ProblemError(byFastifyCode[code]);
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  const problem = status === undefined ? undefined : byStatus[status];
  if (!problem) return null;
  return new ProblemError(problem, problem === 'database_unavailable' ? { retryAfterSeconds: 2 } : {});
}
