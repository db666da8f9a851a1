import { IsStorable } from '@felles/contracts/http';
import {
  addYears,
  holds,
  isLocalDay,
  tertialDays,
  tertialNamed,
  type Actor,
  type DayRange,
  type TicketKind,
} from '@felles/domain';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { invalid } from '../platform/http/problem-error.js';

const day = /^(19|20|21)\d\d-\d\d-\d\d$/;
const mostYears = 5;

/** Which days and whose: a tertial, or the first and the last day. */
export class AskReport {
  /** A third of a year, `2026-2` for May to August 2026; instead of `from` and `to`. */
  @IsOptional()
  @IsStorable()
  @Matches(/^(19|20|21)\d\d-[123]$/)
  tertial?: string;

  /** First local calendar day, `2026-05-01`. */
  @IsOptional()
  @IsStorable()
  @Matches(day)
  from?: string;

  /** Last local calendar day, counted with; at most five years after the first. */
  @IsOptional()
  @IsStorable()
  @Matches(day)
  to?: string;

  /** One organisation; all whose figures one reads when left out. */
  @IsOptional()
  @IsUUID()
  organisationId?: string;
}

export const reportedKinds = ['incident', 'request', 'all'] as const;
export type ReportedKind = (typeof reportedKinds)[number];

export class AskIncidentReport extends AskReport {
  /** Incidents when left out; `all` for everything that stands in queues. */
  @IsOptional()
  @IsIn(reportedKinds)
  kind?: ReportedKind;
}

export const kindsOf: Record<ReportedKind, readonly TicketKind[]> = {
  incident: ['incident'],
  request: ['request'],
  all: ['incident', 'request', 'problem'],
};

/** What a report is about, checked against who asks. */
export interface ReportScope {
  days: DayRange;
  /** The one organisation that was asked for. */
  organisationId: string | null;
  /** Every organisation that is counted. */
  organisations: string[];
  /** Everything the asker reaches is counted, so a list needs no organisation to show the same. */
  coversAll: boolean;
}

/** @throws ProblemError invalid, naming the field. */
export function scopeOf(actor: Actor, reach: readonly string[], query: AskReport): ReportScope {
  const days = daysOf(query);
  const readable = reach.filter((id) => holds(actor, id, 'report:read'));
  const organisationId = query.organisationId?.toLowerCase() ?? null;
  // One that does not exist and one whose figures are not the asker's are told apart by nobody.
  if (organisationId && !readable.includes(organisationId)) throw invalid('organisationId', 'unknown_id');
  const organisations = organisationId ? [organisationId] : readable;
  return { days, organisationId, organisations, coversAll: organisations.length === reach.length };
}

function daysOf({ tertial, from, to }: AskReport): DayRange {
  const named = tertial === undefined ? null : tertialNamed(tertial);
  if (named) {
    if (from !== undefined) throw invalid('from', 'not_offered_here');
    if (to !== undefined) throw invalid('to', 'not_offered_here');
    return tertialDays(named);
  }
  if (from === undefined) throw invalid('from', 'required');
  if (to === undefined) throw invalid('to', 'required');
  if (!isLocalDay(from)) throw invalid('from', 'not_a_time');
  if (!isLocalDay(to)) throw invalid('to', 'not_a_time');
  if (to < from || to >= addYears(from, mostYears)) throw invalid('to', 'out_of_range');
  return { from, to };
}
