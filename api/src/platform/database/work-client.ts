import pg from 'pg';
import { Turn, type Answer, type Shapes, type Statement } from './turn.js';

/**
 * What a process remembers of whoever is behind a cookie or a token. The first unit of work of a request proves it
 * (`auth.enter`); nothing is answered, and nothing is done, before that.
 */
export interface Standing {
  readonly hash: Buffer;
  readonly byToken: boolean;
  readonly version: string;
  readonly until: Date | null;
  proven: boolean;
}

/** What one transaction is opened with: the work role and who asks. */
export interface Opening {
  role: 'felles_api_work' | 'felles_worker_work';
  readOnly: boolean;
  /** Null for whom the database itself has just named. */
  standing: Standing | null;
  person: string | null;
  organisations: readonly string[];
  reads: readonly string[];
  units: readonly string[];
  groups: readonly string[];
}

/** What was remembered of the asker no longer holds: nothing was done, and they are to be asked about anew. */
export class StaleAsker extends Error {}

const staleAsker = 'FE001';

const begin = {
  read: { name: 'unit-begin-read', text: 'start transaction read only' },
  write: { name: 'unit-begin-write', text: 'start transaction' },
};
const end = {
  commit: { name: 'unit-commit', text: 'commit' },
  rollback: { name: 'unit-rollback', text: 'rollback' },
};
const asker = `set_config('role', $1, true), set_config('app.person', $2, true), set_config('app.organisations', $3, true),
  set_config('app.reads', $4, true), set_config('app.units', $5, true), set_config('app.groups', $6, true)`;
// Proven before the role is taken: the work role may not ask who is behind a cookie.
const proof = 'auth.enter($7, $8, $9, $10), ';
const onlyRead = `, set_config('transaction_read_only', 'on', true)`;
const openings = {
  unit: { name: 'unit-open', text: `select ${asker}` },
  unitProving: { name: 'unit-open-proving', text: `select ${proof}${asker}` },
  turn: { name: 'turn-open', text: `select ${asker}${onlyRead}` },
  turnProving: { name: 'turn-open-proving', text: `select ${proof}${asker}${onlyRead}` },
};

const list = (ids: readonly string[]) => `{${ids.join(',')}}`;

function askerValues(opening: Opening): unknown[] {
  const { role, person, organisations, reads, units, groups } = opening;
  return [role, person ?? '', list(organisations), list(reads), list(units), list(groups)];
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
  /** Opens the unit of work the next statements belong to. Not awaited: it travels with the first of them. */
  openUnit(opening: Opening): void;
  closeUnit(how: 'commit' | 'rollback'): Promise<void>;
  /**
   * A unit of work that is one turn: what `act` sends before it first waits.
   * @returns its answer, and when the connection is free again, with what went wrong.
   */
  askUnit<T>(opening: Opening, act: () => Promise<T>): { answer: Promise<T>; ended: Promise<Error | null> };
  /** Travels with everything else that is sent in this turn. */
  ask(statement: Statement, values: readonly unknown[]): Promise<Answer>;
  /** One of the committed statements that may run before an asker is known. */
  askOpenly(statement: Statement, values: readonly unknown[]): Promise<Answer>;
}

type Query = (this: pg.Client, ...args: unknown[]) => unknown;
const transactionWords = /^\s*(start\s+transaction|begin|commit|rollback)\s*;?\s*$/i;

/** The client class for one pool. */
export function workClient(gate: Gate, openStatements: readonly Statement[]): typeof pg.Client {
  const { query } = pg.Client.prototype as unknown as { query: Query };

  class Guarded extends pg.Client implements WorkClient {
    private readonly shapes: Shapes = new Map();
    private turn: Turn | null = null;
    private inUnit = false;
    private openFailure: Error | null = null;

    constructor(config: pg.ClientConfig) {
      super(config);
      // A connection the server ends says so to whoever uses it next; unheard, the event would end the process.
      this.on('error', () => undefined);
      // Whatever shape a call to pg's `query` has, its text is looked at and the call passed on unchanged.
      this.query = (...args: unknown[]) => {
        const first = args[0] as string | { text?: string } | null;
        const text = typeof first === 'string' ? first : (first?.text ?? '');
        if (!gate.open && (!this.inUnit || transactionWords.test(text))) throw new OutsideUnitOfWork(text);
        this.sendTurn();
        return query.apply(this, args) as never;
      };
    }

    openUnit(opening: Opening): void {
      this.enter();
      void this.send(begin[opening.readOnly ? 'read' : 'write']).catch(() => undefined);
      this.sendOpening(opening, openings.unit, openings.unitProving);
    }

    async closeUnit(how: 'commit' | 'rollback'): Promise<void> {
      this.inUnit = false;
      const { command } = await this.send(end[how]).catch((error: unknown) => {
        // In one message with what failed it was passed over: the transaction still stands, and would be the next unit's.
        if (how === 'commit' || !(error instanceof pg.DatabaseError)) throw error;
        return this.send(end.rollback);
      });
      if (this.openFailure) throw this.openFailure;
      if (how === 'commit' && command !== 'COMMIT')
        throw new NothingCommitted('the transaction had failed; nothing was written');
    }

    askUnit<T>(opening: Opening, act: () => Promise<T>) {
      this.enter();
      this.sendOpening(opening, openings.turn, openings.turnProving);
      const { ended } = this.turn!;
      const answer = act();
      this.sendTurn();
      this.inUnit = false;
      return { answer, ended };
    }

    async ask(statement: Statement, values: readonly unknown[]): Promise<Answer> {
      if (!this.inUnit || transactionWords.test(statement.text)) throw new OutsideUnitOfWork(statement.text);
      try {
        return await this.send(statement, values);
      } catch (error) {
        // Why the unit could not be opened is why its statements fail. The stack so far is the socket's.
        const reason = this.openFailure ?? (error as Error);
        Error.captureStackTrace(reason);
        throw reason;
      }
    }

    askOpenly(statement: Statement, values: readonly unknown[]): Promise<Answer> {
      if (!openStatements.includes(statement)) throw new OutsideUnitOfWork(statement.text);
      return this.send(statement, values);
    }

    private enter(): void {
      if (this.inUnit) throw new Error('a unit of work is already open on this connection');
      this.inUnit = true;
      this.openFailure = null;
    }

    private sendOpening(opening: Opening, plain: Statement, proving: Statement): void {
      const { standing } = opening;
      const unproven = standing && !standing.proven ? standing : null;
      const proof = unproven && [unproven.hash, unproven.byToken, unproven.version, unproven.until];
      this.send(proof ? proving : plain, [...askerValues(opening), ...(proof ?? [])]).then(
        () => {
          if (unproven) unproven.proven = true;
        },
        (error: Error & { code?: string }) => {
          this.openFailure = error.code === staleAsker ? new StaleAsker(error.message) : error;
        },
      );
    }

    private send(statement: Statement, values: readonly unknown[] = []): Promise<Answer> {
      if (!this.turn) {
        this.turn = new Turn(this.shapes);
        process.nextTick(() => this.sendTurn());
      }
      return this.turn.add(statement, values);
    }

    private sendTurn(): void {
      const { turn } = this;
      this.turn = null;
      if (turn) query.call(this, turn);
    }
  }
  return Guarded;
}
