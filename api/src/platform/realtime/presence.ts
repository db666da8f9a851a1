import type { ClientMessages, ServerMessages } from '@felles/contracts/values';
import { presenceBeat } from '@felles/contracts/values';
import type { Server } from 'socket.io';
import type { LiveSocket, SocketData } from './live-socket.js';

type IoServer = Server<ClientMessages, ServerMessages, Record<string, never>, SocketData>;

const roomOf = (ticketId: string) => `ticket:${ticketId}`;
/** Joining a room with many watchers would otherwise send everyone a message for everyone. */
const throttleMs = 200;

/** Who is looking at which ticket, across all processes. Rooms are named by the server, never by a client. */
export class PresenceBoard {
  private readonly pending = new Map<string, NodeJS.Timeout>();

  constructor(private readonly io: IoServer) {}

  async show(socket: LiveSocket, ticketId: string | null, writing: boolean): Promise<void> {
    const before = socket.raw.data.ticketId ?? null;
    socket.lastPresent = performance.now();
    if (before === ticketId && socket.raw.data.writing === writing) return;
    socket.raw.data.ticketId = ticketId;
    socket.raw.data.writing = writing;
    if (before && before !== ticketId) {
      await socket.raw.leave(roomOf(before));
      this.announce(before);
    }
    if (ticketId) {
      await socket.raw.join(roomOf(ticketId));
      this.announce(ticketId);
    }
  }

  left(socket: LiveSocket): void {
    if (socket.raw.data.ticketId) this.announce(socket.raw.data.ticketId);
  }

  /** Whoever has been silent for two beats has left. */
  async sweep(sockets: Iterable<LiveSocket>): Promise<void> {
    for (const socket of sockets) {
      if (socket.raw.data.ticketId && performance.now() - socket.lastPresent > 2 * presenceBeat)
        await this.show(socket, null, false);
    }
  }

  stop(): void {
    for (const timer of this.pending.values()) clearTimeout(timer);
  }

  private announce(ticketId: string): void {
    if (this.pending.has(ticketId)) return;
    this.pending.set(
      ticketId,
      setTimeout(() => void this.tell(ticketId), throttleMs),
    );
  }

  private async tell(ticketId: string): Promise<void> {
    this.pending.delete(ticketId);
    // A sister process that has just died is waited for once; presence can wait.
    const sockets = await this.io
      .in(roomOf(ticketId))
      .fetchSockets()
      .catch(() => []);
    const people = new Map<string, { personId: string; displayName: string; writing: boolean }>();
    for (const { data } of sockets) {
      if (!data.personId) continue;
      const writing = (people.get(data.personId)?.writing ?? false) || (data.writing ?? false);
      people.set(data.personId, { personId: data.personId, displayName: data.displayName ?? '', writing });
    }
    this.io.to(roomOf(ticketId)).emit('presence', { ticketId, people: [...people.values()] });
  }
}
