import { majorEntryKinds, majorSeverities, resolutionCodes } from '@felles/domain';
import type {
  ChildOutcome,
  MajorAct,
  MajorEntryKind,
  MajorRole,
  MajorSeverity,
  MajorState,
  ResolutionCode,
  TicketState,
} from '@felles/domain';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { limits } from '../values/limits.js';
import { HasText, IsStorable, MaxCharacters } from './checks.js';
import { EventActor, NamedRef, OrganisationRef, PersonRef } from './ticket.dto.js';

const calendarDay = /^(19|20|21)\d\d-\d\d-\d\d$/;

/** What makes an incident major. Said again, it changes what was said before. */
export class DeclareMajor {
  /** 1 is the worst. */
  @IsIn(majorSeverities)
  severity: MajorSeverity;

  /** Why it is major; kept with the declaration. */
  @IsStorable()
  @HasText()
  @MaxCharacters(limits.reasonCharacters)
  reason: string;

  /** The incident manager; whoever declares it when left out. */
  @IsOptional()
  @IsUUID()
  managerId?: string;

  /** Affected services, at most 50. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  serviceIds?: string[];

  /** Affected organisations; the incident's own always is. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  organisationIds?: string[];

  /** Minutes until the next status is due; by severity when left out. */
  @IsOptional()
  @IsInt()
  @Min(5)
  @Max(1440)
  nextUpdateMinutes?: number;
}

export class WriteMajorEntry {
  @IsIn(majorEntryKinds)
  kind: MajorEntryKind;

  @IsStorable()
  @HasText()
  @MaxCharacters(limits.reasonCharacters)
  text: string;

  /** When it happened (ISO 8601, not in the future); now when left out. */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  happenedAt?: string | null;

  /** A status only: also told on the portal and the public status page, beneath the published notice. */
  @IsOptional()
  @IsBoolean()
  public?: boolean;

  /** A status only: minutes until the next one is due; by severity when left out. */
  @IsOptional()
  @IsInt()
  @Min(5)
  @Max(1440)
  nextUpdateMinutes?: number;
}

export class GiveMajorRole {
  /** Who has it; null gives it back. */
  @ValidateIf((body: GiveMajorRole) => body.personId !== null)
  @IsUUID()
  personId: string | null;
}

export class AttachChildren {
  /** Incidents that are the same fault, at most 100 at a time. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  ticketIds: string[];
}

export class RefusedChild {
  ticketId: string;
  code: 'not_found' | 'already_linked' | 'not_offered_here';
}

export class AttachedChildren {
  attached: string[];
  /** One by one, with why. */
  refused: RefusedChild[];
}

export class ResolveMajor {
  @IsIn(resolutionCodes)
  code: ResolutionCode;

  /** What was done, for every requester to read. */
  @IsStorable()
  @HasText()
  @MaxCharacters(limits.bodyCharacters)
  text: string;

  /** Its children too, in the same words. */
  @IsBoolean()
  children: boolean;
}

export class WriteReview {
  @IsOptional()
  @IsStorable()
  @MaxCharacters(limits.descriptionCharacters)
  whatHappened?: string;

  @IsOptional()
  @IsStorable()
  @MaxCharacters(limits.descriptionCharacters)
  impact?: string;

  @IsOptional()
  @IsStorable()
  @MaxCharacters(limits.descriptionCharacters)
  cause?: string;

  @IsOptional()
  @IsStorable()
  @MaxCharacters(limits.descriptionCharacters)
  lessons?: string;

  /** The review's version it was written against; 0 for the first. */
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  version: number;
}

export class ApproveReview {
  /** The review's version that was read. */
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  version: number;
}

export class AddMeasure {
  /** What is to be done. */
  @IsStorable()
  @HasText()
  @MaxCharacters(limits.reasonCharacters)
  text: string;

  @IsUUID()
  ownerId: string;

  /** A calendar day, `2026-12-01`. */
  @IsStorable()
  @Matches(calendarDay)
  dueOn: string;
}

/** What is to change; the words stand once the review is approved. */
export class FollowMeasure {
  @ValidateIf((body: FollowMeasure) => body.text !== undefined)
  @IsStorable()
  @HasText()
  @MaxCharacters(limits.reasonCharacters)
  text?: string;

  @ValidateIf((body: FollowMeasure) => body.ownerId !== undefined)
  @IsUUID()
  ownerId?: string;

  @ValidateIf((body: FollowMeasure) => body.dueOn !== undefined)
  @IsStorable()
  @Matches(calendarDay)
  dueOn?: string;

  @ValidateIf((body: FollowMeasure) => body.done !== undefined)
  @IsBoolean()
  done?: boolean;
}

export class MeasureView {
  id: string;
  text: string;
  owner: PersonRef;
  /** A calendar day. */
  dueOn: string;
  doneAt: string | null;
  overdue: boolean;
  version: number;
  major: MajorRef;
}

export class MeasurePage {
  items: MeasureView[];
  nextCursor: string | null;
}

/** A major incident as other places point at it. */
export class MajorRef {
  id: string;
  number: string;
  title: string;
}

/** One line of the list of majors. */
export class MajorRow {
  id: string;
  number: string;
  title: string;
  severity: MajorSeverity;
  state: MajorState;
  ticketState: TicketState;
  restricted: boolean;
  organisation: OrganisationRef;
  manager: PersonRef;
  services: NamedRef[];
  declaredAt: string;
  /** When the next status is due; null when none is. */
  nextUpdateAt: string | null;
  overdue: boolean;
  resolvedAt: string | null;
  stoodDownAt: string | null;
  approvedAt: string | null;
  children: number;
  measures: number;
  openMeasures: number;
}

export class MajorPage {
  items: MajorRow[];
  nextCursor: string | null;
}

export class MajorRoleView {
  role: MajorRole;
  person: PersonRef;
  since: string;
}

/** One line of the room's timeline: something somebody entered, or something the log says happened. */
export class MajorMoment {
  id: string;
  /** A kind of entry, or `event`. */
  kind: MajorEntryKind | 'event';
  /** The event's type; null for an entry. */
  type: string | null;
  happenedAt: string;
  recordedAt: string;
  actor: EventActor;
  text: string | null;
  /** Told outside the room as well. */
  public: boolean;
  /** `{field: [before, after]}` of an event. */
  facts: Record<string, unknown[]>;
  /** The person an event is about. */
  about: PersonRef | null;
}

export class MajorChild {
  id: string;
  number: string;
  title: string;
  state: TicketState;
  restricted: boolean;
  organisation: OrganisationRef;
  requester: PersonRef | null;
  openedAt: string;
  /** What became of it when the major was solved with its children; null when it was not asked for. */
  outcome: ChildOutcome | null;
}

export class SuggestedChild {
  id: string;
  number: string;
  title: string;
  state: TicketState;
  organisation: OrganisationRef;
  requester: PersonRef | null;
  openedAt: string;
  /** 3 to 12: how much it looks like the same fault. */
  likeness: number;
  /** Why: what both have. */
  because: ('item' | 'service' | 'site' | 'words')[];
}

export class SuggestedChildren {
  items: SuggestedChild[];
}

export class ReviewView {
  whatHappened: string | null;
  impact: string | null;
  cause: string | null;
  lessons: string | null;
  version: number;
  writtenBy: PersonRef | null;
  approvedAt: string | null;
  approvedBy: PersonRef | null;
}

/** The whole room. */
export class MajorView extends MajorRow {
  reason: string | null;
  declaredBy: PersonRef | null;
  organisations: OrganisationRef[];
  resolution: string | null;
  roles: MajorRoleView[];
  /** Newest last, at most 800 lines. */
  timeline: MajorMoment[];
  childList: MajorChild[];
  measureList: MeasureView[];
  review: ReviewView;
  /** What can be done to it as it stands and is the reader's to do. */
  may: MajorDeed[];
  openedAt: string;
  version: number;
}

export type MajorDeed = MajorAct | 'resolve';
