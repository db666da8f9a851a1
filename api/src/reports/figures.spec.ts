import { describe, expect, it } from '@jest/globals';
import { leadsTo, mostRows, rowsOf, type Leads } from './figures.js';

const counted = (many: number) =>
  Array.from({ length: many }, (_, index) => ({
    id: `id-${index}`,
    name: { nb: `Nr. ${index}` },
    opened: 100 - index,
    resolved: 1,
    reopened: 0,
    seconds: [60.4, 90.6] as [number, number],
  }));
const none = { id: null, name: null, opened: 500, resolved: 0, reopened: 0, seconds: null };
const leads: Leads = {
  filter: 'siteId',
  opened: { queue: 'all', openedFrom: 'o' },
  resolved: { queue: 'all', resolvedFrom: 'r' },
};

describe('the rows of a breakdown', () => {
  it('name the busiest, gather the rest, and end with those that have none', () => {
    const rows = rowsOf([...counted(30), none], leads);
    expect(rows).toHaveLength(mostRows + 2);
    expect(rows[0]).toEqual({
      opened: {
        id: 'id-0',
        name: { nb: 'Nr. 0' },
        count: 100,
        leadsTo: 'queue=all&openedFrom=o&siteId=id-0',
      },
      resolved: {
        id: 'id-0',
        name: { nb: 'Nr. 0' },
        count: 1,
        leadsTo: 'queue=all&resolvedFrom=r&siteId=id-0',
      },
      reopened: 0,
      medianSeconds: 60,
      p90Seconds: 91,
    });
    const [rest, last] = rows.slice(-2);
    expect(rest).toMatchObject({
      opened: { id: 'rest', name: null, count: 80 + 79 + 78 + 77 + 76 + 75 + 74 + 73 + 72 + 71 },
      resolved: { count: 10 },
      medianSeconds: null,
    });
    expect(new URLSearchParams(rest!.opened.leadsTo).get('siteId')).toBe(
      `except:${rows
        .slice(0, mostRows)
        .map(({ opened }) => opened.id)
        .join(',')}`,
    );
    expect(last!.opened).toEqual({
      id: null,
      name: null,
      count: 500,
      leadsTo: 'queue=all&openedFrom=o&siteId=none',
    });
  });

  it('call nothing "the rest" that is only one', () => {
    expect(rowsOf(counted(mostRows + 1), leads).map(({ opened }) => opened.id)).not.toContain('rest');
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
