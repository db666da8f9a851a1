import type { TicketView } from '@felles/contracts/http';
import { movesFrom, type TicketState } from '@felles/domain';
import { actKeys, actNames, actsFor } from './ticket-acts';

const everything = [
  'assign',
  'progress',
  'hold',
  'resolve',
  'reopen',
  'close',
  'cancel',
  'restrict',
  'link',
  'watch',
  'change',
];
const ticket = (state: TicketState, change: Partial<TicketView> = {}) =>
  ({
    kind: 'incident',
    major: null,
    state,
    may: everything,
    moves: [...movesFrom('incident', state)],
    assignee: null,
    restricted: false,
    watching: false,
    ...change,
  }) as TicketView;

describe('what one can do with a case', () => {
  it('offers taking a case that is somebody else’s or nobody’s, first of all', () => {
    expect(actsFor(ticket('new'), 'arne')[0]).toBe('take');
    expect(
      actsFor(ticket('assigned', { assignee: { id: 'arne', displayName: 'Arne' } }), 'arne'),
    ).not.toContain('take');
  });

  it('offers nothing one may not do, whatever the state allows', () => {
    expect(actsFor(ticket('new', { may: ['watch'] }), 'lise')).toEqual(['watch']);
  });

  it('reopens a resolved case rather than starting work on it', () => {
    const acts = actsFor(ticket('resolved'), 'arne');
    expect(acts).toEqual(expect.arrayContaining(['reopen', 'close']));
    expect(acts).not.toContain('progress');
  });

  it('never offers two acts on one key', () => {
    for (const state of [
      'new',
      'assigned',
      'in_progress',
      'on_hold',
      'resolved',
      'closed',
      'cancelled',
    ] as const) {
      for (const change of [
        {},
        { watching: true, restricted: true, assignee: { id: 'siri', displayName: 'Siri' } },
      ]) {
        const keys = actsFor(ticket(state, change), 'arne').map((name) => actKeys[name]);
        expect(keys).toEqual([...new Set(keys)]);
      }
    }
  });

  it('declares an incident major once, and makes a problem of it', () => {
    const runs = { may: [...everything, 'note', 'declare-major'] };
    expect(actsFor(ticket('new', runs), 'arne')).toEqual(expect.arrayContaining(['declare', 'problem']));
    const major = { severity: 1, state: 'open' } as const;
    expect(actsFor(ticket('new', { ...runs, major }), 'arne')).not.toContain('declare');
  });

  it('offers a problem what a problem needs, never two acts on one key', () => {
    for (const state of ['new', 'investigating', 'known_error', 'resolved'] as const) {
      const problem = ticket(state, {
        kind: 'problem',
        may: [
          'assign',
          'diagnose',
          'resolve',
          'reopen',
          'close',
          'cancel',
          'change',
          'link',
          'watch',
          'restrict',
        ],
        moves: [...movesFrom('problem', state)],
      });
      const acts = actsFor(problem, 'arne');
      expect(acts).toContain('diagnose');
      const keys = acts.map((name) => actKeys[name]);
      expect(keys).toEqual([...new Set(keys)]);
    }
  });

  it('gives every act a key', () => {
    expect(actNames.filter((name) => !actKeys[name])).toEqual([]);
  });
});
