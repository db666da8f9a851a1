import { jest } from '@jest/globals';
import { Realtime } from './realtime';

type Heard = (...told: never[]) => void;

/** The server's end of the line. */
class Line {
  connected = false;
  cursorsAsked: (string | null)[] = [];
  connects = 0;
  answer: object = { ok: true, cursor: '1.1', replayed: 0 };
  readonly io = { on: () => undefined };
  private readonly listeners = new Map<string, Heard>();

  on(kind: string, heard: Heard) {
    this.listeners.set(kind, heard);
    return this;
  }

  emit(kind: string, message: { cursor: string | null }, answer?: (answer: object) => void) {
    if (kind !== 'resume') return this;
    this.cursorsAsked.push(message.cursor);
    answer?.(this.answer);
    return this;
  }

  connect() {
    this.connects++;
    this.connected = true;
    this.tell('connect');
    return this;
  }

  disconnect() {
    this.connected = false;
    return this;
  }

  tell(kind: string, ...told: unknown[]) {
    this.listeners.get(kind)?.(...(told as never[]));
  }
}

describe('the live line', () => {
  let line: Line;
  let realtime: Realtime;

  beforeEach(async () => {
    jest.useFakeTimers();
    line = new Line();
    realtime = new Realtime();
    realtime.makeSocket = () => Promise.resolve(line as never);
    await realtime.start();
  });
  afterEach(() => {
    realtime.stop();
    jest.useRealTimers();
  });

  it('resumes from the newest event it was told of', () => {
    line.tell('event', {
      cursor: '1.7',
      type: 'ticket.filed',
      subject: { kind: 'ticket', id: 't', version: 1 },
      changed: [],
      actorId: null,
    });
    line.connected = false;
    line.tell('disconnect', 'transport close');
    expect(realtime.state().kind).toBe('reconnecting');
    line.connect();
    expect(line.cursorsAsked).toEqual([null, '1.7']);
    expect(realtime.state().kind).toBe('live');
  });

  it('has what is shown fetched again whenever it returns, since what was asked meanwhile failed', () => {
    const reload = jest.fn();
    realtime.on('reload', reload);
    line.connected = false;
    line.tell('disconnect', 'transport close');
    line.connect();
    expect(reload).toHaveBeenCalledTimes(1);
    expect(realtime.reloadedAt()).toBeNull();
  });

  it('knows a lost session from a lost line', () => {
    const signedOut = jest.fn();
    realtime.on('signedOut', signedOut);
    line.tell('connect_error', new Error('ECONNREFUSED'));
    expect(realtime.state().kind).toBe('reconnecting');
    expect(signedOut).not.toHaveBeenCalled();
    line.tell('connect_error', new Error('not_signed_in'));
    expect(signedOut).toHaveBeenCalledTimes(1);
  });

  it('calls again when the server hangs up, which socket.io would take for final', () => {
    line.connected = false;
    line.tell('disconnect', 'io server disconnect');
    jest.advanceTimersByTime(600);
    expect(line.connects).toBe(2);
  });

  it('asks for everything again, and says so, when the server cannot replay', () => {
    const reload = jest.fn();
    realtime.on('reload', reload);
    line.answer = { ok: false, reload: true, cursor: '2.1' };
    line.connect();
    expect(reload).toHaveBeenCalledTimes(1);
    expect(realtime.reloadedAt()).not.toBeNull();
  });

  it('says how far behind it is rather than pretending', () => {
    line.tell('behind', { seconds: 12 });
    expect(realtime.state()).toEqual({ kind: 'behind', seconds: 12 });
    line.tell('behind', { seconds: 0 });
    expect(realtime.state().kind).toBe('live');
  });

  it('does not call after one has signed out', () => {
    realtime.stop();
    line.tell('disconnect', 'io server disconnect');
    jest.advanceTimersByTime(5000);
    expect(line.connects).toBe(1);
  });
});
