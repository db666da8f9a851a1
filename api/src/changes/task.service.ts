import { Injectable } from '@nestjs/common';
import type { AddChangeTask, ChangeView } from '@felles/contracts/http';
import { limits, type EventType, type Facts } from '@felles/contracts/values';
import { isOpen } from '@felles/domain';
import { randomUUIDv7 } from 'node:crypto';
import { insertRow } from '../platform/database/rows.js';
import type { Statement, Write } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { claim } from '../platform/http/idempotency.js';
import { invalid, notFound, ProblemError } from '../platform/http/problem-error.js';
import { TicketRecord } from '../tickets/index.js';
import { ChangeRecord, type OpenedChange } from './change-record.js';

const countTasks: Statement = {
  name: 'change-task-count',
  text: `select count(*)::int as tasks from change_task where ticket_id = $1`,
};
const taskRow: Statement = {
  name: 'change-task',
  text: `select done_at as "doneAt" from change_task where ticket_id = $1 and id = $2`,
};
const setDone: Statement = {
  name: 'change-task-done',
  text: `update change_task set done_at = $3, done_by_id = $4 where ticket_id = $1 and id = $2`,
};
const dropTask: Statement = {
  name: 'change-task-drop',
  text: `delete from change_task where ticket_id = $1 and id = $2`,
};

/** The steps of a change, ticked as they are done. They are no part of what was approved, so they may come and go. */
@Injectable()
export class ChangeTasks {
  constructor(
    private readonly tickets: TicketRecord,
    private readonly changes: ChangeRecord,
  ) {}

  add(asker: Asker, id: string, { text }: AddChangeTask): Promise<ChangeView> {
    return this.act(asker, id, async (write, { opened, change }) => {
      const taskId = randomUUIDv7();
      if (await claim(write, asker, { madeId: taskId, ticketId: id })) return;
      const { tasks } = (await write.row<{ tasks: number }>(countTasks, [id]))!;
      if (tasks >= limits.changeTasks) throw invalid('text', 'too_many', { max: limits.changeTasks });
      const textId = this.tickets.keepText(write, opened.ticket, {
        purpose: 'task',
        body: text,
        internal: true,
      });
      const { organisationId } = change;
      insertRow(write, 'change_task', {
        id: taskId,
        ticketId: id,
        organisationId,
        textId,
        addedAt: opened.now,
      });
      this.tell(write, asker, opened, {
        type: 'change.task_added',
        facts: { taskId: [null, taskId] },
        texts: { task: textId },
      });
    });
  }

  setDone(asker: Asker, id: string, task: { id: string; done: boolean }): Promise<ChangeView> {
    return this.act(asker, id, async (write, { opened }) => {
      const { doneAt } = await this.find(write, id, task.id);
      if ((doneAt !== null) === task.done) return;
      const now = task.done ? opened.now : null;
      write.send(setDone, [id, task.id, now, task.done ? asker.actor.personId : null]);
      const [was, is] = [doneAt, now].map((moment) => moment?.toISOString() ?? null);
      this.tell(write, asker, opened, {
        type: 'change.task_done',
        facts: { taskId: [null, task.id], doneAt: [was!, is!] },
      });
    });
  }

  remove(asker: Asker, id: string, taskId: string): Promise<ChangeView> {
    return this.act(asker, id, async (write, { opened }) => {
      await this.find(write, id, taskId);
      write.send(dropTask, [id, taskId]);
      this.tell(write, asker, opened, { type: 'change.task_removed', facts: { taskId: [taskId, null] } });
    });
  }

  private act(
    asker: Asker,
    id: string,
    work: (write: Write, change: OpenedChange) => Promise<void>,
  ): Promise<ChangeView> {
    return this.changes.act(asker, id, 'implement', (write, change) => {
      if (!isOpen(change.state)) throw new ProblemError('move_not_allowed');
      return work(write, change);
    });
  }

  private async find(write: Write, id: string, taskId: string): Promise<{ doneAt: Date | null }> {
    const found = await write.row<{ doneAt: Date | null }>(taskRow, [id, taskId]);
    if (!found) throw notFound();
    return found;
  }

  private tell<T extends EventType>(
    write: Write,
    asker: Asker,
    opened: OpenedChange['opened'],
    what: { type: T; facts: Facts<T>; texts?: { task: string } },
  ): void {
    this.tickets.save(write, asker, opened, { patch: {}, ...what });
  }
}
