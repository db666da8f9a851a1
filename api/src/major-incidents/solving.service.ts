import { Injectable, Logger } from '@nestjs/common';
import type { MajorView, ResolveMajor } from '@felles/contracts/http';
import { canMove, type Actor, type ChildOutcome, type ResolutionCode } from '@felles/domain';
import { SessionService } from '../platform/auth/session.service.js';
import { AskerWork, SystemWork } from '../platform/database/database.module.js';
import { openingFor, openingForSystem, type Statement, type Write } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { Jobs } from '../platform/jobs/jobs.js';
import type { DueTimer } from '../platform/jobs/timers.js';
import { MoveService, setTimer, TicketRecord } from '../tickets/index.js';
import { MajorRecord } from './major-record.js';

const askForChildren: Statement = {
  name: 'major-ask-for-children',
  text: `insert into major_child_resolution (major_id, child_id, organisation_id, asked_by_id, code, body_id, asked_at)
    select $1, c.id, $2, asker(), $3, $4, felles_now() from ticket_link l join ticket c on c.id = l.from_id
      where l.to_id = $1 and l.kind = 'parent' and c.kind = 'incident' and c.open
    on conflict (major_id, child_id) do update set asked_by_id = excluded.asked_by_id, code = excluded.code, body_id = excluded.body_id,
      asked_at = excluded.asked_at, outcome = 'pending', done_at = null
    returning child_id as "childId"`,
};
const pending: Statement = {
  name: 'major-pending-children',
  text: `select r.child_id as "childId", r.asked_by_id as "askedById", r.code, x.body
    from major_child_resolution r join text_revision x on x.id = r.body_id where r.major_id = $1 and r.outcome = 'pending' order by r.child_id`,
};
const noteOutcome: Statement = {
  name: 'major-child-outcome',
  text: `update major_child_resolution set outcome = $3, done_at = felles_now() where major_id = $1 and child_id = $2 and outcome = 'pending'`,
};

interface Pending {
  childId: string;
  askedById: string;
  code: ResolutionCode;
  body: string | null;
}

/** Solves a major, and with it its children: one by one, each in a commit of its own, by whoever asked for it. */
@Injectable()
export class SolvingService {
  private readonly logger = new Logger(SolvingService.name);

  constructor(
    private readonly work: AskerWork,
    private readonly system: SystemWork,
    private readonly record: TicketRecord,
    private readonly majors: MajorRecord,
    private readonly moves: MoveService,
    private readonly sessions: SessionService,
    jobs: Jobs,
  ) {
    jobs.handle('major.resolve_children', (timer) => this.solveChildren(timer as DueTimer));
  }

  /** What is to become of the children is written with the solution; a crash in between loses none of them. */
  solve(asker: Asker, id: string, body: ResolveMajor): Promise<MajorView> {
    const deed = { permission: 'resolve', act: null } as const;
    return this.majors.change(asker, id, deed, async (write, opened) => {
      const { ticket, now } = opened;
      const solved = ticket.state === 'resolved';
      if (solved && !body.children) throw new ProblemError('move_not_allowed');
      const bodyId = solved
        ? this.record.keepText(write, ticket, { purpose: 'resolution', body: body.text, internal: true })
        : await this.moves.resolveWithin(write, asker, opened, { code: body.code, text: body.text });
      if (!body.children) return;
      const { organisationId } = ticket;
      const asked = await write.rows<{ childId: string }>(askForChildren, [
        id,
        organisationId,
        body.code,
        bodyId,
      ]);
      if (asked.length === 0) return;
      setTimer(write, { organisationId, subjectId: id, kind: 'major.resolve_children', dueAt: now });
      const after = solved ? opened : { ...opened, ticket: (await this.record.lock(write, id)).ticket };
      this.record.save(write, asker, after, {
        type: 'major.solved_with_children',
        patch: {},
        facts: { childIds: [[], asked.map(({ childId }) => childId)] },
      });
    });
  }

  /** Doing it twice does it once: what has an outcome is not pending any more. */
  private async solveChildren({ organisationId, subjectId: majorId }: DueTimer): Promise<void> {
    const waiting = await this.system.read(openingForSystem([organisationId], true), (read) =>
      read.rows<Pending>(pending, [majorId]),
    );
    const actors = new Map<string, Actor | null>();
    for (const child of waiting) {
      if (!actors.has(child.askedById))
        actors.set(child.askedById, await this.sessions.actorOf(child.askedById));
      const actor = actors.get(child.askedById);
      if (actor) await this.solveChild(actor, majorId, child);
      else await this.noteBySystem(organisationId, majorId, child.childId);
    }
    if (waiting.length > 0) this.logger.log(`${waiting.length} children of one major`);
  }

  /** The child and its outcome become true together, under the rights its solver has today. */
  private solveChild(actor: Actor, majorId: string, child: Pending): Promise<void> {
    const asker: Asker = { actor, correlationId: majorId, intent: null, expectedVersion: null };
    return this.work.write(openingFor(actor, false), async (write) => {
      const outcome = await this.outcomeOf(write, asker, child);
      write.send(noteOutcome, [majorId, child.childId, outcome]);
    });
  }

  private async outcomeOf(write: Write, asker: Asker, child: Pending): Promise<ChildOutcome> {
    try {
      const opened = await this.record.open(write, asker, child.childId, 'resolve', 'incident');
      // Somebody's confidential case is solved by somebody, not by the dozen.
      if (opened.ticket.restricted) return 'restricted';
      if (!canMove('incident', opened.ticket.state, 'resolved')) return 'not_allowed';
      await this.moves.resolveWithin(write, asker, opened, { code: child.code, text: child.body ?? '' });
      return 'resolved';
    } catch (error) {
      // Out of sight, or no longer theirs to solve: left alone, and said.
      if (error instanceof ProblemError) return error.code === 'not_found' ? 'not_found' : 'not_allowed';
      throw error;
    }
  }

  /** Whoever asked has left. */
  private noteBySystem(organisationId: string, majorId: string, childId: string): Promise<void> {
    return this.system.write(openingForSystem([organisationId], false), (write) =>
      write.send(noteOutcome, [majorId, childId, 'not_allowed']),
    );
  }
}
