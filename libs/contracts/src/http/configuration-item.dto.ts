import { configurationClasses, criticalities, relationKinds, serviceHours } from '@felles/domain';
import type {
  ConfigurationClass,
  Criticality,
  PatchStatus,
  Priority,
  RelationKind,
  ServiceHours,
  TicketKind,
  TicketState,
} from '@felles/domain';
import { IsIn, IsOptional, IsUUID, ValidateIf } from 'class-validator';
import { limits } from '../values/limits.js';
import { HasText, IsOneLine, IsStorable, MaxCharacters } from './checks.js';
import { NamedRef, OrganisationRef } from './ticket.dto.js';

/** Something that has to work: a server, a switch, a client, an application, an address others call. */
export class AddConfigurationItem {
  @IsUUID()
  organisationId: string;

  @IsIn(configurationClasses)
  class: ConfigurationClass;

  /** What people call it; one of a name in an organisation while it is in use. */
  @IsStorable()
  @HasText()
  @IsOneLine()
  @MaxCharacters(limits.itemNameCharacters)
  name: string;

  @IsOptional()
  @IsUUID()
  siteId?: string | null;

  /** The service it carries. */
  @IsOptional()
  @IsUUID()
  serviceId?: string | null;

  /** The group that looks after it. */
  @IsOptional()
  @IsUUID()
  supportGroupId?: string | null;

  /** The supplier, as a group. */
  @IsOptional()
  @IsUUID()
  supplierId?: string | null;

  /** `medium` when left out. */
  @IsOptional()
  @IsIn(criticalities)
  criticality?: Criticality;

  /** `office` when left out. */
  @IsOptional()
  @IsIn(serviceHours)
  serviceHours?: ServiceHours;
}

/** Fields to change; those left out stay as they are. */
export class ChangeConfigurationItem {
  @ValidateIf((body: ChangeConfigurationItem) => body.name !== undefined)
  @IsStorable()
  @HasText()
  @IsOneLine()
  @MaxCharacters(limits.itemNameCharacters)
  name?: string;

  @ValidateIf((body: ChangeConfigurationItem) => body.class !== undefined)
  @IsIn(configurationClasses)
  class?: ConfigurationClass;

  @IsOptional()
  @IsUUID()
  siteId?: string | null;

  @IsOptional()
  @IsUUID()
  serviceId?: string | null;

  @IsOptional()
  @IsUUID()
  supportGroupId?: string | null;

  @IsOptional()
  @IsUUID()
  supplierId?: string | null;

  @ValidateIf((body: ChangeConfigurationItem) => body.criticality !== undefined)
  @IsIn(criticalities)
  criticality?: Criticality;

  @ValidateIf((body: ChangeConfigurationItem) => body.serviceHours !== undefined)
  @IsIn(serviceHours)
  serviceHours?: ServiceHours;
}

/** This item runs on, depends on or is connected to another of the same organisation. */
export class RelateConfigurationItem {
  @IsIn(relationKinds)
  kind: RelationKind;

  @IsUUID()
  otherId: string;
}

/** One line of a list. */
export class ConfigurationItemRow {
  id: string;
  name: string;
  class: ConfigurationClass;
  organisation: OrganisationRef;
  site: NamedRef | null;
  service: NamedRef | null;
  supportGroup: NamedRef | null;
  criticality: Criticality;
  retiredAt: string | null;
  /** Of a server; null of everything else. */
  patchStatus: PatchStatus | null;
}

export class ConfigurationItemPage {
  items: ConfigurationItemRow[];
  nextCursor: string | null;
}

export class RelationView {
  id: string;
  kind: RelationKind;
  /** `from`: this item is the relation's subject ("runs on …"); `to`: the other one is. */
  direction: 'from' | 'to';
  item: RelatedItem;
}

export class RelatedItem {
  id: string;
  name: string;
  class: ConfigurationClass;
  retiredAt: string | null;
}

/** What a server last said of itself. */
export class PatchStatusView {
  /** As it is now: `unknown` when it never reported or has been silent too long. */
  status: PatchStatus;
  statusSince: string | null;
  /** When it last reported; null: never. */
  reportedAt: string | null;
  /** When it looked. */
  scannedAt: string | null;
  /** Until when that is worth anything. */
  knownUntil: string | null;
  silentAfterDays: number;
  source: string | null;
  osName: string | null;
  osVersion: string | null;
  rebootPending: boolean;
  /** The server's clock less ours when it reported. */
  skewSeconds: number | null;
  missingSecurity: number;
  missingOther: number;
  missingExploited: number;
  failed: number;
  /** When its collector was enrolled; null: it has none. */
  enrolledAt: string | null;
  /** Until when a code waits to be used; null: there is none. */
  codeExpiresAt: string | null;
}

export class ConfigurationItemView {
  id: string;
  name: string;
  class: ConfigurationClass;
  organisation: OrganisationRef;
  site: NamedRef | null;
  service: NamedRef | null;
  supportGroup: NamedRef | null;
  supplier: NamedRef | null;
  criticality: Criticality;
  serviceHours: ServiceHours;
  addedAt: string;
  updatedAt: string;
  retiredAt: string | null;
  /** Moves with any field; send it back as `If-Match`. */
  version: number;
  relations: RelationView[];
  /** Of a server; null of everything else. */
  patch: PatchStatusView | null;
  /** What the reader may do with it: `change`, `enrol`. */
  may: string[];
}

/** One case, problem or change about an item. */
export class ItemTicket {
  id: string;
  kind: TicketKind;
  number: string;
  title: string;
  state: TicketState;
  priority: Priority;
  openedAt: string;
}

export class ItemTicketPage {
  items: ItemTicket[];
  nextCursor: string | null;
}

/** A list of configuration items as a spreadsheet saves it: CSV with a first line that names the columns. */
export class ItemListFile {
  @IsUUID()
  organisationId: string;

  /** The file's text. Separated by semicolon, comma or tab. Columns: name, class, site, service, group, supplier, criticality, hours, in Norwegian or English. */
  @IsStorable()
  @HasText()
  csv: string;
}

export const rowOutcomes = ['add', 'change', 'same', 'refused'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** What becomes of one row. */
export class ItemListRow {
  /** In the file, the heading being line 1. */
  line: number;
  name: string;
  outcome: RowOutcome;
  /** The fields that change, of a row that changes something. */
  changes: string[];
  /** Why it is refused: the column, and a sentence in the asker's language. */
  faults: RowFault[];
}

export class RowFault {
  column: string;
  message: string;
}

export class ItemListOutcome {
  add: number;
  change: number;
  same: number;
  refused: number;
  rows: ItemListRow[];
}
