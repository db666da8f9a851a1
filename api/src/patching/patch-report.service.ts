import { Injectable } from '@nestjs/common';
import type { ReportReceipt } from '@felles/contracts/http';
import {
  countMissing,
  reportTime,
  statusAt,
  statusOf,
  type MissingCounts,
  type ReportTime,
} from '@felles/domain';
import { hash } from 'node:crypto';
import type { Collector } from '../platform/auth/collector-identity.js';
import { SystemWork } from '../platform/database/database.module.js';
import { openingForSystem, type Write } from '../platform/database/work.js';
import { changed, Log } from '../platform/events/log.js';
import { invalid, ProblemError } from '../platform/http/problem-error.js';
import { readReport, type CheckedReport } from './report-format.js';
import {
  exploitedAmong,
  holdCatalogue,
  holdCollector,
  lockStatus,
  writeStatus,
  writeUpdates,
  type StandingStatus,
} from './report-statements.js';
import { Silence } from './silence.js';

const digest = (value: unknown): Buffer => hash('sha256', JSON.stringify(value), 'buffer');

/** What a server says of itself, written as the system for its one organisation: whole, or not at all. */
@Injectable()
export class PatchReportService {
  constructor(
    private readonly work: SystemWork,
    private readonly log: Log,
    private readonly silence: Silence,
  ) {}

  /** @throws ProblemError invalid | collector_unknown */
  report(collector: Collector, body: unknown): Promise<ReportReceipt> {
    const report = readReport(body);
    const hashes = { updates: digest(report.updates), report: digest({ ...report, updates: null }) };
    hashes.report = digest([hashes.report.toString('hex'), hashes.updates.toString('hex')]);
    return this.work.write(openingForSystem([collector.organisationId], false), async (write) => {
      const { before, exploited } = await this.open(write, collector, report);
      const time = reportTime(new Date(report.scannedAt), before.now);
      if (!time.ok) throw invalid('scannedAt', 'too_far_ahead');
      const late = report.updates.findIndex(
        ({ releasedAt }) => releasedAt && !reportTime(new Date(releasedAt), before.now).ok,
      );
      if (late >= 0) throw invalid(`updates.${late}.releasedAt`, 'too_far_ahead');
      // The same again: its answer was lost on the way, and nothing else.
      if (before.report_hash?.equals(hashes.report))
        return receiptOf(standing(before), true, before.skew_seconds ?? 0);
      if (before.scanned_at && time.scannedAt < before.scanned_at)
        return receiptOf(standing(before), false, time.skewSeconds);
      const updates = report.updates.map((one) => ({
        ...one,
        exploited: one.cves.some((cve) => exploited.has(cve)),
      }));
      let changedUpdates = 0;
      if (!before.updates_hash?.equals(hashes.updates)) {
        const { itemId, organisationId } = collector;
        const written = await write.row<{ changed: number }>(writeUpdates, [
          itemId,
          organisationId,
          JSON.stringify(updates),
          before.now,
        ]);
        changedUpdates = written!.changed;
      }
      const counts = countMissing(updates);
      this.save(write, { collector, report, before, time, counts, hashes, changedUpdates });
      return receiptOf(counts, true, time.skewSeconds);
    });
  }

  private async open(write: Write, collector: Collector, report: CheckedReport) {
    const cves = [...new Set(report.updates.flatMap((update) => update.cves))];
    // The catalogue before the server: who brings in another one takes them in that order too.
    const [, held, before, known] = await Promise.all([
      write.rows(holdCatalogue),
      write.row<{ stands: boolean }>(holdCollector, [collector.id]),
      write.row<StandingStatus>(lockStatus, [collector.itemId]),
      cves.length > 0 ? write.rows<{ cve: string }>(exploitedAmong, [cves]) : [],
    ]);
    // Withdrawn while it was on its way.
    if (!held?.stands || !before) throw new ProblemError('collector_unknown');
    return { before, exploited: new Set(known.map(({ cve }) => cve)) };
  }

  private save(
    write: Write,
    what: {
      collector: Collector;
      report: CheckedReport;
      before: StandingStatus;
      time: ReportTime & { ok: true };
      counts: MissingCounts;
      hashes: { report: Buffer; updates: Buffer };
      changedUpdates: number;
    },
  ): void {
    const { collector, report, before, time, counts, hashes, changedUpdates } = what;
    const { itemId, organisationId } = collector;
    const was = statusAt(before.status, before.known_until, before.now);
    const status = statusOf(counts);
    const until = new Date(time.scannedAt.getTime() + before.silent_after_seconds * 1000);
    // What no timer has come to say yet.
    if (was === 'unknown' && before.status !== 'unknown')
      this.silence.tell(write, {
        organisationId,
        itemId,
        version: before.version,
        before: before.status,
        since: before.known_until!,
      });
    write.send(writeStatus, [
      itemId,
      before.now,
      time.scannedAt,
      until,
      report.source,
      report.osName,
      report.osVersion,
      report.rebootPending,
      time.skewSeconds,
      counts.missingSecurity,
      counts.missingOther,
      counts.missingExploited,
      counts.failed,
      status,
      was !== status,
      hashes.report,
      hashes.updates,
    ]);
    this.silence.expect(write, { organisationId, itemId, until });
    this.log.record(
      write,
      { kind: 'token', id: collector.id, correlationId: collector.correlationId, origin: 'live' },
      {
        type: 'server.reported',
        organisationId,
        subject: { kind: 'configuration_item', id: itemId, version: before.version },
        facts: {
          ...changed<'server.reported'>(
            {
              status: was,
              ...standing(before),
              rebootPending: before.reboot_pending,
              scannedAt: before.scanned_at,
              skewSeconds: before.skew_seconds,
            },
            {
              status,
              ...counts,
              rebootPending: report.rebootPending,
              scannedAt: time.scannedAt,
              skewSeconds: time.skewSeconds,
            },
          ),
          ...(changedUpdates > 0 ? { changedUpdates: [0, changedUpdates] } : {}),
        },
      },
    );
  }
}

function standing(row: StandingStatus): MissingCounts {
  return {
    missingSecurity: row.missing_security,
    missingOther: row.missing_other,
    missingExploited: row.missing_exploited,
    failed: row.failed,
  };
}

function receiptOf(counts: MissingCounts, applied: boolean, skewSeconds: number): ReportReceipt {
  return { applied, status: statusOf(counts), ...counts, skewSeconds };
}
