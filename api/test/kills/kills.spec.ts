import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Name } from '@felles/testing';
import { openSession } from '../app.js';
import { faultsOf, faultsOfNotices, faultsOnScreens } from './account.js';
import { Chance } from './chance.js';
import { Follower } from './followers.js';
import { isAlive, kill, pause, Product, until } from './product.js';
import { Writers } from './writers.js';

const kills = process.env.FELLES_SOAK === '1' ? 100 : 3;
const rounds = Array.from({ length: kills }, (_, index) => index + 1);
const chance = Chance.announced();
const people = ['kari', 'ola', 'arne', 'siri', 'nora'] as const satisfies readonly Name[];
const screens: Name[] = ['arne', 'arne', 'arne', 'siri', 'siri', 'nora', 'nora', 'kari', 'kari', 'ola'];

let product: Product;
const cookies = new Map<Name, string>();
let followers: Follower[] = [];

async function openDesk(...options: string[]): Promise<void> {
  product = await Product.onFreePort();
  await product.start(...options);
  await product.settle();
  for (const name of people) cookies.set(name, (await openSession(product.url, name)).cookie);
}

afterEach(() => {
  for (const follower of followers) follower.close();
  followers = [];
});

interface Tally {
  acknowledged: number;
  retried: number;
  unacknowledged: number;
  told: number;
  reloads: number;
  notices: number;
  silence: number;
}

function emptyTally(): Tally {
  return { acknowledged: 0, retried: 0, unacknowledged: 0, told: 0, reloads: 0, notices: 0, silence: 0 };
}

function say(what: string, tally: Tally): void {
  process.stdout.write(
    `  ${what} ${kills} times: ${tally.acknowledged} writes acknowledged (${tally.retried} only after retries), ` +
      `${tally.unacknowledged} given up, ${tally.told} events told, ${tally.reloads} reloads, ${tally.notices} notices, ` +
      `nobody answered for ${Math.round(tally.silence)} ms at most\n`,
  );
}

/** Fifty people write and ten screens follow; something is killed at some moment; then the account is made up. */
async function strike(
  mark: string,
  victims: () => number[] | Promise<number[]>,
  tally: Tally,
): Promise<void> {
  followers = screens.map((name) => new Follower(name, product.url, cookies.get(name)!));
  await until(20_000, 'every screen is open', () => followers.every((follower) => follower.connected));
  const writers = new Writers(product.url, cookies, product.world, chance, mark);
  await until(20_000, 'people are writing', () => writers.acknowledged > 10);
  await pause(chance.between(0, 800));

  const struck = await victims();
  expect(struck).not.toHaveLength(0);
  struck.forEach(kill);
  const before = writers.acknowledged;
  await until(30_000, 'the desk acknowledges again', () => writers.acknowledged > before + 50).catch(
    (error: Error) => {
      throw new Error(`${error.message}\n${product.said.slice(-3_000)}`);
    },
  );
  await writers.finish();

  expect(struck.filter(isAlive)).toEqual([]);
  expectNoRefusals(writers);
  expect(await faultsOf(product, writers.writes, mark)).toEqual([]);
  expect(await faultsOnScreens(product, followers)).toEqual([]);
  const notices = await faultsOfNotices(product);
  expect(notices.faults).toEqual([]);

  const answered = writers.writes.filter(({ acknowledged }) => acknowledged);
  tally.acknowledged += answered.length;
  tally.retried += answered.filter(({ attempts }) => attempts > 1).length;
  tally.unacknowledged += writers.writes.length - answered.length;
  tally.told += followers.reduce((sum, { events }) => sum + events.length, 0);
  tally.reloads += followers.reduce((sum, { reloads }) => sum + reloads, 0);
  tally.notices = notices.due;
  tally.silence = Math.max(tally.silence, writers.longestSilence);
}

function expectNoRefusals(writers: Writers): void {
  if (writers.refused.length > 0)
    throw new Error([...writers.refused, ...product.complaints].join('\n').slice(0, 5_000));
}

const promise = 'loses nothing, doubles nothing and tells every screen everything in order (%i)';

describe('a desk of one API process', () => {
  beforeAll(() => openDesk(), 120_000);
  afterAll(() => product.remove(), 120_000);

  describe('whose process is killed', () => {
    const tally = emptyTally();
    afterAll(() => say('API process killed', tally));
    it.each(rounds)(
      promise,
      (round) => strike(`process-${round}`, () => product.apiProcesses(), tally),
      90_000,
    );
  });

  describe('whose PostgreSQL is killed', () => {
    const tally = emptyTally();
    afterAll(() => say('PostgreSQL killed', tally));
    it.each(rounds)(
      promise,
      (round) => strike(`database-${round}`, async () => [await product.databaseProcess()], tally),
      90_000,
    );
  });

  it('ends whole when npm start is told to end in the middle of work, and loses nothing', async () => {
    const writers = new Writers(product.url, cookies, product.world, chance, 'ended', 20);
    await until(20_000, 'people are writing', () => writers.acknowledged > 10);
    const database = await product.databaseProcess();

    await product.stop();
    expect(isAlive(database)).toBe(false);

    await product.start();
    await expectWritingAgain(writers);
    expect(await faultsOf(product, writers.writes, 'ended')).toEqual([]);
  }, 400_000);

  it('adopts the database that a product killed whole left running', async () => {
    const writers = new Writers(product.url, cookies, product.world, chance, 'left', 20);
    await until(20_000, 'people are writing', () => writers.acknowledged > 10);
    const database = await product.databaseProcess();

    await product.killAllButDatabase();
    expect(isAlive(database)).toBe(true);

    await product.start();
    expect(await product.databaseProcess()).toBe(database);
    await expectWritingAgain(writers);
    expect(await faultsOf(product, writers.writes, 'left')).toEqual([]);
  }, 400_000);

  async function expectWritingAgain(writers: Writers): Promise<void> {
    const before = writers.acknowledged;
    await until(20_000, 'people are writing again', () => writers.acknowledged > before + 20);
    await writers.finish();
    expectNoRefusals(writers);
  }
});

describe('a desk of two API processes, one of which is killed,', () => {
  const tally = emptyTally();
  beforeAll(() => openDesk('--processes', '2'), 120_000);
  afterAll(async () => {
    say('one of two API processes killed', tally);
    await product.remove();
  }, 400_000);

  it.each(rounds)(
    promise,
    (round) => strike(`one-of-two-${round}`, () => [chance.of(product.apiProcesses())], tally),
    90_000,
  );
});
