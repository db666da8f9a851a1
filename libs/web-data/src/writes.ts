import { HttpContext, HttpContextToken, type HttpHandlerFn, type HttpRequest } from '@angular/common/http';

/** One key per thing a person means to make; a retry of the same intent carries the same key. */
export type Intent = string;

export function newIntent(): Intent {
  return crypto.randomUUID();
}

const intentToken = new HttpContextToken<Intent | null>(() => null);
const versionToken = new HttpContextToken<number | null>(() => null);

/** Marks a POST with what the person meant, so that a retry does not make it twice. */
export function making(intent: Intent, context = new HttpContext()): HttpContext {
  return context.set(intentToken, intent);
}

/** Marks a change with the version it was made against. */
export function against(version: number, context = new HttpContext()): HttpContext {
  return context.set(versionToken, version);
}

/** Sends `Idempotency-Key` on what makes something and `If-Match` on what changes something. */
export function writes(request: HttpRequest<unknown>, next: HttpHandlerFn) {
  const version = request.context.get(versionToken);
  const intent = request.context.get(intentToken) ?? (request.method === 'POST' ? newIntent() : null);
  const headers: Record<string, string> = {};
  if (intent) headers['Idempotency-Key'] = intent;
  if (version !== null) headers['If-Match'] = `"${version}"`;
  return next(request.clone({ setHeaders: headers }));
}
