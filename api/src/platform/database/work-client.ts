import type { Writable } from 'node:stream';
import pg from 'pg';

/** What one transaction is opened with: the work role and who asks. */
export interface Opening {
  role: 'felles_api_work' | 'felles_worker_work';
  readOnly: boolean;
  person: string | null;
  organisations: readonly string[];
  reads: readonly string[];
  units: readonly string[];
  groups: readonly string[];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function uuidArray(ids: readonly string[]): string {
  for (const id of ids) if (!uuid.test(id)) throw new Error('asker: not an id');
  return `{${ids.join(',')}}`;
}

/** `begin; set local role; set_config(…)` as one message. Ids are checked above, so nothing needs escaping. */
function openingMessage(opening: Opening): string {
  const person = opening.person === null ? '' : uuidArray([opening.person]).slice(1, -1);
  return (
    `start transaction${opening.readOnly ? ' read only' : ''}; set local role ${opening.role}; ` +
    `select set_config('app.person','${person}',true),set_config('app.organisations','${uuidArray(opening.organisations)}',true),` +
    `set_config('app.reads','${uuidArray(opening.reads)}',true),set_config('app.units','${uuidArray(opening.units)}',true),` +
    `set_config('app.groups','${uuidArray(opening.groups)}',true)`
  );
}

/** Shared by every client of one pool: open only while the ORM asks its start-up questions. */
export interface Gate {
  open: boolean;
}

export class OutsideUnitOfWork extends Error {
  constructor(text: string) {
    super(`query outside a unit of work: ${text.slice(0, 80)}`);
  }
}

/** A swallowed SQL error makes COMMIT answer ROLLBACK without an error; this is that error. */
export class NothingCommitted extends Error {}

/** A pg client that refuses to send anything outside a unit of work, whoever asks it to. */
export interface WorkClient extends pg.Client {
  /** Opens the unit of work the next queries belong to. Sent at once and not awaited: the pipeline keeps the order. */
  openUnit(opening: Opening): void;
  closeUnit(how: 'commit' | 'rollback'): Promise<void>;
  /** One of the committed statements that may run before an asker is known. */
  askOpenly<R extends pg.QueryResultRow>(
    statement: OpenStatement,
    values: unknown[],
  ): Promise<pg.QueryResult<R>>;
}

export interface OpenStatement {
  readonly name: string;
  readonly text: string;
}

type Send = (this: pg.Client, ...args: unknown[]) => Promise<pg.QueryResult>;
const transactionWords = /^\s*(start\s+transaction|begin|commit|rollback)\s*;?\s*$/i;

/** The client class for one pool. */
export function workClient(gate: Gate, openStatements: readonly OpenStatement[]): typeof pg.Client {
  const { query } = pg.Client.prototype as unknown as { query: Send };
  const send: Send = query;

  class Guarded extends pg.Client implements WorkClient {
    private gathering = false;
    private inUnit = false;
    private openFailure: unknown = null;

    constructor(config: pg.ClientConfig) {
      super(config);
      // A connection the server ends says so to whoever uses it next; unheard, the event would end the process.
      this.on('error', () => undefined);
      // Whatever shape a call to pg's `query` has, its text is looked at and the call passed on unchanged.
      this.query = (...args: unknown[]) => {
        const first = args[0] as string | { text?: string } | null;
        const text = typeof first === 'string' ? first : (first?.text ?? '');
        if (!gate.open && (!this.inUnit || transactionWords.test(text))) throw new OutsideUnitOfWork(text);
        this.gather();
        return send.apply(this, args);
      };
    }

    /** What is sent in one turn travels together: a write to a socket costs more than most of our statements. */
    private gather(): void {
      if (this.gathering) return;
      const { stream } = (this as unknown as { connection: { stream: Writable } }).connection;
      this.gathering = true;
      stream.cork();
      process.nextTick(() => {
        this.gathering = false;
        stream.uncork();
      });
    }

    openUnit(opening: Opening): void {
      if (this.inUnit) throw new Error('a unit of work is already open on this connection');
      const message = openingMessage(opening);
      this.inUnit = true;
      this.openFailure = null;
      this.gather();
      // A failed opening also fails every statement after it; this only keeps the rejection handled.
      send.call(this, message).catch((error: unknown) => (this.openFailure = error));
    }

    async closeUnit(how: 'commit' | 'rollback'): Promise<void> {
      this.inUnit = false;
      this.gather();
      const result = await send.call(this, how);
      if (this.openFailure instanceof Error) throw this.openFailure;
      if (how === 'commit' && result.command !== 'COMMIT')
        throw new NothingCommitted('the transaction had failed; nothing was written');
    }

    askOpenly<R extends pg.QueryResultRow>(
      statement: OpenStatement,
      values: unknown[],
    ): Promise<pg.QueryResult<R>> {
      if (!openStatements.includes(statement)) throw new OutsideUnitOfWork(statement.text);
      return send.call(this, { ...statement, values }) as Promise<pg.QueryResult<R>>;
    }
  }
  return Guarded;
}
