import { Injectable } from '@nestjs/common';
import { hash as hashPassword, verify } from '@node-rs/argon2';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Settings } from '../config/settings.js';
import { AskerWork } from '../database/database.module.js';
import { ProblemError } from '../http/problem-error.js';
import { SessionService } from './session.service.js';
import { openStatements } from './statements.js';

interface Credential {
  identity_id: string;
  person_id: string;
  hash: string;
}

/** What failures are counted under. */
interface AttemptKeys {
  owner: Buffer;
  network: Buffer;
}

/** OWASP's argon2id setting: 19 MiB, two passes. */
export const passwordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const window = '15 minutes';
const mostPerKey = 10;
const mostPerNetwork = 200;
const deviceCookie = 'felles_device';

/**
 * Local sign-in. Unknown address and wrong password take the same time and the same words. Failures are counted per
 * address *and* network, or per device that has signed in as this address before: a stranger can slow down himself,
 * never the owner.
 */
@Injectable()
export class SignInService {
  /** Verified against when the address is unknown, so that the answer takes as long. */
  private readonly nobody = hashPassword('nobody signs in with this', passwordCost);
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(
    private readonly work: AskerWork,
    private readonly sessions: SessionService,
    private readonly settings: Settings,
  ) {}

  /** @throws ProblemError sign_in_failed | too_many_requests. @returns whose session it is. */
  async signIn(
    request: FastifyRequest,
    reply: FastifyReply,
    { email, password }: { email: string; password: string },
  ): Promise<{ personId: string; sessionId: string }> {
    const address = email.trim().toLowerCase();
    const keys = this.attemptKeys(request, address);
    const credential = await this.inTurn(keys.owner, () => this.check(address, password, keys));
    await this.work.openly(openStatements.forgetAttempts, [keys.owner]);
    void reply.setCookie(deviceCookie, this.deviceMark(address), {
      httpOnly: true,
      sameSite: 'lax',
      secure: this.settings.secureCookies,
      path: '/api/session',
      maxAge: 180 * 24 * 3600,
    });
    const sessionId = await this.sessions.open(reply, {
      identityId: credential.identity_id,
      personId: credential.person_id,
    });
    return { personId: credential.person_id, sessionId };
  }

  private async check(address: string, password: string, keys: AttemptKeys): Promise<Credential> {
    await this.refuseFloods(keys);
    const [credential] = await this.work.openly<Credential>(openStatements.credential, [address]);
    const right = await verify(credential?.hash ?? (await this.nobody), password, passwordCost);
    if (!credential || !right || !(await this.mayEnter(credential.person_id))) {
      await Promise.all(
        Object.values(keys).map((key) => this.work.openly(openStatements.recordAttempt, [key])),
      );
      throw new ProblemError('sign_in_failed');
    }
    return credential;
  }

  /** Guesses at one door are taken one after the other: each finds the failures before it counted. */
  private inTurn<T>(key: Buffer, act: () => Promise<T>): Promise<T> {
    const door = key.toString('base64');
    const turn = (this.turns.get(door) ?? Promise.resolve()).then(act, act);
    this.turns.set(door, turn);
    return turn.finally(() => {
      if (this.turns.get(door) === turn) this.turns.delete(door);
    });
  }

  private async refuseFloods(keys: AttemptKeys): Promise<void> {
    const failures = async (key: Buffer) =>
      Number(
        (await this.work.openly<{ count: string }>(openStatements.countAttempts, [key, window]))[0]!.count,
      );
    if ((await failures(keys.owner)) >= mostPerKey || (await failures(keys.network)) >= mostPerNetwork) {
      throw new ProblemError('too_many_requests', { retryAfterSeconds: 15 * 60 });
    }
  }

  /** Someone whose memberships have all ended has a password and yet nowhere to enter. */
  private async mayEnter(personId: string): Promise<boolean> {
    return (await this.sessions.actorOf(personId)) !== null;
  }

  private attemptKeys(request: FastifyRequest, address: string): AttemptKeys {
    const known = request.cookies[deviceCookie];
    const mark = this.deviceMark(address);
    const isOwnDevice =
      known?.length === mark.length && timingSafeEqual(Buffer.from(known), Buffer.from(mark));
    const key = (...parts: string[]) => createHash('sha256').update(parts.join('\n')).digest();
    return {
      owner: isOwnDevice ? key('device', address) : key('address', address, request.ip),
      network: key('network', isOwnDevice ? `device ${address}` : request.ip),
    };
  }

  private deviceMark(address: string): string {
    return createHmac('sha256', this.settings.secret).update(`device ${address}`).digest('base64url');
  }
}
