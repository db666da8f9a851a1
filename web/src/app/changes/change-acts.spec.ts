import { changeMoves, movesFrom, type ChangeState } from '@felles/domain';
import { actKeys, actNames, actsFor } from './change-acts';

const now = Date.parse('2026-03-01T12:00:00Z');
const agent = ['plan', 'assess', 'implement', 'review', 'assign', 'cancel'];

function offered(
  state: ChangeState,
  more: { may?: string[]; waitsForYou?: boolean; startsAt?: string } = {},
) {
  const { may = agent, waitsForYou = false, startsAt = '2026-03-01T11:00:00Z' } = more;
  const view = {
    state,
    may,
    moves: [...movesFrom('change', state)],
    assignee: { id: 'arne', displayName: 'Arne' },
  };
  return actsFor({ ...view, change: { waitsForYou, startsAt } }, 'arne', now);
}

describe('what is offered', () => {
  it('follows the change through its life', () => {
    expect(offered('draft')).toEqual(['submit', 'edit', 'cancel']);
    expect(offered('assess')).toEqual(['assess', 'edit', 'takeBack', 'cancel']);
    expect(offered('authorise')).toEqual(['edit', 'takeBack', 'cancel']);
    expect(offered('scheduled')).toEqual(['implement', 'edit', 'takeBack', 'cancel']);
    expect(offered('implementing')).toEqual(['complete']);
    expect(offered('review')).toEqual(['review']);
    expect(offered('rejected')).toEqual(['takeBack']);
    for (const state of ['closed', 'failed', 'cancelled'] as const)
      expect([state, offered(state)]).toEqual([state, []]);
  });

  it('is to begin only once the window has', () => {
    expect(offered('scheduled', { startsAt: '2026-03-01T13:00:00Z' })).not.toContain('implement');
  });

  it('is to decide for those it waits for, and nothing else for them', () => {
    expect(offered('authorise', { may: ['approve', 'note'], waitsForYou: true })).toEqual([
      'approve',
      'reject',
    ]);
    expect(offered('authorise', { may: ['approve', 'note'] })).toEqual([]);
  });

  it('has a key each, no two at once', () => {
    for (const state of Object.keys(changeMoves) as ChangeState[]) {
      const keys = offered(state, { waitsForYou: true }).map((act) => actKeys[act]);
      expect(new Set(keys).size).toBe(keys.length);
    }
    expect(Object.keys(actKeys).sort()).toEqual([...actNames].sort());
  });
});
