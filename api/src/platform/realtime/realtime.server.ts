import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { createAdapter } from '@socket.io/postgres-adapter';
import {
  clientMessagePermissions,
  realtimePath,
  type ClientMessages,
  type ResumeAnswer,
  type ServerMessages,
} from '@felles/contracts/values';
import { holdsAnywhere, maySeeInternal } from '@felles/domain';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { concatMap, Subscription } from 'rxjs';
import { Server } from 'socket.io';
import { isOwnOrigin } from '../auth/same-origin.js';
import { SessionService } from '../auth/session.service.js';
import { Settings } from '../config/settings.js';
import { SystemWork } from '../database/database.module.js';
import { comparePlaces, readCursor, writeCursor } from '../events/cursor.js';
import { canGoOnFrom, readAfter, systemSight, type RecordedEvent } from '../events/log-reader.js';
import { LogTail } from '../events/log-tail.js';
import { LiveSocket, type RawSocket, type SocketData } from './live-socket.js';
import { PresenceBoard } from './presence.js';
import { changesRights, withSight } from './sight-of-events.js';

/** More than this many missed events and a reload is quicker than a replay. */
const mostReplayed = 5_000;
/** How often every socket's rights are asked for anew, in case they changed without an event. */
const recheckMs = 4_000;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type IoServer = Server<ClientMessages, ServerMessages, Record<string, never>, SocketData>;

/** The live side: follows the log and tells each socket what it may see of it. */
@Injectable()
export class RealtimeServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RealtimeServer.name);
  private readonly sockets = new Set<LiveSocket>();
  private io: IoServer | undefined;
  private board: PresenceBoard | undefined;
  private presencePool: pg.Pool | undefined;
  private readonly following = new Subscription();
  private readonly admitted = new WeakMap<RawSocket, LiveSocket>();
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly settings: Settings,
    private readonly sessions: SessionService,
    private readonly work: SystemWork,
    private readonly tail: LogTail,
  ) {}

  onApplicationBootstrap(): void {
    const http = this.host.httpAdapter.getHttpServer() as HttpServer;
    this.io = new Server(http, {
      path: realtimePath,
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: 10_000,
      allowRequest: (request, answer) => answer(null, isOwnPage(request)),
    });
    this.io.adapter(
      createAdapter(this.openPresencePool(), {
        tableName: 'jobs.socket_io_attachments',
        heartbeatInterval: 2_000,
        heartbeatTimeout: 5_000,
        errorHandler: (error) => this.logger.warn(`presence: ${error.message}`),
      }),
    );
    this.board = new PresenceBoard(this.io);
    this.io.use((socket, next) => {
      this.admit(socket).then(
        (admitted) => next(admitted ? undefined : new Error('not_signed_in')),
        (error: Error) => {
          // Nothing is known about who it is. A refusal would be final for a client; a line that breaks is dialled again.
          this.logger.warn(`sockets: ${error.message}`);
          socket.conn.close();
        },
      );
    });
    this.io.on('connection', (socket) => this.seat(socket));
    this.following.add(
      // One batch after the other: asking for sight takes a moment, and a later batch must not overtake.
      this.tail.events.pipe(concatMap((events) => this.pass(events))).subscribe(),
    );
    this.following.add(this.tail.behind.subscribe((seconds) => this.io?.local.emit('behind', { seconds })));
    this.timers = [
      setInterval(() => void this.recheckAll(), recheckMs),
      setInterval(() => void this.board?.sweep(this.sockets), 5_000),
    ];
  }

  /** Sockets are told to come back elsewhere before the process stops answering. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.following.unsubscribe();
    this.board?.stop();
    this.io?.local.disconnectSockets(true);
    // Gives back the connection it listens on, without which the pool would never end.
    await this.io?.of('/').adapter.close();
    // Stopped while that connection was still being made, the pool would wait for it for ever.
    await Promise.race([this.presencePool?.end(), delay(2_000, undefined, { ref: false })]);
  }

  get connected(): number {
    return this.sockets.size;
  }

  private openPresencePool(): pg.Pool {
    const pool = new pg.Pool({
      connectionString: this.settings.database.jobs,
      max: 3,
      application_name: 'felles presence',
    });
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return (this.presencePool = pool);
  }

  /** @returns whether this is somebody. */
  private async admit(raw: RawSocket): Promise<boolean> {
    const given = (raw.handshake.auth as { token?: unknown }).token;
    const cookie = cookieNamed(raw.handshake.headers.cookie, this.sessions.cookieName);
    const token = typeof given === 'string' ? given : cookie;
    const kind = typeof given === 'string' ? 'token' : 'session';
    const found = token ? await this.sessions.behind({ kind, token }) : null;
    if (!token || !found) return false;
    const sessionId = kind === 'session' ? found.id : null;
    this.admitted.set(raw, new LiveSocket(raw, { kind, token }, sessionId, found.actor));
    return true;
  }

  /** Not before it is connected: one that left while it was being admitted never says that it disconnects. */
  private seat(raw: RawSocket): void {
    const socket = this.admitted.get(raw)!;
    raw.data.personId = socket.actor.personId;
    raw.data.displayName = socket.actor.displayName;
    this.sockets.add(socket);
    raw.on('disconnect', () => {
      this.sockets.delete(socket);
      this.board?.left(socket);
    });
    const handlers: {
      [M in keyof ClientMessages]: (...args: Parameters<ClientMessages[M]>) => Promise<void>;
    } = {
      resume: (message, answer) => socket.inTurn(() => this.resume(socket, message, answer)),
      present: (message, answer) => this.present(socket, message, answer),
    };
    // Closed until opened: a message without a permission in the contracts, and every unknown one, ends the connection.
    raw.onAny((name: string, ...args: unknown[]) => {
      const handler = Object.hasOwn(handlers, name) ? handlers[name as keyof ClientMessages] : undefined;
      if (
        !handler ||
        !socket.mayTalk() ||
        !holdsAnywhere(socket.actor, clientMessagePermissions[name as keyof ClientMessages])
      ) {
        raw.disconnect(true);
        return;
      }
      (handler as (...all: unknown[]) => Promise<void>)(...args).catch((error: Error) => {
        this.logger.warn(`socket ${name}: ${error.message}`);
        raw.disconnect(true);
      });
    });
  }

  private async resume(
    socket: LiveSocket,
    message: { cursor: string | null },
    answer: (answer: ResumeAnswer) => void,
  ): Promise<void> {
    if (typeof answer !== 'function') throw new Error('resume wants an acknowledgement');
    const cursor: unknown = message?.cursor ?? null;
    if (cursor === null) {
      socket.hold(this.tail.place);
      socket.goLive();
      return answer({ ok: true, cursor: writeCursor(socket.place), replayed: 0 });
    }
    const from = typeof cursor === 'string' ? readCursor(cursor) : null;
    // Read before holding: what is behind the tail is replayed, what comes after it is held.
    const until = this.tail.place;
    socket.hold(from ?? until);
    const missed = from && (await canGoOnFrom(this.work, from)) ? await this.missedSince(from, until) : null;
    if (!missed) {
      socket.hold(this.tail.place);
      socket.goLive();
      return answer({ ok: false, reload: true, cursor: writeCursor(socket.place) });
    }
    for (const event of await withSight(this.work, missed)) socket.tell(event);
    socket.goLive();
    // Where it stands now: events held during the replay have been told as well and must not be told again.
    answer({ ok: true, cursor: writeCursor(socket.place), replayed: missed.length });
  }

  /** Null when there is too much to replay. */
  private async missedSince(
    from: NonNullable<ReturnType<typeof readCursor>>,
    until: LogTail['place'],
  ): Promise<RecordedEvent[] | null> {
    const missed: RecordedEvent[] = [];
    let place = from;
    while (comparePlaces(place, until) < 0) {
      const batch = await this.work.read(systemSight, (read) => readAfter(read, place, 500));
      missed.push(...batch.events.filter((event) => comparePlaces(event.place, until) <= 0));
      if (batch.events.length === 0 || batch.waiting) return missed;
      if (missed.length > mostReplayed) return null;
      place = batch.place;
    }
    return missed;
  }

  private async present(
    socket: LiveSocket,
    message: { ticketId: string | null; writing: boolean },
    answer?: (ok: boolean) => void,
  ): Promise<void> {
    const ticketId: unknown = message?.ticketId ?? null;
    const writing = message?.writing === true;
    const seen =
      ticketId === null ||
      (typeof ticketId === 'string' && uuid.test(ticketId) && (await this.sees(socket, ticketId)));
    await this.board?.show(socket, seen ? ticketId : null, seen && writing);
    if (typeof answer === 'function') answer(seen);
  }

  private async sees(socket: LiveSocket, ticketId: string): Promise<boolean> {
    const organisations = socket.actor.memberships
      .map((m) => m.organisationId)
      .concat(socket.actor.groups.flatMap((group) => group.serves));
    const event = { subject: { kind: 'ticket', id: ticketId } };
    const [found] = await withSight(
      this.work,
      organisations.map(
        (organisationId) =>
          ({
            ...event,
            organisationId,
            facts: {},
            place: { generation: 0, xid: 0n, id: 0n },
          }) as unknown as RecordedEvent,
      ),
    );
    return found?.sight != null && maySeeInternal(socket.actor, found.sight);
  }

  private async pass(events: RecordedEvent[]): Promise<void> {
    try {
      const sighted = await withSight(this.work, events);
      for (const socket of this.sockets) for (const event of sighted) socket.offer(event);
    } catch (error) {
      // The sight could not be asked for. Nobody may miss an event: everyone comes back with a cursor.
      this.logger.warn(`live: ${(error as Error).message}`);
      this.io?.local.disconnectSockets(true);
    }
    // Neither of these holds up the next batch.
    void this.leaveLostRooms(new Set(events.map((event) => event.subject.id)));
    if (events.some(changesRights)) void this.recheckAll();
  }

  private async leaveLostRooms(ticketIds: ReadonlySet<string>): Promise<void> {
    for (const socket of [...this.sockets]) {
      const { ticketId } = socket.raw.data;
      if (!ticketId || !ticketIds.has(ticketId)) continue;
      // Who cannot be asked about is not shown.
      if (!(await this.sees(socket, ticketId).catch(() => false)))
        await this.board?.show(socket, null, false);
    }
  }

  /** Whoever's session ended is told and cut off; whoever's rights changed comes back under the new ones. */
  private async recheckAll(): Promise<void> {
    for (const socket of [...this.sockets]) {
      try {
        const found = await this.sessions.behind(socket.credential);
        if (!found) socket.raw.emit('signed_out');
        if (!found || JSON.stringify(found.actor) !== JSON.stringify(socket.actor))
          socket.raw.disconnect(true);
      } catch (error) {
        // The database is away; the next round asks again.
        this.logger.debug(`recheck: ${(error as Error).message}`);
        return;
      }
    }
  }
}

/** Browsers always say which page opens a socket; a client without one is no browser and brings no one's cookie. */
function isOwnPage(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || isOwnOrigin(origin, host);
}

function cookieNamed(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=');
    if (key === name) return value;
  }
  return undefined;
}
