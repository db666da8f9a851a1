import { Injectable } from '@nestjs/common';
import type { MajorIncidentReport, MajorLine, MeasureLine } from '@felles/contracts/http';
import { localDayOf, organisationsOf, tertialIn, type LocalDay } from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { stepOf } from './flow.js';
import {
  changesEnded,
  majorsDeclared,
  measuresOf,
  patchesOver,
  type ChangeRow,
  type MajorRow,
  type MeasureRow,
  type PatchRow,
} from './major-statements.js';
import { MajorWords, type MajorWording } from './major-words.js';
import { majorPaper } from './papers/major-paper.js';
import type { Paper } from './papers/paper.js';
import { patchCourse } from './patch-course.js';
import { scopeOf, type AskReport } from './report-query.dto.js';
import { ground, type Ground } from './report-statements.js';

/** A tertial with more majors than this has other worries than the report's length. */
const mostMajors = 100;
const mostMeasures = 500;

/** Majors of a period with their measures, what came of changes, and how the servers stood. Under the asker's own sight. */
@Injectable()
export class MajorReportService {
  constructor(
    private readonly work: AskerWork,
    private readonly words: MajorWords,
  ) {}

  /** @throws ProblemError invalid */
  async report(asker: Asker, query: AskReport): Promise<MajorIncidentReport> {
    return (await this.zoned(asker, query)).report;
  }

  /** The same to take away, in the asker's language. @throws ProblemError invalid */
  async paper(asker: Asker, query: AskReport): Promise<Paper> {
    const { report, zone } = await this.zoned(asker, query);
    return majorPaper(report, { language: asker.actor.language, zone });
  }

  private zoned({ actor }: Asker, query: AskReport): Promise<{ report: MajorIncidentReport; zone: string }> {
    const { days, organisations, organisationId } = scopeOf(actor, organisationsOf(actor), query);
    const opening = { ...openingFor(actor, true), reads: organisations };
    return this.work.read(opening, async (read) => {
      const { zone, from, to, now, names } = (await read.row<Ground>(ground, [
        organisations.length === 1 ? organisations[0] : null,
        organisations,
        days.from,
        days.to,
      ]))!;
      const [majors, measures, changes, patches] = await Promise.all([
        read.rows<MajorRow>(majorsDeclared, [organisations, from, to, mostMajors + 1]),
        read.rows<MeasureRow>(measuresOf, [organisations, to, from, mostMeasures]),
        read.rows<ChangeRow>(changesEnded, [organisations, from, to]),
        read.rows<PatchRow>(patchesOver, [organisations, days.from, days.to]),
      ]);
      const told = majors.slice(0, mostMajors);
      const [wordings, measureWords] = await Promise.all([
        this.words.ofMajors(
          read,
          told.map(({ id }) => id),
        ),
        this.words.ofMeasures(
          read,
          measures.map(({ id }) => id),
        ),
      ]);
      const today = localDayOf(now, zone);
      const measureLines = measures.map((row) => measureLine(row, measureWords.get(row.id) ?? null, today));
      const lines = told.map((row) =>
        majorLine(row, wordings.get(row.id), {
          now,
          measures: measureLines.filter(({ majorId }) => majorId === row.id),
        }),
      );
      const listed = new Set(told.map(({ id }) => id));
      const notDone = measureLines.filter(({ doneAt }) => doneAt === null);
      const tertial = tertialIn(days);
      const report: MajorIncidentReport = {
        ...days,
        tertial: tertial && `${tertial.year}-${tertial.number}`,
        organisationId,
        organisationNames: names,
        asOf: now,
        majors: lines,
        more: majors.length > mostMajors,
        totalSeconds: lines.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
        earlierMeasures: notDone.filter(({ majorId }) => !listed.has(majorId)),
        openMeasures: notDone.length,
        overdueMeasures: notDone.filter(({ overdue }) => overdue).length,
        changes,
        patching: patchCourse(days, patches, today),
        patchingBy: stepOf(days),
      };
      return { report, zone };
    });
  }
}

function measureLine(row: MeasureRow, text: string | null, today: LocalDay): MeasureLine {
  return { ...row, text, overdue: row.doneAt === null && row.dueOn !== null && row.dueOn < today };
}

function majorLine(
  row: MajorRow,
  wording: MajorWording | undefined,
  { now, measures }: { now: Date; measures: MeasureLine[] },
): MajorLine {
  const { id, approvedAt, reviewVersion, ...told } = row;
  return {
    ...told,
    ticketId: id,
    title: wording?.title ?? '',
    durationSeconds: Math.round(((row.stoodDownAt ?? now).getTime() - row.declaredAt.getTime()) / 1_000),
    review: approvedAt ? 'approved' : reviewVersion === null ? 'none' : 'written',
    whatHappened: wording?.whatHappened ?? null,
    impact: wording?.impact ?? null,
    cause: wording?.cause ?? null,
    lessons: wording?.lessons ?? null,
    measures,
  };
}
