import type { TextPurpose } from '@felles/contracts/values';
import type {
  Channel,
  HoldReason,
  Language,
  Level,
  Priority,
  ResolutionCode,
  TicketKind,
  TicketState,
} from '@felles/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The record. One row per ticket of any kind; see migrations/0004-tickets.sql for what the database promises. */
@Entity('ticket')
export class Ticket {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('text') number: string;
  @Column('text', { nullable: true }) externalSource: string | null;
  @Column('text', { nullable: true }) externalNumber: string | null;
  @Column('text') kind: TicketKind;
  @Column('text') state: TicketState;
  @Column('text') title: string;
  @Column('uuid', { nullable: true }) descriptionId: string | null;
  @Column('text') priority: Priority;
  @Column('text') impact: Level;
  @Column('text') urgency: Level;
  @Column('uuid', { nullable: true }) serviceId: string | null;
  @Column('uuid', { nullable: true }) categoryId: string | null;
  @Column('uuid', { nullable: true }) configurationItemId: string | null;
  @Column('uuid', { nullable: true }) unitId: string | null;
  @Column('uuid', { nullable: true }) siteId: string | null;
  @Column('uuid', { nullable: true }) requesterId: string | null;
  @Column('uuid', { nullable: true }) filedById: string | null;
  @Column('text') channel: Channel;
  @Column('text') language: Language;
  @Column('uuid', { nullable: true }) groupId: string | null;
  @Column('uuid', { nullable: true }) assigneeId: string | null;
  @Column('boolean') restricted: boolean;
  @Column('text', { nullable: true }) holdReason: HoldReason | null;
  @Column('timestamptz', { nullable: true }) holdUntil: Date | null;
  @Column('text', { nullable: true }) resolutionCode: ResolutionCode | null;
  @Column('uuid', { nullable: true }) resolutionId: string | null;
  @Column('uuid', { nullable: true }) resolvedById: string | null;
  @Column('uuid', { nullable: true }) cancellationId: string | null;
  @Column('int') reopenCount: number;
  @Column('int') version: number;
  @Column('int') conversationVersion: number;
  @Column('timestamptz') openedAt: Date;
  @Column('timestamptz') updatedAt: Date;
  @Column('timestamptz', { nullable: true }) resolvedAt: Date | null;
  @Column('timestamptz', { nullable: true }) closedAt: Date | null;
}

/** What people wrote, each version of it. Erasure empties `body`; the log keeps standing. */
@Entity('text_revision')
export class TextRevision {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') ticketId: string;
  @Column('text') purpose: TextPurpose;
  @Column('boolean') internal: boolean;
  @Column('text', { nullable: true }) body: string | null;
  @Column('text', { nullable: true }) html: string | null;
}

@Entity('entry')
export class Entry {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') ticketId: string;
  @Column('text') audience: 'public' | 'internal';
  @Column('uuid', { nullable: true }) authorId: string | null;
  @Column('uuid') textId: string;
  @Column('text') channel: Channel;
  @Column('text', { nullable: true }) language: Language | null;
  @Column('int', { nullable: true }) conversationVersion: number | null;
  @Column('timestamptz') writtenAt: Date;
}

@Entity('ticket_circle')
export class TicketCircle {
  @PrimaryColumn('uuid') ticketId: string;
  @Column('uuid') organisationId: string;
  @Column('uuid', { nullable: true }) personId: string | null;
  @Column('uuid', { nullable: true }) groupId: string | null;
}

@Entity('ticket_link')
export class TicketLink {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organisationId: string;
  @Column('uuid') fromId: string;
  @Column('uuid') toId: string;
  @Column('text') kind: string;
}

@Entity('ticket_watcher')
export class TicketWatcher {
  @PrimaryColumn('uuid') ticketId: string;
  @PrimaryColumn('uuid') personId: string;
  @Column('uuid') organisationId: string;
  @Column('timestamptz') since: Date;
}

export const ticketEntities = [Ticket, TextRevision, Entry, TicketCircle, TicketLink, TicketWatcher];
