import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Diagnose, FileProblem, TicketView } from '@felles/contracts/http';
import { firstValueFrom } from 'rxjs';
import type { Stand } from './tickets.js';
import { against, making, type Intent } from './writes.js';

export type ProblemMove = 'investigation' | 'known-error';

/** What only problems have, beside what all tickets have. */
@Injectable({ providedIn: 'root' })
export class Problems {
  private readonly http = inject(HttpClient);

  file(body: FileProblem, intent: Intent): Promise<TicketView> {
    return firstValueFrom(this.http.post<TicketView>('/api/problems', body, { context: making(intent) }));
  }

  diagnose(stand: Stand, body: Diagnose): Promise<TicketView> {
    return firstValueFrom(
      this.http.patch<TicketView>(`${at(stand.id)}/diagnosis`, body, { context: against(stand.version) }),
    );
  }

  put(stand: Stand, move: ProblemMove, body: object = {}): Promise<TicketView> {
    return firstValueFrom(
      this.http.put<TicketView>(`${at(stand.id)}/${move}`, body, { context: against(stand.version) }),
    );
  }

  undo(stand: Stand, move: ProblemMove): Promise<TicketView> {
    return firstValueFrom(
      this.http.delete<TicketView>(`${at(stand.id)}/${move}`, { context: against(stand.version) }),
    );
  }
}

function at(id: string): string {
  return `/api/problems/${encodeURIComponent(id)}`;
}
