import { formatNumber, type FiledKind } from '@felles/domain';
import type pg from 'pg';

/** Ticket numbers taken from the desk's own series, many at a time, so that whoever files meanwhile gets others. */
export class Numbers {
  private readonly left: Record<FiledKind, number[]> = { incident: [], request: [] };

  constructor(private readonly client: pg.Client) {}

  /** Afterwards at least so many of each kind can be taken. */
  async reserve(atLeast: number): Promise<void> {
    for (const kind of ['incident', 'request'] as const) {
      const missing = atLeast - this.left[kind].length;
      if (missing <= 0) continue;
      const { rows } = await this.client.query<{ serial: string }>(
        `select nextval('${kind}_number') as serial from generate_series(1, $1)`,
        [missing],
      );
      this.left[kind].push(...rows.map((row) => Number(row.serial)));
    }
  }

  take(kind: FiledKind): string {
    const serial = this.left[kind].shift();
    if (serial === undefined) throw new Error(`no ${kind} number has been reserved`);
    return formatNumber(kind, serial);
  }

  /** Puts back what was reserved last and not used. Only while nobody else files. */
  async giveBack(): Promise<void> {
    for (const kind of ['incident', 'request'] as const) {
      const first = this.left[kind][0];
      if (first !== undefined) await this.client.query(`select setval('${kind}_number', $1, false)`, [first]);
      this.left[kind] = [];
    }
  }
}
