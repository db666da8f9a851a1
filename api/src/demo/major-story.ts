import { updateInterval } from '@felles/domain';
import type { Pace } from './course.js';
import type { Desk } from './desk.js';
import { day, minute } from './local-time.js';
import { burning, toldMajors, type ToldEntry, type ToldMajor } from './texts/index.js';
import type { TicketStory } from './ticket-story.js';

type Row = Record<string, unknown>;

/** What hangs on one major, table by table; the log of it stands in its ticket's story. */
export interface MajorRows {
  major: Row;
  approval: { at: Date; by: string } | null;
  services: Row[];
  organisations: Row[];
  entries: Row[];
  measures: Row[];
  notice: Row | null;
}

type Told = Pick<ToldMajor, 'severity' | 'reason' | 'manager' | 'entries'> & Partial<ToldMajor>;

/** The major an outage was declared to be, if it was: its room as it was filled, and what was learnt of it. */
export function tellMajor(
  desk: Desk,
  pace: Pace,
  story: TicketStory,
  { at, solvedAt }: { at: number; solvedAt: number },
): void {
  const { title } = story.ticket;
  const burns = solvedAt >= pace.now;
  const told: Told | undefined = burns
    ? title === burning.title
      ? burning
      : undefined
    : toldMajors.find((one) => one.title === title);
  if (!told) return;
  const { random } = desk;
  const { id: ticketId } = story;
  const { organisationId, serviceId } = story.ticket;
  const place = { ticketId, organisationId };
  const person = (email: string) => desk.castMember(email).id;
  const manager = person(told.manager);
  const declaredAt = at + 5 * minute;
  const stoodDownAt = burns ? null : solvedAt + 12 * minute;
  const reason = story.keepInside(declaredAt, 'reason', told.reason);
  const nextUpdateAt = burns ? pace.now + 20 * minute : null;
  story.aside('major.declared', {
    at: declaredAt,
    by: manager,
    facts: {
      severity: [null, told.severity],
      managerId: [null, manager],
      declaredAt: [null, new Date(declaredAt).toISOString()],
      nextUpdateAt: [null, new Date(declaredAt + updateInterval(told.severity) * minute).toISOString()],
      serviceIds: [[], serviceId ? [serviceId] : []],
      organisationIds: [[], [organisationId]],
    },
    texts: { reason },
  });
  const entries = told.entries
    .filter(([after]) => at + after * minute < pace.now)
    .map((entry) => enter(story, random.uuid(), { at, by: manager, entry, place }));
  const rows: MajorRows = {
    major: {
      ...place,
      severity: told.severity,
      reasonId: reason,
      managerId: manager,
      declaredAt: new Date(declaredAt),
      declaredById: manager,
      nextUpdateAt: nextUpdateAt && new Date(nextUpdateAt),
      stoodDownAt: stoodDownAt && new Date(stoodDownAt),
    },
    approval: null,
    services: serviceId ? [{ ...place, serviceId }] : [],
    organisations: [{ ...place, affectedId: organisationId }],
    entries,
    measures: [],
    notice: burns
      ? {
          id: random.uuid(),
          organisationId,
          ticketId,
          ...burning.notice,
          startsAt: new Date(at + 20 * minute),
          publishedAt: new Date(at + 20 * minute),
          publishedById: manager,
        }
      : null,
  };
  if (stoodDownAt !== null) {
    story.aside('major.stood_down', {
      at: stoodDownAt,
      by: manager,
      facts: {
        stoodDownAt: [null, new Date(stoodDownAt).toISOString()],
        severity: [told.severity, told.severity],
      },
    });
    tellReview(desk, story, { told: told as ToldMajor, rows, stoodDownAt });
  }
  story.weave();
  desk.majors.push(rows);
}

function enter(
  story: TicketStory,
  id: string,
  { at, by, entry, place }: { at: number; by: string; entry: ToldEntry; place: Row },
): Row {
  const [after, kind, words] = entry;
  const happened = at + after * minute;
  const textId = story.keepInside(happened, 'entry', words);
  const happenedAt = new Date(happened);
  story.aside('major.entered', {
    at: happened,
    by,
    facts: {
      majorEntryId: [null, id],
      entryKind: [null, kind],
      happenedAt: [null, happenedAt.toISOString()],
    },
    texts: { entry: textId },
  });
  return { id, ...place, kind, textId, authorId: by, happenedAt, recordedAt: happenedAt };
}

function tellReview(
  desk: Desk,
  story: TicketStory,
  { told, rows, stoodDownAt }: { told: ToldMajor; rows: MajorRows; stoodDownAt: number },
): void {
  const { ticketId, organisationId } = rows.major;
  const person = (email: string) => desk.castMember(email).id;
  const writer = person(told.writer);
  const writtenAt = stoodDownAt + 2 * day;
  const texts = {
    what_happened: story.keepInside(writtenAt, 'what_happened', told.review.whatHappened),
    impact: story.keepInside(writtenAt, 'impact', told.review.impact),
    cause: story.keepInside(writtenAt, 'cause', told.review.cause),
    lessons: story.keepInside(writtenAt, 'lessons', told.review.lessons),
  };
  story.aside('major.review_written', {
    at: writtenAt,
    by: writer,
    facts: { reviewVersion: [0, 1] },
    texts,
  });
  Object.assign(rows.major, {
    whatHappenedId: texts.what_happened,
    impactId: texts.impact,
    causeId: texts.cause,
    lessonsId: texts.lessons,
    reviewVersion: 1,
    reviewedById: writer,
  });
  rows.measures = told.measures.map(({ text, owner, dueAfter, done }) => {
    const id = desk.random.uuid();
    const textId = story.keepInside(writtenAt, 'measure', text);
    const ownerId = person(owner);
    const dueOn = new Date(stoodDownAt + dueAfter * day).toISOString().slice(0, 10);
    story.aside('measure.added', {
      at: writtenAt,
      by: writer,
      facts: { measureId: [null, id], ownerId: [null, ownerId], dueOn: [null, dueOn] },
      texts: { measure: textId },
    });
    const doneAt = done ? new Date(stoodDownAt + (dueAfter - 1) * day) : null;
    if (doneAt)
      story.aside('measure.changed', {
        at: doneAt.getTime(),
        by: ownerId,
        facts: { measureId: [id, id], doneAt: [null, doneAt.toISOString()] },
      });
    return { id, ticketId, organisationId, textId, ownerId, dueOn, doneAt, addedAt: new Date(writtenAt) };
  });
  if (told.approver === null) return;
  const approvedAt = stoodDownAt + 5 * day;
  const by = person(told.approver);
  story.aside('major.review_approved', {
    at: approvedAt,
    by,
    facts: { approvedAt: [null, new Date(approvedAt).toISOString()], approvedById: [null, by] },
  });
  rows.approval = { at: new Date(approvedAt), by };
}
