import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type {
  ChangeNotice,
  JoinedNotice,
  NoticeList,
  NoticeView,
  PublicStatus,
  PublishNotice,
} from '@felles/contracts/http';
import { firstValueFrom } from 'rxjs';
import { against, making, type Intent } from './writes.js';

/** What the desk tells everybody of. */
@Injectable({ providedIn: 'root' })
export class Notices {
  private readonly http = inject(HttpClient);

  /** Those that stand and concern the reader; with a ticket, every one of that incident. */
  async list(ticketId?: string): Promise<NoticeView[]> {
    const params: Record<string, string> = ticketId ? { ticketId } : {};
    return (await firstValueFrom(this.http.get<NoticeList>('/api/notices', { params }))).items;
  }

  publish(body: PublishNotice, intent: Intent): Promise<NoticeView> {
    return firstValueFrom(this.http.post<NoticeView>('/api/notices', body, { context: making(intent) }));
  }

  change(notice: { id: string; version: number }, body: ChangeNotice): Promise<NoticeView> {
    return firstValueFrom(
      this.http.patch<NoticeView>(at(notice.id), body, { context: against(notice.version) }),
    );
  }

  withdraw(id: string): Promise<void> {
    return firstValueFrom(this.http.delete<void>(at(id)));
  }

  /** However often and from wherever one says so, it is one case. */
  join(id: string): Promise<JoinedNotice> {
    return firstValueFrom(
      this.http.post<JoinedNotice>(`${at(id)}/reports`, {}, { context: making(`notice-${id}`) }),
    );
  }

  /** The public status page; given what one has, the answer waits for the next. */
  status(after?: string): Promise<PublicStatus> {
    const params: Record<string, string> = after ? { after } : {};
    return firstValueFrom(this.http.get<PublicStatus>('/api/status', { params }));
  }
}

function at(id: string): string {
  return `/api/notices/${encodeURIComponent(id)}`;
}
