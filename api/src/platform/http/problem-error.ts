import type { FieldCode, ProblemCode } from '@felles/contracts/values';

export interface FieldFault {
  path: string;
  code: FieldCode;
  /** What the sentence needs: `{ most: 200 }`. */
  params?: Record<string, string | number>;
}

/** A refusal with a code from the contracts. The filter turns it into problem+json in the asker's language. */
export class ProblemError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly more: {
      fields?: FieldFault[];
      conflict?: object;
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(code, { cause: more.cause });
  }
}

export function notFound(): ProblemError {
  return new ProblemError('not_found');
}

export function invalid(path: string, code: FieldCode, params?: FieldFault['params']): ProblemError {
  return new ProblemError('invalid', { fields: [{ path, code, params }] });
}
