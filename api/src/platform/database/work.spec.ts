import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '@felles/testing';
import { randomUUID } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { databaseProblem } from './database-errors.js';
import { openWork } from './guarded-pool.js';
import { addressAs } from './migrator.js';
import type { Opening } from './work-client.js';
import { NothingCommitted, OutsideUnitOfWork } from './work-client.js';
import type { Read, Statement, Write } from './work.js';

const ping: Statement = { name: 'test-ping', text: 'select 1 as alive' };
const put: Statement = { name: 'test-put', text: 'insert into thing values ($1)' };
const all: Statement = { name: 'test-all', text: 'select name from thing order by name' };
const fail: Statement = { name: 'test-fail', text: 'select 1 / 0' };
const sleep: Statement = { name: 'test-sleep', text: 'select pg_sleep($1)' };
const set: Statement = { name: 'test-set', text: 'select set_config($1, $2, true)' };
const echo: Statement = { name: 'test-echo', text: 'select $1::integer as number' };

const opening: Opening = {
  role: 'felles_api_work',
  readOnly: false,
  standing: null,
  person: randomUUID(),
  organisations: [],
  reads: [],
  units: [],
  groups: [],
};
const reading: Opening = { ...opening, readOnly: true };

let database: TestDatabase;
let desk: Awaited<ReturnType<typeof openWork>>;

beforeAll(async () => {
  database = await freshDatabase();
  await database.sql('create table thing (name text primary key)');
  await database.sql('grant select, insert on thing to felles_api_work');
  desk = await openDesk(addressAs(database.owner, 'felles_api', database.secret));
});
beforeEach(() => database.sql('delete from thing'));
afterAll(async () => {
  await desk?.source.destroy();
  await database?.drop();
});

function openDesk(url: string) {
  return openWork({ url, name: 'test desk', most: 2, entities: [], openStatements: [ping] });
}

async function cutConnections(): Promise<void> {
  const superuser = new pg.Client({ connectionString: process.env.FELLES_TEST_SUPERUSER });
  await superuser.connect();
  const name = new URL(database.owner).pathname.slice(1);
  const { rowCount } = await superuser
    .query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'felles_api'`,
      [name],
    )
    .finally(() => superuser.end());
  expect(rowCount).toBeGreaterThan(0);
}

async function things(): Promise<string[]> {
  return (await database.sql<{ name: string }>('select name from thing order by name')).map(
    ({ name }) => name,
  );
}

describe('outside a unit of work', () => {
  it('nothing is asked, whoever asks', async () => {
    const refused = 'query outside a unit of work';
    await expect(desk.source.query('select 1')).rejects.toThrow(refused);
    await expect(desk.source.query('begin')).rejects.toThrow(refused);
    await expect(desk.source.manager.transaction((manager) => manager.query('select 1'))).rejects.toThrow(
      refused,
    );
  });

  it('only the committed statements are asked before an asker is known', async () => {
    expect(await desk.work.openly(ping, [])).toEqual([{ alive: 1 }]);
    await expect(desk.work.openly({ ...ping }, [])).rejects.toThrow(OutsideUnitOfWork);
  });

  it('what a unit worked through is of no more use after it, even while its connection serves another', async () => {
    let kept: Write | undefined;
    let manager: EntityManager | undefined;
    let read: Read | undefined;
    await desk.work.write(opening, async (write) => {
      [kept, manager] = [write, write.manager];
      await write.rows(put, ['first']);
    });
    await desk.work.read(reading, async (own) => {
      read = own;
      await own.rows(all);
    });
    // Both connections of the pool are inside other units now.
    await Promise.all(
      [1, 2].map(() =>
        desk.work.write(opening, async (write) => {
          await write.rows(all);
          await expect(kept!.rows(put, ['late'])).rejects.toThrow(OutsideUnitOfWork);
          expect(() => kept!.send(put, ['late'])).toThrow(OutsideUnitOfWork);
          await expect(read!.rows(all)).rejects.toThrow(OutsideUnitOfWork);
          await expect(manager!.query(`insert into thing values ('late')`)).rejects.toThrow();
          await write.rows(all);
        }),
      ),
    );
    expect(await things()).toEqual(['first']);
  });
});

describe('a unit of work', () => {
  it('is written whole', async () => {
    await desk.work.write(opening, async (write) => {
      await write.rows(put, ['a']);
      await write.manager.query(`insert into thing values ('b')`);
    });
    expect(await things()).toEqual(['a', 'b']);
    const failing = desk.work.write(opening, async (write) => {
      await write.rows(put, ['c']);
      throw new Error('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect(await things()).toEqual(['a', 'b']);
  });

  it('says so when a failed statement was passed over and nothing could be written', async () => {
    let told = false;
    const passingOver = desk.work.write(opening, async (write) => {
      write.afterCommit(() => (told = true));
      await write.rows(put, ['lost']);
      await write.rows(fail).catch(() => undefined);
    });
    await expect(passingOver).rejects.toThrow(NothingCommitted);
    expect(told).toBe(false);
    expect(await things()).toEqual([]);
  });

  it('says what failed of what it only sent, before or after it has ended, and writes nothing', async () => {
    for (const after of [() => undefined, (write: Write) => write.rows(all)]) {
      const failing = desk.work.write(opening, (write) => {
        write.send(put, ['sent']);
        write.send(fail);
        return after(write);
      });
      await expect(failing).rejects.toThrow('division by zero');
    }
    expect(await things()).toEqual([]);
    await desk.work.write(opening, (write) => write.send(put, ['sent']));
    expect(await things()).toEqual(['sent']);
  });

  it('leaves its connection clean when it fails in the same breath as what it sent', async () => {
    for (let n = 0; n < 4; n++) {
      const failing = desk.work.write(opening, (write) => {
        write.send(fail);
        throw new Error('refused');
      });
      await expect(failing).rejects.toThrow();
    }
    await Promise.all(
      ['x', 'y', 'z'].map((name) => desk.work.write(opening, (write) => write.rows(put, [name]))),
    );
    expect(await database.sql('select name from thing order by name')).toHaveLength(3);
  });

  it('can try something inside, and go on without it', async () => {
    await desk.work.write(opening, async (write) => {
      await write.rows(put, ['outer']);
      await write.manager
        .transaction(async (inner) => {
          await inner.query(`insert into thing values ('inner')`);
          await inner.query('select 1 / 0');
        })
        .catch(() => undefined);
      await write.manager.transaction((inner) => inner.query(`insert into thing values ('second try')`));
    });
    expect(await things()).toEqual(['outer', 'second try']);
  });

  it('tells others after its commit and not before', async () => {
    const seen: string[][] = [];
    let telling: Promise<void> | undefined;
    await desk.work.write(opening, async (write) => {
      write.afterCommit(() => {
        telling = things().then((names) => void seen.push(names));
      });
      await write.rows(put, ['told']);
      seen.push(await things());
    });
    await telling;
    expect(seen).toEqual([[], ['told']]);
    await desk.work
      .write(opening, async (write) => {
        write.afterCommit(() => seen.push(['told of nothing']));
        await write.rows(put, ['told']);
      })
      .catch(() => undefined);
    expect(seen).toHaveLength(2);
  });

  it('writes nothing when it was opened to read', async () => {
    await expect(desk.work.write(reading, (write) => write.rows(put, ['a']))).rejects.toThrow('read-only');
    expect(await things()).toEqual([]);
  });

  it.each<[string, (write: Write) => Promise<unknown>]>([
    [
      'a statement takes too long',
      async (write) => {
        await write.rows(set, ['statement_timeout', '50']);
        return write.rows(sleep, [2]);
      },
    ],
    [
      'a statement of the ORM takes too long',
      async (write) => {
        await write.rows(set, ['statement_timeout', '50']);
        return write.manager.query('select pg_sleep(2)');
      },
    ],
    [
      'it idles too long',
      async (write) => {
        await write.rows(set, ['idle_in_transaction_session_timeout', '50']);
        await new Promise((resolve) => setTimeout(resolve, 300));
        return write.rows(all);
      },
    ],
    [
      'it idles too long before the ORM goes on',
      async (write) => {
        await write.rows(set, ['idle_in_transaction_session_timeout', '50']);
        await new Promise((resolve) => setTimeout(resolve, 300));
        return write.manager.query('select 1');
      },
    ],
    [
      'it lasts too long',
      async (write) => {
        await write.rows(set, ['transaction_timeout', '0']);
        await write.rows(set, ['transaction_timeout', '80']);
        return write.rows(sleep, [2]);
      },
    ],
    [
      'its connection is cut',
      async (write) => {
        await cutConnections();
        return write.rows(all);
      },
    ],
  ])('asks to come back later when %s, writes nothing and leaves the pool whole', async (_, act) => {
    const failing = desk.work.write(opening, async (write) => {
      await write.rows(put, ['half']);
      await act(write);
    });
    const failure: unknown = await failing.then(
      () => null,
      (error: unknown) => error,
    );
    expect(databaseProblem(failure)).toMatchObject({ code: 'database_unavailable' });
    expect(await things()).toEqual([]);
    // Each connection of the pool, and one that had to be made anew.
    for (let count = 0; count < 3; count++)
      await desk.work.write(opening, (write) => write.rows(put, [`after ${count}`]));
    expect(await things()).toHaveLength(3);
  });
});

describe('reads', () => {
  it("fail alone when their connection is cut between two of them, the pool's first one as well", async () => {
    const fresh = await openDesk(addressAs(database.owner, 'felles_api', database.secret));
    try {
      const failing = fresh.work.read(reading, async (read) => {
        await read.rows(all);
        await cutConnections();
        await new Promise((resolve) => setTimeout(resolve, 100));
        return read.rows(all);
      });
      await expect(failing).rejects.toThrow();
      expect(await fresh.work.read(reading, (read) => read.rows(all))).toEqual([]);
    } finally {
      await fresh.source.destroy();
    }
  });

  it('may be sent together, and each gets its own answer', async () => {
    const numbers = await desk.work.read(reading, (read) =>
      Promise.all(Array.from({ length: 20 }, (_, number) => read.row<{ number: number }>(echo, [number]))),
    );
    expect(numbers.map((row) => row!.number)).toEqual(Array.from({ length: 20 }, (_, number) => number));
  });

  it('sent together fail from the first that fails on, and the connection goes on with what was not reached', async () => {
    const unreached: Statement = { name: 'test-unreached', text: 'select 2 as two' };
    const both = desk.work.ask(reading, (read) =>
      Promise.allSettled([read.row(echo, [1]), read.row(fail), read.row(unreached)]),
    );
    expect((await both).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    // On both connections of the pool, twice: prepared anew, and known from then on.
    for (let turn = 0; turn < 4; turn++)
      expect(await desk.work.ask(reading, (read) => read.row(unreached))).toEqual({ two: 2 });
    expect(await desk.work.ask(reading, (read) => read.row(echo, [3]))).toEqual({ number: 3 });
  });

  it('write nothing when they are one question', async () => {
    await expect(desk.work.ask(reading, (read) => read.rows(put, ['a']))).rejects.toThrow('read-only');
    expect(await things()).toEqual([]);
  });

  it('cost one round trip, opening and commit included', async () => {
    const far = await distantServer(new URL(database.owner), 60);
    const url = new URL(addressAs(database.owner, 'felles_api', database.secret));
    url.port = String((far.address() as AddressInfo).port);
    const distant = await openDesk(url.toString());
    try {
      const ask = () =>
        distant.work.read(reading, (read) =>
          Promise.all([1, 2, 3].map((number) => read.row(echo, [number]))),
        );
      await ask();
      // Its commit is not waited for; now its connection is back.
      await new Promise((resolve) => setTimeout(resolve, 300));
      const from = performance.now();
      await ask();
      const took = performance.now() - from;
      expect(took).toBeGreaterThan(110);
      expect(took).toBeLessThan(230);
    } finally {
      await distant.source.destroy();
      far.close();
    }
  });
});

/** The same server, this many milliseconds away in each direction. */
function distantServer(server: URL, ms: number): Promise<Server> {
  const later = (from: Socket, to: Socket) => {
    from.on('data', (bytes) => setTimeout(() => to.writable && to.write(bytes), ms));
    from.on('close', () => to.destroy());
    from.on('error', () => undefined);
  };
  const proxy = createServer((near) => {
    const far = connect(Number(server.port), server.hostname);
    later(near, far);
    later(far, near);
  });
  return new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(proxy)));
}
