import { audiences, channels, holdReasons, levels, linkKinds, resolutionCodes } from '@felles/domain';
import type {
  Audience,
  Channel,
  HoldReason,
  Label,
  Language,
  Level,
  LinkKind,
  MajorSeverity,
  MajorState,
  Priority,
  ResolutionCode,
  TicketKind,
  TicketState,
} from '@felles/domain';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsUUID,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { limits } from '../values/limits.js';
import { HasText, IsOneLine, IsStorable, MaxCharacters } from './checks.js';

/** What one files: an incident (something is wrong) or a service request (something is wanted). */
export class FileTicket {
  /** The one-line heading, at most 200 characters as people count them. */
  @IsStorable()
  @HasText()
  @IsOneLine()
  @MaxCharacters(limits.titleCharacters)
  title: string;

  /** Plain text, at most 20 000 characters. */
  @IsOptional()
  @IsStorable()
  @MaxCharacters(limits.descriptionCharacters)
  description?: string | null;

  /** How much of the municipality is touched. `medium` when left out. */
  @IsOptional()
  @IsIn(levels)
  impact?: Level;

  /** How soon it hurts. `medium` when left out. */
  @IsOptional()
  @IsIn(levels)
  urgency?: Level;

  /** The organisation it belongs to; the requester's own when left out. */
  @IsOptional()
  @IsUUID()
  organisationId?: string;

  @IsOptional()
  @IsUUID()
  serviceId?: string | null;

  @IsOptional()
  @IsUUID()
  categoryId?: string | null;

  @IsOptional()
  @IsUUID()
  configurationItemId?: string | null;

  @IsOptional()
  @IsUUID()
  siteId?: string | null;

  @IsOptional()
  @IsUUID()
  unitId?: string | null;

  /** Whom it is for; oneself when left out. */
  @IsOptional()
  @IsUUID()
  requesterId?: string | null;

  @IsOptional()
  @IsIn(channels)
  channel?: Channel;

  @IsOptional()
  @IsUUID()
  groupId?: string | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(limits.attachmentsPerEntry)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  attachmentIds?: string[];
}

/** Fields to change; those left out stay as they are. */
export class ChangeTicket {
  @ValidateIf((body: ChangeTicket) => body.title !== undefined)
  @IsStorable()
  @HasText()
  @IsOneLine()
  @MaxCharacters(limits.titleCharacters)
  title?: string;

  @ValidateIf((body: ChangeTicket) => body.description !== undefined)
  @IsStorable()
  @MaxCharacters(limits.descriptionCharacters)
  description?: string;

  @ValidateIf((body: ChangeTicket) => body.impact !== undefined)
  @IsIn(levels)
  impact?: Level;

  @ValidateIf((body: ChangeTicket) => body.urgency !== undefined)
  @IsIn(levels)
  urgency?: Level;

  @IsOptional()
  @IsUUID()
  serviceId?: string | null;

  @IsOptional()
  @IsUUID()
  categoryId?: string | null;

  @IsOptional()
  @IsUUID()
  configurationItemId?: string | null;

  @IsOptional()
  @IsUUID()
  siteId?: string | null;

  @IsOptional()
  @IsUUID()
  unitId?: string | null;

  @ValidateIf((body: ChangeTicket) => body.requesterId !== undefined)
  @IsUUID()
  requesterId?: string;
}

export class AssignTicket {
  /** The assignment group; left out it stays, null takes it away. */
  @IsOptional()
  @IsUUID()
  groupId?: string | null;

  /** Who takes it; left out it stays (and is cleared when the group changes), null takes it away. */
  @IsOptional()
  @IsUUID()
  assigneeId?: string | null;
}

export class HoldTicket {
  @IsIn(holdReasons)
  reason: HoldReason;

  /** When it wakes by itself (ISO 8601, in the future); null or left out: when somebody wakes it. */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  until?: string | null;
}

export class ResolveTicket {
  @IsIn(resolutionCodes)
  code: ResolutionCode;

  /** What was done, for the requester to read. */
  @IsStorable()
  @HasText()
  @MaxCharacters(limits.bodyCharacters)
  text: string;

  /** The `conversationVersion` the resolution was written against; stale is 409 with what came between. */
  @IsOptional()
  @IsInt()
  @Min(0)
  basedOnVersion?: number;
}

export class CancelTicket {
  @IsStorable()
  @HasText()
  @MaxCharacters(limits.reasonCharacters)
  reason: string;
}

export class CircleMember {
  @IsOptional()
  @IsUUID()
  personId?: string;

  @IsOptional()
  @IsUUID()
  groupId?: string;
}

export class RestrictTicket {
  /** People and groups who may see it beside requester and assignee. Whoever restricts is always in it. */
  @IsArray()
  @ArrayMaxSize(limits.circleMembers)
  @ValidateNested({ each: true })
  @Type(() => CircleMember)
  circle: CircleMember[];
}

export class WriteReply {
  @IsStorable()
  @HasText()
  @MaxCharacters(limits.bodyCharacters)
  body: string;

  /** `public` is for the requester too, `internal` for the desk only. */
  @IsIn(audiences)
  audience: Audience;

  /** The `conversationVersion` it was written against. Required for an agent's public reply. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  basedOnVersion?: number;

  /** Send although the conversation has moved on; recorded. */
  @IsOptional()
  @IsBoolean()
  force?: boolean;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(limits.attachmentsPerEntry)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  attachmentIds?: string[];
}

export class AttachFiles {
  @IsArray()
  @ArrayMaxSize(limits.attachmentsPerEntry)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  attachmentIds: string[];
}

export class LinkTicket {
  @IsIn(linkKinds)
  kind: LinkKind;

  /** The other ticket's id. */
  @IsUUID()
  ticketId: string;
}

export class SaveDraft {
  @IsStorable()
  @MaxCharacters(limits.bodyCharacters)
  body: string;

  /** The revision this device last saw; 0 for none. A newer one on the server is 409 with both kept. */
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  revision: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  basedOnVersion?: number;
}

export class PersonRef {
  id: string;
  displayName: string;
}

export class NamedRef {
  id: string;
  name: Label;
}

export class OrganisationRef {
  id: string;
  name: string;
}

/** A configuration item. */
export class ItemRef {
  id: string;
  name: string;
}

export class AttachmentView {
  id: string;
  name: string;
  /** Sniffed media type, not the one that was claimed. */
  type: string;
  /** Bytes. */
  size: number;
  /** The entry it came with; null when it came with the description. */
  entryId: string | null;
}

export class EntryView {
  id: string;
  audience: Audience;
  author: PersonRef | null;
  /** Plain text. */
  body: string;
  /** Sanitised HTML where the entry was written as rich text. */
  html: string | null;
  channel: Channel;
  language: Language | null;
  /** ISO 8601, UTC. */
  writtenAt: string;
  /** The conversation version this public entry made; null for a note. */
  conversationVersion: number | null;
}

export class LinkView {
  id: string;
  kind: LinkKind;
  /** `from`: this ticket is the link's subject ("this is a duplicate of …"); `to`: the other way. */
  direction: 'from' | 'to';
  ticket: LinkedTicket;
}

export class LinkedTicket {
  id: string;
  kind: TicketKind;
  number: string;
  title: string;
  state: TicketState;
}

export class HoldView {
  reason: HoldReason;
  until: string | null;
}

export class ResolutionView {
  code: ResolutionCode;
  text: string | null;
  at: string;
  by: PersonRef | null;
}

export class CircleView {
  people: PersonRef[];
  groups: NamedRef[];
}

/** One line of a queue. */
export class TicketRow {
  id: string;
  number: string;
  kind: TicketKind;
  state: TicketState;
  priority: Priority;
  title: string;
  restricted: boolean;
  organisation: OrganisationRef;
  requester: PersonRef | null;
  assignee: PersonRef | null;
  group: NamedRef | null;
  service: NamedRef | null;
  holdUntil: string | null;
  openedAt: string;
  updatedAt: string;
  resolvedAt: string | null;
  version: number;
  /** Something has happened to it that the reader was told of and has not opened. */
  unread: boolean;
}

/** A known error an incident is caused by, and the way around it. */
export class KnownErrorRef {
  id: string;
  number: string;
  title: string;
  workaround: string | null;
}

/** That an incident is major, and where it stands as such. */
export class MajorMark {
  severity: MajorSeverity;
  state: MajorState;
}

/** What has been found out about a problem. */
export class DiagnosisView {
  cause: string | null;
  workaround: string | null;
  knownErrorAt: string | null;
}

/** A whole ticket as its reader may see it. */
export class TicketView {
  id: string;
  number: string;
  externalNumber: string | null;
  kind: TicketKind;
  state: TicketState;
  title: string;
  description: string | null;
  impact: Level;
  urgency: Level;
  priority: Priority;
  channel: Channel;
  language: Language;
  restricted: boolean;
  organisation: OrganisationRef;
  unit: NamedRef | null;
  site: NamedRef | null;
  service: NamedRef | null;
  category: NamedRef | null;
  configurationItemId: string | null;
  /** The configuration item's name, for those who read the desk's own. */
  configurationItem: ItemRef | null;
  requester: PersonRef | null;
  filedBy: PersonRef | null;
  group: NamedRef | null;
  assignee: PersonRef | null;
  /** Who may see it beside requester and assignee; null while it is unrestricted. */
  circle: CircleView | null;
  hold: HoldView | null;
  resolution: ResolutionView | null;
  cancellationReason: string | null;
  reopenCount: number;
  openedAt: string;
  updatedAt: string;
  resolvedAt: string | null;
  closedAt: string | null;
  /** Moves with any field; send it back as `If-Match`. */
  version: number;
  /** Moves with every public entry, resolution, reopening and merge. */
  conversationVersion: number;
  entries: EntryView[];
  attachments: AttachmentView[];
  links: LinkView[];
  /** Known errors behind an incident, for those who read the desk's own. */
  knownErrors: KnownErrorRef[];
  /** Set on a major incident, for the same. */
  major: MajorMark | null;
  /** Of a problem, for the same. */
  diagnosis: DiagnosisView | null;
  watching: boolean;
  /** What the reader may do with it now: acts like `reply`, `note`, `assign`, `resolve`. */
  may: string[];
  /** The states it may go to from here. */
  moves: TicketState[];
  /** Where the case went on, when a reply to a closed one made a new linked case. */
  continuedIn: LinkedTicket | null;
}

export class TicketPage {
  items: TicketRow[];
  /** Hand back as `cursor`; null on the last page. */
  nextCursor: string | null;
}

/** Open cases per queue, as the asker sees them. */
export class TicketCounts {
  mine: number;
  unassigned: number;
  open: number;
  requested: number;
  watched: number;
  groups: GroupCount[];
}

export class GroupCount {
  id: string;
  name: Label;
  open: number;
}

export class DraftView {
  audience: Audience;
  body: string;
  revision: number;
  basedOnVersion: number | null;
  savedAt: string;
}

export class DraftList {
  items: DraftView[];
}

/** One line of a ticket's history. */
export class EventView {
  cursor: string;
  type: string;
  /** When it happened in the world. ISO 8601, UTC. */
  occurredAt: string;
  /** When it was recorded here. */
  recordedAt: string;
  actor: EventActor;
  /** `{field: [before, after]}`: ids, codes, numbers and times. */
  facts: Record<string, unknown[]>;
  /** Current texts of what the event wrote, by purpose; absent when erased. */
  texts: Record<string, string>;
}

export class EventActor {
  kind: 'person' | 'system' | 'token' | 'import' | 'mail';
  person: PersonRef | null;
}

export class EventPage {
  items: EventView[];
  nextCursor: string | null;
  /** Names of the people, groups, services and sites the facts mention. */
  names: Record<string, Label>;
}

/** The ticket's fields as they stood at a moment, folded from its log. */
export class TicketAt {
  id: string;
  time: string;
  /** Field → value; null before it was filed. */
  fields: Record<string, unknown> | null;
  texts: Record<string, string>;
}
