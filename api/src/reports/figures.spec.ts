import { describe, expect, it } from '@jest/globals';
import { figuresOf, leadsTo, mostFigures } from './figures.js';

const counted = (many: number) =>
  Array.from({ length: many }, (_, index) => ({
    id: `id-${index}`,
    name: { nb: `Nr. ${index}` },
    count: 100 - index,
  }));

describe('the figures of a breakdown', () => {
  it('names the largest, gathers the rest, and ends with those that have none', () => {
    const figures = figuresOf([...counted(30), { id: null, name: null, count: 500 }], 'siteId', {
      queue: 'all',
    });
    expect(figures).toHaveLength(mostFigures + 2);
    expect(figures[0]).toEqual({
      id: 'id-0',
      name: { nb: 'Nr. 0' },
      count: 100,
      leadsTo: 'queue=all&siteId=id-0',
    });
    const [rest, none] = figures.slice(-2);
    expect(rest).toMatchObject({
      id: 'rest',
      name: null,
      count: 80 + 79 + 78 + 77 + 76 + 75 + 74 + 73 + 72 + 71,
    });
    expect(new URLSearchParams(rest!.leadsTo).get('siteId')).toBe(
      `except:${figures
        .slice(0, mostFigures)
        .map(({ id }) => id)
        .join(',')}`,
    );
    expect(none).toEqual({ id: null, name: null, count: 500, leadsTo: 'queue=all&siteId=none' });
  });

  it('calls nothing "the rest" that is only one', () => {
    expect(figuresOf(counted(mostFigures + 1), 'siteId', {}).map(({ id }) => id)).not.toContain('rest');
  });
});

describe('where a figure leads', () => {
  it('names instants in UTC and leaves out what does not narrow', () => {
    const query = leadsTo({
      queue: 'open',
      organisationId: undefined,
      openedTo: new Date('2026-03-29T00:00:00+01:00'),
    });
    expect(query).toBe('queue=open&openedTo=2026-03-28T23%3A00%3A00.000Z');
  });
});
