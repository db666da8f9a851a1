import { Injectable } from '@nestjs/common';
import { randomUUIDv7 } from 'node:crypto';
import type { PatchStatus } from '@felles/domain';
import { SystemWork } from '../platform/database/database.module.js';
import { openingForSystem, type Statement, type Write } from '../platform/database/work.js';
import { Log, type Author } from '../platform/events/log.js';
import { Jobs } from '../platform/jobs/jobs.js';
import type { DueTimer } from '../platform/jobs/timers.js';

const putTimer: Statement = {
  name: 'silence-timer',
  text: `insert into timer (id, organisation_id, subject_kind, subject_id, kind, due_at) values ($1, $2, 'configuration_item', $3, 'patch.silence', $4)
    on conflict (subject_id, kind) do update set due_at = excluded.due_at, id = excluded.id`,
};
const fallSilent: Statement = {
  name: 'silence-status',
  text: `with silent as (
      select p.configuration_item_id as id, p.status, i.version, p.known_until from server_patch_status p
      join configuration_item i on i.id = p.configuration_item_id and i.retired_at is null
      where p.configuration_item_id = $1 and p.status <> 'unknown' and p.known_until <= felles_now() for update of p)
    update server_patch_status p set status = 'unknown', status_since = s.known_until from silent s
    where p.configuration_item_id = s.id returning s.status, s.version, s.known_until`,
};

const itself: Author = { kind: 'system', id: null, correlationId: null, origin: 'live' };

/** A server that has said nothing for too long. */
@Injectable()
export class Silence {
  constructor(
    private readonly work: SystemWork,
    private readonly log: Log,
    jobs: Jobs,
  ) {
    jobs.handle('patch.silence', (timer) => this.fall(timer as DueTimer));
  }

  /** When the next report is due at the latest; a later call moves it. */
  expect(
    write: Write,
    { organisationId, itemId, until }: { organisationId: string; itemId: string; until: Date },
  ): void {
    write.send(putTimer, [randomUUIDv7(), organisationId, itemId, until]);
  }

  /** Said when it happened, whenever somebody comes to say it. */
  tell(
    write: Write,
    {
      organisationId,
      itemId,
      version,
      before,
      since,
    }: { organisationId: string; itemId: string; version: number; before: PatchStatus; since: Date },
  ): void {
    this.log.record(write, itself, {
      type: 'server.silent',
      organisationId,
      subject: { kind: 'configuration_item', id: itemId, version },
      facts: { status: [before, 'unknown'] },
      occurredAt: since,
    });
  }

  /** Doing it twice does it once: who has reported meanwhile is not silent. */
  private fall({ organisationId, subjectId: itemId }: DueTimer): Promise<void> {
    return this.work.write(openingForSystem([organisationId], false), async (write) => {
      const silent = await write.row<{ status: PatchStatus; version: number; known_until: Date }>(
        fallSilent,
        [itemId],
      );
      if (!silent) return;
      const { status: before, version, known_until: since } = silent;
      this.tell(write, { organisationId, itemId, version, before, since });
    });
  }
}
