import { IsStorable, MaxCharacters } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { configurationClasses, type ConfigurationClass } from '@felles/domain';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { PageQuery } from '../platform/http/page-query.dto.js';

export class ListConfigurationItems extends PageQuery {
  @IsOptional()
  @IsIn(configurationClasses)
  class?: ConfigurationClass;

  @IsOptional()
  @IsUUID()
  organisationId?: string;

  @IsOptional()
  @IsUUID()
  siteId?: string;

  @IsOptional()
  @IsUUID()
  serviceId?: string;

  /** The group that looks after it. */
  @IsOptional()
  @IsUUID()
  groupId?: string;

  /** Part of its name. */
  @IsOptional()
  @IsStorable()
  @MaxCharacters(limits.searchCharacters)
  q?: string;

  /** Those out of use instead of those in use. */
  @IsOptional()
  @IsIn(['true'])
  retired?: 'true';
}
