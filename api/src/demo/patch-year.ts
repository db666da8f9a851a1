import { countMissing, statusOf, type MissingCounts, type PatchStatus } from '@felles/domain';
import { day, hour } from './local-time.js';
import type { Machine } from './machines.js';
import type { Random } from './random.js';
import { demoExploited, demoUpdates, systemNames, type DemoUpdate } from './texts/index.js';

/** One thing a server has said, or has not. */
export interface PatchEvent {
  type: 'server.enrolled' | 'server.reported' | 'server.silent';
  at: number;
  facts: Record<string, [unknown, unknown]>;
}

export interface PatchYear {
  machine: Machine;
  events: PatchEvent[];
  reportedAt: number | null;
  status: PatchStatus;
  statusSince: number;
  counts: MissingCounts;
  rebootPending: boolean;
  updates: { update: DemoUpdate; missing: boolean; exploited: boolean; since: number }[];
}

const silentAfter = 7 * day;
const exploitedCves: ReadonlySet<string> = new Set(demoExploited.map(({ cve }) => cve));
const nothing: MissingCounts = { missingSecurity: 0, missingOther: 0, missingExploited: 0, failed: 0 };

/**
 * A server's year: each month brings updates, which are put in sooner or later; the last round may still be open. A few have
 * fallen silent, and a few have never said a word.
 */
export function tellPatchYear(machine: Machine, random: Random, now: number): PatchYear {
  const year: PatchYear = {
    machine,
    events: [],
    reportedAt: null,
    status: 'unknown',
    statusSince: now - 300 * day,
    counts: nothing,
    rebootPending: false,
    updates: [],
  };
  const fate = random.weighted({ fine: 62, security: 17, ordinary: 13, silent: 4, never: 4 });
  if (fate === 'never') return year;
  const enrolledAt = now - random.between(310, 360) * day - random.between(0, 20) * hour;
  const collectorId = random.uuid();
  year.events.push({ type: 'server.enrolled', at: enrolledAt, facts: { collectorId: [null, collectorId] } });
  const offered = demoUpdates[machine.kind!.system];
  const security = offered.filter(([, , , isSecurity]) => isSecurity);
  report(year, enrolledAt + hour, nothing);
  for (let opened = enrolledAt + 20 * day; opened < now - 45 * day; opened += 30 * day) {
    const open = countOf(random.chance(0.8) ? [random.pick(security)] : [offered.at(-1)!]);
    report(year, opened + random.between(0, 3) * day, open);
    report(year, opened + random.between(4, 24) * day, nothing);
  }
  const lacking =
    fate === 'security' ? some(offered, security, random) : fate === 'ordinary' ? offered.slice(-2) : [];
  const openedAt = now - random.between(2, 16) * day;
  year.updates = offered.map((update) => ({
    update,
    missing: lacking.includes(update),
    exploited: isExploited(update),
    since: lacking.includes(update) ? openedAt : now - random.between(20, 60) * day,
  }));
  if (lacking.length > 0) report(year, openedAt, countOf(lacking));
  const last = fate === 'silent' ? now - random.between(9, 30) * day : now - random.between(5, 600) * 60_000;
  year.rebootPending = lacking.length === 0 && random.chance(0.08);
  report(year, last, countOf(lacking));
  if (fate === 'silent') {
    const since = last + silentAfter;
    year.events.push({ type: 'server.silent', at: since, facts: { status: [year.status, 'unknown'] } });
    Object.assign(year, { status: 'unknown', statusSince: since });
  }
  return year;
}

/** At least one against a hole. */
function some(offered: readonly DemoUpdate[], security: readonly DemoUpdate[], random: Random): DemoUpdate[] {
  const sure = random.pick(security);
  return offered.filter((update) => update === sure || random.chance(0.35));
}

function isExploited([, , , , cves]: DemoUpdate): boolean {
  return cves.some((cve) => exploitedCves.has(cve));
}

function countOf(lacking: readonly DemoUpdate[]): MissingCounts {
  return countMissing(
    lacking.map((update) => ({ state: 'missing', security: update[3], exploited: isExploited(update) })),
  );
}

function report(year: PatchYear, at: number, counts: MissingCounts): void {
  const status = statusOf(counts);
  const before = {
    status: year.status,
    ...year.counts,
    scannedAt: year.reportedAt && new Date(year.reportedAt).toISOString(),
  };
  const after = { status, ...counts, scannedAt: new Date(at).toISOString() };
  const facts = Object.fromEntries(
    (Object.keys(after) as (keyof typeof after)[])
      .filter((name) => before[name] !== after[name])
      .map((name): [string, [unknown, unknown]] => [name, [before[name], after[name]]]),
  );
  year.events.push({ type: 'server.reported', at, facts });
  if (status !== year.status) year.statusSince = at;
  Object.assign(year, { status, counts, reportedAt: at });
}

export const sourceOf = (machine: Machine) => systemNames[machine.kind!.system];
export const knownUntil = ({ reportedAt }: PatchYear) => reportedAt && reportedAt + silentAfter;
