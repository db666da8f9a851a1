import { IsOptional, IsUUID, ValidateIf } from 'class-validator';
import { limits } from '../values/limits.js';
import { HasText, IsStorable, MaxCharacters } from './checks.js';
import { FileTicket } from './ticket.dto.js';

/** A problem: the cause behind incidents. */
export class FileProblem extends FileTicket {
  /** An incident it is made of; that incident is then caused by it. */
  @IsOptional()
  @IsUUID()
  incidentId?: string;
}

/** What is found out; what is left out stays. */
export class Diagnose {
  @ValidateIf((body: Diagnose) => body.cause !== undefined)
  @IsStorable()
  @MaxCharacters(limits.descriptionCharacters)
  cause?: string;

  @ValidateIf((body: Diagnose) => body.workaround !== undefined)
  @IsStorable()
  @MaxCharacters(limits.descriptionCharacters)
  workaround?: string;
}

/** A known error has a way around it: without one there is nothing to know. */
export class NameKnownError {
  @ValidateIf((body: NameKnownError) => body.workaround !== undefined)
  @IsStorable()
  @HasText()
  @MaxCharacters(limits.descriptionCharacters)
  workaround?: string;
}
