import { Injectable } from '@nestjs/common';
import type { Read, Statement } from '../platform/database/work.js';

/** What people wrote about a major incident. */
export interface MajorWording {
  title: string;
  whatHappened: string | null;
  impact: string | null;
  cause: string | null;
  lessons: string | null;
}

/**
 * Where the major-incident report gets its words: the one place to change when majors keep them in tables of their own.
 * What is out of the asker's sight, or has been erased, is not there.
 */
export abstract class MajorWords {
  abstract ofMajors(read: Read, ids: readonly string[]): Promise<Map<string, MajorWording>>;
  /** What is to be done, by the measure's id. */
  abstract ofMeasures(read: Read, ids: readonly string[]): Promise<Map<string, string>>;
}

const wordsOfMajors: Statement = {
  name: 'report-major-words',
  text: `select m.ticket_id as id, t.title,
      (select x.body from text_revision x where x.id = (m.texts ->> 'what_happened')::uuid) as "whatHappened",
      (select x.body from text_revision x where x.id = (m.texts ->> 'impact')::uuid) as impact,
      (select x.body from text_revision x where x.id = (m.texts ->> 'cause')::uuid) as cause,
      (select x.body from text_revision x where x.id = (m.texts ->> 'lessons')::uuid) as lessons
    from rollup_major m join ticket t on t.id = m.ticket_id where m.ticket_id = any ($1::uuid[])`,
};
const wordsOfMeasures: Statement = {
  name: 'report-measure-words',
  text: `select a.measure_id as id, (select x.body from text_revision x where x.id = (a.texts ->> 'measure')::uuid) as body
    from rollup_measure a where a.measure_id = any ($1::uuid[])`,
};

/** From the texts the log's events name. */
@Injectable()
export class LoggedMajorWords extends MajorWords {
  async ofMajors(read: Read, ids: readonly string[]): Promise<Map<string, MajorWording>> {
    const rows = await read.rows<MajorWording & { id: string }>(wordsOfMajors, [ids]);
    return new Map(rows.map(({ id, ...wording }) => [id, wording]));
  }

  async ofMeasures(read: Read, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await read.rows<{ id: string; body: string | null }>(wordsOfMeasures, [ids]);
    return new Map(rows.flatMap(({ id, body }) => (body === null ? [] : [[id, body]])));
  }
}
