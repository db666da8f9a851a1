import { assertLifecycle, assertLifecycles, canMove, isOpen, ticketStates } from './lifecycle.js';

describe('every lifecycle', () => {
  it('can be walked from its first state to an end', () => {
    expect(assertLifecycles).not.toThrow();
  });

  it.each([
    ['leads to unknown state closed', { new: ['closed'] }],
    ['leads to itself', { new: ['new'] }],
    ['cannot be reached', { new: ['closed'], closed: [], resolved: ['closed'] }],
    ['cannot come to an end', { new: ['assigned'], assigned: ['new'] }],
  ] as const)('is refused when a state %s', (fault, moves) => {
    expect(() => assertLifecycle('test', moves)).toThrow(fault);
  });
});

describe('a change', () => {
  it('is not scheduled from assessment without being authorised', () => {
    expect(canMove('change', 'assess', 'scheduled')).toBe(false);
    expect(canMove('change', 'authorise', 'scheduled')).toBe(true);
  });
});

it('calls a state open in one way only', () => {
  expect(ticketStates.filter((state) => !isOpen(state))).toEqual([
    'resolved',
    'closed',
    'cancelled',
    'rejected',
    'failed',
  ]);
});
