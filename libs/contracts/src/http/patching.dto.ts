import type { Label, PatchStatus, UpdateSeverity, UpdateState } from '@felles/domain';
import { IsInt, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { HasText, IsStorable } from './checks.js';
import { NamedRef, OrganisationRef } from './ticket.dto.js';

/**
 * What one server says of itself, whole: an update that is not listed is superseded. At most 8 MB and 20 000 updates. It is
 * checked by hand (api/src/patching/report-format.ts), because a decorator for each of 20 000 lists of fields costs seconds.
 */
export class PatchReport {
  /** When it looked, ISO 8601; at most a day ahead of us. */
  scannedAt: string;
  /** What it asked: `apt`, `dnf`, `zypper`, `wsus`. One line, at most 50 characters. */
  source: string;
  /** At most 100 characters. */
  osName: string;
  /** At most 100 characters. */
  osVersion: string;
  rebootPending: boolean;
  updates: ReportedUpdate[];
}

export class ReportedUpdate {
  /** As the source names it: a package, a KB number. One line, at most 200 characters; once in a report. */
  id: string;
  /** One line, at most 300 characters. */
  title: string;
  /** The version that is missing or installed, at most 200 characters. */
  version: string | null;
  severity: UpdateSeverity;
  security: boolean;
  /** `CVE-2026-12345`, each once, at most 500. */
  cves: string[];
  state: UpdateState;
  /** ISO 8601, where it is known. */
  releasedAt: string | null;
  /** Held back by the server's own administrator; it counts as missing all the same. */
  held?: boolean;
}

/** What became of a report. */
export class ReportReceipt {
  /** False: a newer report is here already, and nothing was changed. */
  applied: boolean;
  status: PatchStatus;
  missingSecurity: number;
  missingOther: number;
  missingExploited: number;
  failed: number;
  /** How far the server's clock is ahead of ours; negative when the report is that old. */
  skewSeconds: number;
}

export class OfferEnrolment {
  /** Days of silence after which nobody knows any more; 7 when left out. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(90)
  silentAfterDays?: number;
}

export class EnrolmentCode {
  /** Works once. */
  code: string;
  expiresAt: string;
}

export class EnrolCollector {
  @IsStorable()
  @HasText()
  @MaxLength(100)
  code: string;
}

export class EnrolledCollector {
  /** Reports for its one server and does nothing else. Shown once; only its hash is kept. */
  token: string;
  /** The server's name, so that whoever enrols sees that it is the right one. */
  server: string;
}

/** How many servers, and the query of `/api/patch-status/servers` that lists exactly those. */
export class StatusFigure {
  count: number;
  leadsTo: string;
}

export class StatusFigures {
  needs_security_update: StatusFigure;
  needs_update: StatusFigure;
  unknown: StatusFigure;
  up_to_date: StatusFigure;
}

/** One organisation, site, group or service, and how its servers stand. */
export class BoardLine {
  /** Null for the servers that have none. */
  id: string | null;
  name: Label | null;
  total: StatusFigure;
  statuses: StatusFigures;
  exploited: StatusFigure;
}

export class PatchBoard {
  total: StatusFigure;
  statuses: StatusFigures;
  /** Servers that lack an update against something that is being exploited. */
  exploited: StatusFigure;
  rebootPending: StatusFigure;
  byOrganisation: BoardLine[];
  bySite: BoardLine[];
  byGroup: BoardLine[];
  byService: BoardLine[];
  /** The moment it was counted. */
  countedAt: string;
}

export class ServerRow {
  id: string;
  name: string;
  organisation: OrganisationRef;
  site: NamedRef | null;
  supportGroup: NamedRef | null;
  service: NamedRef | null;
  status: PatchStatus;
  osName: string | null;
  osVersion: string | null;
  reportedAt: string | null;
  rebootPending: boolean;
  missingSecurity: number;
  missingOther: number;
  missingExploited: number;
  failed: number;
}

export class ServerPage {
  items: ServerRow[];
  nextCursor: string | null;
}

export class UpdateRow {
  id: string;
  title: string;
  version: string | null;
  severity: UpdateSeverity;
  security: boolean;
  cves: string[];
  exploited: boolean;
  state: UpdateState;
  held: boolean;
  releasedAt: string | null;
  /** Since when it has been in this state. */
  stateSince: string;
}

export class UpdatePage {
  items: UpdateRow[];
  nextCursor: string | null;
}
