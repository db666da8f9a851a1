import type { Statement, Write } from '../platform/database/work.js';
import type { AllAtOnce } from '../platform/events/durable-reader.js';
import type { RecordedEvent } from '../platform/events/log-reader.js';
import { batchFolds, countAnew, forgetDays, keepZone, otherZones, type Folds } from './digest-statements.js';
import { countedTypes, majorTypes, measureTypes, serverTypes, ticketTypes } from './folded-facts.js';

const fold: Record<keyof Folds, Statement> = {
  tickets: { name: 'rollup-tickets', text: batchFolds.tickets },
  majors: { name: 'rollup-majors', text: batchFolds.majors },
  measures: { name: 'rollup-measures', text: batchFolds.measures },
  servers: { name: 'rollup-servers', text: batchFolds.servers },
};
const typesOf: Record<keyof Folds, readonly string[]> = {
  tickets: ticketTypes,
  majors: majorTypes,
  measures: measureTypes,
  servers: serverTypes,
};
const zones: Statement = { name: 'rollup-zones', text: otherZones };
const zone: Statement = { name: 'rollup-keep-zone', text: keepZone };
const forget: Statement = { name: 'rollup-forget-days', text: forgetDays };
const count: Statement = { name: 'rollup-count-anew', text: countAnew };

/** Keeps what the reports count. A batch is counted in a few statements, however many events are in it. */
export const rollups: AllAtOnce = {
  name: 'rollups',
  from: 'start',
  types: countedTypes,
  async digestAll(write: Write, events: readonly RecordedEvent[]): Promise<void> {
    await keepZones(write, [...new Set(events.map((event) => event.organisationId))]);
    for (const [what, statement] of Object.entries(fold) as [keyof Folds, Statement][]) {
      const places = events.filter(({ type }) => typesOf[what].includes(type)).map(({ place }) => place);
      if (places.length === 0) continue;
      await write.rows(statement, [
        places.map(({ generation }) => generation),
        places.map(({ xid }) => String(xid)),
        places.map(({ id }) => String(id)),
      ]);
    }
  },
};

/** An organisation that counts its days in another zone from now on has always counted them so. */
async function keepZones(write: Write, organisations: readonly string[]): Promise<void> {
  const others = await write.rows<{ id: string; timeZone: string; counted: string | null }>(zones, [
    organisations,
  ]);
  for (const { id, timeZone, counted } of others) {
    await write.rows(zone, [id, timeZone]);
    if (counted === null) continue;
    await write.rows(forget, [id]);
    await write.rows(count, [id]);
  }
}
