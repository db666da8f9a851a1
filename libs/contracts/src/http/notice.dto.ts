import type { Label } from '@felles/domain';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsISO8601,
  IsOptional,
  IsUUID,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { limits } from '../values/limits.js';
import { HasText, IsOneLine, IsStorable, MaxCharacters } from './checks.js';
import { MajorRef } from './major.dto.js';
import { NamedRef, OrganisationRef } from './ticket.dto.js';

/** One line in up to three languages; Bokmål always. */
export class LineInLanguages {
  @IsStorable()
  @HasText()
  @IsOneLine()
  @MaxCharacters(limits.titleCharacters)
  nb: string;

  @ValidateIf((line: LineInLanguages) => line.nn !== undefined)
  @IsStorable()
  @IsOneLine()
  @MaxCharacters(limits.titleCharacters)
  nn?: string;

  @ValidateIf((line: LineInLanguages) => line.en !== undefined)
  @IsStorable()
  @IsOneLine()
  @MaxCharacters(limits.titleCharacters)
  en?: string;
}

export class WordsInLanguages {
  @IsStorable()
  @HasText()
  @MaxCharacters(limits.reasonCharacters)
  nb: string;

  @ValidateIf((words: WordsInLanguages) => words.nn !== undefined)
  @IsStorable()
  @MaxCharacters(limits.reasonCharacters)
  nn?: string;

  @ValidateIf((words: WordsInLanguages) => words.en !== undefined)
  @IsStorable()
  @MaxCharacters(limits.reasonCharacters)
  en?: string;
}

/** Published at once: on the portal's front page for the organisations it concerns, and on the public status page. */
export class PublishNotice {
  @ValidateNested()
  @Type(() => LineInLanguages)
  title: LineInLanguages;

  @ValidateNested()
  @Type(() => WordsInLanguages)
  text: WordsInLanguages;

  /** The organisations it concerns. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  organisationIds: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  serviceIds?: string[];

  /** The incident behind it. Never shown by the notice. */
  @IsOptional()
  @IsUUID()
  ticketId?: string | null;

  /** From when it applies; now when left out. */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  startsAt?: string | null;

  /** Until when; until it is withdrawn when left out. */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  endsAt?: string | null;
}

/** What is to change; what is left out stays. */
export class ChangeNotice {
  @IsOptional()
  @ValidateNested()
  @Type(() => LineInLanguages)
  title?: LineInLanguages;

  @IsOptional()
  @ValidateNested()
  @Type(() => WordsInLanguages)
  text?: WordsInLanguages;

  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  endsAt?: string | null;
}

export class NoticeUpdate {
  at: string;
  text: string;
}

export class NoticeView {
  id: string;
  title: Label;
  text: Label;
  organisations: OrganisationRef[];
  services: NamedRef[];
  startsAt: string;
  endsAt: string | null;
  withdrawnAt: string | null;
  /** What has been said publicly since, newest first. */
  updates: NoticeUpdate[];
  version: number;
  /** The incident behind it, for those who may see that. */
  incident: MajorRef | null;
  /** Whether the reader may change and withdraw it. */
  mayChange: boolean;
}

export class NoticeList {
  items: NoticeView[];
}

/** What one who has it too gets: their own case, and nothing of any other. */
export class JoinedNotice {
  id: string;
  number: string;
}

/** A notice as everybody may read it, signed in or not. */
export class PublicNotice {
  id: string;
  title: Label;
  text: Label;
  services: Label[];
  organisations: string[];
  startsAt: string;
  endsAt: string | null;
  updates: NoticeUpdate[];
}

export class PublicStatus {
  /** Moves with every change; hand it back as `after` to wait for the next one. */
  revision: string;
  notices: PublicNotice[];
}
