import { RequestMethod } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Settings } from '../config/settings.js';

/** One JSON line per event, without personal data: no bodies, no query strings, no addresses, no cookies. */
export const logging = LoggerModule.forRootAsync({
  inject: [Settings],
  useFactory: (settings: Settings) => ({
    forRoutes: [{ path: '/{*splat}', method: RequestMethod.ALL }],
    pinoHttp: {
      level: settings.logLevel,
      autoLogging: {
        ignore: (request: unknown) => !/^\/api\/(?!live|ready)/.test((request as { url: string }).url),
      },
      serializers: {
        req: (request: { id: string; method: string; url: string }) => ({
          id: request.id,
          method: request.method,
          path: request.url.split('?')[0],
        }),
        res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
        // A statement's parameters can be anybody's words; the message and where it happened are enough.
        err: (error: Error & { code?: string }) => ({
          type: error.name,
          code: error.code,
          message: error.message,
          stack: error.stack,
        }),
      },
      customLogLevel: (_request: unknown, reply: unknown) =>
        (reply as { statusCode: number }).statusCode >= 500 ? 'error' : 'debug',
    },
  }),
});
