import type { TicketView, UploadView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import type { Name } from '@felles/testing';
import { readdirSync } from 'node:fs';
import { startApp, type TestApp } from '../app.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
});
afterAll(() => desk.close());

/** One part of a form, its name written as bytes on the wire. */
async function upload(as: Name, content: Buffer | string, disposition = 'filename="a.txt"', headers = {}) {
  const body = Buffer.concat([
    Buffer.from(`--grense\r\ncontent-disposition: form-data; name="file"; ${disposition}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n--grense--\r\n'),
  ]);
  return (await desk.as(as))
    .post('/api/uploads')
    .set({ 'content-type': 'multipart/form-data; boundary=grense', ...headers })
    .send(body);
}

async function uploaded(as: Name, content: Buffer | string, disposition?: string): Promise<UploadView> {
  const answer = await upload(as, content, disposition);
  expect(answer.status).toBe(201);
  return answer.body as UploadView;
}

const onDisk = () =>
  readdirSync(desk.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a name', () => {
  it.each([
    ['../../../etc/passwd', 'passwd'],
    ['..\\\\..\\\\autoexec.bat', 'autoexec.bat'],
    ['/etc/shadow', 'shadow'],
    ['faktura\u202egnp.exe', 'fakturagnp.exe'],
    ['\u2066skjult\u2069.pdf', 'skjult.pdf'],
    ['usyn\u200blig.txt', 'usynlig.txt'],
    ['..', 'fil'],
    ['årsmøte – Čáhcesuolu 📎.pdf', 'årsmøte – Čáhcesuolu 📎.pdf'],
    [`"><script>.txt`, undefined],
  ])('%s is something to show, never a path', async (given, kept) => {
    const before = onDisk().length;
    const file = await uploaded('kari', 'x', `filename="${given.replaceAll('"', '%22')}"`);
    if (kept) expect(file.name).toBe(kept);
    expect(file.name).not.toMatch(/[/\\\p{Cc}\p{Bidi_Control}]/u);
    expect(onDisk()).toHaveLength(before + 1);
    for (const name of onDisk()) expect(name).toMatch(/^[0-9a-f]{48}$/);
    const answer = await (await desk.as('kari')).get(`/api/attachments/${file.id}`).expect(200);
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename\*=UTF-8''[\w%.~!#$&+^`|-]+$/,
    );
  });

  it('too long for a header is cut, in characters and in bytes', async () => {
    for (const name of ['å'.repeat(5_000), `a${'\u0301'.repeat(9_000)}`]) {
      const file = await uploaded('kari', 'x', `filename="${name}"`);
      expect(Buffer.byteLength(file.name)).toBeLessThanOrEqual(1_000);
      await (await desk.as('kari')).get(`/api/attachments/${file.id}`).expect(200);
    }
  });
});

describe('what a file is', () => {
  it.each<[string, Buffer | string]>([
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['XML', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
    ['PDF', '%PDF-1.4\n%âãÏÓ\n'],
    ['a program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex')],
    ['nothing at all', ''],
  ])('%s is bytes to save, whatever it claims to be', async (_, content) => {
    const file = await uploaded('kari', content, 'filename="bilde.png"\r\ncontent-type: image/png');
    const answer = await (await desk.as('kari')).get(`/api/attachments/${file.id}`).expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment;/),
      'content-security-policy': `default-src 'none'; sandbox`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  });

  it('is a picture when it looks like one, and still no page', async () => {
    const file = await uploaded('kari', png, 'filename="x.html"\r\ncontent-type: text/html');
    expect(file.type).toBe('image/png');
    const answer = await (
      await desk.as('kari')
    ).get(`/api/attachments/${file.id}?inline=1&disposition=inline`);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/png']);
    expect(answer.headers['content-disposition']).toMatch(/^attachment;/);
  });
});

describe('a file too large', () => {
  it('is refused, and nothing of it is left', async () => {
    const [before, rows] = [onDisk(), await desk.database.sql(`select id from attachment`)];
    const answer = await upload('kari', Buffer.alloc(limits.fileBytes + 1));
    expect([answer.status, answer.body.code]).toEqual([413, 'too_large']);
    expect(onDisk()).toEqual(before);
    expect(await desk.database.sql(`select id from attachment`)).toEqual(rows);
  });

  it('is one byte larger than the largest there may be', async () => {
    const file = await uploaded('kari', Buffer.alloc(limits.fileBytes, 7));
    expect(file.size).toBe(limits.fileBytes);
  });

  it('or broken off leaves nothing either', async () => {
    const before = onDisk();
    const answer = await (
      await desk.as('kari')
    )
      .post('/api/uploads')
      .set('content-type', 'multipart/form-data; boundary=grense')
      .send(`--grense\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalv`);
    expect(answer.status).toBe(400);
    expect(onDisk()).toEqual(before);
  });
});

describe('whose a file is', () => {
  const file = async (as: Name, body: object = {}) =>
    (
      await (
        await desk.as(as)
      )
        .post('/api/incidents')
        .send({ title: 'Sak', ...body })
        .expect(201)
    ).body as TicketView;
  const fetched = async (as: Name, id: string) =>
    (await (await desk.as(as)).get(`/api/attachments/${id}`)).status;

  it('its uploader’s alone until it is attached; nobody else can claim it, twice it cannot be claimed', async () => {
    const { id } = await uploaded('arne', 'x');
    for (const name of ['kari', 'siri', 'lise', 'admin', 'ola', 'nora'] as const)
      expect(await fetched(name, id)).toBe(404);
    const stolen = await (
      await desk.as('kari')
    )
      .post('/api/incidents')
      .send({ title: 'x', attachmentIds: [id] });
    expect(stolen.body).toMatchObject({
      status: 400,
      errors: [{ path: 'attachmentIds.0', code: 'unknown_id' }],
    });
    const own = await file('arne', { attachmentIds: [id] });
    const again = await (
      await desk.as('arne')
    )
      .post(`/api/tickets/${own.id}/attachments`)
      .send({ attachmentIds: [id] });
    expect(again.status).toBe(400);
    const races = await Promise.all([1, 2].map(() => uploaded('arne', 'y'))).then(async ([race]) => {
      const agent = await desk.as('arne');
      return Promise.all(
        [1, 2, 3].map(() => agent.post('/api/incidents').send({ title: 'x', attachmentIds: [race!.id] })),
      );
    });
    expect(races.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
  });

  it('with an internal note: the desk’s, never the requester’s', async () => {
    const ticket = await file('kari');
    const { id } = await uploaded('arne', 'x');
    await (
      await desk.as('arne')
    )
      .post(`/api/tickets/${ticket.id}/replies`)
      .send({ audience: 'internal', body: 'Se fil', attachmentIds: [id] })
      .expect(201);
    expect(await fetched('siri', id)).toBe(200);
    expect(await fetched('kari', id)).toBe(404);
    expect(await fetched('unni', id)).toBe(404);
    const seen = await (await desk.as('kari')).get(`/api/incidents/${ticket.id}`);
    expect(JSON.stringify(seen.body)).not.toContain(id);
  });

  it('with a case that is restricted later: only its circle’s from then on', async () => {
    const { id } = await uploaded('kari', 'x');
    const ticket = await file('kari', { attachmentIds: [id] });
    expect(await fetched('siri', id)).toBe(200);
    await (
      await desk.as('arne')
    )
      .put(`/api/tickets/${ticket.id}/restriction`)
      .send({ circle: [] })
      .expect(200);
    for (const [name, status] of [
      ['siri', 404],
      ['lise', 404],
      ['unni', 404],
      ['kari', 200],
      ['arne', 200],
    ] as const)
      expect([name, await fetched(name, id)]).toEqual([name, status]);
  });

  it('the one that was sent: a key used for another file is refused, the same file again is the same upload', async () => {
    const key = { 'idempotency-key': 'one-file-only' };
    const first = await upload('kari', 'en fil', undefined, key);
    const before = onDisk();
    expect((await upload('kari', 'en fil', undefined, key)).body.id).toBe(first.body.id);
    const other = await upload('kari', 'en annen', undefined, key);
    expect([other.status, other.body.code]).toEqual([422, 'key_reused']);
    expect(onDisk()).toEqual(before);
  });
});

describe('what becomes of a restricted case', () => {
  it('stays restricted when its requester replies after it was closed', async () => {
    const [kari, arne] = [await desk.as('kari'), await desk.as('arne')];
    const ticket = (await kari.post('/api/incidents').send({ title: 'Fortrolig sak' })).body as TicketView;
    await arne.put(`/api/tickets/${ticket.id}/progress`).expect(200);
    await arne
      .put(`/api/tickets/${ticket.id}/restriction`)
      .send({ circle: [{ groupId: desk.world.groups.client }] })
      .expect(200);
    await arne
      .put(`/api/tickets/${ticket.id}/resolution`)
      .send({ code: 'solved', text: 'Ordnet' })
      .expect(200);
    await arne.put(`/api/tickets/${ticket.id}/closure`).expect(200);
    const reply = () =>
      kari
        .post(`/api/tickets/${ticket.id}/replies`)
        .set('Idempotency-Key', 'said-once-only')
        .send({ audience: 'public', body: 'Det hemmelige fortsetter' });
    const next = (await reply().expect(201)).body as TicketView;
    expect(next.id).not.toBe(ticket.id);
    expect(next.restricted).toBe(true);
    const siri = await desk.as('siri');
    await siri.get(`/api/incidents/${next.id}`).expect(404);
    expect((await siri.get('/api/search?q=hemmelige')).body.items).toEqual([]);
    await arne.get(`/api/incidents/${next.id}`).expect(200);
    // The same words sent again end up in the same case.
    expect((await reply()).body.id).toBe(next.id);
  });
});
