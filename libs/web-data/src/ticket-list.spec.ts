import type { TicketPage, TicketRow } from '@felles/contracts/http';
import { TicketList } from './ticket-list';
import type { ListQuery } from './tickets';

function row(id: string, change: Partial<TicketRow> = {}): TicketRow {
  return { id, number: id, title: id, version: 1, unread: false, ...change } as TicketRow;
}

/** A server whose queue a test writes. */
class Server {
  queue: TicketRow[] = [];
  asked: ListQuery[] = [];
  failing = false;

  list = (query: ListQuery): Promise<TicketPage> => {
    this.asked.push(query);
    if (this.failing) return Promise.reject(new Error('away'));
    const from = Number(query['cursor'] ?? 0);
    const to = from + Number(query['limit'] ?? 50);
    return Promise.resolve({
      items: this.queue.slice(from, to),
      nextCursor: to < this.queue.length ? String(to) : null,
    });
  };
}

const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => row(`t${from + index}`));
const ids = (rows: readonly TicketRow[]) => rows.map((one) => one.id);

describe('a queue on screen', () => {
  let server: Server;
  let list: TicketList;

  beforeEach(async () => {
    server = new Server();
    server.queue = many(3);
    list = new TicketList(server);
    await list.show({ queue: 'open' });
  });

  it('gathers new cases above instead of moving what one reads, and shows them when asked', async () => {
    server.queue = [row('new'), ...server.queue];
    await list.refresh();
    expect(ids(list.rows())).toEqual(['t0', 't1', 't2']);
    expect(ids(list.arrivals())).toEqual(['new']);
    list.welcome();
    expect(ids(list.rows())).toEqual(['new', 't0', 't1', 't2']);
    expect(list.arrivals()).toEqual([]);
  });

  it('renews a row in its place', async () => {
    server.queue = [row('t0'), row('t1', { title: 'renamed', version: 2 }), row('t2')];
    await list.refresh();
    expect(list.rows()[1]!.title).toBe('renamed');
    expect(list.arrivals()).toEqual([]);
  });

  it('keeps the case being read, marked, when it leaves the queue, and lets others go', async () => {
    list.reading.set('t1');
    server.queue = [row('t0')];
    await list.refresh();
    expect(list.rows().map((one) => [one.id, one.left ?? false])).toEqual([
      ['t0', false],
      ['t1', true],
    ]);
  });

  it('shows the first cases of an empty queue at once', async () => {
    server.queue = [];
    await list.show({ queue: 'mine' });
    expect(list.empty()).toBe(true);
    server.queue = [row('first')];
    await list.refresh();
    expect(ids(list.rows())).toEqual(['first']);
  });

  it('does not take the next page for arrivals, and pages on without repeating', async () => {
    server.queue = many(120);
    await list.show({ queue: 'open' });
    await list.refresh();
    expect(list.arrivals()).toEqual([]);
    await list.more();
    await list.more();
    expect(list.rows()).toHaveLength(120);
    expect(new Set(ids(list.rows())).size).toBe(120);
    expect(list.hasMore()).toBe(false);
  });

  it('forgets at once what is no longer for our eyes', async () => {
    server.queue = [row('new'), ...server.queue];
    await list.refresh();
    list.drop('new');
    list.drop('t1');
    list.welcome();
    expect(ids(list.rows())).toEqual(['t0', 't2']);
  });

  it('keeps what it shows when upkeep fails, and shows a problem when the first fetch does', async () => {
    server.failing = true;
    await list.refresh();
    expect([list.rows().length, list.trouble()]).toEqual([3, null]);
    await list.show({ queue: 'mine' });
    expect(list.trouble()?.code).toBe('unreadable');
    server.failing = false;
    await list.retry();
    expect(list.rows()).toHaveLength(3);
  });

  it('lets a newer choice of queue supersede an older, slower one', async () => {
    let late!: (page: TicketPage) => void;
    const slow = new TicketList({
      list: (query) =>
        query['queue'] === 'open'
          ? new Promise((resolve) => (late = resolve))
          : Promise.resolve({ items: [row('mine')], nextCursor: null }),
    });
    const first = slow.show({ queue: 'open' });
    await slow.show({ queue: 'mine' });
    late({ items: [row('open')], nextCursor: null });
    await first;
    expect(ids(slow.rows())).toEqual(['mine']);
  });
});
