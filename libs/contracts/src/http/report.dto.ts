import type { Label, Priority } from '@felles/domain';

/** One number, and the list filter that shows exactly the tickets it counts. */
export class Figure {
  /** Id or code of what is counted; null for "none", `rest` for all that are not named one by one. */
  id: string | null;
  name: Label | null;
  count: number;
  /** Query string for `/api/tickets` and the console that lists these tickets. */
  leadsTo: string;
}

/** What came in and what went out in a stretch of days. */
export class FlowPoint {
  /** First and last local calendar day, ISO 8601. */
  from: string;
  to: string;
  opened: number;
  resolved: number;
  /** How many were open when it ended. */
  open: number;
}

export class Flow {
  by: 'day' | 'week' | 'month';
  points: FlowPoint[];
}

/** The sums of one period. */
export class Totals {
  from: string;
  to: string;
  opened: number;
  resolved: number;
  cancelled: number;
  /** Of the resolved, those that had been reopened at least once. */
  reopened: number;
  openAtStart: number;
  openAtEnd: number;
  /** Median and 90th percentile of opened → resolved, seconds, for those resolved in the period. */
  medianSeconds: number | null;
  p90Seconds: number | null;
}

/** One service, site, group or priority in the period. */
export class ReportRow {
  opened: Figure;
  resolved: Figure;
  reopened: number;
  /** Null when nothing was resolved, and for the sum of the rest. */
  medianSeconds: number | null;
  p90Seconds: number | null;
}

/** The incident report of one period. */
export class IncidentReport {
  from: string;
  to: string;
  /** `2026-2` when the days are a tertial. */
  tertial: string | null;
  /** Null for all whose figures the asker reads. */
  organisationId: string | null;
  organisationNames: string[];
  /** Incidents, requests, or everything that stands in queues. */
  kind: 'incident' | 'request' | 'all';
  asOf: Date;
  /** Open right now, and by age: under a day, a week, a month, a quarter, older. */
  open: Figure;
  ages: Figure[];
  opened: Figure;
  resolved: Figure;
  reopened: Figure;
  totals: Totals;
  /** The period before, and the same one a year before. */
  before: Totals;
  yearBefore: Totals;
  flow: Flow;
  byService: ReportRow[];
  bySite: ReportRow[];
  byGroup: ReportRow[];
  byPriority: ReportRow[];
}

/** Something a review decided should be done. */
export class MeasureLine {
  id: string;
  /** The major incident it comes from. */
  majorId: string;
  majorNumber: string;
  /** Null once erased. */
  text: string | null;
  ownerName: string | null;
  dueOn: string | null;
  doneAt: Date | null;
  overdue: boolean;
}

/** One major incident as the report tells it. */
export class MajorLine {
  ticketId: string;
  number: string;
  title: string;
  priority: Priority;
  organisationName: string;
  severity: string | null;
  managerName: string | null;
  declaredAt: Date;
  stoodDownAt: Date | null;
  /** From declared to stood down, or until now. */
  durationSeconds: number;
  serviceNames: Label[];
  organisationNames: string[];
  /** Incidents that hang on it and that the asker sees. */
  children: number;
  review: 'none' | 'written' | 'approved';
  /** What the review says, in the words of those who wrote it; null where it says nothing. */
  whatHappened: string | null;
  impact: string | null;
  cause: string | null;
  lessons: string | null;
  measures: MeasureLine[];
}

export class ChangeResult {
  result: string;
  count: number;
}

/** How many servers stood how at the end of a stretch of days. */
export class PatchPoint {
  from: string;
  to: string;
  needsSecurityUpdate: number;
  needsUpdate: number;
  upToDate: number;
  unknown: number;
}

/** The major-incident report of one period. */
export class MajorIncidentReport {
  from: string;
  to: string;
  tertial: string | null;
  organisationId: string | null;
  organisationNames: string[];
  asOf: Date;
  majors: MajorLine[];
  /** More were declared in the period than are told one by one. */
  more: boolean;
  totalSeconds: number;
  /** Not done yet, from majors declared before the period. */
  earlierMeasures: MeasureLine[];
  openMeasures: number;
  overdueMeasures: number;
  /** Changes reviewed in the period, by what came of them. */
  changes: ChangeResult[];
  patching: PatchPoint[];
  /** Whether a patch point is a day, a week or a month. */
  patchingBy: 'day' | 'week' | 'month';
}
