import type { Actor } from '@felles/domain';
import type { ClientMessages, ServerMessages } from '@felles/contracts/values';
import type { Socket } from 'socket.io';
import { comparePlaces, type Place } from '../events/cursor.js';
import { tellOf, type SightedEvent } from './sight-of-events.js';

/** What other processes may know of a socket (it travels through the adapter). */
export interface SocketData {
  personId?: string;
  displayName?: string;
  ticketId?: string | null;
  writing?: boolean;
}

export type RawSocket = Socket<ClientMessages, ServerMessages, Record<string, never>, SocketData>;

/** How one proves who one is, so that it can be asked again. */
export type Credential = { kind: 'session'; token: string } | { kind: 'token'; token: string };

/** A client that does not read is cut off and resumes from its cursor when it can. */
const mostUnread = 2_000;
const messagesPerSecond = 20;

/** One connected client: who it is, how far it has been told, and what it is looking at. */
export class LiveSocket {
  /** Everything up to here has been told. Null until it has resumed: before that it is told nothing. */
  private at: Place | null = null;
  private held: SightedEvent[] | null = null;
  private turn: Promise<void> = Promise.resolve();
  private allowance = messagesPerSecond;
  private allowanceAt = performance.now();
  lastPresent = performance.now();

  constructor(
    readonly raw: RawSocket,
    readonly credential: Credential,
    readonly sessionId: string | null,
    public actor: Actor,
  ) {}

  /** Everything up to here has been told, or was not this person's to know. */
  get place(): Place {
    if (!this.at) throw new Error('the socket has not resumed');
    return this.at;
  }

  /** One resume after the other: a second one, begun while the first still replays, would let live events overtake it. */
  inTurn(act: () => Promise<void>): Promise<void> {
    const done = this.turn.then(act);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** From here on live events are held until `goLive`, so that none slips between replay and live. */
  hold(at: Place): void {
    this.at = at;
    this.held = [];
  }

  goLive(): void {
    const held = this.held ?? [];
    this.held = null;
    for (const event of held) this.tell(event);
  }

  offer(event: SightedEvent): void {
    if (this.held) this.held.push(event);
    else this.tell(event);
  }

  tell(sighted: SightedEvent): void {
    if (!this.at || comparePlaces(sighted.event.place, this.at) <= 0) return;
    this.at = sighted.event.place;
    const told = tellOf(this.actor, sighted);
    if (told === 'event') this.raw.emit('event', sighted.live);
    if (told === 'gone') this.raw.emit('gone', { id: sighted.event.subject.id });
    if (this.unread() > mostUnread) this.raw.disconnect(true);
  }

  /** A token bucket: whoever talks faster than a person can is cut off. */
  mayTalk(): boolean {
    const now = performance.now();
    this.allowance = Math.min(
      messagesPerSecond,
      this.allowance + ((now - this.allowanceAt) / 1_000) * messagesPerSecond,
    );
    this.allowanceAt = now;
    this.allowance -= 1;
    return this.allowance >= 0;
  }

  private unread(): number {
    return (this.raw.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
  }
}
