import { Injectable, signal } from '@angular/core';
import {
  presenceBeat,
  realtimePath,
  type ClientMessages,
  type Gone,
  type LiveEvent,
  type Presence,
  type ServerMessages,
} from '@felles/contracts/values';
import type { Socket } from 'socket.io-client';

type LiveSocket = Pick<
  Socket<ServerMessages, ClientMessages>,
  'on' | 'emit' | 'connect' | 'disconnect' | 'connected'
> & { io: { on(event: 'reconnect_attempt', listener: () => void): void } };

export type LiveState =
  | { kind: 'off' }
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'reconnecting' }
  | { kind: 'behind'; seconds: number };

interface Listeners {
  event: (event: LiveEvent) => void;
  gone: (gone: Gone) => void;
  presence: (presence: Presence) => void;
  /** The line is up, at first or again: fetch again what is shown. */
  reload: () => void;
  signedOut: () => void;
}

async function socketIo(): Promise<LiveSocket> {
  const { io } = await import('socket.io-client');
  return io({
    path: realtimePath,
    transports: ['websocket'],
    autoConnect: false,
    reconnectionDelayMax: 4000,
  });
}

/** The live line to the server: follows the log from a cursor, through sleep, tunnels and restarts. */
@Injectable({ providedIn: 'root' })
export class Realtime {
  private readonly listeners: { [K in keyof Listeners]: Set<Listeners[K]> } = {
    event: new Set(),
    gone: new Set(),
    presence: new Set(),
    reload: new Set(),
    signedOut: new Set(),
  };
  private socket: LiveSocket | null = null;
  private wanted = false;
  private cursor: string | null = null;
  private attending: { ticketId: string | null; writing: boolean } = { ticketId: null, writing: false };
  private beat: ReturnType<typeof setInterval> | null = null;
  readonly state = signal<LiveState>({ kind: 'off' });
  /** When we last had to fetch everything again; null if never. */
  readonly reloadedAt = signal<number | null>(null);

  /** How a socket is made; a test hands in its own. */
  makeSocket: () => Promise<LiveSocket> = socketIo;

  async start(): Promise<void> {
    if (this.wanted) return;
    this.wanted = true;
    this.state.set({ kind: 'connecting' });
    this.socket ??= this.wire(await this.makeSocket());
    if (!this.wanted) return;
    this.socket.connect();
    addEventListener('online', this.wake);
    document.addEventListener('visibilitychange', this.wake);
    this.beat = setInterval(() => this.tellPresence(), presenceBeat);
  }

  stop(): void {
    this.wanted = false;
    this.cursor = null;
    this.socket?.disconnect();
    removeEventListener('online', this.wake);
    document.removeEventListener('visibilitychange', this.wake);
    if (this.beat) clearInterval(this.beat);
    this.beat = null;
    this.state.set({ kind: 'off' });
  }

  /** @returns how to stop listening. */
  on<K extends keyof Listeners>(kind: K, listener: Listeners[K]): () => void {
    this.listeners[kind].add(listener);
    return () => void this.listeners[kind].delete(listener);
  }

  /** Tells colleagues what one is looking at and whether one writes. */
  attend(ticketId: string | null, writing: boolean): void {
    if (this.attending.ticketId === ticketId && this.attending.writing === writing) return;
    this.attending = { ticketId, writing };
    if (this.socket?.connected) this.socket.emit('present', this.attending);
  }

  private wire(socket: LiveSocket): LiveSocket {
    socket.on('connect', () => this.resume());
    socket.on('connect_error', (error) => {
      if (error.message === 'not_signed_in') this.signedOut();
      else this.state.set({ kind: 'reconnecting' });
    });
    socket.on('disconnect', (reason) => {
      if (!this.wanted) return;
      this.state.set({ kind: 'reconnecting' });
      // socket.io gives up when the server hangs up; we do not.
      if (reason === 'io server disconnect') setTimeout(this.wake, 500);
    });
    socket.on('event', (event) => {
      this.cursor = event.cursor;
      this.tell('event', event);
    });
    socket.on('gone', (gone) => this.tell('gone', gone));
    socket.on('presence', (presence) => this.tell('presence', presence));
    socket.on('behind', ({ seconds }) =>
      this.state.set(seconds > 0 ? { kind: 'behind', seconds } : { kind: 'live' }),
    );
    socket.on('signed_out', () => this.signedOut());
    return socket;
  }

  private signedOut(): void {
    for (const listener of this.listeners.signedOut) listener();
  }

  private resume(): void {
    this.socket?.emit('resume', { cursor: this.cursor }, (answer) => {
      this.cursor = answer.cursor;
      this.state.set({ kind: 'live' });
      this.tellPresence();
      if (!answer.ok) this.reloadedAt.set(Date.now());
      // What was to be fetched while the line was down may have failed.
      for (const listener of this.listeners.reload) listener();
    });
  }

  private tell<K extends 'event' | 'gone' | 'presence'>(kind: K, message: Parameters<Listeners[K]>[0]): void {
    for (const listener of this.listeners[kind] as Set<(told: typeof message) => void>) listener(message);
  }

  private tellPresence(): void {
    if (this.attending.ticketId && this.socket?.connected) this.socket.emit('present', this.attending);
  }

  private readonly wake = () => {
    if (this.wanted && !document.hidden && this.socket && !this.socket.connected) this.socket.connect();
  };
}
