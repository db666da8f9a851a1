import { formatNumber, type Language } from '@felles/domain';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { bellChannel } from '../platform/events/bell.js';
import { rebuildRollups } from '../rollups/index.js';
import { historyOf, source } from './incident-history.js';
import { keepHistory } from './keep-history.js';
import { KnownNames } from './known-names.js';
import { Staging, type BadRow } from './staging.js';

export interface Imported {
  rows: number;
  imported: number;
  /** Imported before, and left as they are. */
  alreadyThere: number;
  badRows: BadRow[];
  leftOut: number;
}

export interface ImportOptions {
  file: string;
  /** `host`, or an organisation's name or id. */
  organisation: string;
  onProgress?: (done: number, total: number) => void;
}

const mostLeftToTheReader = 5_000;

export class UnknownOrganisation extends Error {}

/**
 * Brings in the history of another system: everything is read and checked first, then one incident after the other is
 * written, each in a commit of its own, so that whatever interrupts it, importing again goes on where it stopped.
 * @throws NotThisFormat | UnknownOrganisation before anything has been changed
 */
export async function importServiceNow(owner: string, options: ImportOptions): Promise<Imported> {
  const client = new pg.Client({ connectionString: owner, application_name: 'felles import' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // Two imports at once would only wait for each other incident by incident.
    await client.query(`select pg_advisory_lock(hashtext('felles import'))`);
    const belonging = await organisationOf(client, options.organisation);
    const staging = await Staging.read(client, options.file);
    const numbers = await staging.goodNumbers();
    const names = new KnownNames(client, belonging);
    const correlationId = randomUUID();
    let imported = 0;
    for (const [index, number] of numbers.entries()) {
      const rows = await staging.rowsOf(number);
      await client.query('begin');
      try {
        if (!(await isThere(client, belonging.organisationId, number))) {
          await names.meet(rows);
          const serial = await client.query<{ serial: string }>(
            `select nextval('incident_number') as serial`,
          );
          const filing = { ...belonging, number: formatNumber('incident', Number(serial.rows[0]!.serial)) };
          await keepHistory(client, historyOf(rows, names, filing), correlationId);
          imported++;
        }
        await client.query('commit');
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
      // Live screens follow without waiting for their sweep.
      if (index % 50 === 49) await client.query(`notify ${bellChannel}`);
      options.onProgress?.(index + 1, numbers.length);
    }
    await client.query(`notify ${bellChannel}`);
    // So many events at once the reader would count for minutes.
    if (imported > mostLeftToTheReader) await rebuildRollups(owner);
    const { rows, incidents } = await staging.counts();
    return {
      rows,
      imported,
      alreadyThere: numbers.length - imported,
      badRows: await staging.badRows(),
      leftOut: incidents - numbers.length,
    };
  } finally {
    await client.end();
  }
}

async function isThere(client: pg.Client, organisationId: string, number: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from ticket where organisation_id = $1 and external_source = $2 and external_number = $3`,
    [organisationId, source, number],
  );
  return rowCount === 1;
}

async function organisationOf(
  client: pg.Client,
  wanted: string,
): Promise<{ organisationId: string; hostId: string; language: Language }> {
  const { rows } = await client.query<{ id: string; name: string; language: Language; host: string }>(
    `select o.id, o.name, o.language, d.host_organisation_id as host from organisation o cross join desk d
      where o.archived_at is null order by o.id = d.host_organisation_id desc, o.name`,
  );
  const found = rows.find(
    (row) =>
      (wanted === 'host' && row.id === row.host) ||
      row.id === wanted ||
      row.name.toLowerCase() === wanted.toLowerCase(),
  );
  if (!found)
    throw new UnknownOrganisation(
      rows.length === 0
        ? 'There is no desk yet: run npm start once.'
        : `There is no organisation "${wanted}" here: choose host, ${rows.map((row) => row.name).join(' or ')}.`,
    );
  return { organisationId: found.id, hostId: found.host, language: found.language };
}
