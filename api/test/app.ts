import {
  freshDatabase,
  buildWorld,
  cast,
  password,
  type Name,
  type TestDatabase,
  type World,
} from '@felles/testing';
import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import supertest from 'supertest';
import { createApp } from '../src/app.js';
import { AppModule } from '../src/app.module.js';
import { Settings } from '../src/platform/config/settings.js';

/** The whole server on a database of its own, with the small world in it. */
export interface TestApp {
  app: NestFastifyApplication;
  database: TestDatabase;
  world: World;
  url: string;
  dataDir: string;
  /** A browser in which this person has signed in. */
  as(name: Name): Promise<supertest.Agent>;
  /** The same as a cookie header, for sockets. */
  cookieOf(name: Name): Promise<string>;
  /** Somebody without a session. */
  anyone(): supertest.Agent;
  close(): Promise<void>;
}

/** Where the built web application lies; journeys are played in what people get. */
export const builtWeb = path.resolve(import.meta.dirname, '../../dist/web');

interface StartOptions {
  database?: TestDatabase;
  /** There is a desk in it already, and it needs no world. */
  founded?: boolean;
  /** The built web, for tests in a browser. */
  webFolder?: string;
  /** Puts something around the product's module, such as a controller that a test must find. */
  dress?: (product: DynamicModule) => DynamicModule;
}

export async function startApp({
  database,
  founded = false,
  webFolder,
  dress = (product) => product,
}: StartOptions = {}): Promise<TestApp> {
  const own = database ?? (await freshDatabase());
  const world = founded ? ({} as World) : await buildWorld(own);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'felles-app-'));
  const settings = new Settings({
    dataDir,
    secret: own.secret,
    databaseUrl: own.owner,
    port: 0,
    webFolder,
    logLevel: process.env.FELLES_LOG_LEVEL ?? 'silent',
  });
  const app = await createApp(settings, dress(AppModule.with(settings)));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const agents = new Map<Name, Promise<{ agent: supertest.Agent; cookie: string }>>();
  const signIn = (name: Name) => {
    if (!agents.has(name)) agents.set(name, openSession(url, name));
    return agents.get(name)!;
  };
  return {
    app,
    database: own,
    world,
    url,
    dataDir,
    as: async (name) => (await signIn(name)).agent,
    cookieOf: async (name) => (await signIn(name)).cookie,
    anyone: () => supertest.agent(url),
    close: async () => {
      await app.close();
      if (!database) await own.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export async function openSession(
  url: string,
  name: Name,
): Promise<{ agent: supertest.Agent; cookie: string }> {
  const agent = supertest.agent(url);
  const answer = await agent.post('/api/session').send({ email: cast[name].mail, password });
  if (answer.status !== 201) throw new Error(`${name} cannot sign in: ${answer.status} ${answer.text}`);
  const cookies = answer.headers['set-cookie'] as unknown as string[];
  return { agent, cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') };
}
