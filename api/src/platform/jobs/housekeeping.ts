import { Injectable } from '@nestjs/common';
import { limits } from '@felles/contracts/values';
import { SystemWork } from '../database/database.module.js';
import { openingForSystem, type Statement } from '../database/work.js';
import { FileStore } from '../files/file-store.js';
import { Jobs } from './jobs.js';

const unclaimedUploads: Statement = {
  name: 'housekeeping-uploads',
  text: `delete from attachment where id in (select id from attachment where ticket_id is null
    and uploaded_at < felles_now() - make_interval(hours => $1) limit 1000) returning storage_key as key`,
};
const oldKeys: Statement = {
  name: 'housekeeping-keys',
  text: `delete from idempotency_key where (person_id, key) in (select person_id, key from idempotency_key
    where made_at < felles_now() - make_interval(days => $1) limit 10000)`,
};
const endedSessions: Statement = { name: 'housekeeping-sessions', text: `select auth.sweep()` };

/** What is thrown away by the hour: uploads nobody claimed, old idempotency keys, ended sessions. */
@Injectable()
export class Housekeeping {
  constructor(
    private readonly work: SystemWork,
    private readonly store: FileStore,
    jobs: Jobs,
  ) {
    jobs.repeat('housekeeping', '17 * * * *', () => this.sweep());
  }

  async sweep(): Promise<void> {
    const gone = await this.work.write(openingForSystem([], false), async (write) => {
      await write.rows(oldKeys, [limits.idempotencyDays]);
      await write.rows(endedSessions);
      return write.rows<{ key: string }>(unclaimedUploads, [limits.unclaimedUploadHours]);
    });
    // The row first, then the bytes: a listed file always exists.
    for (const { key } of gone) await this.store.remove(key);
  }
}
