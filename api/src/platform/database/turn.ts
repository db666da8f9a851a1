import pg from 'pg';

/** A statement with a name: written for the screen that needs it, prepared once per connection. Without one: each time. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** How the rows of a prepared statement look; asked once per connection, as it cannot change while it stays prepared. */
export type Shapes = Map<string, RowShape | null>;

interface RowShape {
  addFields(fields: unknown[]): void;
  parseRow(fields: unknown[]): pg.QueryResultRow;
}

export interface Answer {
  rows: pg.QueryResultRow[];
  /** What PostgreSQL calls what it did: `SELECT 3`, `COMMIT`, `ROLLBACK`. */
  command: string;
}

interface Asked {
  statement: Statement;
  values: readonly unknown[];
  answer: Answer;
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

/** The part of pg's connection a query of its own is written with; the published types know an older one. */
interface Wire {
  parsedStatements: Record<string, string | undefined>;
  submittedNamedStatements: Record<string, string | undefined>;
  stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly unknown[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: object): void;
  sync(): void;
}

const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => unknown } }).utils;

/**
 * The statements of one turn as one message, which the server answers with one: a message costs both sides more than most
 * of our statements do. Once one fails the server passes over the rest, and each of them fails with its error. Outside a
 * transaction the turn is one of its own, https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-PIPELINING.
 */
export class Turn extends pg.Query {
  private readonly asked: Asked[] = [];
  private current = 0;
  /** Statement the server is at: what pg notes as prepared when the server says so, and forgets when it fails. */
  name: string | undefined;
  text = '';
  private end!: (failure: Error | null) => void;
  /** When the server is through with it, and what failed: then this is the first error. Never rejects. */
  readonly ended = new Promise<Error | null>((resolve) => (this.end = resolve));

  constructor(private readonly shapes: Shapes) {
    super('');
  }

  add(statement: Statement, values: readonly unknown[]): Promise<Answer> {
    if (statement.name.length > 63) throw new Error(`too long to tell apart: ${statement.name}`);
    const written = values.map(prepareValue);
    return new Promise((resolve, reject) => {
      const answer = { rows: [], command: '' };
      this.asked.push({ statement, values: written, answer, resolve, reject });
    });
  }

  override submit = (connection: pg.Connection): void => {
    const wire = connection as unknown as Wire;
    wire.stream.cork();
    for (const { statement, values } of this.asked) {
      const { name, text } = statement;
      if (!name || (wire.parsedStatements[name] ?? wire.submittedNamedStatements[name]) === undefined) {
        wire.parse(statement);
        wire.submittedNamedStatements[name] = text;
      }
      wire.bind({ statement: name, values });
      if (!name || !this.shapes.has(name)) wire.describe({ type: 'P', name: '' });
      wire.execute({});
    }
    wire.sync();
    wire.stream.uncork();
    this.moveTo(0);
  };

  handleRowDescription({ fields }: { fields: unknown[] }): void {
    const shape = new pg.Result('', pg.types) as unknown as RowShape;
    shape.addFields(fields);
    this.shapes.set(this.name!, shape);
  }

  handleDataRow({ fields }: { fields: unknown[] }): void {
    this.asked[this.current]!.answer.rows.push(this.shapes.get(this.name!)!.parseRow(fields));
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.asked[this.current]!.answer.command = text;
    if (!this.shapes.has(this.name!)) this.shapes.set(this.name!, null);
    this.moveTo(this.current + 1);
  }

  /** The server refused a statement, or the connection was lost; the client calls it for both. */
  handleError(error: Error, connection: pg.Connection): void {
    const { submittedNamedStatements } = connection as unknown as Wire;
    for (const { statement, reject } of this.answerUpTo(this.current)) {
      delete submittedNamedStatements[statement.name];
      reject(error);
    }
    this.end(error);
  }

  handleReadyForQuery(): void {
    this.answerUpTo(this.asked.length);
    this.end(null);
  }

  private moveTo(place: number): void {
    this.current = place;
    this.name = this.asked[place]?.statement.name;
    this.text = this.asked[place]?.statement.text ?? '';
  }

  /** @returns those after it. */
  private answerUpTo(place: number): Asked[] {
    for (const { resolve, answer } of this.asked.slice(0, place)) resolve(answer);
    return this.asked.slice(place);
  }
}
