import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConfigurationItemView, ItemListOutcome } from '@felles/contracts/http';
import { startApp, type TestApp } from '../../test/app.js';

let desk: TestApp;
beforeAll(async () => {
  desk = await startApp();
});
afterAll(() => desk?.close());

const at = '/api/configuration-items';
const body = (more: object = {}) => ({
  organisationId: desk.world.organisations.fjordvik,
  class: 'server',
  name: 'fjv-db-01',
  siteId: desk.world.sites.hall,
  serviceId: desk.world.services.mail,
  supportGroupId: desk.world.groups.network,
  criticality: 'critical',
  serviceHours: 'always',
  ...more,
});

async function add(more: object = {}): Promise<ConfigurationItemView> {
  const answer = await (await desk.as('siri')).post(at).send(body(more));
  expect([answer.status, answer.body.code]).toEqual([201, undefined]);
  return answer.body as ConfigurationItemView;
}

describe('a configuration item', () => {
  it('is added with all it points at, once for each intent', async () => {
    const siri = await desk.as('siri');
    const send = () => siri.post(at).set('Idempotency-Key', 'one-new-server').send(body());
    const [first, second] = await Promise.all([send(), send()]);
    expect(first.body).toMatchObject({
      name: 'fjv-db-01',
      class: 'server',
      site: { id: desk.world.sites.hall },
      supportGroup: { id: desk.world.groups.network },
      criticality: 'critical',
      version: 1,
      patch: { status: 'unknown', reportedAt: null },
      may: ['change', 'enrol'],
    });
    expect(second.body.id).toBe(first.body.id);
  });

  it('names the field that is wrong, a name already in use among them, and writes nothing', async () => {
    const siri = await desk.as('siri');
    for (const [more, path, code] of [
      [{ name: 'FJV-HOST-01' }, 'name', 'taken'],
      [{ name: ' ' }, 'name', 'required'],
      [{ name: 'x', class: 'toaster' }, 'class', 'not_one_of'],
      [{ name: 'x', siteId: desk.world.sites.innvik }, 'siteId', 'unknown_id'],
      [{ name: 'x', serviceId: desk.world.services.innvikOnly }, 'serviceId', 'unknown_id'],
      [{ name: 'x', supportGroupId: desk.world.groups.innvik }, 'supportGroupId', 'unknown_id'],
      [{ name: 'x', organisationId: desk.world.organisations.innvik }, 'organisationId', 'unknown_id'],
      [{ name: 'x', retiredAt: '2020-01-01' }, 'retiredAt', 'unknown_property'],
    ] as const) {
      const answer = await siri.post(at).send(body(more));
      expect({ status: answer.status, first: answer.body.errors?.[0] }).toMatchObject({
        status: 400,
        first: { path, code },
      });
    }
    expect((await siri.get(`${at}?q=x&class=server`)).body.items).toEqual([]);
  });

  it('is changed by who saw its newest version; others are told who changed what', async () => {
    const item = await add({ name: 'fjv-web-01' });
    const [arne, siri] = [await desk.as('arne'), await desk.as('siri')];
    const changed = await arne
      .patch(`${at}/${item.id}`)
      .set('If-Match', '"1"')
      .send({ name: 'fjv-web-02', criticality: 'low' });
    expect(changed.body).toMatchObject({ name: 'fjv-web-02', criticality: 'low', version: 2 });
    const stale = await siri.patch(`${at}/${item.id}`).set('If-Match', '"1"').send({ criticality: 'high' });
    expect(stale.status).toBe(409);
    expect(stale.body.conflict).toMatchObject({
      version: 2,
      changes: expect.arrayContaining([
        expect.objectContaining({
          field: 'name',
          by: { id: desk.world.people.arne, displayName: 'Arne Solvik' },
        }),
      ]),
    });
    const taken = await arne.patch(`${at}/${item.id}`).send({ name: 'fjv-host-01' });
    expect([taken.status, taken.body.errors?.[0]?.code]).toEqual([400, 'taken']);
    const log = await siri.get(`${at}/${item.id}/events`);
    expect(log.body.items.map(({ type }: { type: string }) => type)).toEqual([
      'configuration_item.changed',
      'configuration_item.added',
    ]);
    expect(JSON.stringify(log.body.items)).not.toContain('fjv-web');
  });

  it('goes out of use and comes back, and its name is free meanwhile', async () => {
    const item = await add({ name: 'fjv-gammel' });
    const siri = await desk.as('siri');
    expect((await siri.put(`${at}/${item.id}/retirement`)).body.retiredAt).not.toBeNull();
    expect((await siri.get(`${at}?q=gammel`)).body.items).toEqual([]);
    expect((await siri.get(`${at}?q=gammel&retired=true`)).body.items).toHaveLength(1);
    const namesake = await add({ name: 'fjv-gammel' });
    const back = await siri.delete(`${at}/${item.id}/retirement`);
    expect([back.status, back.body.errors?.[0]?.code]).toEqual([400, 'taken']);
    await siri.patch(`${at}/${namesake.id}`).send({ name: 'fjv-ny' });
    expect((await siri.delete(`${at}/${item.id}/retirement`)).body.retiredAt).toBeNull();
  });

  it('shows its cases to those who may see them, a restricted one to its circle alone', async () => {
    const { files } = desk.world.items;
    const arne = await desk.as('arne');
    const file = async (title: string) =>
      (await arne.post('/api/incidents').send({ title, configurationItemId: files }).expect(201)).body
        .id as string;
    const [open, secret] = [await file('Disken er full'), await file('Personalsak på filserver')];
    await arne.put(`/api/tickets/${secret}/restriction`).send({ circle: [] }).expect(200);
    const seen = async (name: 'arne' | 'siri' | 'lise') =>
      (
        (await (await desk.as(name)).get(`${at}/${files}/tickets`).expect(200)).body.items as { id: string }[]
      ).map(({ id }) => id);
    expect(await seen('arne')).toEqual([secret, open]);
    expect(await seen('siri')).toEqual([open]);
    expect(await seen('lise')).toEqual([open]);
    const first = await arne.get(`${at}/${files}/tickets?limit=1`);
    const rest = await arne.get(`${at}/${files}/tickets?limit=1&cursor=${first.body.nextCursor}`);
    expect([first.body.items[0].id, rest.body.items[0].id, rest.body.nextCursor]).toEqual([
      secret,
      open,
      null,
    ]);
  });

  it('does not exist for another organisation or an employee', async () => {
    const { files } = desk.world.items;
    for (const path of [
      `${at}/${files}`,
      `${at}/${files}/events`,
      `${at}/${files}/tickets`,
      `${at}/${files}/updates`,
    ])
      expect([path, (await (await desk.as('nora')).get(path)).status]).toEqual([path, 404]);
    const nora = await desk.as('nora');
    expect((await nora.get(at)).body.items).toMatchObject([{ id: desk.world.items.innvik }]);
    expect((await nora.patch(`${at}/${files}`).send({ criticality: 'low' })).status).toBe(404);
    expect((await nora.put(`${at}/${files}/retirement`)).status).toBe(404);
    for (const name of ['kari', 'ola'] as const)
      expect((await (await desk.as(name)).get(at)).status).toBe(403);
    const lise = await desk.as('lise');
    expect((await lise.get(`${at}/${files}`)).body.may).toEqual([]);
    expect((await lise.patch(`${at}/${files}`).send({ criticality: 'low' })).status).toBe(403);
  });

  it('is listed page by page without one skipped or repeated', async () => {
    const siri = await desk.as('siri');
    for (let n = 0; n < 7; n++) await add({ name: `side-${n % 2 ? 'Æ' : 'a'}-${n}` });
    const seen: string[] = [];
    let cursor: string | null = '';
    do {
      const page = await siri.get(`${at}?limit=2&q=SIDE-${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.body.items.map(({ name }: { name: string }) => name));
      cursor = page.body.nextCursor as string | null;
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    expect((await siri.get(`${at}?cursor=bm9wZQ`)).body.code).toBe('cursor_invalid');
  });
});

describe('relations', () => {
  it('refuse to let anything come to depend on itself, however long the way round', async () => {
    const { host, files, records } = desk.world.items;
    const siri = await desk.as('siri');
    const relate = (from: string, kind: string, otherId: string) =>
      siri.post(`${at}/${from}/relations`).send({ kind, otherId });
    for (const [from, to] of [
      [host, records],
      [host, files],
      [files, files],
    ] as const) {
      const answer = await relate(from, 'depends_on', to);
      expect([answer.status, answer.body.errors?.[0]]).toMatchObject([
        400,
        { path: 'otherId', code: 'makes_a_circle' },
      ]);
    }
    // Connected is no direction: two switches are, both ways.
    expect((await relate(host, 'connected_to', records)).status).toBe(201);
    expect((await relate(records, 'connected_to', host)).body.code).toBe('already_related');
    expect((await relate(files, 'runs_on', host)).body.code).toBe('already_related');
    expect((await relate(files, 'runs_on', desk.world.items.innvik)).body.errors?.[0]).toMatchObject({
      path: 'otherId',
      code: 'unknown_id',
    });
  });

  it('refuse the second half of a circle that two people draw at once', async () => {
    const siri = await desk.as('siri');
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await add({ name: `ring-a-${round}` }), await add({ name: `ring-b-${round}` })];
      const answers = await Promise.all([
        siri.post(`${at}/${a.id}/relations`).send({ kind: 'runs_on', otherId: b.id }),
        siri.post(`${at}/${b.id}/relations`).send({ kind: 'depends_on', otherId: a.id }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
    }
  });

  it('are seen from both ends and undone by another act', async () => {
    const { host, files } = desk.world.items;
    const siri = await desk.as('siri');
    const from = (await siri.get(`${at}/${files}`)).body as ConfigurationItemView;
    const runs = from.relations.find(({ kind, direction }) => kind === 'runs_on' && direction === 'from')!;
    expect(runs.item).toMatchObject({ id: host, name: 'fjv-host-01' });
    const to = (await siri.get(`${at}/${host}`)).body as ConfigurationItemView;
    expect(to.relations).toContainEqual(expect.objectContaining({ id: runs.id, direction: 'to' }));
    expect((await (await desk.as('nora')).delete(`${at}/${files}/relations/${runs.id}`)).status).toBe(404);
    const undone = (await siri.delete(`${at}/${host}/relations/${runs.id}`)).body as ConfigurationItemView;
    expect(undone.relations.map(({ id }) => id)).not.toContain(runs.id);
    expect((await siri.delete(`${at}/${host}/relations/${runs.id}`)).status).toBe(404);
  });
});

describe('a list from a spreadsheet', () => {
  const csv = [
    'Navn;Klasse;Sted;Tjeneste;Gruppe;Kritikalitet;Tjenestetid',
    'liste-01;Server;Fjordvik rådhus;E-post;Nett og sikkerhet;høy;døgn',
    'liste-02;Nettverksenhet;;;;;',
    'fjv-host-01;Server;Solbakken skole;;;;',
    'liste-03;Brødrister;Ukjent sted;;;veldig;',
    'LISTE-01;Server;;;;;',
    ';Server;;;;;',
  ].join('\r\n');
  const send = async (
    what: 'list' | 'list/preview',
    text: string,
    organisationId = desk.world.organisations.fjordvik,
  ) => (await desk.as('siri')).post(`${at}/${what}`).send({ organisationId, csv: text });

  it('says row by row what would happen, does that and no more, and nothing the second time', async () => {
    const expected = [
      { line: 2, name: 'liste-01', outcome: 'add', faults: [] },
      { line: 3, name: 'liste-02', outcome: 'add', faults: [] },
      { line: 4, name: 'fjv-host-01', outcome: 'change', changes: ['siteId'] },
      {
        line: 5,
        outcome: 'refused',
        faults: [{ column: 'class' }, { column: 'site' }, { column: 'criticality' }],
      },
      { line: 6, outcome: 'refused', faults: [{ column: 'name', message: 'Det samme står her to ganger.' }] },
      { line: 7, outcome: 'refused', faults: [{ column: 'name' }] },
    ];
    const preview = (await send('list/preview', csv)).body as ItemListOutcome;
    expect(preview).toMatchObject({ add: 2, change: 1, same: 0, refused: 3 });
    expect(preview.rows).toMatchObject(expected);
    const siri = await desk.as('siri');
    expect((await siri.get(`${at}?q=liste-`)).body.items).toEqual([]);
    expect((await send('list', csv)).body).toEqual(preview);
    expect((await siri.get(`${at}?q=liste-`)).body.items).toMatchObject([
      {
        name: 'liste-01',
        criticality: 'high',
        site: { id: desk.world.sites.hall },
        supportGroup: { id: desk.world.groups.network },
      },
      { name: 'liste-02', class: 'network_device', criticality: 'medium' },
    ]);
    expect((await send('list', csv)).body).toMatchObject({ add: 0, change: 0, same: 3, refused: 3 });
  });

  it('makes each item once of two that are sent at the same time', async () => {
    const text = `name,class\n${Array.from({ length: 40 }, (_, n) => `samtidig-${n},client`).join('\n')}`;
    const answers = await Promise.all([send('list', text), send('list', text)]);
    expect(answers.map(({ body }) => (body as ItemListOutcome).add).sort()).toEqual([0, 40]);
  });

  it('is refused as a whole when it is no such list, or too long', async () => {
    const faults = async (text: string) => {
      const answer = await send('list', text);
      return [answer.status, answer.body.errors?.[0]?.path, answer.body.errors?.[0]?.code];
    };
    expect(await faults('klasse;sted\nserver;x')).toEqual([400, 'csv.1.name', 'required']);
    expect(await faults('navn;farge\na;b')).toEqual([400, 'csv.1.farge', 'unknown_property']);
    expect(await faults('navn;klasse\n"a;b')).toEqual([400, 'csv', 'malformed']);
    expect(await faults(`navn;klasse\n${'a;server\n'.repeat(2_001)}`)).toEqual([400, 'csv', 'too_many']);
    expect((await send('list', `navn;klasse\n${'x'.repeat(2_100_000)}`)).status).toBe(413);
    expect((await send('list', csv, desk.world.organisations.innvik)).body.errors?.[0]?.code).toBe(
      'unknown_id',
    );
  });
});
