import { languages, type Language, type Label, type Permission, allPermissions } from '@felles/domain';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
  MaxLength,
} from 'class-validator';
import { HasText, IsOneLine, IsStorable, MaxCharacters } from './checks.js';
import { OrganisationRef } from './ticket.dto.js';

export class SignIn {
  @IsStorable()
  @IsEmail()
  @MaxLength(254)
  email: string;

  @IsStorable()
  @MaxLength(200)
  password: string;
}

export class GroupMembership {
  id: string;
  name: Label;
}

/** Who is signed in, and what they may in general. */
export class SessionView {
  person: SessionPerson;
  language: Language;
  organisations: OrganisationRef[];
  /** The organisation one's own cases belong to. */
  homeOrganisationId: string | null;
  homeSiteId: string | null;
  groups: GroupMembership[];
  /** Permissions held in at least one organisation. */
  permissions: Permission[];
  desk: DeskRef;
}

export class SessionPerson {
  id: string;
  displayName: string;
}

export class DeskRef {
  name: string;
}

export class ChangeLanguage {
  @IsIn(languages)
  language: Language;
}

export class MakeToken {
  /** What it is for, in the owner's words. */
  @IsStorable()
  @HasText()
  @IsOneLine()
  @MaxCharacters(100)
  name: string;

  /** What it may do, never more than its owner. */
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(100)
  @IsIn(allPermissions, { each: true })
  scopes: Permission[];

  /** Days until it ends by itself; 90 when left out. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(365)
  days?: number;
}

export class TokenView {
  id: string;
  name: string;
  scopes: Permission[];
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
}

export class MadeToken extends TokenView {
  /** Shown once; only its hash is kept. */
  token: string;
}

export class TokenList {
  items: TokenView[];
}
