import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const files = { 'swagger-ui-bundle.js': 'text/javascript', 'swagger-ui.css': 'text/css' } as const;

/** Swagger UI sets styles of its own; scripts come from us alone. */
const policy = `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Felles API</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="reference"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>`;
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#reference', deepLinking: true, validatorUrl: null });`;

/** The document at `/api/openapi.json`, and a page to read it on, drawn from our own files only. */
export function serveDocs(fastify: FastifyInstance, document: OpenAPIObject): void {
  const text = JSON.stringify(document);
  const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  fastify.get('/api/openapi.json', (_request, reply) => reply.type('application/json').send(text));
  fastify.get('/api/docs', (_request, reply) =>
    reply.header('Content-Security-Policy', policy).type('text/html; charset=utf-8').send(page),
  );
  fastify.get('/api/docs/start.js', (_request, reply) => reply.type('text/javascript').send(start));
  for (const [file, type] of Object.entries(files)) {
    fastify.get(`/api/docs/${file}`, (_request, reply) =>
      reply
        .header('Cache-Control', 'public, max-age=3600')
        .type(type)
        .send(createReadStream(path.join(folder, file))),
    );
  }
}
