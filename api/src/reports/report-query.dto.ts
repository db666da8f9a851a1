import { IsStorable } from '@felles/contracts/http';
import { addYears, holds, isLocalDay, type Actor, type DayRange } from '@felles/domain';
import { IsOptional, IsUUID, Matches } from 'class-validator';
import { invalid } from '../platform/http/problem-error.js';

const day = /^(19|20|21)\d\d-\d\d-\d\d$/;
const mostYears = 5;

export class AskDeskReport {
  /** First local calendar day, `2026-05-01`. */
  @IsStorable()
  @Matches(day)
  from: string;

  /** Last local calendar day, counted with; at most five years after the first. */
  @IsStorable()
  @Matches(day)
  to: string;

  /** One organisation; all whose figures one reads when left out. */
  @IsOptional()
  @IsUUID()
  organisationId?: string;
}

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
export function scopeOf(actor: Actor, reach: readonly string[], query: AskDeskReport): ReportScope {
  const { from, to } = query;
  if (!isLocalDay(from)) throw invalid('from', 'not_a_time');
  if (!isLocalDay(to)) throw invalid('to', 'not_a_time');
  if (to < from || to >= addYears(from, mostYears)) throw invalid('to', 'out_of_range');
  const readable = reach.filter((id) => holds(actor, id, 'report:read'));
  const organisationId = query.organisationId?.toLowerCase() ?? null;
  // One that does not exist and one whose figures are not the asker's are told apart by nobody.
  if (organisationId && !readable.includes(organisationId)) throw invalid('organisationId', 'unknown_id');
  const organisations = organisationId ? [organisationId] : readable;
  return {
    days: { from, to },
    organisationId,
    organisations,
    coversAll: organisations.length === reach.length,
  };
}
