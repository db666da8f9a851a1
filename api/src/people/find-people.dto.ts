import { IsStorable, MaxCharacters } from '@felles/contracts/http';
import { IsOptional, IsUUID } from 'class-validator';

export class FindPeople {
  /** Part of a name; empty lists the first ones. */
  @IsOptional()
  @IsStorable()
  @MaxCharacters(100)
  q?: string;

  @IsOptional()
  @IsUUID()
  organisationId?: string;

  @IsOptional()
  @IsUUID()
  groupId?: string;
}
