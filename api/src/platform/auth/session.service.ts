import { Injectable } from '@nestjs/common';
import type { Actor, Permission } from '@felles/domain';
import { hash as sha, randomBytes, randomUUIDv7 } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Settings } from '../config/settings.js';
import { AskerWork } from '../database/database.module.js';
import type { RememberedActor } from '../database/work.js';
import { ProblemError } from '../http/problem-error.js';
import { assertSameOrigin } from './same-origin.js';
import { openStatements } from './statements.js';

/** A session that is not used for this long ends by itself. */
export const sessionHours = 12;
const lasts = `${sessionHours} hours`;
const touchAfterMs = 10 * 60_000;

type Known = Omit<Actor, 'scopes' | 'assurance'>;

/** What `auth.actor_behind` answers (migrations/0008-known-rights.sql). */
interface Found {
  id: string;
  assurance: 1 | 2;
  scopes: Permission[] | null;
  seen_at: Date | null;
  /** Nothing has changed since the version asked about, and the actor is left out. */
  known: boolean;
  version: string;
  until: Date | null;
  actor: Known | null;
}

/** Whoever is behind a cookie or a token. */
export interface Identified {
  id: string;
  seenAt: Date | null;
  actor: Actor;
}

interface Remembered extends Identified {
  version: string;
  until: Date | null;
}

export interface Credential {
  kind: 'session' | 'token';
  token: string;
}

const mostRemembered = 5_000;

/** Who is this? By cookie or bearer token. */
@Injectable()
export class SessionService {
  /** By the secret's hash. Never believed before the database has said, in this request, that it still holds. */
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    private readonly work: AskerWork,
    private readonly settings: Settings,
  ) {}

  /**
   * Asks the database.
   * @throws ProblemError not_signed_in | token_invalid | foreign_origin
   */
  async identify(request: FastifyRequest): Promise<Actor> {
    const credential = this.credentialOf(request);
    const found = credential && (await this.behind(credential));
    if (!found) throw new ProblemError(credential?.kind === 'token' ? 'token_invalid' : 'not_signed_in');
    if (found.seenAt && Date.now() - found.seenAt.getTime() > touchAfterMs)
      await this.work.openly(openStatements.touchSession, [found.id, lasts]);
    return setAsker(request, credential.kind, found);
  }

  /**
   * Whom this process remembers, to be proven by the first unit of work of the request (asker-proof.ts); null when it is
   * nobody, or the database has to be asked because the session's last use is to be noted.
   * @throws ProblemError token_invalid | foreign_origin
   */
  recall(request: FastifyRequest): RememberedActor | null {
    const credential = this.credentialOf(request);
    if (!credential) return null;
    const digest = hash(credential.token);
    const known = this.remembered.get(digest.toString('base64'));
    if (!known || (known.seenAt && Date.now() - known.seenAt.getTime() > touchAfterMs)) return null;
    const { version, until } = known;
    const standing = { hash: digest, byToken: credential.kind === 'token', version, until, proven: false };
    return setAsker(request, credential.kind, { ...known, actor: { ...known.actor, standing } });
  }

  /** Only looks: an open screen that nobody touches does not keep its session alive. */
  async behind({ kind, token }: Credential): Promise<Identified | null> {
    const digest = hash(token);
    const key = digest.toString('base64');
    const before = this.remembered.get(key);
    const [row] = await this.work.openly<Found>(openStatements.actorBehind, [
      digest,
      kind === 'token',
      before?.version,
      before?.until,
    ]);
    if (row?.known) return Object.assign(before!, { seenAt: row.seen_at });
    if (!belongsSomewhere(row)) {
      this.remembered.delete(key);
      return null;
    }
    const { id, seen_at: seenAt, version, until } = row;
    const actor: Actor = { ...row.actor, scopes: row.scopes, assurance: row.assurance };
    if (this.remembered.size >= mostRemembered) this.remembered.clear();
    const found = { id, seenAt, version, until, actor };
    this.remembered.set(key, found);
    return found;
  }

  /** Everything a person's rights follow from; null when they may not enter at all. */
  async actorOf(personId: string): Promise<Actor | null> {
    const [row] = await this.work.openly<{ actor: Known | null }>(openStatements.actorOf, [personId]);
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

  forget(reply: FastifyReply): void {
    void reply.clearCookie(this.cookieName, this.cookieOptions);
  }

  /** A token when one is sent, else the cookie; a broken token does not fall back to it. */
  private credentialOf(request: FastifyRequest): Credential | null {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = /^Bearer ([\w-]{20,200})$/.exec(authorization)?.[1];
      if (!token) throw new ProblemError('token_invalid');
      return { kind: 'token', token };
    }
    assertSameOrigin(request);
    const token = request.cookies[this.cookieName];
    return token ? { kind: 'session', token } : null;
  }

  get cookieName(): string {
    return this.settings.secureCookies ? '__Host-felles' : 'felles';
  }

  private get cookieOptions() {
    return { httpOnly: true, sameSite: 'lax', secure: this.settings.secureCookies, path: '/' } as const;
  }
}

function setAsker<A extends Actor>(
  request: FastifyRequest,
  kind: Credential['kind'],
  found: { id: string; actor: A },
): A {
  if (kind === 'token') request.tokenId = found.id;
  else request.sessionId = found.id;
  request.actor = found.actor;
  return found.actor;
}

/** Whose organisations have all left the desk belongs nowhere, though the memberships still run. */
function belongsSomewhere<R extends { actor: Known | null }>(
  row: R | undefined,
): row is R & { actor: Known } {
  return row?.actor != null && row.actor.memberships.length > 0;
}

export function hash(token: string): Buffer {
  return sha('sha256', token, 'buffer');
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
