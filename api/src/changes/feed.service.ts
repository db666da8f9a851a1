import { Injectable } from '@nestjs/common';
import type { MadeFeed } from '@felles/contracts/http';
import type { Actor } from '@felles/domain';
import type { FastifyRequest } from 'fastify';
import { SessionService } from '../platform/auth/session.service.js';
import { TokenService } from '../platform/auth/token.service.js';
import { AskerWork } from '../platform/database/database.module.js';
import type { Statement } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { notFound, ProblemError } from '../platform/http/problem-error.js';
import { calendarRows } from './change-list.service.js';
import { openingForChanges } from './change-opening.js';
import { calendarOf } from './feed-calendar.js';

const today: Statement = { name: 'feed-now', text: `select felles_now() as now` };
const dayMs = 86_400_000;
const daysBack = 31;
const daysAhead = 366;
const feedDays = 365;
const scope = 'change:read';

/**
 * The calendar for other programs. Whoever asks shows a token that can do nothing else, as a password, as a bearer, or, where a
 * program can do neither, in the address; rights are asked for at every fetch. What is restricted never leaves by it.
 */
@Injectable()
export class FeedService {
  constructor(
    private readonly work: AskerWork,
    private readonly sessions: SessionService,
    private readonly tokens: TokenService,
  ) {}

  /** @returns the address; only a hash of what makes it secret is kept. */
  async make(asker: Asker): Promise<MadeFeed> {
    const { id, token, expiresAt } = await this.tokens.make(asker, {
      name: 'iCalendar',
      scopes: [scope],
      days: feedDays,
    });
    return { id, expiresAt, path: `/api/changes/feeds/${token}` };
  }

  /** @throws ProblemError not_signed_in | token_invalid */
  async byHeader({ headers }: FastifyRequest): Promise<string> {
    const { authorization } = headers;
    if (authorization === undefined) throw new ProblemError('not_signed_in');
    const actor = await this.behind(tokenIn(authorization));
    if (!actor) throw new ProblemError('token_invalid');
    return this.calendar(actor);
  }

  /** @throws ProblemError not_found: an address that opens nothing does not exist. */
  async byAddress(token: string): Promise<string> {
    const actor = await this.behind(token);
    if (!actor) throw notFound();
    return this.calendar(actor);
  }

  /** Only a token that can do nothing but read changes: one that could do more would not belong in an address. */
  private async behind(token: string | null): Promise<Actor | null> {
    if (!token || !/^[\w-]{20,200}$/.test(token)) return null;
    const found = await this.sessions.behind({ kind: 'token', token });
    const scopes = found?.actor.scopes;
    return found && scopes?.length === 1 && scopes[0] === scope ? found.actor : null;
  }

  private calendar(actor: Actor): Promise<string> {
    return this.work.read(openingForChanges(actor), async (read) => {
      const { now } = (await read.row<{ now: Date }>(today))!;
      const rows = await calendarRows(read, {
        from: new Date(now.getTime() - daysBack * dayMs),
        to: new Date(now.getTime() + daysAhead * dayMs),
      });
      return calendarOf(
        rows.filter((row) => !row.restricted),
        { language: actor.language, now },
      );
    });
  }
}

/** The token of `Bearer …`, or the password of `Basic …` whatever name stands before it. */
function tokenIn(authorization: string): string | null {
  const [, scheme, value] = /^(Bearer|Basic) (\S{1,1000})$/i.exec(authorization) ?? [];
  if (!scheme || !value) return null;
  if (scheme.toLowerCase() === 'bearer') return value;
  const pair = Buffer.from(value, 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1);
}
