import { limits } from '@felles/contracts/values';
import type { TicketView } from '@felles/contracts/http';
import { request as rawRequest } from 'node:http';
import { startApp, type TestApp } from '../app.js';

let desk: TestApp;
let ticket: TicketView;
beforeAll(async () => {
  desk = await startApp();
  ticket = (await (await desk.as('kari')).post('/api/incidents').send({ title: 'Skriveren står' }))
    .body as TicketView;
});
beforeAll(() => desk.cookieOf('arne'));
afterAll(() => desk.close());

/** Rows of every table a request could write to. */
async function rows(): Promise<Record<string, number>> {
  const tables = await desk.database.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname = 'public' and tablename not in ('log_reader', 'clock') or tablename in ('session', 'api_token')`,
  );
  const counted = await desk.database.sql<{ name: string; n: number }>(
    tables.map(({ name }) => `select '${name}' as name, count(*)::int as n from ${name}`).join(' union all '),
  );
  return Object.fromEntries(counted.map(({ name, n }) => [name, n]));
}

/** Sends bytes as they are. */
async function send(
  method: string,
  path: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<{ status: number; type: string; body: Record<string, unknown> }> {
  const cookie = await desk.cookieOf('arne');
  return new Promise((resolve, reject) => {
    const sent = rawRequest(
      `${desk.url}${path}`,
      {
        method,
        headers: {
          cookie,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...headers,
        },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({
            status: answer.statusCode!,
            type: (answer.headers['content-type'] ?? '').split(';')[0]!,
            body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text },
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);
const big = 'x'.repeat(limits.bodyBytes);

describe('refuses with a problem, writing nothing', () => {
  it.each<[string, string | Buffer, number, string]>([
    ['nothing', '', 400, 'malformed'],
    ['half an object', '{"title": "x"', 400, 'malformed'],
    ['two values', '{} {}', 400, 'malformed'],
    ['text that is no JSON', 'title=x', 400, 'malformed'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]), 400, 'malformed'],
    ['a poisoned prototype', '{"title": "x", "__proto__": {"state": "closed"}}', 400, 'malformed'],
    ['a poisoned constructor', '{"title": "x", "constructor": {"prototype": {"a": 1}}}', 400, 'malformed'],
    ['lists in lists in lists', `{"title": ${nested(50_000, '[', ']')}}`, 400, 'malformed'],
    [
      'objects in objects in objects',
      `{"title": ${nested(30_000, '{"a":', '').slice(0, -1)}:1${'}'.repeat(30_000)}}`,
      400,
      'malformed',
    ],
    ['more than the limit', `{"title": "${big}"}`, 413, 'too_large'],
  ])('%s', async (_, body, status, code) => {
    const before = await rows();
    const answer = await send('POST', '/api/incidents', body);
    expect(answer).toMatchObject({ status, type: 'application/problem+json', body: { status, code } });
    expect(await rows()).toEqual(before);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a list', [{ title: 'x' }]],
    ['text', 'title'],
    ['a number', 42],
  ])('a body that is %s', async (_, body) => {
    const before = await rows();
    const answer = await send('POST', '/api/incidents', JSON.stringify(body));
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json' });
    expect(await rows()).toEqual(before);
  });

  it.each<[unknown, string, string]>([
    [{ title: 1 }, 'title', 'not_text'],
    [{ title: { $ne: null } }, 'title', 'not_text'],
    [{ title: ['x'] }, 'title', 'not_text'],
    [{ title: '   \u200b' }, 'title', 'required'],
    [{ title: 'to\nlinjer' }, 'title', 'malformed'],
    [{ title: 'null\0byte' }, 'title', 'not_storable'],
    [{ title: 'halv \ud83d' }, 'title', 'not_storable'],
    [{ title: 'x'.repeat(limits.titleCharacters + 1) }, 'title', 'too_long'],
    [{ title: 'x', description: 'x'.repeat(limits.descriptionCharacters + 1) }, 'description', 'too_long'],
    [{ title: 'x', impact: 'extreme' }, 'impact', 'not_one_of'],
    [{ title: 'x', impact: ['low'] }, 'impact', 'not_one_of'],
    [{ title: 'x', serviceId: 'x' }, 'serviceId', 'not_an_id'],
    [{ title: 'x', serviceId: { id: 1 } }, 'serviceId', 'not_an_id'],
    [{ title: 'x', serviceId: '00000000-0000-4000-8000-000000000000' }, 'serviceId', 'unknown_id'],
    [{ title: 'x', attachmentIds: 'x' }, 'attachmentIds', 'not_a_list'],
    [
      { title: 'x', attachmentIds: ['00000000-0000-4000-8000-000000000000'] },
      'attachmentIds.0',
      'unknown_id',
    ],
    [{ title: 'x', number: 'INC0000001' }, 'number', 'unknown_property'],
    [{ title: 'x', organisation: {} }, 'organisation', 'unknown_property'],
    [{ title: 'x', restricted: true }, 'restricted', 'unknown_property'],
    [{ title: 'x', openedAt: '2001-01-01T00:00:00Z' }, 'openedAt', 'unknown_property'],
    [{ title: 'x', constructor: 'x' }, 'constructor', 'unknown_property'],
    [{ title: 'x', prototype: 'x' }, 'prototype', 'unknown_property'],
    [{ title: 'x', hasOwnProperty: 1 }, 'hasOwnProperty', 'unknown_property'],
    [{ title: 'x', toString: 1 }, 'toString', 'unknown_property'],
    [{ title: 'x', then: 1 }, 'then', 'unknown_property'],
  ])('naming the field: %j', async (body, path, code) => {
    const before = await rows();
    const answer = await send('POST', '/api/incidents', JSON.stringify(body));
    expect(answer).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      body: { code: 'invalid', errors: [{ path, code, message: expect.stringMatching(/\S/) }] },
    });
    expect(await rows()).toEqual(before);
  });

  it.each<[string, string, object, number, string, Record<string, string>]>([
    ['PATCH', '', { impact: 'high' }, 409, 'version_stale', { 'if-match': '"0"' }],
    ['PATCH', '', { impact: 'high' }, 400, 'invalid', { 'if-match': 'yesterday' }],
    ['POST', '/replies', { body: 'x', audience: 'public' }, 400, 'based_on_version_required', {}],
    ['POST', '/replies', { body: 'x', audience: 'public', basedOnVersion: 1e300 }, 400, 'invalid', {}],
    ['POST', '/replies', { body: 'x', audience: 'public', basedOnVersion: 7 }, 400, 'invalid', {}],
    ['POST', '/replies', { body: 'x', audience: 'internal' }, 400, 'invalid', { 'idempotency-key': 'kort' }],
    ['PUT', '/assignment', { assigneeId: '00000000-0000-4000-8000-000000000000' }, 400, 'invalid', {}],
    ['PUT', '/hold', { reason: 'supplier', until: '2001-01-01T00:00:00Z' }, 400, 'invalid', {}],
    ['PUT', '/hold', { reason: 'supplier', until: '2999-W01-1' }, 400, 'invalid', {}],
    ['PUT', '/hold', { reason: 'supplier', until: 1 }, 400, 'invalid', {}],
    ['PUT', '/restriction', { circle: [{}] }, 400, 'invalid', {}],
    ['PUT', '/restriction', { circle: [null] }, 400, 'invalid', {}],
    ['PUT', '/restriction', { circle: [[]] }, 400, 'invalid', {}],
    ['PUT', '/restriction', { circle: ['x'] }, 400, 'invalid', {}],
    [
      'PUT',
      '/restriction',
      { circle: [{ personId: '00000000-0000-4000-8000-000000000000' }] },
      400,
      'invalid',
      {},
    ],
    ['PUT', '/restriction', { circle: { length: 1 } }, 400, 'invalid', {}],
    ['PUT', '/resolution', { code: 'solved', text: 'x', basedOnVersion: -1 }, 400, 'invalid', {}],
    ['DELETE', '/hold', {}, 409, 'move_not_allowed', {}],
    ['PUT', '/progress', { state: 'x' }, 200, '', {}],
    ['DELETE', '/assignment', {}, 200, '', {}],
    ['DELETE', '/progress', {}, 409, 'move_not_allowed', {}],
  ])('%s %s %j', async (method, path, body, status, code, headers) => {
    const before = await rows();
    const answer = await send(method, `/api/tickets/${ticket.id}${path}`, JSON.stringify(body), headers);
    expect([answer.status, answer.body.code ?? '']).toEqual([status, code]);
    if (status === 200) return;
    expect(await rows()).toEqual(before);
    if (code === 'invalid')
      expect(answer.body.errors).toEqual(
        expect.arrayContaining([expect.objectContaining({ path: expect.stringMatching(/\S/) })]),
      );
  });

  it('a link from a case to itself, however its id is written', async () => {
    for (const ticketId of [ticket.id, ticket.id.toUpperCase()]) {
      const answer = await send(
        'POST',
        `/api/tickets/${ticket.id}/links`,
        JSON.stringify({ kind: 'parent', ticketId }),
      );
      expect(answer).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'ticketId', code: 'not_offered_here' }] },
      });
    }
  });

  it.each([
    ['/api/tickets?state=closed&state=nonsense', 'state'],
    ['/api/tickets?sort=number', 'sort'],
    ['/api/tickets?sort[]=openedAt', 'sort[]'],
    ['/api/tickets?limit=0', 'limit'],
    ['/api/tickets?limit=ti', 'limit'],
    ['/api/tickets?queue=open&queue=mine', 'queue'],
    ["/api/tickets?queue=group:x' or 1=1 --", 'queue'],
    ['/api/tickets?openedFrom=2024-W01-1', 'openedFrom'],
    ['/api/tickets?openedFrom=2024-02-30', 'openedFrom'],
    ['/api/tickets?__proto__=x', '__proto__'],
    ['/api/search?q=%00', 'q'],
    ['/api/search?q=', 'q'],
    [`/api/search?q=${'x'.repeat(limits.searchCharacters + 1)}`, 'q'],
    ['/api/people?q=a&role=agent', 'role'],
  ])('the query of %s, naming %s', async (path, field) => {
    const answer = await send('GET', encodeURI(path).replaceAll('%25', '%'), '');
    expect(answer).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      body: { code: 'invalid', errors: [{ path: field }] },
    });
  });

  it.each([
    ['GET', '/api/tickets/%', 400],
    ['GET', '/api/tickets/%E0%A4%A', 400],
    ['GET', '/api/tickets/%ff', 400],
    ['GET', '/api/tickets/%00', 404],
    ['GET', `/api/tickets/${'x'.repeat(5_000)}`, 404],
    ['GET', '/api/nothing/here', 404],
    ['POST', '/api/tickets', 404],
  ])('%s %s', async (method, path, status) => {
    const answer = await send(method, path, method === 'GET' ? '' : '{}');
    expect(answer).toMatchObject({ status, type: 'application/problem+json', body: { status } });
  });

  it.each([
    ['multipart/form-data', 'x'],
    ['multipart/form-data; boundary=x', ''],
    [
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
    ],
    [
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="other"; filename="a"\r\n\r\na\r\n--x--\r\n',
    ],
    [
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="file"\r\n\r\nnot a file\r\n--x--\r\n',
    ],
    ['multipart/form-data; boundary=x', '--y--'],
    ['application/octet-stream', 'x'],
    ['application/json', '{}'],
    ['text/html', '<p>'],
  ])('an upload that is none: %s %j', async (type, body) => {
    const before = await rows();
    const answer = await send('POST', '/api/uploads', body, { 'content-type': type });
    expect({ ...answer, status: Math.floor(answer.status / 100) }).toMatchObject({
      status: 4,
      type: 'application/problem+json',
    });
    expect(await rows()).toEqual(before);
  });
});

describe('accepts and keeps unchanged', () => {
  it.each([
    ['emoji', '👩🏽‍🚒 Brann på 🏫 – 3️⃣ skjermer 🇳🇴'],
    ['combining marks', 'A\u030angstro\u0308m og Ångström'],
    ['right-to-left text', 'طابعة لا تعمل'],
    ['a direction override', 'faktura\u202egnp.exe'],
    ['SQL', `'); drop table ticket; -- " $1 %s \\`],
    ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>&amp;'],
    ['a formula', '=cmd|"/c calc"!A1'],
    ['another formula', '@SUM(1+1)*cmd'],
    ['a template', '{{constructor.constructor("return 1")()}} ${7*7} <%= 7*7 %>'],
    ['Sámi and old letters', 'Čáhcesuolu ðþſ ŧ'],
  ])('%s', async (_, text) => {
    const arne = await desk.as('arne');
    const filed = (await arne.post('/api/incidents').send({ title: text, description: `${text}\n${text}` }))
      .body as TicketView;
    expect([filed.title, filed.description]).toEqual([text, `${text}\n${text}`]);
    const replied = (
      await arne
        .post(`/api/tickets/${filed.id}/replies`)
        .send({ audience: 'internal', body: text })
        .expect(201)
    ).body as TicketView;
    expect(replied.entries[0]!.body).toBe(text);
    const [kept] = await desk.database.sql<{ title: string; bodies: string[] }>(
      `select t.title, array_agg(x.body order by x.purpose) as bodies from ticket t join text_revision x on x.ticket_id = t.id where t.id = $1 group by t.title`,
      [filed.id],
    );
    expect(kept).toEqual({ title: text, bodies: [text, `${text}\n${text}`, text] });
    const listed = (await arne.get('/api/tickets?limit=500')).body as {
      items: { id: string; title: string }[];
    };
    expect(listed.items.find(({ id }) => id === filed.id)!.title).toBe(text);
    const events = await arne.get(`/api/tickets/${filed.id}/events`);
    expect(JSON.stringify(events.body)).toContain(JSON.stringify(text).slice(1, -1));
    const search = await arne.get(`/api/search?q=${encodeURIComponent(text.slice(0, 100))}`);
    expect(search.status).toBe(200);
  });
});

describe('says no in the asker’s language', () => {
  it.each([
    ['nb', 'nb-NO,nb;q=0.9,en;q=0.5', 'Du er ikke logget inn'],
    ['nn', 'nn', 'Du er ikkje logga inn'],
    ['en', 'en-GB', 'You are not signed in'],
    ['Bokmål where we do not speak it', 'fr', 'Du er ikke logget inn'],
    ['Bokmål where nothing is said', '', 'Du er ikke logget inn'],
  ])('%s', async (_, language, title) => {
    const answer = await desk.anyone().get('/api/session').set('Accept-Language', language);
    expect(answer.body.title).toBe(title);
  });
});
