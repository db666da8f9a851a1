import type { FieldCode, ProblemCode } from '../values/problems.js';

export class FieldProblem {
  /** Where: `title`, `circle.0.personId`. */
  path: string;
  code: FieldCode;
  /** One sentence in the asker's language. */
  message: string;
}

/** RFC 9457 problem details, `application/problem+json`. */
export class Problem {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  /** A sentence a person can act on, in their language. */
  detail: string;
  /** Quote it when asking for help; it finds the log line. */
  correlationId: string;
  errors?: FieldProblem[];
  /** For `version_stale`: the fields that changed and who changed them. For `conversation_moved`: the entries between. For `draft_newer`: the newer draft. */
  conflict?: Record<string, unknown>;
}
