import type { MajorView } from '@felles/contracts/http';
import { OpenMajor } from './open-major.js';

const room = (more: Partial<MajorView> = {}) =>
  ({ id: 'm', state: 'open', may: ['enter'], title: 'Nede', ...more }) as MajorView;

function open(views: (MajorView | Error)[]) {
  const clients = {
    open: () => {
      const next = views.length > 1 ? views.shift()! : views[0]!;
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
    suggested: () => Promise.resolve({ items: [{ id: 'c' } as never] }),
  };
  return new OpenMajor(clients, { list: () => Promise.resolve([]) });
}

describe('the open room', () => {
  it('shows the major, and what is like it while it burns', async () => {
    const store = open([room()]);
    await store.show('m');
    expect([store.major()?.title, store.suggested().length]).toEqual(['Nede', 1]);
  });

  it('offers nothing more to attach once it has been stood down', async () => {
    const store = open([room({ state: 'stood_down' })]);
    await store.show('m');
    expect(store.suggested()).toEqual([]);
  });

  it('keeps what it shows when a later look fails', async () => {
    const store = open([room(), new Error('away')]);
    await store.show('m');
    await store.refresh();
    expect([store.major()?.title, store.trouble()]).toEqual(['Nede', null]);
  });

  it('says what went wrong with an act, and is free again', async () => {
    const store = open([room()]);
    await store.show('m');
    const trouble = await store.act(() => Promise.reject(new Error('nei')));
    expect([trouble?.code, store.working()]).toEqual(['unreadable', false]);
  });
});
