import { majorStates, type MajorState } from '@felles/domain';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsMoment } from '../platform/http/is-moment.js';
import { PageQuery } from '../platform/http/page-query.dto.js';

export class MajorQuery extends PageQuery {
  /** States, separated by commas; all when left out. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').filter(Boolean) : value,
  )
  @IsArray()
  @ArrayMaxSize(majorStates.length)
  @IsIn(majorStates, { each: true })
  state?: MajorState[];

  @IsOptional()
  @IsUUID()
  organisationId?: string;

  /** Declared at or after this moment. */
  @IsOptional()
  @IsMoment()
  from?: string;

  /** Declared before this moment. */
  @IsOptional()
  @IsMoment()
  to?: string;
}

export const measureStates = ['open', 'overdue', 'done', 'all'] as const;

export class MeasureQuery extends PageQuery {
  /** open when left out. */
  @IsOptional()
  @IsIn(measureStates)
  state?: (typeof measureStates)[number];

  /** Only one's own. */
  @IsOptional()
  @IsIn(['me'])
  owner?: 'me';

  @IsOptional()
  @IsUUID()
  organisationId?: string;
}
