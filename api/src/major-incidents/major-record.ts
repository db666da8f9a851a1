import { Injectable } from '@nestjs/common';
import type { MajorView } from '@felles/contracts/http';
import { majorAllows, majorState, type MajorAct } from '@felles/domain';
import type { TicketActName } from '../platform/auth/access.js';
import { AskerWork } from '../platform/database/database.module.js';
import { camelRow } from '../platform/database/rows.js';
import { openingFor, type Read, type Statement, type Write } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { notFound, ProblemError } from '../platform/http/problem-error.js';
import { TicketRecord, type OpenedTicket } from '../tickets/index.js';
import type { MajorIncident } from './major-row.js';
import { viewMajor } from './major-view.js';

/** A major opened for a change: its ticket locked, in sight, and with the moment it happens at. */
export interface OpenedMajor extends OpenedTicket {
  major: MajorIncident;
}

const byTicket: Statement = {
  name: 'major-of-ticket',
  text: `select m.* from major_incident m where m.ticket_id = $1`,
};

/** What one is about to do: the permission it takes, and what the major must allow as it stands. */
export interface MajorDeedNamed {
  permission: TicketActName;
  act: MajorAct | null;
}

/** Opens a major for a change. Every write to one goes through here, and so through its ticket's lock, sight and log. */
@Injectable()
export class MajorRecord {
  constructor(
    private readonly work: AskerWork,
    private readonly record: TicketRecord,
  ) {}

  /** One act on a major, answered with the room as it then stands. */
  change(
    asker: Asker,
    id: string,
    deed: MajorDeedNamed,
    act: (write: Write, opened: OpenedMajor) => void | Promise<void>,
  ): Promise<MajorView> {
    return this.answer(asker, async (write) => {
      await act(write, await this.open(write, asker, id, deed));
      return id;
    });
  }

  /** A unit of work answered with the room of the major whose id it returns. */
  answer(asker: Asker, act: (write: Write) => Promise<string>): Promise<MajorView> {
    return this.frozen(
      this.work.writeAndAsk(openingFor(asker.actor, false), act, async (read, id) => {
        const view = await viewMajor(read, asker.actor, id);
        if (!view) throw notFound();
        return view;
      }),
    );
  }

  /** A unit of work with an answer of its own. */
  within<T>(asker: Asker, act: (write: Write) => Promise<T>): Promise<T> {
    return this.frozen(this.work.write(openingFor(asker.actor, false), act));
  }

  /** @throws ProblemError not_found | forbidden | version_stale | review_approved | move_not_allowed */
  async open(
    write: Write,
    asker: Asker,
    id: string,
    { permission, act }: MajorDeedNamed,
  ): Promise<OpenedMajor> {
    const opened = await this.record.open(write, asker, id, permission, 'incident');
    const major = await this.of(write, id);
    if (!major) throw notFound();
    if (act && !majorAllows(major, act))
      throw new ProblemError(majorState(major) === 'approved' ? 'review_approved' : 'move_not_allowed');
    return { ...opened, major };
  }

  /** The major a ticket is; null when it is none. */
  async of(read: Read, ticketId: string): Promise<MajorIncident | null> {
    const row = await read.row(byTicket, [ticketId]);
    return row && camelRow<MajorIncident>(row);
  }

  /** What the database itself refuses to change (`stay_approved`), when an approval came in between. */
  private frozen<T>(act: Promise<T>): Promise<T> {
    return act.catch((error: Error & { code?: string }) => {
      throw error.code === 'FE003' ? new ProblemError('review_approved') : error;
    });
  }
}

const patches = new Map<string, Statement>();

/** Changes fields of the major. Names come from our code only. */
export function patchMajor(write: Write, ticketId: string, patch: Partial<MajorIncident>): void {
  const names = Object.keys(patch);
  const key = names.join(' ');
  let statement = patches.get(key);
  if (!statement) {
    const column = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    statement = {
      name: `update-major-${patches.size}`,
      text: `update major_incident set ${names.map((name, index) => `${column(name)} = $${index + 2}`).join(', ')} where ticket_id = $1`,
    };
    patches.set(key, statement);
  }
  write.send(statement, [ticketId, ...Object.values(patch)]);
}
