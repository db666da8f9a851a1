import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { UpdateOutcome } from '@felles/domain';
import { SystemWork } from '../platform/database/database.module.js';
import type { Statement, Write } from '../platform/database/work.js';
import { Bell } from '../platform/events/bell.js';
import { DurableReader, type Digestion } from '../platform/events/durable-reader.js';
import { systemAuthor } from '../platform/events/log.js';
import type { RecordedEvent } from '../platform/events/log-reader.js';
import { TicketRecord } from '../tickets/index.js';
import { ChangeCourse } from './change-course.js';

const underway: Statement = {
  name: 'patch-loop-underway',
  text: `select distinct u.ticket_id as id from change_update u join ticket t on t.id = u.ticket_id join change c on c.ticket_id = u.ticket_id
    where u.configuration_item_id = $1 and t.state in ('scheduled', 'implementing', 'review') and c.starts_at <= felles_now() order by 1`,
};
// What has been superseded was not installed: something newer is wanted in its place, and whoever reviews decides on that.
const tick: Statement = {
  name: 'patch-loop-tick',
  text: `with said as (select u.ticket_id, u.configuration_item_id, u.update_id, u.outcome as before,
        case s.state when 'installed' then 'installed' when 'failed' then 'failed' else 'missing' end as after
      from change_update u left join server_update s on s.configuration_item_id = u.configuration_item_id and s.update_id = u.update_id
      where u.ticket_id = $1 and u.configuration_item_id = $2),
    ticked as (update change_update u set outcome = s.after, ticked_at = felles_now() from said s
      where s.before <> s.after and u.ticket_id = s.ticket_id and u.configuration_item_id = s.configuration_item_id and u.update_id = s.update_id)
    select before, after from said`,
};

interface Said {
  before: UpdateOutcome;
  after: UpdateOutcome;
}

/**
 * The patch loop: a server's report ticks the updates of every change that is under way on it, and when all of them are
 * installed the change closes itself. What the server says counts, not when it says it: a report after the window counts too.
 */
@Injectable()
export class PatchLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly reader: DurableReader;

  constructor(
    work: SystemWork,
    bell: Bell,
    private readonly record: TicketRecord,
    private readonly course: ChangeCourse,
  ) {
    this.reader = new DurableReader(work, bell, this.digestion);
  }

  private get digestion(): Digestion {
    return {
      name: 'patch-loop',
      from: 'end',
      types: ['server.reported'],
      digest: (write, event) => this.digest(write, event),
    };
  }

  private async digest(write: Write, event: RecordedEvent): Promise<void> {
    const changes = await write.rows<{ id: string }>(underway, [event.subject.id]);
    for (const { id } of changes) await this.tick(write, id, event);
  }

  private async tick(write: Write, id: string, { subject, place }: RecordedEvent): Promise<void> {
    const course = this.course.begin(write, await this.course.open(write, id));
    const said = await write.rows<Said>(tick, [id, subject.id]);
    if (said.every(({ before, after }) => before === after)) return;
    const count = (outcome: UpdateOutcome) => {
      const of = (when: keyof Said) => said.filter((update) => update[when] === outcome).length;
      return [of('before'), of('after')] as const;
    };
    this.record.saveBy(write, systemAuthor, course.opened, {
      type: 'change.ticked',
      patch: {},
      facts: {
        configurationItemId: [null, subject.id],
        installed: count('installed'),
        failed: count('failed'),
        missing: count('missing'),
      },
      causationId: String(place.id),
    });
    await this.course.conclude(write, course);
  }

  onApplicationBootstrap(): void {
    this.reader.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.reader.stop();
  }
}
