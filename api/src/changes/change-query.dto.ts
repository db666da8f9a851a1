import { IsStorable, MaxCharacters } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { changeStates, changeTypes, type ChangeState, type ChangeType } from '@felles/domain';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsMoment } from '../platform/http/is-moment.js';
import { invalid } from '../platform/http/problem-error.js';
import { PageQuery } from '../platform/http/page-query.dto.js';

function listOf(value: unknown): unknown {
  return typeof value === 'string'
    ? value
        .split(',')
        .filter(Boolean)
        .map((id) => id.toLowerCase())
    : value;
}

export class ListChanges extends PageQuery {
  /** States, separated by commas. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => listOf(value))
  @IsArray()
  @ArrayMaxSize(changeStates.length)
  @IsIn(changeStates, { each: true })
  state?: ChangeState[];

  @IsOptional()
  @IsIn(changeTypes)
  type?: ChangeType;

  /** `assigned`: mine to carry out; `filed`: mine by filing; `approval`: waiting for my decision. */
  @IsOptional()
  @IsIn(['assigned', 'filed', 'approval'])
  mine?: 'assigned' | 'filed' | 'approval';

  /** Organisations, separated by commas. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => listOf(value))
  @IsArray()
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  organisationId?: string[];

  /** Only those whose window reaches into this time. */
  @IsOptional()
  @IsMoment()
  from?: string;

  @IsOptional()
  @IsMoment()
  to?: string;
}

export class AskCalendar {
  @IsMoment()
  from: string;

  /** At most 100 days after the first. */
  @IsMoment()
  to: string;
}

export class AskConflicts {
  /** Configuration items, separated by commas. */
  @Transform(({ value }: { value: unknown }) => listOf(value))
  @IsArray()
  @ArrayMaxSize(limits.changeItems)
  @IsUUID(undefined, { each: true })
  itemIds: string[];

  @IsMoment()
  from: string;

  @IsMoment()
  to: string;

  /** The change that is being planned, which is not in its own way. */
  @IsOptional()
  @IsUUID()
  changeId?: string;
}

export class FindItems {
  /** Part of the name. */
  @IsOptional()
  @IsStorable()
  @MaxCharacters(limits.searchCharacters)
  q?: string;

  /** These, separated by commas, whatever they are called. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => listOf(value))
  @IsArray()
  @ArrayMaxSize(limits.changeItems)
  @IsUUID(undefined, { each: true })
  ids?: string[];

  @IsOptional()
  @IsUUID()
  organisationId?: string;
}

export class AskWantedUpdates {
  /** Servers, separated by commas. */
  @Transform(({ value }: { value: unknown }) => listOf(value))
  @IsArray()
  @ArrayMaxSize(limits.changeItems)
  @IsUUID(undefined, { each: true })
  itemIds: string[];
}

const dayMs = 86_400_000;

/**
 * The time from one moment up to another, in order and no longer than so many days.
 * @throws ProblemError invalid, naming the field.
 */
export function periodOf(
  { from, to }: { from: string; to: string },
  mostDays?: number,
): { from: Date; to: Date } {
  const period = { from: new Date(from), to: new Date(to) };
  const length = period.to.getTime() - period.from.getTime();
  if (!(length > 0)) throw invalid('to', 'out_of_range', { min: from, max: '9999-12-31' });
  if (mostDays !== undefined && length > mostDays * dayMs)
    throw invalid('to', 'out_of_range', {
      min: from,
      max: new Date(period.from.getTime() + mostDays * dayMs).toISOString(),
    });
  return period;
}
