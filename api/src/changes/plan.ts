import type { FileChange, PlanChange } from '@felles/contracts/http';
import type { Facts } from '@felles/contracts/values';
import { riskOf, type RiskAnswers } from '@felles/domain';
import type { Read, Statement, Write } from '../platform/database/work.js';
import { invalid } from '../platform/http/problem-error.js';
import type { Change } from './change-record.js';

const known: Statement = {
  name: 'change-known',
  text: `select
    (select coalesce(array_agg(id::text), '{}') from configuration_item where id = any ($2) and organisation_id = $1 and retired_at is null) as items,
    (select coalesce(array_agg(service_id::text), '{}') from service_serves where service_id = any ($3) and organisation_id = $1) as services,
    (select coalesce(array_agg(u.configuration_item_id || ' ' || u.update_id), '{}')
      from unnest($4::uuid[], $5::text[]) as p(item, name) join server_update u on u.configuration_item_id = p.item and u.update_id = p.name
      where u.organisation_id = $1) as updates`,
};
const touching: Statement = {
  name: 'change-touching',
  text: `select
    (select coalesce(array_agg(configuration_item_id::text order by configuration_item_id), '{}') from change_item where ticket_id = $1) as items,
    (select coalesce(array_agg(service_id::text order by service_id), '{}') from change_service where ticket_id = $1) as services,
    (select coalesce(json_agg(json_build_object('configurationItemId', configuration_item_id, 'updateId', update_id)
      order by configuration_item_id, update_id), '[]') from change_update where ticket_id = $1) as updates`,
};
const dropUpdates: Statement = {
  name: 'change-drop-updates',
  text: `delete from change_update where ticket_id = $1`,
};
const dropItems: Statement = {
  name: 'change-drop-items',
  text: `delete from change_item where ticket_id = $1`,
};
const dropServices: Statement = {
  name: 'change-drop-services',
  text: `delete from change_service where ticket_id = $1`,
};
const addItems: Statement = {
  name: 'change-add-items',
  text: `insert into change_item (ticket_id, organisation_id, configuration_item_id) select $1, $2, unnest($3::uuid[])`,
};
const addServices: Statement = {
  name: 'change-add-services',
  text: `insert into change_service (ticket_id, organisation_id, service_id) select $1, $2, unnest($3::uuid[])`,
};
const addUpdates: Statement = {
  name: 'change-add-updates',
  text: `insert into change_update (ticket_id, organisation_id, configuration_item_id, update_id)
    select $1, $2, p.item, p.name from unnest($3::uuid[], $4::text[]) as p(item, name) on conflict do nothing`,
};

/** What a change is done to. */
export interface Touching {
  items: string[];
  services: string[];
  updates: { configurationItemId: string; updateId: string }[];
}

export const touchesNothing: Touching = { items: [], services: [], updates: [] };

export async function touchingOf(read: Read, id: string): Promise<Touching> {
  return (await read.row<Touching>(touching, [id]))!;
}

/** What it will touch when the body has been heard. @returns null when it says nothing of it. */
export function touchingAfter(before: Touching, body: PlanChange | FileChange): Touching | null {
  const { configurationItemIds, serviceIds, updates } = body;
  if (configurationItemIds === undefined && serviceIds === undefined && updates === undefined) return null;
  const items = [...(configurationItemIds ?? before.items)].sort();
  const kept =
    updates ?? before.updates.filter(({ configurationItemId }) => items.includes(configurationItemId));
  return {
    items,
    services: [...(serviceIds ?? before.services)].sort(),
    updates: kept
      .map(({ configurationItemId, updateId }) => ({
        configurationItemId: configurationItemId.toLowerCase(),
        updateId,
      }))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  };
}

const keyOf = (update: Touching['updates'][number]) => `${update.configurationItemId} ${update.updateId}`;

/** @throws ProblemError invalid, naming the first thing this organisation does not have. */
export async function assertKnown(read: Read, organisationId: string, plan: Touching): Promise<void> {
  const found = (await read.row<{ items: string[]; services: string[]; updates: string[] }>(known, [
    organisationId,
    plan.items,
    plan.services,
    plan.updates.map((update) => update.configurationItemId),
    plan.updates.map((update) => update.updateId),
  ]))!;
  plan.items.forEach((id, index) => {
    if (!found.items.includes(id)) throw invalid(`configurationItemIds.${index}`, 'unknown_id');
  });
  plan.services.forEach((id, index) => {
    if (!found.services.includes(id)) throw invalid(`serviceIds.${index}`, 'unknown_id');
  });
  const updates = new Set(found.updates);
  plan.updates.forEach((update, index) => {
    if (!plan.items.includes(update.configurationItemId))
      throw invalid(`updates.${index}.configurationItemId`, 'unknown_id');
    if (!updates.has(keyOf(update))) throw invalid(`updates.${index}.updateId`, 'unknown_id');
  });
}

export function writeTouching(
  write: Write,
  { ticketId, organisationId }: { ticketId: string; organisationId: string },
  plan: Touching,
  { anew }: { anew: boolean },
): void {
  if (!anew) for (const drop of [dropUpdates, dropItems, dropServices]) write.send(drop, [ticketId]);
  if (plan.items.length > 0) write.send(addItems, [ticketId, organisationId, plan.items]);
  if (plan.services.length > 0) write.send(addServices, [ticketId, organisationId, plan.services]);
  if (plan.updates.length > 0)
    write.send(addUpdates, [
      ticketId,
      organisationId,
      plan.updates.map((update) => update.configurationItemId),
      plan.updates.map((update) => update.updateId),
    ]);
}

/** A moment with its offset: without one it would be read in the server's own zone. */
const withOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

function momentOf(path: string, text: string | null | undefined): Date | null {
  if (text === null || text === undefined) return null;
  const moment = new Date(text);
  const year = moment.getUTCFullYear();
  if (!withOffset.test(text) || Number.isNaN(moment.getTime()) || year < 1900 || year > 2199)
    throw invalid(path, 'not_a_time');
  return moment;
}

type Window = Pick<Change, 'startsAt' | 'endsAt'>;

/**
 * The window when the body has been heard: both ends or none, in order.
 * @throws ProblemError invalid, naming the end that is wrong.
 */
export function windowAfter(before: Window, body: Pick<PlanChange, 'startsAt' | 'endsAt'>): Window {
  const startsAt = body.startsAt === undefined ? before.startsAt : momentOf('startsAt', body.startsAt);
  const endsAt = body.endsAt === undefined ? before.endsAt : momentOf('endsAt', body.endsAt);
  if (startsAt && !endsAt) throw invalid('endsAt', 'required');
  if (endsAt && !startsAt) throw invalid('startsAt', 'required');
  if (startsAt && endsAt && endsAt <= startsAt) throw invalid('endsAt', 'out_of_range', endOf(startsAt));
  return { startsAt, endsAt };
}

function endOf(startsAt: Date): Record<string, string> {
  return { min: startsAt.toISOString(), max: '2199-12-31' };
}

/** The answers when the body has been heard, and the risk that follows from them. */
export function riskAfter(
  before: Pick<Change, 'risk' | 'riskAnswers'>,
  body: Pick<PlanChange, 'riskAnswers'>,
) {
  if (body.riskAnswers === undefined) return { risk: before.risk, riskAnswers: before.riskAnswers };
  const riskAnswers = Object.fromEntries(
    Object.entries(body.riskAnswers ?? {}).filter(([, answer]) => typeof answer === 'string'),
  ) as RiskAnswers;
  return { riskAnswers, risk: riskOf(riskAnswers) };
}

/** What the log is told of a plan, without its words. */
export function planFacts(
  before: Pick<Change, 'type' | 'risk' | 'startsAt' | 'endsAt'> | null,
  after: Pick<Change, 'type' | 'risk' | 'startsAt' | 'endsAt'>,
  touching: { before: Touching; after: Touching },
): Facts<'change.planned'> {
  const time = (moment: Date | null | undefined) => moment?.toISOString() ?? null;
  const facts: Facts<'change.planned'> = {
    changeType: [before?.type ?? null, after.type],
    risk: [before?.risk ?? null, after.risk],
    startsAt: [time(before?.startsAt), time(after.startsAt)],
    endsAt: [time(before?.endsAt), time(after.endsAt)],
    configurationItemIds: [touching.before.items, touching.after.items],
    serviceIds: [touching.before.services, touching.after.services],
    updateCount: [touching.before.updates.length, touching.after.updates.length],
  };
  return Object.fromEntries(
    Object.entries(facts).filter(([, [was, is]]) => JSON.stringify(was) !== JSON.stringify(is)),
  );
}
