import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { Settings } from '../platform/config/settings.js';
import { openApiDocument } from '../platform/http/openapi.js';
import { repository } from '../start/installation.js';
import { said } from './said.js';

/** `npm run openapi`: writes the committed document anew. Nothing is connected to. */
await said(async () => {
  const settings = new Settings({
    dataDir: '/',
    secret: '-',
    databaseUrl: 'postgresql://localhost/none',
    logLevel: 'silent',
  });
  const app = await NestFactory.create(AppModule.with(settings), new FastifyAdapter() as never, {
    preview: true,
    logger: false,
  });
  const file = path.join(repository, 'api/openapi/openapi.json');
  writeFileSync(file, `${JSON.stringify(await openApiDocument(app), null, 2)}\n`);
  console.log(`Wrote ${file}`);
});
