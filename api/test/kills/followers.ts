import type { ClientMessages, LiveEvent, ResumeAnswer, ServerMessages } from '@felles/contracts/values';
import type { Name } from '@felles/testing';
import { io, type Socket } from 'socket.io-client';

/** One open screen: follows the log, comes back with its cursor whenever it was cut off. */
export class Follower {
  /** What it was told since it first knew where it stands, or since it was last told to reload. */
  events: LiveEvent[] = [];
  /** Where those begin. */
  since: string | null = null;
  reloads = 0;
  connects = 0;
  private cursor: string | null = null;
  private readonly socket: Socket<ServerMessages, ClientMessages>;

  constructor(
    readonly name: Name,
    url: string,
    cookie: string,
    cursor: string | null = null,
  ) {
    this.cursor = cursor;
    this.socket = io(url, {
      path: '/api/realtime',
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 300,
      extraHeaders: { cookie },
    });
    this.socket.on('connect', () => {
      this.connects += 1;
      this.socket.emit('resume', { cursor: this.cursor }, (answer) => this.resumed(answer));
    });
    this.socket.on('event', (event) => {
      this.cursor = event.cursor;
      this.events.push(event);
    });
    this.socket.on('disconnect', (reason) => {
      // socket.io gives up when the server hangs up; a screen does not.
      if (reason === 'io server disconnect') setTimeout(() => this.socket.connect(), 100);
    });
  }

  get connected(): boolean {
    return this.socket.connected && this.since !== null;
  }

  /** What it would resume from. */
  get standing(): string | null {
    return this.cursor;
  }

  close(): void {
    this.socket.disconnect();
  }

  private resumed(answer: ResumeAnswer): void {
    const first = this.cursor === null;
    this.cursor = answer.cursor;
    if (!answer.ok) {
      this.reloads += 1;
      this.events = [];
    }
    if (first || !answer.ok) this.since = answer.cursor;
  }
}

/** `generation.xid.id`, as the log orders it. */
export function placeIn(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString('latin1');
}
