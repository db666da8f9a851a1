import { LoggerModule } from 'nestjs-pino';
import { Settings } from '../config/settings.js';

/** One JSON line per event, without personal data: no bodies, no query strings, no addresses, no cookies. */
export const logging = LoggerModule.forRootAsync({
  inject: [Settings],
  useFactory: (settings: Settings) => ({
    // Requests are noted where they end (app.ts); a logger of its own for each would cost more than the line.
    forRoutes: [],
    pinoHttp: {
      level: settings.logLevel,
      serializers: {
        // A statement's parameters can be anybody's words; the message and where it happened are enough.
        err: (error: Error & { code?: string }) => ({
          type: error.name,
          code: error.code,
          message: error.message,
          stack: error.stack,
        }),
      },
    },
  }),
});
