import { Injectable } from '@nestjs/common';
import type { ApproveReview, MajorView, WriteReview } from '@felles/contracts/http';
import type { TextPurpose } from '@felles/contracts/values';
import { mayApproveReview, reviewParts, type ReviewPart } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import type { Read, Statement } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { invalid, ProblemError } from '../platform/http/problem-error.js';
import { TicketRecord } from '../tickets/index.js';
import { MajorRecord, patchMajor } from './major-record.js';
import type { MajorIncident } from './major-row.js';

const purposes = {
  whatHappened: 'what_happened',
  impact: 'impact',
  cause: 'cause',
  lessons: 'lessons',
} as const satisfies Record<ReviewPart, TextPurpose>;

const bodies: Statement = {
  name: 'major-review-bodies',
  text: `select id, body from text_revision where id = any ($1)`,
};

/** What is learnt of a major: written when it is over, approved by somebody else, and then frozen. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly record: TicketRecord,
    private readonly majors: MajorRecord,
  ) {}

  write(asker: Asker, id: string, body: WriteReview): Promise<MajorView> {
    return this.majors.change(
      asker,
      id,
      { permission: 'run-major', act: 'review' },
      async (write, opened) => {
        const { major, ticket } = opened;
        assertCurrent(major, body.version);
        const stands = await this.words(write, major);
        const fresh = reviewParts.flatMap((part) => {
          const text = body[part];
          return text === undefined || text === stands[part] ? [] : [{ part, text, textId: randomUUIDv7() }];
        });
        if (fresh.length === 0) return;
        this.record.keepTexts(
          write,
          ticket,
          fresh.map(({ part, text, textId }) => ({
            id: textId,
            purpose: purposes[part],
            body: text,
            internal: true,
          })),
        );
        const reviewVersion = major.reviewVersion + 1;
        patchMajor(write, id, {
          ...Object.fromEntries(fresh.map(({ part, textId }) => [`${part}Id`, textId])),
          reviewVersion,
          reviewedById: asker.actor.personId,
        });
        this.record.save(write, asker, opened, {
          type: 'major.review_written',
          patch: {},
          facts: { reviewVersion: [major.reviewVersion, reviewVersion] },
          texts: Object.fromEntries(fresh.map(({ part, textId }) => [purposes[part], textId])),
        });
      },
    );
  }

  /** From here on the database itself refuses to change it (migrations/0016-majors-and-problems.sql). */
  approve(asker: Asker, id: string, body: ApproveReview): Promise<MajorView> {
    const deed = { permission: 'approve-review', act: 'approve' } as const;
    return this.majors.change(asker, id, deed, async (write, opened) => {
      const { major, now } = opened;
      const approvedById = asker.actor.personId;
      if (!mayApproveReview(approvedById, major)) throw new ProblemError('own_review');
      assertCurrent(major, body.version);
      const words = await this.words(write, major);
      for (const part of reviewParts) if (!words[part]?.trim()) throw invalid(part, 'required');
      patchMajor(write, id, { approvedAt: now, approvedById });
      this.record.save(write, asker, opened, {
        type: 'major.review_approved',
        patch: {},
        facts: { approvedAt: [null, now.toISOString()], approvedById: [null, approvedById] },
      });
    });
  }

  private async words(read: Read, major: MajorIncident): Promise<Record<ReviewPart, string | null>> {
    const ids = reviewParts.map((part) => major[`${part}Id`]);
    const rows = await read.rows<{ id: string; body: string | null }>(bodies, [ids.filter(Boolean)]);
    return Object.fromEntries(
      reviewParts.map((part, index) => [part, rows.find(({ id }) => id === ids[index])?.body ?? null]),
    ) as Record<ReviewPart, string | null>;
  }
}

function assertCurrent({ reviewVersion }: MajorIncident, version: number): void {
  if (version !== reviewVersion)
    throw new ProblemError('review_stale', { conflict: { version: reviewVersion } });
}
