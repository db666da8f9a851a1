import { IsStorable } from '@felles/contracts/http';
import { patchStatuses, updateStates, type PatchStatus, type UpdateState } from '@felles/domain';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { PageQuery } from '../platform/http/page-query.dto.js';

/** An id, or `none`. */
const idOrNone = /^(none|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/;

export class ListServers extends PageQuery {
  @IsOptional()
  @IsIn(patchStatuses)
  status?: PatchStatus;

  /** Only those that lack an update against something that is being exploited. */
  @IsOptional()
  @IsIn(['true'])
  exploited?: 'true';

  @IsOptional()
  @IsIn(['true'])
  rebootPending?: 'true';

  @IsOptional()
  @IsUUID()
  organisationId?: string;

  /** An id, or `none`. */
  @IsOptional()
  @IsStorable()
  @Matches(idOrNone)
  siteId?: string;

  /** An id, or `none`. */
  @IsOptional()
  @IsStorable()
  @Matches(idOrNone)
  groupId?: string;

  /** An id, or `none`. */
  @IsOptional()
  @IsStorable()
  @Matches(idOrNone)
  serviceId?: string;
}

export class ListUpdates extends PageQuery {
  /** States, separated by commas; missing and failed when left out. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').filter(Boolean) : value,
  )
  @IsArray()
  @ArrayMaxSize(updateStates.length)
  @IsIn(updateStates, { each: true })
  state?: UpdateState[];
}
