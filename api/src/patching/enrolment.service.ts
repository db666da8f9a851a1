import { Injectable } from '@nestjs/common';
import type {
  EnrolCollector,
  EnrolledCollector,
  EnrolmentCode,
  OfferEnrolment,
} from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { defaultSilentDays, type ConfigurationClass } from '@felles/domain';
import { hash as sha, randomInt, randomUUIDv7 } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { openingForItems } from '../configuration-items/index.js';
import { hash, newSecret } from '../platform/auth/session.service.js';
import { openStatements } from '../platform/auth/statements.js';
import { AskerWork, SystemWork } from '../platform/database/database.module.js';
import { openingForSystem, type Statement, type Write } from '../platform/database/work.js';
import { authorOf, Log } from '../platform/events/log.js';
import type { Asker } from '../platform/http/asker.js';
import { notFound, ProblemError } from '../platform/http/problem-error.js';

interface Server {
  class: ConfigurationClass;
  organisation_id: string;
  version: number;
  retired_at: Date | null;
}

const lockServer: Statement = {
  name: 'enrolment-server',
  text: `select class, organisation_id, version, retired_at from configuration_item where id = $1 for no key update`,
};
const offerCode: Statement = {
  name: 'enrolment-offer',
  text: `select auth.offer_enrolment($1, $2, make_interval(hours => $3)) as expires_at`,
};
const beginStatus: Statement = {
  name: 'enrolment-status',
  text: `insert into server_patch_status as p (configuration_item_id, organisation_id, silent_after, status_since)
    values ($1, $2, make_interval(days => coalesce($3::integer, ${defaultSilentDays})), felles_now())
    on conflict (configuration_item_id) do update set
      silent_after = coalesce(make_interval(days => $3::integer), p.silent_after),
      known_until = p.scanned_at + coalesce(make_interval(days => $3::integer), p.silent_after)`,
};
const revoke: Statement = { name: 'enrolment-revoke', text: `select auth.revoke_collector($1) as id` };
const redeem: Statement = {
  name: 'enrolment-redeem',
  text: `select auth.enrol_collector($1, $2, $3) as enrolled`,
};
const serverNamed: Statement = {
  name: 'enrolment-name',
  text: `select name, version from configuration_item where id = $1`,
};

/** Without 0, 1, I, L, O and U: what is read aloud is read right. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const window = '15 minutes';
const mostPerNetwork = 30;

/** How a server gets a token of its own: somebody asks for a code here, and it is used once there. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly work: AskerWork,
    private readonly system: SystemWork,
    private readonly log: Log,
  ) {}

  /** @throws ProblemError not_found | not_enrollable */
  offer(asker: Asker, id: string, body: OfferEnrolment): Promise<EnrolmentCode> {
    const code = newCode();
    return this.work.write(openingForItems(asker.actor, 'patch-status:enrol', false), async (write) => {
      const server = await this.open(write, id);
      if (server.class !== 'server' || server.retired_at) throw new ProblemError('not_enrollable');
      write.send(beginStatus, [id, server.organisation_id, body.silentAfterDays ?? null]);
      const offered = await write.row<{ expires_at: Date }>(offerCode, [
        id,
        codeHash(code),
        limits.enrolmentHours,
      ]);
      const expiresAt = offered!.expires_at.toISOString();
      this.log.record(write, authorOf(asker.actor, asker.correlationId), {
        type: 'server.enrolment_offered',
        organisationId: server.organisation_id,
        subject: { kind: 'configuration_item', id, version: server.version },
        facts: { expiresAt: [null, expiresAt] },
      });
      return { code, expiresAt };
    });
  }

  /** Its token opens nothing any more, and a code that waits neither. Once is enough; again changes nothing. */
  revoke(asker: Asker, id: string): Promise<void> {
    return this.work.write(openingForItems(asker.actor, 'patch-status:enrol', false), async (write) => {
      const server = await this.open(write, id);
      const gone = await write.row<{ id: string | null }>(revoke, [id]);
      if (!gone?.id) return;
      this.log.record(write, authorOf(asker.actor, asker.correlationId), {
        type: 'server.collector_revoked',
        organisationId: server.organisation_id,
        subject: { kind: 'configuration_item', id, version: server.version },
        facts: { collectorId: [gone.id, null] },
      });
    });
  }

  /**
   * A code for a token. Guesses are counted by network, though there is little to guess at.
   * @throws ProblemError enrolment_failed | too_many_requests
   */
  async enrol(request: FastifyRequest, { code }: EnrolCollector): Promise<EnrolledCollector> {
    const network = sha('sha256', `enrolment\n${request.ip}`, 'buffer');
    const [tries] = await this.work.openly<{ count: string }>(openStatements.countAttempts, [
      network,
      window,
    ]);
    if (Number(tries!.count) >= mostPerNetwork)
      throw new ProblemError('too_many_requests', { retryAfterSeconds: 15 * 60 });
    const enrolled = await this.redeem(codeHash(code), request.id);
    if (enrolled) return enrolled;
    await this.work.openly(openStatements.recordAttempt, [network]);
    throw new ProblemError('enrolment_failed');
  }

  private async redeem(code: Buffer, correlationId: string): Promise<EnrolledCollector | null> {
    const [offered] = await this.work.openly<{ configuration_item_id: string; organisation_id: string }>(
      openStatements.codeOffered,
      [code],
    );
    if (!offered) return null;
    const { configuration_item_id: itemId, organisation_id: organisationId } = offered;
    const token = newSecret();
    const id = randomUUIDv7();
    return this.system.write(openingForSystem([organisationId], false), async (write) => {
      const [server, taken] = await Promise.all([
        write.row<{ name: string; version: number }>(serverNamed, [itemId]),
        write.row<{ enrolled: boolean }>(redeem, [code, id, hash(token)]),
      ]);
      if (!taken?.enrolled) return null;
      this.log.record(
        write,
        { kind: 'token', id, correlationId, origin: 'live' },
        {
          type: 'server.enrolled',
          organisationId,
          subject: { kind: 'configuration_item', id: itemId, version: server!.version },
          facts: { collectorId: [null, id] },
        },
      );
      return { token, server: server!.name };
    });
  }

  private async open(write: Write, id: string): Promise<Server> {
    const server = await write.row<Server>(lockServer, [id]);
    if (!server) throw notFound();
    return server;
  }
}

/** Four times four letters: 78 bits, and easy to read over the telephone. */
function newCode(): string {
  const letters = Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** However it is typed. */
function codeHash(code: string): Buffer {
  return hash(code.toUpperCase().replace(/[^0-9A-Z]/g, ''));
}
