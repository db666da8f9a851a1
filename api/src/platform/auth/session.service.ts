import { Injectable } from '@nestjs/common';
import type { Actor, Permission } from '@felles/domain';
import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Settings } from '../config/settings.js';
import { AskerWork } from '../database/database.module.js';
import { ProblemError } from '../http/problem-error.js';
import { assertSameOrigin } from './same-origin.js';
import { openStatements } from './statements.js';

/** A session that is not used for this long ends by itself. */
export const sessionHours = 12;
const lasts = `${sessionHours} hours`;
const touchAfterMs = 10 * 60_000;

type Known = Omit<Actor, 'scopes' | 'assurance'>;

interface SessionRow {
  session_id: string;
  assurance: 1 | 2;
  seen_at: Date;
  actor: Known | null;
}

interface TokenRow {
  token_id: string;
  scopes: Permission[];
  actor: Known | null;
}

/** Who is this? One indexed look-up per request, by cookie or bearer token. */
@Injectable()
export class SessionService {
  constructor(
    private readonly work: AskerWork,
    private readonly settings: Settings,
  ) {}

  /** @throws ProblemError not_signed_in | token_invalid | foreign_origin */
  async identify(request: FastifyRequest): Promise<Actor> {
    const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
    if (request.headers.authorization !== undefined) {
      const found = bearer ? await this.byToken(bearer) : null;
      if (!found) throw new ProblemError('token_invalid');
      request.tokenId = found.tokenId;
      return (request.actor = found.actor);
    }
    assertSameOrigin(request);
    const found = await this.byCookie(request.cookies[this.cookieName]);
    if (!found) throw new ProblemError('not_signed_in');
    request.sessionId = found.sessionId;
    if (Date.now() - found.seenAt.getTime() > touchAfterMs)
      await this.work.openly(openStatements.touchSession, [found.sessionId, lasts]);
    return (request.actor = found.actor);
  }

  /** Only looks: an open screen that nobody touches does not keep its session alive. */
  async byCookie(
    token: string | undefined,
  ): Promise<{ sessionId: string; seenAt: Date; actor: Actor } | null> {
    if (!token) return null;
    const [row] = await this.work.openly<SessionRow>(openStatements.sessionActor, [hash(token)]);
    if (!belongsSomewhere(row)) return null;
    const actor: Actor = { ...row.actor, scopes: null, assurance: row.assurance };
    return { sessionId: row.session_id, seenAt: row.seen_at, actor };
  }

  async byToken(token: string): Promise<{ tokenId: string; actor: Actor } | null> {
    const [row] = await this.work.openly<TokenRow>(openStatements.tokenActor, [hash(token)]);
    return belongsSomewhere(row)
      ? { tokenId: row.token_id, actor: { ...row.actor, scopes: row.scopes, assurance: 1 } }
      : null;
  }

  /** Everything a person's rights follow from; null when they may not enter at all. */
  async actorOf(personId: string): Promise<Actor | null> {
    const [row] = await this.work.openly<{ actor: SessionRow['actor'] }>(openStatements.actorOf, [personId]);
    return belongsSomewhere(row) ? { ...row.actor, scopes: null, assurance: 1 } : null;
  }

  /** Always a new id: nothing known before sign-in stays valid after it. */
  async open(reply: FastifyReply, identity: { identityId: string; personId: string }): Promise<string> {
    const token = newSecret();
    const id = randomUUIDv7();
    await this.work.openly(openStatements.openSession, [
      id,
      hash(token),
      identity.personId,
      identity.identityId,
      1,
      lasts,
    ]);
    void reply.setCookie(this.cookieName, token, { ...this.cookieOptions, maxAge: sessionHours * 3600 });
    return id;
  }

  async close(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (request.sessionId) await this.work.openly(openStatements.closeSession, [request.sessionId]);
    void reply.clearCookie(this.cookieName, this.cookieOptions);
  }

  get cookieName(): string {
    return this.settings.secureCookies ? '__Host-felles' : 'felles';
  }

  private get cookieOptions() {
    return { httpOnly: true, sameSite: 'lax', secure: this.settings.secureCookies, path: '/' } as const;
  }
}

/** Whose organisations have all left the desk belongs nowhere, though the memberships still run. */
function belongsSomewhere<R extends { actor: Known | null }>(
  row: R | undefined,
): row is R & { actor: Known } {
  return row?.actor != null && row.actor.memberships.length > 0;
}

export function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
