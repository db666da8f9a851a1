import { limits } from '@felles/contracts/values';
import { cast, type Name } from '@felles/testing';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { startApp, type TestApp } from '../app.js';
import { operationsOf, resolved, type Operation, type Schema } from './document.js';
import { atATime } from './in-turn.js';

const seed = Number(process.env.FELLES_SEED ?? Date.now() % 2 ** 31);
const requests = Number(process.env.FELLES_REQUESTS ?? 5_000);

let desk: TestApp;
let document: OpenAPIObject;
beforeAll(async () => {
  desk = await startApp();
  document = (await (await fetch(`${desk.url}/api/openapi.json`)).json()) as OpenAPIObject;
});
afterAll(() => desk.close());

/** A real id, chosen when the request is sent: which kind, and which one of those there are by then. */
class RealId {
  constructor(
    readonly of: keyof Pools,
    readonly which: number,
  ) {}
}
type Pools = Record<
  | 'ticket'
  | 'upload'
  | 'attachment'
  | 'link'
  | 'token'
  | 'item'
  | 'relation'
  | 'notice'
  | 'measure'
  | 'world',
  string[]
>;

const junkIds = [
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-7FFF-BFFF-FFFFFFFFFFFF',
  'INC0100001',
  '1',
  '../session',
  '%',
  '\u0000',
  "' or 1=1 --",
];
const real = (...of: (keyof Pools)[]) =>
  fc
    .record({ of: fc.constantFrom(...of), which: fc.nat(10_000) })
    .map(({ of, which }) => new RealId(of, which));
const someId = fc.oneof(
  { arbitrary: real('ticket', 'ticket', 'upload', 'attachment', 'link', 'token', 'world'), weight: 8 },
  { arbitrary: fc.uuid(), weight: 1 },
  { arbitrary: fc.constantFrom(...junkIds), weight: 1 },
);
const idsNamed: Record<string, fc.Arbitrary<unknown>> = {
  ticketId: real('ticket'),
  otherId: real('item'),
  configurationItemId: real('item'),
  attachmentIds: real('upload', 'upload', 'attachment'),
  ticketIds: real('ticket'),
};

const words = fc.oneof(
  { arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), weight: 4 },
  { arbitrary: fc.lorem({ maxCount: 12 }), weight: 4 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 30 }), weight: 1 },
  {
    arbitrary: fc.constantFrom(
      'x'.repeat(limits.titleCharacters + 1),
      'x'.repeat(limits.bodyCharacters + 1),
      `a\u0301`.repeat(300),
      '\ud800',
      '<script>alert(1)</script>',
      '=1+1',
      "'); drop table ticket; --",
      '\u202e',
      'felles-demo',
      'kari@fjordvik.example',
    ),
    weight: 1,
  },
);
const moments = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(
    '2099-01-01T00:00:00Z',
    '2024-W01-1',
    '2024-366',
    '2024-02-30T10:00:00Z',
    '20240101T000000Z',
    '2024-01-01T24:00:00Z',
    '2016-12-31T23:59:60Z',
    '-000001-01-01T00:00:00Z',
    '+275760-09-13T00:00:00Z',
    'i går',
  ),
);
const anything = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 1e300, '', [], {}, [[[]]], { $ne: 1 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Mostly what the schema asks for, sometimes anything at all. */
function valueOf(name: string, given: Schema): fc.Arbitrary<unknown> {
  const schema = resolved(document, given);
  return fc.oneof({ arbitrary: rightly(name, schema), weight: 25 }, { arbitrary: anything, weight: 1 });
}

function rightly(name: string, schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valueOf(name, one)));
  const types = [schema.type ?? 'object'].flat();
  const { minimum = -5, maximum = 10 } = schema as { minimum?: number; maximum?: number };
  const byType: Record<string, () => fc.Arbitrary<unknown>> = {
    null: () => fc.constant(null),
    boolean: () => fc.boolean(),
    number: () => fc.oneof(fc.integer({ min: minimum, max: Math.min(maximum, 10) }), fc.integer()),
    string: () => textNamed(name, schema),
    array: () =>
      fc.array(idsNamed[name] ?? valueOf(name, schema.items ?? {}), { maxLength: 3, size: 'small' }),
    object: () => objectOf(schema),
  };
  return fc.oneof(...types.map((type) => byType[type]!()));
}

const momentNames =
  /^(time|until|scannedAt|releasedAt|happenedAt|startsAt|endsAt|openedFrom|openedTo|resolvedFrom|resolvedTo)$/;

function textNamed(name: string, schema: Schema): fc.Arbitrary<unknown> {
  if (schema.format === 'uuid' || /Ids?$/.test(name)) return idsNamed[name] ?? someId;
  if (name === 'csv') return lists;
  if (name === 'dueOn') return fc.constantFrom('2030-01-01', '2030-02-30', '1899-01-01', 'i morgen');
  if (momentNames.test(name)) return moments;
  if (name === 'queue')
    return fc.constantFrom('mine', 'unassigned', 'open', 'requested', 'watched', 'all', 'group:x');
  if (name === 'cursor') return fc.oneof(cursors, fc.base64String(), words);
  return words;
}

const cursors = fc
  .oneof(
    fc.tuple(moments, fc.uuid()).map((parts) => JSON.stringify(parts)),
    fc.tuple(fc.constantFrom('p1', 'p9'), moments, fc.uuid()).map((parts) => JSON.stringify(parts)),
    fc.tuple(fc.nat(3), fc.bigInt(), fc.bigInt()).map((parts) => parts.join('.')),
    fc.constant(JSON.stringify(['2024-01-01T1Z', '00000000-0000-0000-0000-000000000000'])),
  )
  .map((text) => Buffer.from(text).toString('base64url'));

/** Lists as people save them, and what is none. */
const lists = fc.oneof(
  fc
    .array(fc.tuple(words, fc.constantFrom('server', 'klient', 'brødrister', '')), { maxLength: 4 })
    .map((rows) => ['navn;klasse', ...rows.map((row) => row.join(';'))].join('\n')),
  words,
);

function objectOf(schema: Schema): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {});
  const required = schema.required ?? [];
  const parts = properties.map(([name, part]) =>
    fc.option(valueOf(name, part), { nil: undefined, freq: required.includes(name) ? 40 : 1 }),
  );
  const extra = fc.option(
    fc.dictionary(fc.constantFrom('state', 'organisationId', 'constructor', '$where', 'id', ''), anything, {
      maxKeys: 1,
    }),
    { nil: {}, freq: 12 },
  );
  // Extra properties are the exception.
  return fc.tuple(fc.tuple(...parts), extra, fc.nat(12)).map(([values, more, chance]) => ({
    ...Object.fromEntries(
      properties.map(([name], index) => [name, values[index]]).filter(([, value]) => value !== undefined),
    ),
    ...(chance === 0 ? more : {}),
  }));
}

interface Request {
  operation: Operation;
  as: Name | 'nobody';
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
  headers: Record<string, string>;
}

function requestFor(operation: Operation): fc.Arbitrary<Request> {
  const inPlace = (place: 'path' | 'query') =>
    fc.record(
      Object.fromEntries(
        operation.parameters
          .filter((parameter) => parameter.in === place)
          .map(({ name, schema, required }) => [
            name,
            place === 'path'
              ? addressPart(operation, name)
              : fc.option(valueOf(name, schema), { nil: undefined, freq: required ? 40 : 1 }),
          ]),
      ),
    );
  return fc.record({
    operation: fc.constant(operation),
    as: fc.constantFrom(
      ...(Object.keys(cast) as Name[]),
      'arne' as const,
      'siri' as const,
      'nobody' as const,
    ),
    path: inPlace('path'),
    query: inPlace('query'),
    body:
      operation.body?.type === 'application/json'
        ? valueOf('body', operation.body.schema)
        : fc.constant(undefined),
    headers: fc.oneof(
      { arbitrary: fc.constant({}), weight: 8 },
      {
        arbitrary: fc.record({
          'if-match': fc.constantFrom('"1"', '*', 'W/"2"', '"999999999"', 'x', '""'),
        }),
        weight: 2,
      },
      {
        arbitrary: fc.record({
          'idempotency-key': fc.constantFrom('generated-key-1', 'generated-key-2', 'short'),
        }),
        weight: 1,
      },
    ),
  });
}

/** Whose ids an address below a collection has; all others have tickets. */
const collections: Record<string, keyof Pools> = {
  'configuration-items': 'item',
  attachments: 'attachment',
  tokens: 'token',
  notices: 'notice',
  measures: 'measure',
};

function addressPart(operation: Operation, name: string): fc.Arbitrary<unknown> {
  if (name === 'audience') return fc.constantFrom('public', 'internal', 'both');
  if (name === 'role') return fc.constantFrom('scribe', 'technical', 'king');
  if (name === 'linkId') return fc.oneof(real('link'), someId);
  if (name === 'relationId') return fc.oneof(real('relation'), someId);
  const collection = operation.path.split('/')[2]!;
  const own = collections[collection] ?? 'ticket';
  return fc.oneof({ arbitrary: real(own), weight: 9 }, { arbitrary: someId, weight: 1 });
}

/** Answers are checked against the document with nothing more in them than it says. */
function checker(): (operation: Operation, status: number) => ValidateFunction | null {
  const strict = structuredClone(document) as OpenAPIObject & {
    components: { schemas: Record<string, Schema> };
  };
  for (const schema of Object.values(strict.components.schemas))
    if (schema.properties && schema.additionalProperties === undefined) schema.additionalProperties = false;
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  formats.default(ajv);
  ajv.addSchema(strict, 'document');
  const known = new Map<string, ValidateFunction | null>();
  return ({ method, path, raw }, status) => {
    const key = `${method} ${path} ${status}`;
    if (!known.has(key)) {
      const answer = raw.responses[status] ? String(status) : 'default';
      const content = (raw.responses[answer] as { content?: object } | undefined)?.content;
      const [type] = Object.keys(content ?? {});
      const escape = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
      known.set(
        key,
        type
          ? ajv.compile({
              $ref: `document#/paths/${escape(path)}/${method.toLowerCase()}/responses/${answer}/content/${escape(type)}/schema`,
            })
          : null,
      );
    }
    return known.get(key)!;
  };
}

it('answers every generated request as the document says, and never with 500', async () => {
  console.log(`seed ${seed} (FELLES_SEED=${seed} repeats it), ${requests} requests`);
  const cookies = Object.fromEntries(
    await Promise.all(
      (Object.keys(cast) as Name[]).map(async (name) => [name, await desk.cookieOf(name)] as const),
    ),
  );
  const pools: Pools = {
    ticket: [],
    upload: [],
    attachment: [],
    link: [],
    token: [],
    item: Object.values(desk.world.items),
    relation: [],
    notice: [],
    measure: [],
    world: [
      desk.world.people,
      desk.world.organisations,
      desk.world.groups,
      desk.world.services,
      desk.world.sites,
      desk.world.units,
      desk.world.categories,
    ].flatMap((names) => Object.values(names)),
  };
  for (const name of ['kari', 'ola', 'arne', 'siri', 'per'] as const) {
    for (const kind of ['incidents', 'requests'])
      for (let n = 0; n < 4; n++) {
        const made = await (await desk.as(name)).post(`/api/${kind}`).send({ title: `Sak ${n} fra ${name}` });
        pools.ticket.push(made.body.id);
      }
    for (let n = 0; n < 10; n++) {
      const made = await (await desk.as(name)).post('/api/uploads').attach('file', Buffer.from('x'), 'x.txt');
      pools.upload.push(made.body.id);
      pools.attachment.push(made.body.id);
    }
  }
  // Signing in with guesses is slow by design and signing out ends the sequence; each has tests of its own.
  const operations = operationsOf(document).filter(
    ({ path, method }) => path !== '/api/session' || method === 'GET',
  );
  const generated = fc.sample(fc.oneof(...operations.map(requestFor)), { seed, numRuns: requests });

  const filled = (value: unknown): unknown => {
    if (value instanceof RealId) {
      const pool = pools[value.of];
      return pool.length > 0 ? pool[value.which % pool.length] : junkIds[0];
    }
    if (Array.isArray(value)) return value.map(filled);
    if (value && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, filled(part)]));
    return value;
  };
  const remember = (method: string, path: string, body: Record<string, unknown>) => {
    if (method === 'POST' && path === '/api/tokens') pools.token.push(String(body.id));
    if (method === 'POST' && path === '/api/configuration-items') pools.item.push(String(body.id));
    if (path.endsWith('/relations'))
      pools.relation.push(...((body.relations ?? []) as { id: string }[]).map(({ id }) => id));
    if (method === 'POST' && /^\/api\/(incidents|requests|problems|changes)$/.test(path))
      pools.ticket.push(String(body.id));
    if (method === 'POST' && path === '/api/notices') pools.notice.push(String(body.id));
    for (const one of (body.measureList ?? []) as { id: string }[]) pools.measure.push(one.id);
    if (path.endsWith('/links'))
      pools.link.push(...((body.links ?? []) as { id: string }[]).map(({ id }) => id));
  };

  const schemaFor = checker();
  const wrong: unknown[] = [];
  const statuses = new Map<number, number>();
  await atATime(6, generated, async ({ operation, as, path, query, body, headers }) => {
    const address = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(wellFormed(String(filled(path[name])))),
    );
    const search = Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${encodeURIComponent(wellFormed(plain(filled(value))))}`)
      .join('&');
    const payload = filled(body);
    const multipart = operation.body?.type === 'multipart/form-data';
    const answer = await desk.app.inject({
      method: operation.method,
      url: search ? `${address}?${search}` : address,
      headers: {
        ...headers,
        ...(as === 'nobody' ? {} : { cookie: cookies[as] }),
        ...(multipart
          ? { 'content-type': 'multipart/form-data; boundary=x' }
          : payload === undefined
            ? {}
            : { 'content-type': 'application/json' }),
      },
      ...(multipart
        ? {
            payload:
              '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhei\r\n--x--\r\n',
          }
        : payload === undefined
          ? {}
          : { payload: JSON.stringify(payload) }),
    });
    statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
    const said = { as, method: operation.method, path: address, search, payload, headers };
    const validate = schemaFor(operation, answer.statusCode);
    const isJson = /json/.test(String(answer.headers['content-type'] ?? ''));
    const content: unknown = isJson ? answer.json() : undefined;
    if (answer.statusCode >= 500) wrong.push({ ...said, status: answer.statusCode, body: content });
    else if (validate && !validate(content))
      wrong.push({ ...said, status: answer.statusCode, errors: validate.errors, content });
    else if (answer.statusCode < 300 && content)
      remember(operation.method, operation.path, content as Record<string, unknown>);
  });
  console.log(
    `generated requests: ${generated.length}, answers: ${[...statuses]
      .sort()
      .map((pair) => pair.join('×'))
      .join(' ')}`,
  );
  expect(wrong.slice(0, 10)).toEqual([]);
}, 400_000);

function plain(value: unknown): string {
  return typeof value === 'string' ? value : Array.isArray(value) ? value.join(',') : JSON.stringify(value);
}

/** Half a surrogate pair cannot be written in an address at all. */
function wellFormed(text: string): string {
  return text.toWellFormed();
}
