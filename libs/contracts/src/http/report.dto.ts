import type { Label } from '@felles/domain';

/** One bar: how many, and the list filter that shows exactly those tickets. */
export class Figure {
  /** Id or code of what is counted; null for "none", `rest` for all that are not named one by one. */
  id: string | null;
  name: Label | null;
  count: number;
  /** Query string for `/api/tickets` and the console that lists these tickets. */
  leadsTo: string;
}

export class FlowDay {
  /** Local calendar day, ISO 8601. */
  day: string;
  opened: number;
  resolved: number;
}

/** The manager's page for one period. */
export class DeskReport {
  from: string;
  to: string;
  organisationId: string | null;
  backlog: Figure;
  opened: Figure;
  resolved: Figure;
  reopened: Figure;
  /** Median and 90th percentile of opened → resolved, seconds, for those resolved in the period. */
  medianSeconds: number | null;
  p90Seconds: number | null;
  flow: FlowDay[];
  /** Open tickets by age: under a day, a week, a month, a quarter, older. */
  ages: Figure[];
  byGroup: Figure[];
  byService: Figure[];
  bySite: Figure[];
}
