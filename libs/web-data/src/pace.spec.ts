import { jest } from '@jest/globals';
import { Newest, Paced, Settled } from './pace';

describe('pace', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('runs at once, then once a second however often it is asked, and never loses the last asking', () => {
    const run = jest.fn();
    const paced = new Paced(run, 1000);
    for (let i = 0; i < 20; i++) paced.ask();
    expect(run).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(2);
    jest.advanceTimersByTime(5000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('settles once, after a pause, or at once when told to', () => {
    const run = jest.fn();
    const settled = new Settled(run, 500);
    settled.ask();
    settled.ask();
    jest.advanceTimersByTime(499);
    expect(run).not.toHaveBeenCalled();
    settled.now();
    settled.now();
    jest.advanceTimersByTime(500);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('lets only the newest run take effect', () => {
    const newest = new Newest();
    const first = newest.begin();
    const second = newest.begin();
    expect([first(), second()]).toEqual([false, true]);
  });
});
