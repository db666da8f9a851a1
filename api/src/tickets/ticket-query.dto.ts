import { namedQueues, sortsOffered, ticketSorts, type TicketSort } from '@felles/contracts/values';
import { limits } from '@felles/contracts/values';
import { HasText, IsStorable, MaxCharacters } from '@felles/contracts/http';
import {
  priorities,
  queuedKinds,
  queuedStates,
  type Priority,
  type QueuedKind,
  type TicketState,
} from '@felles/domain';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { IsMoment } from '../platform/http/is-moment.js';
import { limitOf, PageQuery } from '../platform/http/page-query.dto.js';
import { invalid } from '../platform/http/problem-error.js';
import { type IdFilter, type QueueQuery } from './queue-query.js';
import { readPageCursor, type PagePlace } from './queue.service.js';

const id = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
/** An id, `none`, or `except:` and up to thirty ids: it has one, and none of these. */
const idFilter = new RegExp(`^(none|${id}|except:${id}(,${id}){0,29})$`);
const queueName = new RegExp(`^(${namedQueues.join('|')}|group:${id})$`);

export class ListTickets extends PageQuery {
  /** mine, unassigned, open, requested, watched, all or group:<id>. */
  @IsOptional()
  @IsStorable()
  @Matches(queueName)
  queue?: string;

  /** States, separated by commas. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => listOf(value))
  @IsArray()
  @ArrayMaxSize(queuedStates.length)
  @IsIn(queuedStates, { each: true })
  state?: TicketState[];

  @IsOptional()
  @IsIn(queuedKinds)
  kind?: QueuedKind;

  @IsOptional()
  @IsIn(priorities)
  priority?: Priority;

  @IsOptional()
  @IsIn(ticketSorts)
  sort?: TicketSort;

  /** Organisations, separated by commas. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => listOf(value))
  @IsArray()
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  organisationId?: string[];

  @IsOptional()
  @IsStorable()
  @Matches(idFilter)
  serviceId?: string;

  @IsOptional()
  @IsStorable()
  @Matches(idFilter)
  siteId?: string;

  @IsOptional()
  @IsStorable()
  @Matches(idFilter)
  groupId?: string;

  @IsOptional()
  @IsMoment()
  openedFrom?: string;

  @IsOptional()
  @IsMoment()
  openedTo?: string;

  @IsOptional()
  @IsMoment()
  resolvedFrom?: string;

  @IsOptional()
  @IsMoment()
  resolvedTo?: string;

  /** Only those that were reopened at least once. */
  @IsOptional()
  @IsIn(['true'])
  reopened?: 'true';
}

export class SearchTickets extends PageQuery {
  /** Words, or a ticket number. */
  @IsStorable()
  @HasText()
  @MaxCharacters(limits.searchCharacters)
  q: string;
}

export class AtTime {
  /** ISO 8601. */
  @IsMoment()
  time: string;
}

function listOf(value: unknown): unknown {
  return typeof value === 'string' ? value.split(',').filter(Boolean) : value;
}

/** @throws ProblemError invalid | cursor_invalid */
export function queueQueryOf(query: ListTickets): QueueQuery {
  const [queue, groupQueueId] = query.queue?.startsWith('group:')
    ? (['group', query.queue.slice(6)] as const)
    : ([query.queue ?? 'open', null] as const);
  const named = queue as QueueQuery['queue'];
  const sort = query.sort ?? '-openedAt';
  if (!sortsOffered(named, query.state ?? []).includes(sort)) throw invalid('sort', 'not_one_of');
  const idsOf = (value: string | undefined): IdFilter | undefined => {
    if (value === 'none') return null;
    const except = /^except:(.*)$/.exec(value ?? '')?.[1];
    return except ? except.toLowerCase().split(',') : value?.toLowerCase();
  };
  const timeOf = (value: string | undefined) => (value ? new Date(value) : null);
  return {
    queue: named,
    groupQueueId,
    sort,
    states: query.state ?? [],
    priority: query.priority ?? null,
    kinds: query.kind ? [query.kind] : [],
    organisationIds: query.organisationId?.map((id) => id.toLowerCase()) ?? null,
    serviceId: idsOf(query.serviceId),
    siteId: idsOf(query.siteId),
    groupId: idsOf(query.groupId),
    openedFrom: timeOf(query.openedFrom),
    openedTo: timeOf(query.openedTo),
    resolvedFrom: timeOf(query.resolvedFrom),
    resolvedTo: timeOf(query.resolvedTo),
    reopened: query.reopened === 'true',
    limit: limitOf(query),
    after: query.cursor ? readPageCursor(query.cursor, sort) : null,
  };
}

export function searchPlace({ cursor }: SearchTickets): PagePlace | null {
  return cursor ? readPageCursor(cursor, '-openedAt') : null;
}
