import { Controller, Get, Module, Param, type DynamicModule } from '@nestjs/common';
import { cast, type Name } from '@felles/testing';
import { tertialOf } from '@felles/domain';
import type { OpenAPIObject } from '@nestjs/swagger';
import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'light-my-request';
import { RequirePermission } from '../../src/platform/auth/access.js';
import { SystemWork } from '../../src/platform/database/database.module.js';
import { openingForSystem } from '../../src/platform/database/work.js';
import { startApp, type TestApp } from '../app.js';
import { operationsOf, resolved, type Operation, type Schema } from './document.js';
import { atATime } from './in-turn.js';
import { plant, strangersTo, type Planted } from './planted.js';

/** Somebody who asks: with what, and who they are where they are anybody. */
interface AskedBy {
  name: string;
  person: Name | null;
  headers: Record<string, string>;
}

/** One request, and the names of those for whom what its address names does not exist. */
interface Question {
  method: Operation['method'];
  path: string;
  url: string;
  payload?: unknown;
  multipart?: boolean;
  key?: string;
  absentFor: readonly Name[];
}

const allNames = Object.keys(cast) as Name[];
const writers = new Set<Name>(['kari', 'siri']);
const refusals = [401, 403, 404];

/** What the desk must never say to this asker. */
function secretsFrom({ person }: AskedBy, planted: Planted) {
  return planted.markers.filter(({ seenBy }) => person === null || !seenBy.includes(person));
}

/** An id in an address, and for whom the thing behind it does not exist. */
interface Address {
  value: string;
  absentFor: readonly Name[];
}

/** Teaches the walk what to put where. A parameter or field it does not know fails the test until somebody says here what could leak by it. */
class Teacher {
  readonly unknown: string[] = [];
  private readonly things: Address[];

  constructor(
    private readonly document: OpenAPIObject,
    private readonly desk: TestApp,
    private readonly planted: Planted,
    private readonly ownTicket: string,
  ) {
    const { open, restricted } = planted;
    const seenBy = (text: string) =>
      planted.markers.find((marker) => marker.text === text)?.seenBy ?? (['arne'] as const);
    this.things = [
      ...[open, restricted].flatMap(({ ticket, entries, attachments, major, problem }) => [
        major.measureId,
        problem.id,
        ticket.id,
        ticket.number,
        ticket.number.toLowerCase(),
        ticket.id.toUpperCase(),
        ...entries,
        ...attachments,
      ]),
      planted.server.id,
      planted.server.relationId,
      planted.linkId,
      ...planted.changes.flatMap(({ id, number, taskId }) => [id, number, taskId]),
      planted.tokenId,
      planted.unclaimedUpload,
    ].map((value) => ({
      value,
      absentFor: strangersTo(
        seenBy(planted.markers.some(({ text }) => text === value) ? value : this.canonical(value)),
      ),
    }));
  }

  /** A notice is everybody's in Fjordvik, and does not exist for the neighbours. */
  private notices(): Address[] {
    const absentFor = ['ola', 'nora'] as const;
    return [this.planted.open, this.planted.restricted].map(({ major }) => ({
      value: major.noticeId,
      absentFor,
    }));
  }

  private canonical(value: string): string {
    return (
      [this.planted.open, this.planted.restricted]
        .flatMap(({ ticket }) => [ticket.id, ticket.number])
        .find((known) => known.toLowerCase() === value.toLowerCase()) ?? value
    );
  }

  questions(operation: Operation): Question[] {
    const { method, path } = operation;
    const addresses = this.addresses(operation);
    const queries = this.queries(operation);
    const bodies = this.bodies(operation);
    const multipart = operation.body?.type === 'multipart/form-data';
    const variants = bodies.length > 1 || queries.length > 1;
    return addresses.flatMap(({ value, absentFor }) => [
      // What is no ticket is asked for once; tickets in every way there is.
      ...queries.slice(0, variants && !this.isItsOwn(value) ? 1 : undefined).flatMap((query) =>
        bodies.slice(0, variants && !this.isItsOwn(value) ? 1 : undefined).map((payload) => ({
          method,
          path,
          url: query ? `${value}?${query}` : value,
          payload,
          multipart,
          absentFor,
        })),
      ),
      ...(method === 'POST'
        ? [{ method, path, url: value, payload: bodies[0], multipart, absentFor, key: this.planted.usedKey }]
        : []),
    ]);
  }

  /** What the route is about: a configuration item's by the planted server, all others by tickets. */
  private isItsOwn(address: string): boolean {
    if (address.startsWith('/api/configuration-items')) return address.includes(this.planted.server.id);
    return (
      !address.includes('-') ||
      [this.planted.open.ticket.id, this.planted.restricted.ticket.id, this.ownTicket].some((id) =>
        address.includes(id),
      )
    );
  }

  /** Every address this route can be asked at with what was planted. */
  private addresses({ path, parameters }: Operation): Address[] {
    let found: Address[] = [{ value: path, absentFor: [] }];
    for (const { name } of parameters.filter((parameter) => parameter.in === 'path')) {
      const values = this.inAddress(path, name);
      found = found.flatMap((so) =>
        values.map(({ value, absentFor }) => ({
          value: so.value.replace(`{${name}}`, encodeURIComponent(value)),
          absentFor: [...so.absentFor, ...absentFor],
        })),
      );
    }
    return found;
  }

  private inAddress(path: string, name: string): Address[] {
    const seen = (value: string) => ({ value, absentFor: [] });
    switch (name) {
      case 'id':
        return [
          ...this.things,
          ...(path.startsWith('/api/tickets') ? [seen(this.ownTicket)] : []),
          ...(path.startsWith('/api/notices') ? this.notices() : []),
        ];
      case 'taskId':
        return [...this.planted.changes.map(({ taskId }) => taskId), randomUUID()].map(seen);
      // Whoever has a feed's own address may read it; these are a token of another kind, and one of nobody.
      case 'token':
        return [this.planted.token, 'x'.repeat(43)].map(seen);
      case 'role':
        return [seen('scribe')];
      case 'linkId':
        return [this.planted.linkId, randomUUID()].map(seen);
      case 'relationId':
        return [this.planted.server.relationId, randomUUID()].map(seen);
      case 'audience':
        return [seen('public'), seen('internal')];
      default:
        this.unknown.push(`${path}: {${name}}`);
        return [seen('x')];
    }
  }

  private queries({ path, parameters }: Operation): string[] {
    const asked = parameters.filter((parameter) => parameter.in === 'query');
    const required = asked.filter((parameter) => parameter.required);
    const say = (name: string, value: string) => `${name}=${encodeURIComponent(value)}`;
    const least = required.map(({ name, schema }) => say(name, this.inQuery(path, name, schema)[0]!));
    return [
      least.join('&'),
      ...asked.flatMap(({ name, schema }) =>
        this.inQuery(path, name, schema).map((value) =>
          [...least.filter((part) => !part.startsWith(`${name}=`)), say(name, value)].join('&'),
        ),
      ),
    ];
  }

  private inQuery(path: string, name: string, schema: Schema): string[] {
    const { organisations, groups, services, sites } = this.desk.world;
    if (path.startsWith('/api/reports/') && (name === 'from' || name === 'to')) return ['2026-11-01'];
    switch (name) {
      case 'q':
        return [
          ...new Set(
            this.planted.markers.filter(({ what }) => !/id$|token/.test(what)).map(({ text }) => text),
          ),
          'Tittel',
        ];
      case 'queue':
        return [
          ...['mine', 'unassigned', 'open', 'requested', 'watched', 'all'],
          ...Object.values(groups).map((id) => `group:${id}`),
        ];
      case 'organisationId':
        return Object.values(organisations);
      case 'tertial': {
        const { year, number } = tertialOf(new Date().toISOString().slice(0, 10));
        return [`${year}-${number}`];
      }
      case 'groupId':
        return Object.values(groups);
      case 'serviceId':
        return [...Object.values(services), 'none'];
      case 'siteId':
        return [...Object.values(sites), 'none'];
      case 'itemIds':
      case 'ids':
        return [Object.values(this.desk.world.items).join(',')];
      case 'changeId':
        return [randomUUID()];
      case 'ticketId':
        return [this.planted.open.ticket.id, this.planted.restricted.ticket.id];
      case 'after':
        return ['a-revision-nobody-has'];
      case 'limit':
        return ['500'];
      case 'cursor':
        return [Buffer.from('1.1.1').toString('base64url')];
      case 'time':
      case 'openedTo':
      case 'resolvedTo':
      case 'to':
        return ['2999-01-01T00:00:00Z'];
      case 'openedFrom':
      case 'resolvedFrom':
      case 'from':
        return ['2001-01-01T00:00:00Z'];
      default: {
        const words = schema.enum ?? schema.items?.enum;
        if (!words) this.unknown.push(`${path}: ?${name}`);
        return (words ?? ['x']).map(String);
      }
    }
  }

  /** One body with what was planted in every field, and for each way of pointing at something, one that points there. */
  private bodies({ path, body }: Operation): unknown[] {
    if (!body || body.type === 'multipart/form-data') return [undefined];
    const { properties = {}, required = [] } = resolved(this.document, body.schema);
    const values = Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [name, this.inBody(path, name, schema)]),
    );
    const least = Object.fromEntries(required.map((name) => [name, values[name]![0]]));
    return [
      least,
      ...Object.entries(values).flatMap(([name, all]) =>
        all.slice(required.includes(name) ? 1 : 0).map((value) => ({ ...least, [name]: value })),
      ),
    ];
  }

  private inBody(path: string, name: string, given: Schema): unknown[] {
    const schema = resolved(this.document, given);
    const { people, groups, services, sites, units, categories, organisations, items } = this.desk.world;
    const { open, restricted } = this.planted;
    // A notice's words come in languages.
    if (path.startsWith('/api/notices') && (name === 'title' || name === 'text'))
      return [{ nb: 'Ingenting' }];
    switch (name) {
      case 'title':
      case 'description':
      case 'body':
      case 'text':
      case 'name':
        return ['Ingenting'];
      case 'cause':
      case 'workaround':
      case 'whatHappened':
      case 'lessons':
        return ['Ingenting'];
      case 'impact':
        return schema.enum ? schema.enum.slice(0, 1) : ['Ingenting'];
      case 'severity':
      case 'version':
        return [1];
      case 'nextUpdateMinutes':
        return [30];
      case 'happenedAt':
        return [null];
      case 'startsAt':
      case 'endsAt':
        return ['2999-01-01T00:00:00Z'];
      case 'dueOn':
        return ['2030-01-01'];
      case 'managerId':
      case 'ownerId':
      case 'personId':
        return [people.arne];
      case 'ticketIds':
        return [[open.ticket.id], [restricted.ticket.id]];
      case 'incidentId':
        return [open.ticket.id, restricted.ticket.id];
      case 'organisationIds':
        return Object.values(organisations).map((id) => [id]);
      case 'serviceIds':
        return [[services.printing]];
      // A reason must not become a way of asking for one's own words back.
      case 'reason':
        return schema.enum ? schema.enum.slice(0, 1) : ['Ingenting'];
      case 'audience':
        return ['public', 'internal'];
      case 'ticketId':
        return [open.ticket.id, restricted.ticket.id];
      case 'attachmentIds':
        return [[this.planted.unclaimedUpload], [open.attachments[0]], [restricted.attachments[1]]];
      case 'requesterId':
        return [people.kari];
      case 'assigneeId':
        return [people.arne];
      case 'groupId':
        return [groups.network, groups.innvik];
      case 'organisationId':
        return Object.values(organisations);
      case 'serviceId':
        return [services.printing];
      case 'siteId':
        return [sites.school];
      case 'unitId':
        return [units.school];
      case 'categoryId':
        return [categories.hardware];
      case 'configurationItemId':
        return [items.files, items.innvik];
      case 'otherId':
        return [items.files, items.innvik, this.planted.server.id];
      case 'supportGroupId':
      case 'supplierId':
        return [groups.network, groups.innvik];
      case 'csv':
        return ['navn;klasse\nfjv-host-01;server\ninv-fil-01;server'];
      case 'code':
        return schema.enum ? schema.enum.slice(0, 1) : ['AAAA-BBBB-CCCC-DDDD'];
      case 'scannedAt':
        return [new Date().toISOString()];
      case 'source':
      case 'osName':
      case 'osVersion':
        return ['Ingenting'];
      case 'configurationItemIds':
        return [[items.files], [items.innvik]];
      case 'serviceIds':
        return [[services.printing]];
      case 'updates':
        return [[], [{ configurationItemId: items.files, updateId: 'x' }]];
      case 'riskAnswers':
        return [{}];
      case 'implementation':
      case 'test':
      case 'backOut':
      case 'comment':
        return ['Ingenting'];
      case 'startsAt':
        return ['2998-01-01T00:00:00Z'];
      case 'endsAt':
        return ['2999-01-01T00:00:00Z'];
      case 'round':
        return [1];
      case 'circle':
        return [[]];
      case 'scopes':
        return [['session:own']];
      case 'until':
        return ['2999-01-01T00:00:00Z'];
      case 'revision':
      case 'basedOnVersion':
        return [0];
      case 'days':
      case 'silentAfterDays':
        return [1];
      case 'email':
        return [cast.kari.mail];
      case 'password':
        return ['not-the-password'];
      default:
        if (schema.enum) return schema.enum.slice(0, 1);
        if (schema.type === 'boolean') return [true];
        this.unknown.push(`${path}: body.${name}`);
        return ['x'];
    }
  }
}

interface Walked {
  leaks: string[];
  unknown: string[];
  routes: number;
  asked: number;
  roles: string[];
}

/** Asks every route as everybody, with everything that was planted. */
async function walk(desk: TestApp): Promise<Walked> {
  const planted = await plant(desk);
  const ownTicket = (await (await desk.as('ola')).post('/api/incidents').send({ title: 'Olas egen sak' }))
    .body.id as string;
  const document = (await (await fetch(`${desk.url}/api/openapi.json`)).json()) as OpenAPIObject;
  const askers = await askersOf(desk, planted);
  const operations = operationsOf(document);
  const teacher = new Teacher(document, desk, planted, ownTicket);
  const leaks: string[] = [];
  let asked = 0;
  const questions = operations
    .flatMap((operation) => teacher.questions(operation))
    // Signing out ends the asker's session, which every other question needs.
    .filter(({ path, method }) => path !== '/api/session' || method !== 'DELETE');
  for (const asker of askers) {
    const secrets = secretsFrom(asker, planted);
    await atATime(6, questions, async (question) => {
      asked++;
      const answer = await desk.app.inject(requestOf(question, asker));
      const said = `${answer.body}\n${JSON.stringify(answer.headers)}`;
      const where = `${asker.name}: ${question.method} ${question.url} ${JSON.stringify(question.payload) ?? ''}`;
      for (const { what, text } of secrets)
        if (said.includes(text)) leaks.push(`${where} tells ${what} ${text}`);
      const absent = asker.person === null || question.absentFor.includes(asker.person);
      const open = asker.person === null && question.path === '/api/session';
      if (question.absentFor.length > 0 && absent && !open && !refusals.includes(answer.statusCode))
        leaks.push(`${where} answers ${answer.statusCode} ${answer.body.slice(0, 200)}`);
      if (answer.statusCode >= 500) leaks.push(`${where} answers ${answer.statusCode}`);
    });
  }
  return {
    leaks,
    asked,
    unknown: teacher.unknown,
    routes: operations.length,
    roles: askers.map(({ name }) => name),
  };
}

function requestOf({ method, url, payload, multipart, key }: Question, asker: AskedBy): InjectOptions {
  return {
    method,
    url,
    headers: {
      ...asker.headers,
      ...(key ? { 'idempotency-key': key } : {}),
      ...(multipart ? { 'content-type': 'multipart/form-data; boundary=x' } : {}),
    },
    payload: multipart
      ? '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhei\r\n--x--\r\n'
      : (payload as InjectOptions['payload']),
  };
}

/** The whole cast but the one who planted it, and those who are nobody. */
async function askersOf(desk: TestApp, planted: Planted): Promise<AskedBy[]> {
  const outsiders = allNames.filter((name) => name !== 'arne');
  const expired = await desk.cookieOf('arne');
  const people = await Promise.all(
    outsiders.map(async (name) => ({ name, person: name, headers: { cookie: await desk.cookieOf(name) } })),
  );
  // Those who may write come last: they can change what the others must not be told.
  people.sort((a, b) => Number(writers.has(a.name)) - Number(writers.has(b.name)));
  await desk.database.sql(
    `update auth.session set expires_at = felles_now() - interval '1 second' where person_id = $1`,
    [desk.world.people.arne],
  );
  return [
    { name: 'no session', person: null, headers: {} },
    { name: 'an ended session', person: null, headers: { cookie: expired } },
    { name: 'a token of nobody', person: null, headers: { authorization: `Bearer ${'x'.repeat(43)}` } },
    {
      name: 'a token that reads no cases',
      person: null,
      headers: { authorization: `Bearer ${planted.token}` },
    },
    {
      name: 'the token of a server',
      person: null,
      headers: { authorization: `Bearer ${planted.server.token}` },
    },
    ...people,
  ];
}

describe('asking every route as everybody', () => {
  /** Asks the database for whatever it is told, as the system: the mistake the walk must find. */
  @Controller('api/leaky')
  class LeakyController {
    constructor(private readonly work: SystemWork) {}

    @Get(':id')
    @RequirePermission('desk:use')
    async read(@Param('id') id: string): Promise<{ title: string | null }> {
      const [organisation] = await this.work.read(openingForSystem([], true), (read) =>
        read.rows<{ id: string }>({ name: 'leak', text: `select host_organisation_id as id from desk` }),
      );
      const row = await this.work.read(openingForSystem([organisation!.id], true), (read) =>
        read.row<{ title: string }>({ name: 'leaky', text: `select title from ticket where id::text = $1` }, [
          id,
        ]),
      );
      return { title: row?.title ?? null };
    }
  }

  @Module({})
  class LeakyProduct {
    static around(product: DynamicModule): DynamicModule {
      return { module: LeakyProduct, imports: [product], controllers: [LeakyController] };
    }
  }

  it('finds the leak that was planted, and no other', async () => {
    const desk = await startApp({ dress: (product) => LeakyProduct.around(product) });
    const { leaks, unknown, routes, roles, asked } = await walk(desk).finally(() => desk.close());
    console.log(`${routes} routes × ${roles.length} askers: ${asked} requests`);
    const planted = leaks.filter((leak) => leak.includes('/api/leaky/'));
    for (const name of ['ola', 'nora', 'per'])
      expect(planted.join('\n')).toMatch(
        new RegExp(`${name}: GET /api/leaky/\\S+ .*tells title TittelRognebaer`),
      );
    expect(unknown).toEqual([]);
    expect(leaks.filter((leak) => !planted.includes(leak)).slice(0, 40)).toEqual([]);
  }, 400_000);
});
