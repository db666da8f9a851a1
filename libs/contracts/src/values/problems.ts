/**
 * Every way the API says no, and the HTTP status each one has. Sentences stand in `libs/i18n` per language.
 * Bodies are `application/problem+json` (RFC 9457) with `code` from this table.
 */
export const problemStatus = {
  malformed: 400,
  invalid: 400,
  based_on_version_required: 400,
  cursor_invalid: 400,
  not_signed_in: 401,
  sign_in_failed: 401,
  token_invalid: 401,
  forbidden: 403,
  foreign_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  version_stale: 409,
  conversation_moved: 409,
  draft_newer: 409,
  move_not_allowed: 409,
  already_linked: 409,
  would_lose_sight: 409,
  review_approved: 409,
  review_stale: 409,
  own_review: 403,
  notice_missing: 409,
  key_reused: 422,
  too_large: 413,
  file_type_refused: 415,
  unsupported_media_type: 415,
  too_many_requests: 429,
  internal: 500,
  database_unavailable: 503,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problemStatus;

/** What can be wrong with one field; sentences in `libs/i18n` under the same name. */
export const fieldCodes = [
  'required',
  'unknown_property',
  'not_text',
  'not_a_number',
  'not_a_boolean',
  'not_a_list',
  'not_an_object',
  'not_an_id',
  'not_a_time',
  'not_in_the_future',
  'in_the_future',
  'too_long',
  'too_short',
  'too_many',
  'not_one_of',
  'not_storable',
  'out_of_range',
  'unknown_id',
  'not_offered_here',
  'not_yours',
  'malformed',
] as const;
export type FieldCode = (typeof fieldCodes)[number];
