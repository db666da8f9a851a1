import { Injectable } from '@nestjs/common';
import type { MadeToken, MakeToken, TokenList, TokenView } from '@felles/contracts/http';
import { holdsAnywhere, partyPermissions, type Permission } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import { AskerWork } from '../database/database.module.js';
import { openingFor, type Statement } from '../database/work.js';
import { authorOf, Log } from '../events/log.js';
import type { Asker } from '../http/asker.js';
import { invalid, notFound, ProblemError } from '../http/problem-error.js';
import { hash, newSecret } from './session.service.js';

const makeToken: Statement = {
  name: 'token-make',
  text: `select auth.make_token($1, $2, $3, $4, make_interval(days => $5)) as expires_at, felles_now() as now`,
};
const ownTokens: Statement = { name: 'token-list', text: `select * from auth.own_tokens()` };
const withdrawToken: Statement = {
  name: 'token-withdraw',
  text: `select auth.withdraw_token($1) as withdrawn`,
};

interface TokenRow {
  id: string;
  name: string;
  scopes: Permission[];
  made_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

/** Tokens for scripts: their owner's rights, narrowed by scopes. Only a hash is kept. */
@Injectable()
export class TokenService {
  constructor(
    private readonly work: AskerWork,
    private readonly log: Log,
  ) {}

  /** @throws ProblemError invalid when a scope is more than the owner has; forbidden when a token asks for a token. */
  async make(asker: Asker, { name, scopes, days = 90 }: MakeToken): Promise<MadeToken> {
    if (asker.actor.scopes) throw new ProblemError('forbidden');
    scopes.forEach((scope, index) => {
      if (!holdsAnywhere(asker.actor, scope) && !partyPermissions.has(scope))
        throw invalid(`scopes.${index}`, 'not_yours');
    });
    const token = newSecret();
    const id = randomUUIDv7();
    const row = await this.work.write(openingFor(asker.actor, false), async (write) => {
      const made = await write.row<{ expires_at: Date; now: Date }>(makeToken, [
        id,
        hash(token),
        name,
        scopes,
        days,
      ]);
      this.tell(write, asker, 'token.made', id);
      return made!;
    });
    return {
      id,
      name,
      scopes,
      token,
      createdAt: row.now.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      lastUsedAt: null,
    };
  }

  async list({ actor }: Asker): Promise<TokenList> {
    const rows = await this.work.ask(openingFor(actor, true), (read) => read.rows<TokenRow>(ownTokens));
    return { items: rows.map(viewOf) };
  }

  withdraw(asker: Asker, id: string): Promise<void> {
    return this.work.write(openingFor(asker.actor, false), async (write) => {
      const gone = await write.row<{ withdrawn: boolean }>(withdrawToken, [id]);
      if (!gone?.withdrawn) throw notFound();
      this.tell(write, asker, 'token.withdrawn', id);
    });
  }

  private tell(
    write: Parameters<Log['record']>[0],
    asker: Asker,
    type: 'token.made' | 'token.withdrawn',
    id: string,
  ): void {
    this.log.record(write, authorOf(asker.actor, asker.correlationId), {
      type,
      organisationId: asker.actor.memberships[0]!.organisationId,
      subject: { kind: 'token', id, version: 0 },
      facts: { tokenId: type === 'token.made' ? [null, id] : [id, null] },
    });
  }
}

function viewOf(row: TokenRow): TokenView {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.made_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.used_at?.toISOString() ?? null,
  };
}
