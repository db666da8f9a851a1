import { organisationsOf, organisationsRead, unitsRead, type Actor } from '@felles/domain';
import pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { Statement } from './turn.js';
import { OutsideUnitOfWork, type Opening, type Standing, type WorkClient } from './work-client.js';

export type { Statement };

export interface Read {
  /** The statement's rows. Several may be sent at once; they travel in one pipeline. */
  rows<R extends object>(statement: Statement, values?: unknown[]): Promise<R[]>;
  /** The first row, or null. */
  row<R extends object>(statement: Statement, values?: unknown[]): Promise<R | null>;
}

export interface Write extends Read {
  /** TypeORM inside this unit of work. */
  readonly manager: EntityManager;
  /** For what is only to be done: travels with the rest of its turn, and should it fail, so does the unit. */
  send(statement: Statement, values?: unknown[]): void;
  /** Runs when, and only when, the unit has been committed. */
  afterCommit(act: () => void): void;
}

/** Somebody a process may only remember; see `Standing`. */
export type RememberedActor = Actor & { standing?: Standing };

/** The unit of work on behalf of a person. */
export function openingFor(actor: RememberedActor, readOnly: boolean): Opening {
  return {
    role: 'felles_api_work',
    readOnly,
    standing: actor.standing ?? null,
    person: actor.personId,
    organisations: organisationsOf(actor),
    reads: organisationsRead(actor),
    units: unitsRead(actor),
    groups: actor.groups.map((group) => group.groupId),
  };
}

/** The unit of work of the system itself, for these organisations. Only the worker's login may open it. */
export function openingForSystem(organisations: readonly string[], readOnly: boolean): Opening {
  return {
    role: 'felles_worker_work',
    readOnly,
    standing: null,
    person: null,
    organisations,
    reads: organisations,
    units: [],
    groups: [],
  };
}

/** Opens units of work on one pool. Nothing reaches the database except through here. */
export class Work {
  constructor(private readonly dataSource: DataSource) {}

  /** A read-only transaction; its commit is not waited for. */
  async read<T>(opening: Opening, act: (read: Read) => Promise<T>): Promise<T> {
    const client = await this.connect();
    const { read, end } = reader(client);
    let failure: Error | undefined;
    try {
      client.openUnit(opening);
      return await act(read);
    } catch (error) {
      failure = error as Error;
      throw error;
    } finally {
      end();
      client.closeUnit(failure ? 'rollback' : 'commit').then(
        () => client.release(),
        (error: Error) => client.release(error),
      );
    }
  }

  /**
   * A read whose statements do not wait for one another: all are sent before `act` first waits, and travel with their
   * opening and closing in one message.
   */
  async ask<T>(opening: Opening, act: (read: Read) => Promise<T>): Promise<T> {
    const client = await this.connect();
    const { read, end } = reader(client);
    const { answer, ended } = client.askUnit(opening, () => act(read));
    end();
    void ended.then((failure) => client.release(lost(failure)));
    return answer;
  }

  /** Everything in `act` becomes true together, or nothing does. */
  write<T>(opening: Opening, act: (write: Write) => T | Promise<T>): Promise<T> {
    return this.writeAndAsk(opening, act, (_, done) => Promise.resolve(done));
  }

  /**
   * The same, answered with what then is so. All that `ask` wants to know it sends before it first waits: it travels with the
   * commit, and is true only if that is.
   */
  async writeAndAsk<D, T>(
    opening: Opening,
    act: (write: Write) => D | Promise<D>,
    ask: (read: Read, done: D) => Promise<T>,
  ): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const committed: (() => void)[] = [];
    let failed: Error | undefined;
    try {
      const client = (await runner.connect()) as WorkClient;
      client.openUnit(opening);
      // The unit is the transaction; what the ORM opens inside it is a savepoint.
      Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
      const { read, assertOpen, end } = reader(client);
      const write: Write = {
        ...read,
        manager: runner.manager,
        send: (statement, values = []) => {
          assertOpen(statement);
          client.ask(statement, values).catch((error: Error) => (failed ??= error));
        },
        afterCommit: (act) => void committed.push(act),
      };
      let answer: T;
      try {
        const asked = ask(read, await act(write));
        end();
        [answer] = await Promise.all([asked, client.closeUnit('commit')]);
      } catch (error) {
        end();
        // A commit behind what failed was passed over. And the connection may be gone, with nothing left to roll back.
        await client.closeUnit('rollback').catch(() => undefined);
        throw failed ?? error;
      }
      for (const act of committed) act();
      return answer;
    } finally {
      Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
      await runner.release();
    }
  }

  /** One of the committed statements that may run before an asker is known. */
  async openly<R extends object>(statement: Statement, values: unknown[]): Promise<R[]> {
    const client = await this.connect();
    let failure: Error | null = null;
    try {
      return (await client.askOpenly(statement, values)).rows as R[];
    } catch (error) {
      failure = error as Error;
      throw error;
    } finally {
      client.release(lost(failure));
    }
  }

  private async connect(): Promise<WorkClient & pg.PoolClient> {
    const pool = (this.dataSource.driver as unknown as { master: pg.Pool }).master;
    return (await pool.connect()) as unknown as WorkClient & pg.PoolClient;
  }
}

/** What a connection cannot be used after: anything but a refusal by the server. */
function lost(failure: Error | null): Error | undefined {
  return failure === null || failure instanceof pg.DatabaseError ? undefined : failure;
}

/** What a unit of work reads through, until it ends: the connection may be somebody else's unit by then. */
function reader(client: WorkClient) {
  let ended = false;
  const assertOpen = (statement: Statement) => {
    if (ended) throw new OutsideUnitOfWork(statement.text);
  };
  const rows = async <R extends object>(statement: Statement, values: unknown[] = []): Promise<R[]> => {
    assertOpen(statement);
    return (await client.ask(statement, values)).rows as R[];
  };
  const read: Read = {
    rows,
    row: async <R extends object>(statement: Statement, values?: unknown[]) =>
      (await rows<R>(statement, values))[0] ?? null,
  };
  return { read, assertOpen, end: () => void (ended = true) };
}
