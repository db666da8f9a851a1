import { HttpClient, HttpParams } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type {
  AssignTicket,
  ChangeTicket,
  DraftList,
  DraftView,
  EventPage,
  FileTicket,
  HoldTicket,
  LinkTicket,
  ResolveTicket,
  RestrictTicket,
  SaveDraft,
  TicketAt,
  TicketCounts,
  TicketPage,
  TicketView,
  WriteReply,
} from '@felles/contracts/http';
import type { Audience, FiledKind } from '@felles/domain';
import { firstValueFrom } from 'rxjs';
import { against, making, type Intent } from './writes.js';

/** What a list is asked for; keys are those of `/api/tickets`. */
export type ListQuery = Readonly<Record<string, string>>;

/** A ticket and the version a move is made against. */
export interface Stand {
  id: string;
  version: number;
}

export type Move =
  'assignment' | 'progress' | 'hold' | 'resolution' | 'closure' | 'cancellation' | 'restriction' | 'watch';

/** `/api/tickets` and what hangs on it. */
@Injectable({ providedIn: 'root' })
export class Tickets {
  private readonly http = inject(HttpClient);

  file(kind: FiledKind, body: FileTicket, intent: Intent): Promise<TicketView> {
    const path = kind === 'incident' ? '/api/incidents' : '/api/requests';
    return firstValueFrom(this.http.post<TicketView>(path, body, { context: making(intent) }));
  }

  open(id: string): Promise<TicketView> {
    return firstValueFrom(this.http.get<TicketView>(at(id)));
  }

  list(query: ListQuery): Promise<TicketPage> {
    return firstValueFrom(
      this.http.get<TicketPage>('/api/tickets', { params: new HttpParams({ fromObject: { ...query } }) }),
    );
  }

  search(q: string, cursor: string | null): Promise<TicketPage> {
    const params: Record<string, string> = cursor ? { q, cursor } : { q };
    return firstValueFrom(this.http.get<TicketPage>('/api/search', { params }));
  }

  counts(): Promise<TicketCounts> {
    return firstValueFrom(this.http.get<TicketCounts>('/api/tickets/counts'));
  }

  change(stand: Stand, body: ChangeTicket): Promise<TicketView> {
    return firstValueFrom(
      this.http.patch<TicketView>(at(stand.id), body, { context: against(stand.version) }),
    );
  }

  assign(stand: Stand, body: AssignTicket): Promise<TicketView> {
    return this.put(stand, 'assignment', body);
  }

  hold(stand: Stand, body: HoldTicket): Promise<TicketView> {
    return this.put(stand, 'hold', body);
  }

  resolve(stand: Stand, body: ResolveTicket): Promise<TicketView> {
    return this.put(stand, 'resolution', body);
  }

  cancel(stand: Stand, reason: string): Promise<TicketView> {
    return this.put(stand, 'cancellation', { reason });
  }

  restrict(stand: Stand, body: RestrictTicket): Promise<TicketView> {
    return this.put(stand, 'restriction', body);
  }

  put(stand: Stand, move: Move, body: object = {}): Promise<TicketView> {
    return firstValueFrom(
      this.http.put<TicketView>(`${at(stand.id)}/${move}`, body, { context: against(stand.version) }),
    );
  }

  undo(stand: Stand, move: Move): Promise<TicketView> {
    return firstValueFrom(
      this.http.delete<TicketView>(`${at(stand.id)}/${move}`, { context: against(stand.version) }),
    );
  }

  reply(id: string, body: WriteReply, intent: Intent): Promise<TicketView> {
    return firstValueFrom(this.http.post<TicketView>(`${at(id)}/replies`, body, { context: making(intent) }));
  }

  attach(id: string, attachmentIds: string[], intent: Intent): Promise<TicketView> {
    return firstValueFrom(
      this.http.post<TicketView>(`${at(id)}/attachments`, { attachmentIds }, { context: making(intent) }),
    );
  }

  seen(id: string): Promise<void> {
    return firstValueFrom(this.http.put<void>(`${at(id)}/seen`, {}));
  }

  link(id: string, body: LinkTicket, intent: Intent): Promise<TicketView> {
    return firstValueFrom(this.http.post<TicketView>(`${at(id)}/links`, body, { context: making(intent) }));
  }

  unlink(id: string, linkId: string): Promise<TicketView> {
    return firstValueFrom(this.http.delete<TicketView>(`${at(id)}/links/${encodeURIComponent(linkId)}`));
  }

  events(id: string, cursor: string | null, limit = 50): Promise<EventPage> {
    const params = { limit, ...(cursor ? { cursor } : {}) };
    return firstValueFrom(this.http.get<EventPage>(`${at(id)}/events`, { params }));
  }

  /** The ticket's fields as they stood at a moment (ISO 8601). */
  asOf(id: string, time: string): Promise<TicketAt> {
    return firstValueFrom(this.http.get<TicketAt>(`${at(id)}/at`, { params: { time } }));
  }

  drafts(id: string): Promise<DraftList> {
    return firstValueFrom(this.http.get<DraftList>(`${at(id)}/drafts`));
  }

  saveDraft(id: string, audience: Audience, body: SaveDraft): Promise<DraftView> {
    return firstValueFrom(this.http.put<DraftView>(`${at(id)}/drafts/${audience}`, body));
  }

  dropDraft(id: string, audience: Audience): Promise<void> {
    return firstValueFrom(this.http.delete<void>(`${at(id)}/drafts/${audience}`));
  }
}

function at(id: string): string {
  return `/api/tickets/${encodeURIComponent(id)}`;
}
