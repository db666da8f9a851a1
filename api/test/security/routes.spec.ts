import { Controller, Get, Module, type DynamicModule } from '@nestjs/common';
import { clientMessagePermissions, realtimePath } from '@felles/contracts/values';
import { allPermissions } from '@felles/domain';
import { freshDatabase } from '@felles/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppModule } from '../../src/app.module.js';
import { createApp } from '../../src/app.js';
import { routesOf } from '../../src/platform/auth/marked-routes.js';
import { Settings } from '../../src/platform/config/settings.js';
import { startApp, type TestApp } from '../app.js';

/** Open without a session. A new line here is a decision. */
const openRoutes = [
  // The calendar feed: a token that can do nothing else is asked for by the route itself.
  'GET /api/changes/feed.ics',
  'GET /api/changes/feeds/:token',
  'GET /api/live',
  'GET /api/metrics',
  'GET /api/ready',
  // The public status page: published notices' own words, names of services and municipalities, times. Nothing of a ticket.
  'GET /api/status',
  // Whoever has a one-time code has nothing else yet; guesses are counted.
  'POST /api/collectors',
  'POST /api/session',
];
/** Answered by Fastify itself, past every guard: files that are the same for everybody. */
const rawRoutes = [
  'GET /api/docs',
  'GET /api/docs/start.js',
  'GET /api/docs/swagger-ui-bundle.js',
  'GET /api/docs/swagger-ui.css',
  'GET /api/openapi.json',
  'GET /index.html',
  'GET /main-ABCDEFGH.js',
  // A page of the application, whatever its address: everything that is neither a file nor below /api.
  'GET *',
];

let desk: TestApp;
let web: string;
/** The same product with the web's files. */
let whole: NestFastifyApplication;
beforeAll(async () => {
  desk = await startApp();
  web = mkdtempSync(path.join(tmpdir(), 'felles-web-'));
  mkdirSync(path.join(web, 'browser'));
  writeFileSync(path.join(web, 'browser/index.html'), '<!doctype html><script nonce="__NONCE__"></script>');
  writeFileSync(path.join(web, 'browser/main-ABCDEFGH.js'), 'start()');
  writeFileSync(path.join(web, 'secret.txt'), 'not for the web');
  whole = await createApp(settingsWith(desk.database.owner, desk.database.secret, path.join(web, 'browser')));
  await whole.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await whole.close();
  await desk.close();
  rmSync(web, { recursive: true, force: true });
});

/** `GET /api/tickets/:id` for every route that Fastify knows, whoever put it there. */
function routesKnown(printed: string): string[] {
  const parents: string[] = [];
  return printed.split('\n').flatMap((line) => {
    const match = /^([│ ]*[├└]── )(\S*)(?: \(([A-Z, ]+)\))?/u.exec(line);
    if (!match) return [];
    const depth = match[1]!.length / 4;
    parents.length = depth - 1;
    parents.push(match[2]!);
    return (match[3]?.split(', ') ?? []).map((method) => `${method} ${parents.join('')}`);
  });
}

const settingsWith = (owner: string, secret: string, webFolder: string | null) =>
  new Settings({ dataDir: tmpdir(), secret, databaseUrl: owner, logLevel: 'silent', webFolder });

describe('every route', () => {
  it('says who may use it; those open to all are the ones agreed on', () => {
    const routes = routesOf(desk.app);
    expect(routes.filter(({ access }) => !access)).toEqual([]);
    const open = routes.filter(({ access }) => access!.kind === 'open');
    expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(openRoutes);
    for (const { access } of routes)
      if (access!.kind === 'permission') expect(allPermissions).toContain(access!.permission);
    console.log(`${routes.length} routes of controllers, ${open.length} open; ${rawRoutes.length} raw ones`);
  });

  it('is one of a controller’s or one of the few agreed on, whoever registered it', () => {
    const known = routesKnown(whole.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }));
    const declared = new Set(routesOf(whole).map(({ method, path }) => `${method} ${path}`));
    const others = known.filter((route) => !route.startsWith('HEAD ') && !declared.has(route));
    expect([...new Set(others)].sort()).toEqual([...rawRoutes].sort());
    // Every HEAD is the shadow of a GET.
    for (const route of known.filter((route) => route.startsWith('HEAD ')))
      expect(known).toContain(route.replace('HEAD', 'GET'));
    for (const route of declared) expect(known).toContain(route);
  });

  it('stops the server from starting when it says nothing', async () => {
    @Controller('api/forgotten')
    class ForgottenController {
      @Get()
      read(): string {
        return 'everything';
      }
    }
    @Module({})
    class ForgetfulProduct {}
    const database = await freshDatabase();
    const settings = settingsWith(database.owner, database.secret, null);
    const product: DynamicModule = {
      module: ForgetfulProduct,
      imports: [AppModule.with(settings)],
      controllers: [ForgottenController],
    };
    await expect(createApp(settings, product)).rejects.toThrow(
      'routes without a permission: ForgottenController.read',
    );
    await database.drop();
  });

  it('wants a session unless it is open', async () => {
    const routes = routesOf(desk.app).filter(({ access }) => access!.kind !== 'open');
    for (const { method, path } of routes) {
      const url = path.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000');
      const answer = await desk.app.inject({
        method: method as 'GET',
        url,
        payload: method === 'GET' ? undefined : {},
      });
      expect([method, path, answer.statusCode]).toEqual([method, path, 401]);
    }
  });
});

describe('every message of a socket', () => {
  it('has a permission that somebody can hold', () => {
    for (const permission of Object.values(clientMessagePermissions))
      expect(allPermissions).toContain(permission);
  });

  it('comes in on one address only', async () => {
    for (const address of [realtimePath, `${realtimePath}/`, '/socket.io/', '/api/realtime/x']) {
      const answer = await send('GET', `${address}?EIO=4&transport=polling`);
      expect([address, Math.floor(answer.status / 100)]).toEqual([address, 4]);
    }
  });
});

/** An address exactly as written: no client in between that would tidy it. */
function send(method: string, address: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; body: string; headers: Record<string, unknown> }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(desk.url);
      const sent = rawRequest({ hostname, port, method, path: address, headers }, (answer) => {
        let body = '';
        answer.on('data', (part: Buffer) => (body += part.toString()));
        answer.on('end', () => resolve({ status: answer.statusCode!, body, headers: answer.headers }));
      });
      sent.on('error', reject);
      sent.end();
    },
  );
}

describe('an address written otherwise', () => {
  it.each([
    '//api/tickets',
    '/api//tickets',
    '/api/tickets/',
    '/api/tickets;x',
    '/api/tickets;a=b?c=d',
    '/api/./tickets',
    '/api/x/../tickets',
    '/api/%2e%2e/api/tickets',
    '/api%2ftickets',
    '/api/tickets%2f',
    '/%61pi/tickets',
    '/api/%74ickets',
    '/API/tickets',
    '/api/Tickets',
    '/api/tickets%00',
    '/api/tickets%20',
    '/api/tickets/%2e',
    '/api/tickets/..%2f..%2fapi%2fcatalogue',
    '/api\\tickets',
    '/api/live/../tickets',
    '/api/live/..%2ftickets',
    '/api/live;/tickets',
    '/api/docs/../tickets',
    '/api/openapi.json/../tickets',
    '/api/openapi.json%2f..%2ftickets',
  ])('%s is refused like the route itself, or is none', async (address) => {
    const stranger = await send('GET', address);
    expect([400, 401, 404]).toContain(stranger.status);
    const employee = await send('GET', address, { cookie: await desk.cookieOf('ola') });
    expect([200, 400, 404]).toContain(employee.status);
    // Wherever it is answered, it is answered as the route answers: the same words, and never to be kept.
    if (employee.status === 200) {
      const plain = await send('GET', '/api/tickets', { cookie: await desk.cookieOf('ola') });
      expect(employee.body).toBe(plain.body);
      expect(employee.headers['cache-control']).toBe('no-store');
      expect(stranger.status).toBe(401);
    }
  });

  it.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override', '_method'])(
    '%s changes nothing',
    async (header) => {
      const filed = await (await desk.as('kari')).post('/api/incidents').send({ title: 'Sak' });
      const cookie = await desk.cookieOf('kari');
      const asked = await send('GET', `/api/tickets/${filed.body.id}?_method=DELETE`, { cookie });
      expect((JSON.parse(asked.body) as { id: string }).id).toBe(filed.body.id);
      const overridden = await send('GET', '/api/session', { cookie, [header]: 'DELETE' });
      expect(overridden.status).toBe(200);
      expect((await send('GET', '/api/session', { cookie })).status).toBe(200);
    },
  );

  it.each(['x-original-url', 'x-rewrite-url', 'x-forwarded-prefix', 'x-forwarded-uri'])(
    '%s leads nowhere else',
    async (header) => {
      const answer = await send('GET', '/api/tickets', { [header]: '/api/live' });
      expect(answer.status).toBe(401);
    },
  );

  it('HEAD decides like GET and says no more; other methods are not answered', async () => {
    const cookie = await desk.cookieOf('ola');
    for (const address of ['/api/tickets', '/api/session', '/api/catalogue', '/api/tokens']) {
      expect([address, (await send('HEAD', address)).status]).toEqual([address, 401]);
      const answer = await send('HEAD', address, { cookie });
      expect([address, answer.status, answer.body]).toEqual([address, 200, '']);
      for (const method of ['OPTIONS', 'TRACE', 'PROPFIND', 'PURGE']) {
        const odd = await send(method, address, { cookie, origin: 'https://evil.example' });
        expect([method, Math.floor(odd.status / 100)]).toEqual([method, 4]);
        expect(odd.headers['access-control-allow-origin']).toBeUndefined();
      }
    }
  });

  it('reaches no file outside the web’s folder', async () => {
    const { port } = whole.getHttpServer().address() as { port: number };
    const ask = (address: string) =>
      new Promise<{ status: number; body: string }>((resolve, reject) => {
        rawRequest({ port, path: address }, (answer) => {
          let body = '';
          answer.on('data', (part: Buffer) => (body += part.toString()));
          answer.on('end', () => resolve({ status: answer.statusCode!, body }));
        })
          .on('error', reject)
          .end();
      });
    expect((await ask('/main-ABCDEFGH.js')).body).toBe('start()');
    for (const address of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/..\\secret.txt',
      '/browser/../../secret.txt',
      '/%2e%2e%2f%2e%2e%2fetc/passwd',
      '//etc/passwd',
    ])
      expect((await ask(address)).body).not.toMatch(/not for the web|root:/);
    for (const address of ['/api', '/api/', '/api/nothing', '/api/../index.html'])
      expect([address, (await ask(address)).status]).toEqual([address, 404]);
  });
});

describe('what is open', () => {
  it('says nothing of anybody', async () => {
    await (await desk.as('kari')).post('/api/incidents').send({ title: 'Hemmelighet' });
    for (const address of ['/api/live', '/api/ready', '/api/metrics', '/api/openapi.json', '/api/docs']) {
      const answer = await send('GET', address);
      expect([address, answer.status]).toEqual([address, 200]);
      expect(answer.body).not.toMatch(/Hemmelighet|INC01|Kari|@fjordvik|password=|postgres:\/\//);
    }
  });

  it('keeps its figures from who comes through a proxy without a token for them', async () => {
    const through = { 'x-forwarded-for': '10.0.0.1' };
    expect((await send('GET', '/api/metrics', through)).status).toBe(401);
    expect(
      (await send('GET', '/api/metrics', { ...through, cookie: await desk.cookieOf('kari') })).status,
    ).toBe(403);
    expect(
      (await send('GET', '/api/metrics', { ...through, cookie: await desk.cookieOf('admin') })).status,
    ).toBe(200);
  });
});
