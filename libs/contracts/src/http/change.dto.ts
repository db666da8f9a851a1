import {
  approvalDecisions,
  changeResults,
  changeTypes,
  levels,
  riskQuestions,
  type ApprovalDecision,
  type ChangeResult,
  type ChangeState,
  type ChangeType,
  type ConfigurationClass,
  type ConflictReason,
  type Level,
  type PlanGap,
  type UpdateOutcome,
} from '@felles/domain';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { limits } from '../values/limits.js';
import { HasText, IsOneLine, IsStorable, MaxCharacters } from './checks.js';
import { NamedRef, OrganisationRef, PersonRef, TicketView } from './ticket.dto.js';

/** Answers to the questions a change's risk follows from; those left out are not answered yet. */
export class RiskAnswersBody {
  /** Whom it reaches when it goes wrong. */
  @IsOptional()
  @IsIn(riskQuestions.reach)
  reach?: string;

  /** How long the service is away meanwhile. */
  @IsOptional()
  @IsIn(riskQuestions.outage)
  outage?: string;

  /** How one comes back from it. */
  @IsOptional()
  @IsIn(riskQuestions.back_out)
  back_out?: string;

  /** Whether it has been tried. */
  @IsOptional()
  @IsIn(riskQuestions.tested)
  tested?: string;

  /** How well those who do it know it. */
  @IsOptional()
  @IsIn(riskQuestions.experience)
  experience?: string;
}

/** One update to be installed on one server. */
export class PlannedUpdate {
  /** One of the change's configuration items. */
  @IsUUID()
  configurationItemId: string;

  /** As the server's reports call it. */
  @IsStorable()
  @HasText()
  @MaxLength(300)
  updateId: string;
}

class ChangePlanBody {
  @IsOptional()
  @ValidateNested()
  @Type(() => RiskAnswersBody)
  riskAnswers?: RiskAnswersBody;

  /** How it is done. */
  @IsOptional()
  @IsStorable()
  @MaxCharacters(limits.bodyCharacters)
  implementation?: string | null;

  /** How one sees that it worked. */
  @IsOptional()
  @IsStorable()
  @MaxCharacters(limits.bodyCharacters)
  test?: string | null;

  /** How one comes back when it did not. */
  @IsOptional()
  @IsStorable()
  @MaxCharacters(limits.bodyCharacters)
  backOut?: string | null;

  /** When the window opens: ISO 8601 with its offset or `Z`. */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  startsAt?: string | null;

  /** When it closes; this moment is no longer in it. */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  endsAt?: string | null;

  /** What it is done to. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(limits.changeItems)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  configurationItemIds?: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(limits.changeServices)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  serviceIds?: string[];

  /** Updates its servers' reports will tick. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(limits.changeUpdates)
  @ValidateNested({ each: true })
  @Type(() => PlannedUpdate)
  updates?: PlannedUpdate[];
}

/** Files a change as a draft. */
export class FileChange extends ChangePlanBody {
  @IsStorable()
  @HasText()
  @IsOneLine()
  @MaxCharacters(limits.titleCharacters)
  title: string;

  /** Why: the reason for the change. */
  @IsOptional()
  @IsStorable()
  @MaxCharacters(limits.descriptionCharacters)
  description?: string | null;

  @IsIn(changeTypes)
  type: ChangeType;

  /** The organisation it belongs to; the asker's own when left out. */
  @IsOptional()
  @IsUUID()
  organisationId?: string;

  /** The group that carries it out. */
  @IsOptional()
  @IsUUID()
  groupId?: string | null;
}

/** Changes the plan; what is left out stays. A plan that was before the board goes back to draft. */
export class PlanChange extends ChangePlanBody {
  @ValidateIf((body: PlanChange) => body.title !== undefined)
  @IsStorable()
  @HasText()
  @IsOneLine()
  @MaxCharacters(limits.titleCharacters)
  title?: string;

  @IsOptional()
  @IsStorable()
  @MaxCharacters(limits.descriptionCharacters)
  description?: string | null;

  @ValidateIf((body: PlanChange) => body.type !== undefined)
  @IsIn(changeTypes)
  type?: ChangeType;
}

export class AssessChange {
  /** What the assessment finds; what follows from the answers when left out. */
  @IsOptional()
  @IsIn(levels)
  risk?: Level;
}

export class DecideOnChange {
  @IsIn(approvalDecisions)
  decision: ApprovalDecision;

  /** Required when it is rejected. */
  @IsOptional()
  @IsStorable()
  @MaxCharacters(limits.reasonCharacters)
  comment?: string | null;

  /** The round the plan was read in; a later one is 409. */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  round: number;
}

export class CompleteChange {
  /** What those who carried it out say of it. */
  @IsOptional()
  @IsIn(changeResults)
  result?: ChangeResult;
}

export class ReviewChange {
  @IsIn(changeResults)
  result: ChangeResult;

  /** What there is to learn from it. */
  @IsStorable()
  @HasText()
  @MaxCharacters(limits.bodyCharacters)
  text: string;
}

export class AddChangeTask {
  @IsStorable()
  @HasText()
  @IsOneLine()
  @MaxCharacters(limits.taskCharacters)
  text: string;
}

export class ChangeItemView {
  id: string;
  name: string;
  class: ConfigurationClass;
}

export class ApprovalView {
  round: number;
  decision: ApprovalDecision;
  by: PersonRef;
  comment: string | null;
  at: string;
}

export class ChangeTaskView {
  id: string;
  text: string;
  doneAt: string | null;
  doneBy: PersonRef | null;
}

export class ChangeUpdateView {
  item: ChangeItemRef;
  updateId: string;
  outcome: UpdateOutcome;
  /** When a report last said so. */
  tickedAt: string | null;
  /** What the server's reports say of it; null once they have forgotten it. */
  title: string | null;
  severity: string | null;
  security: boolean | null;
  exploited: boolean | null;
}

export class ChangeItemRef {
  id: string;
  name: string;
}

/** Where two changes meet. */
export class ConflictMeeting {
  /** What this change touches. */
  item: ChangeItemRef;
  /** The other touches the same item, one this stands on (`host`), or one that stands on it (`dependant`). */
  reason: ConflictReason;
  /** What the other touches. */
  otherItem: ChangeItemRef;
}

/** Another change at the same time on the same things. */
export class ConflictView {
  id: string;
  number: string;
  title: string;
  state: ChangeState;
  startsAt: string;
  endsAt: string;
  meetings: ConflictMeeting[];
}

export class ConflictList {
  items: ConflictView[];
}

/** What a change is, beside what every ticket is. */
export class ChangePart {
  type: ChangeType;
  risk: Level | null;
  riskAnswers: RiskAnswersBody;
  implementation: string | null;
  test: string | null;
  backOut: string | null;
  review: string | null;
  startsAt: string | null;
  endsAt: string | null;
  /** The organisation's own, in which its window is shown and written. */
  timeZone: string;
  round: number;
  /** How many have to approve. */
  quorum: number;
  result: ChangeResult | null;
  items: ChangeItemView[];
  services: NamedRef[];
  approvals: ApprovalView[];
  tasks: ChangeTaskView[];
  updates: ChangeUpdateView[];
  /** While it claims its window, or may come to. */
  conflicts: ConflictView[];
  /** What the plan lacks before it can be submitted. */
  gaps: PlanGap[];
  /** Whether it waits for the reader's decision. */
  waitsForYou: boolean;
}

export class ChangeView extends TicketView {
  change: ChangePart;
}

/** One line of the list of changes, or one entry of their calendar. */
export class ChangeRow {
  id: string;
  number: string;
  title: string;
  state: ChangeState;
  type: ChangeType;
  risk: Level | null;
  startsAt: string | null;
  endsAt: string | null;
  organisation: OrganisationRef;
  group: NamedRef | null;
  assignee: PersonRef | null;
  restricted: boolean;
  version: number;
  openedAt: string;
  updatedAt: string;
}

export class ChangePage {
  items: ChangeRow[];
  nextCursor: string | null;
}

export class ChangeCalendar {
  items: ChangeRow[];
  /** There are more than could be shown. */
  more: boolean;
}

/** A configuration item a change can be planned for. */
export class PlannableItem {
  id: string;
  name: string;
  class: ConfigurationClass;
  organisation: OrganisationRef;
}

export class PlannableItems {
  items: PlannableItem[];
}

/** An update a server lacks. */
export class WantedUpdate {
  configurationItemId: string;
  updateId: string;
  title: string;
  severity: string;
  security: boolean;
  exploited: boolean;
}

export class WantedUpdates {
  items: WantedUpdate[];
}

/** A change that touched what an incident is about, shortly before it was opened. */
export class SuggestedCause {
  id: string;
  number: string;
  title: string;
  state: ChangeState;
  startsAt: string;
  endsAt: string;
  meetings: ConflictMeeting[];
}

export class SuggestedCauses {
  items: SuggestedCause[];
}

/** A calendar address, shown once: whoever has it reads the calendar, until it is withdrawn. */
export class MadeFeed {
  /** The token's id: `DELETE /api/tokens/:id` withdraws it. */
  id: string;
  /** Path of the feed, to be put after the product's own address. */
  path: string;
  expiresAt: string;
}
