import 'reflect-metadata';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import { assertLifecycles } from '@felles/domain';
import { limits } from '@felles/contracts/values';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { DynamicModule } from '@nestjs/common';
import { AppModule } from './app.module.js';
import { CollectorIdentity } from './platform/auth/collector-identity.js';
import { assertEveryRouteMarked } from './platform/auth/marked-routes.js';
import { Settings } from './platform/config/settings.js';
import { openApiDocument } from './platform/http/openapi.js';
import { ProblemError } from './platform/http/problem-error.js';
import { sendProblem } from './platform/http/problem-filter.js';
import { assertReadable } from './platform/http/readable.js';
import { serveDocs } from './platform/http/docs-page.js';
import { serveWeb } from './platform/http/web-files.js';
import { validation } from './platform/http/validation.js';
import { Metrics } from './platform/operations/metrics.js';

/** The whole server of one process, not yet listening. Tests start exactly this. */
export async function createApp(
  settings: Settings,
  module: DynamicModule = AppModule.with(settings),
): Promise<NestFastifyApplication> {
  assertLifecycles();
  const adapter = new FastifyAdapter({
    bodyLimit: limits.bodyBytes,
    trustProxy: settings.trustProxy,
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: false, caseSensitive: true, maxParamLength: 200 },
    forceCloseConnections: 'idle',
    // What the router itself refuses: an address that is no address, and a part longer than any id or number.
    frameworkErrors: (error: { code: string }, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(
        request,
        reply,
        new ProblemError(error.code === 'FST_ERR_BAD_URL' ? 'malformed' : 'not_found'),
      ),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { bufferLogs: true });
  await refuseUnmarked(app);
  const logger = app.get(Logger);
  app.useLogger(logger);
  app.flushLogs();
  app.useGlobalPipes(validation());
  const fastify = adapter.getInstance();
  const collectors = app.get(CollectorIdentity, { strict: false });
  // A route that takes more than others says so itself (`RouteConfig`).
  fastify.addHook('onRoute', (route) => {
    const { bodyLimit, collector } = (route.config ?? {}) as { bodyLimit?: number; collector?: boolean };
    if (bodyLimit) route.bodyLimit = bodyLimit;
    if (collector) route.onRequest = (request) => collectors.identify(request);
  });
  await fastify.register(fastifyHelmet as never, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': [`'none'`], 'frame-ancestors': [`'none'`] },
    },
    strictTransportSecurity: settings.secureCookies ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    // Words to browsers and plug-ins that are gone.
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    originAgentCluster: false,
  });
  await fastify.register(fastifyCookie as never);
  await fastify.register(fastifyMultipart as never, {
    limits: { fileSize: limits.fileBytes, files: 1, fields: 5, fieldSize: 1_000, parts: 6 },
    throwFileSizeLimit: true,
  });
  const metrics = app.get(Metrics);
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.header('X-Felles-Build', settings.build);
    done();
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    try {
      // A report may have very many parts; its own reader stops at the first it has too many of (report-format.ts).
      if (!request.collector) assertReadable(request);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    // By the route that was found: an address can be written in many ways.
    if ((request.routeOptions.url ?? request.url).startsWith('/api/') && !reply.hasHeader('Cache-Control'))
      void reply.header('Cache-Control', 'no-store');
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { id, method } = request;
    const [route, status] = [request.routeOptions.url ?? 'none', reply.statusCode];
    metrics.requests.observe({ method, route, status }, reply.elapsedTime / 1_000);
    if (status >= 500) logger.error({ id, method, route, status }, 'request failed');
    else logger.debug({ id, method, route, status }, 'request');
    done();
  });
  if (settings.webFolder) await serveWeb(fastify, settings.webFolder);
  serveDocs(fastify, await openApiDocument(app));
  app.enableShutdownHooks([]);
  await app.init();
  await fastify.ready();
  return app;
}

/** Before anything starts to work; what was opened to get this far is closed again. */
async function refuseUnmarked(app: NestFastifyApplication): Promise<void> {
  try {
    assertEveryRouteMarked(app);
  } catch (error) {
    await app.close();
    throw error;
  }
}
