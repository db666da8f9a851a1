import { effect } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { PagedList, type PageQuery } from './paged-list';

class Server {
  names = Array.from({ length: 120 }, (_, n) => `s${n}`);
  asked: PageQuery[] = [];
  failing = false;

  page = (query: PageQuery) => {
    this.asked.push(query);
    if (this.failing) return Promise.reject(new Error('away'));
    const from = Number(query['cursor'] ?? 0);
    const to = from + Number(query['limit']);
    const items = this.names.slice(from, to).map((id) => ({ id }));
    return Promise.resolve({ items, nextCursor: to < this.names.length ? String(to) : null });
  };
}

describe('a paged list', () => {
  it('loads, goes on from where it ended, and ends', async () => {
    const server = new Server();
    const list = new PagedList(server.page);
    expect(list.loading()).toBe(true);
    await list.show({ status: 'unknown' });
    expect([list.loading(), list.rows().length, list.hasMore()]).toEqual([false, 50, true]);
    await list.more();
    await list.more();
    expect([list.rows().length, new Set(list.rows().map(({ id }) => id)).size, list.hasMore()]).toEqual([
      120,
      120,
      false,
    ]);
    expect(server.asked.every((query) => query['status'] === 'unknown')).toBe(true);
  });

  it('fetches as many anew as are shown', async () => {
    const server = new Server();
    const list = new PagedList(server.page);
    await list.show({});
    await list.more();
    server.names = server.names.slice(10);
    await list.refresh();
    expect([list.rows().length, list.rows()[0]!.id]).toEqual([100, 's10']);
  });

  it('keeps what is shown when a fetch fails, and says so', async () => {
    const server = new Server();
    const list = new PagedList(server.page);
    await list.show({});
    server.failing = true;
    await list.refresh();
    expect([list.rows().length, list.trouble()?.code]).toEqual([50, 'unreadable']);
    await list.show({ status: 'unknown' });
    expect([list.rows(), list.loading(), list.empty()]).toEqual([[], false, false]);
  });

  it('asked from an effect, asks once', async () => {
    const server = new Server();
    const list = new PagedList(server.page);
    TestBed.runInInjectionContext(() => effect(() => void list.show({})));
    for (let turn = 0; turn < 5; turn++) {
      TestBed.tick();
      await Promise.resolve();
    }
    expect(server.asked).toHaveLength(1);
  });

  it('says when there is nothing', async () => {
    const server = new Server();
    server.names = [];
    const list = new PagedList(server.page);
    await list.show({});
    expect([list.empty(), list.loading(), list.hasMore()]).toEqual([true, false, false]);
  });
});
