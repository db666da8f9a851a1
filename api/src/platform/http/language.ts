import { languages, type Language } from '@felles/domain';
import type { FastifyRequest } from 'fastify';

/** The asker's language: the signed-in person's, else the browser's first one we speak, else Bokmål. */
export function languageOf(request: FastifyRequest): Language {
  if (request.actor) return request.actor.language;
  for (const part of (request.headers['accept-language'] ?? '').split(',')) {
    const code = part.trim().slice(0, 2).toLowerCase();
    if (code === 'no') return 'nb';
    if ((languages as readonly string[]).includes(code)) return code as Language;
  }
  return 'nb';
}
