import { randomUUID } from 'node:crypto';
import type { Name, World } from '@felles/testing';
import type { Chance } from './chance.js';
import { pause } from './product.js';

export type Act = 'incident' | 'request' | 'reply' | 'note';

/** One thing somebody meant to write, and what they were answered. */
export interface Write {
  act: Act;
  by: Name;
  /** Its title or its text, found nowhere else. */
  marker: string;
  key: string;
  ticketId: string | null;
  attempts: number;
  /** The ticket in the answer; null when no answer came. */
  acknowledged: string | null;
}

interface Ticket {
  id: string;
  by: 'kari' | 'ola';
}

const givesUpAfterMs = 30_000;

/**
 * Fifty people who write at the same time. Whoever loses the connection or is told to come back later sends the same
 * intent again with the same key until it is acknowledged; a few impatient ones walk away instead.
 */
export class Writers {
  readonly writes: Write[] = [];
  /** Answers that were neither an acknowledgement nor "come back later". */
  readonly refused: string[] = [];
  private readonly tickets: Ticket[] = [];
  private writing = true;
  private lastAnswerAt = performance.now();
  /** The longest time nobody at all was answered. */
  longestSilence = 0;
  private readonly people: Promise<void>[];

  constructor(
    private readonly url: string,
    private readonly cookies: ReadonlyMap<Name, string>,
    private readonly world: World,
    private readonly chance: Chance,
    private readonly round: string,
    count = 50,
  ) {
    this.people = Array.from({ length: count }, (_, index) => this.write(index));
  }

  get acknowledged(): number {
    return this.writes.filter((write) => write.acknowledged).length;
  }

  /** Lets everybody finish what they are at. */
  async finish(): Promise<void> {
    this.writing = false;
    await Promise.all(this.people);
  }

  private async write(index: number): Promise<void> {
    const impatient = index % 10 === 0;
    while (this.writing) {
      await pause(this.chance.between(5, 120));
      const write = this.intend();
      this.writes.push(write);
      await this.insist(write, impatient);
    }
  }

  private intend(): Write {
    const marker = `${this.round} ${randomUUID()}`;
    const common = { marker, key: randomUUID(), attempts: 0, acknowledged: null };
    const about = this.chance.next() < 0.6 && this.tickets.length > 0 ? this.chance.of(this.tickets) : null;
    if (!about) {
      const act = this.chance.of(['incident', 'request'] as const);
      return { ...common, act, by: this.chance.of(['kari', 'ola'] as const), ticketId: null };
    }
    const act = this.chance.of(['reply', 'note'] as const);
    const agents = about.by === 'kari' ? (['arne', 'siri'] as const) : (['arne', 'nora'] as const);
    const by = act === 'note' || this.chance.next() < 0.5 ? this.chance.of(agents) : about.by;
    return { ...common, act, by, ticketId: about.id };
  }

  private async insist(write: Write, impatient: boolean): Promise<void> {
    const until = performance.now() + givesUpAfterMs;
    while (performance.now() < until) {
      write.attempts += 1;
      const answer = await this.send(write);
      if (answer?.status === 201) {
        const { id } = (await answer.json()) as { id: string };
        write.acknowledged = id;
        this.heard();
        if (!write.ticketId) this.tickets.push({ id, by: write.by as Ticket['by'] });
        return;
      }
      if (answer && answer.status !== 503) {
        this.refused.push(`${write.act} by ${write.by}: ${answer.status} ${await answer.text()}`);
        return;
      }
      await answer?.text();
      // The answer asks for two seconds; nobody here has that much patience.
      await pause(this.chance.between(100, 400));
      if (impatient) return;
    }
  }

  private heard(): void {
    const now = performance.now();
    this.longestSilence = Math.max(this.longestSilence, now - this.lastAnswerAt);
    this.lastAnswerAt = now;
  }

  /** Null when the connection was lost, or nothing came for long. */
  private async send(write: Write): Promise<Response | null> {
    const { organisations } = this.world;
    const organisationId = write.by === 'ola' ? organisations.innvik : organisations.fjordvik;
    const [path, body] =
      write.ticketId === null
        ? [`/api/${write.act}s`, { title: write.marker, description: 'Prøvd på nytt.', organisationId }]
        : [
            `/api/tickets/${write.ticketId}/replies`,
            write.act === 'note'
              ? { body: write.marker, audience: 'internal' }
              : { body: write.marker, audience: 'public', basedOnVersion: 0, force: true },
          ];
    try {
      const answer = await fetch(this.url + path, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Idempotency-Key': write.key,
          Cookie: this.cookies.get(write.by)!,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      });
      // The body may be lost although the head came through.
      return new Response(await answer.arrayBuffer(), { status: answer.status });
    } catch {
      // whichever way the connection was lost, nothing is known about the write
      return null;
    }
  }
}
