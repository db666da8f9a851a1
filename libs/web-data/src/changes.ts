import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type {
  AssessChange,
  ChangeCalendar,
  ChangePage,
  ChangeView,
  CompleteChange,
  ConflictList,
  DecideOnChange,
  FileChange,
  MadeFeed,
  PlanChange,
  PlannableItems,
  ReviewChange,
  SuggestedCauses,
  TokenList,
  TokenView,
  WantedUpdates,
} from '@felles/contracts/http';
import { firstValueFrom, type Observable } from 'rxjs';
import type { Stand } from './tickets.js';
import { against, making, type Intent } from './writes.js';

/** What a list of changes can be narrowed by; the API's own words. */
export interface ChangeListQuery {
  state?: string;
  type?: string;
  mine?: string;
  limit?: number;
  cursor?: string;
}

export type ChangeMove = 'submission' | 'assessment' | 'implementation' | 'completion' | 'review';

/** `/api/changes` and what hangs on it. */
@Injectable({ providedIn: 'root' })
export class Changes {
  private readonly http = inject(HttpClient);

  open(id: string): Promise<ChangeView> {
    return once(this.http.get<ChangeView>(at(id)));
  }

  list(query: ChangeListQuery): Promise<ChangePage> {
    return once(this.http.get<ChangePage>('/api/changes', { params: { ...query } }));
  }

  /** Everything whose window reaches into this time; moments as ISO 8601. */
  calendar(from: string, to: string): Promise<ChangeCalendar> {
    return once(this.http.get<ChangeCalendar>('/api/changes/calendar', { params: { from, to } }));
  }

  conflicts(plan: {
    itemIds: readonly string[];
    from: string;
    to: string;
    changeId?: string;
  }): Promise<ConflictList> {
    const params = { ...plan, itemIds: plan.itemIds.join(',') };
    return once(this.http.get<ConflictList>('/api/changes/conflicts', { params }));
  }

  items(find: { q?: string; ids?: readonly string[]; organisationId?: string }): Promise<PlannableItems> {
    const { ids, ...rest } = find;
    const params = { ...rest, ...(ids ? { ids: ids.join(',') } : {}) };
    return once(this.http.get<PlannableItems>('/api/changes/items', { params }));
  }

  wantedUpdates(itemIds: readonly string[]): Promise<WantedUpdates> {
    const params = { itemIds: itemIds.join(',') };
    return once(this.http.get<WantedUpdates>('/api/changes/wanted-updates', { params }));
  }

  file(body: FileChange, intent: Intent): Promise<ChangeView> {
    return once(this.http.post<ChangeView>('/api/changes', body, { context: making(intent) }));
  }

  plan(stand: Stand, body: PlanChange): Promise<ChangeView> {
    return once(this.http.patch<ChangeView>(at(stand.id), body, { context: against(stand.version) }));
  }

  move(
    stand: Stand,
    move: ChangeMove,
    body: AssessChange | CompleteChange | ReviewChange | object = {},
  ): Promise<ChangeView> {
    return once(
      this.http.put<ChangeView>(`${at(stand.id)}/${move}`, body, { context: against(stand.version) }),
    );
  }

  takeBack(stand: Stand): Promise<ChangeView> {
    return once(
      this.http.delete<ChangeView>(`${at(stand.id)}/submission`, { context: against(stand.version) }),
    );
  }

  /** The round says what was read; another's vote meanwhile makes this one no less valid. */
  decide(id: string, body: DecideOnChange): Promise<ChangeView> {
    return once(this.http.put<ChangeView>(`${at(id)}/approval`, body));
  }

  addTask(id: string, text: string, intent: Intent): Promise<ChangeView> {
    return once(this.http.post<ChangeView>(`${at(id)}/tasks`, { text }, { context: making(intent) }));
  }

  setTaskDone(id: string, taskId: string, done: boolean): Promise<ChangeView> {
    const path = `${at(id)}/tasks/${encodeURIComponent(taskId)}/completion`;
    return once(done ? this.http.put<ChangeView>(path, {}) : this.http.delete<ChangeView>(path));
  }

  removeTask(id: string, taskId: string): Promise<ChangeView> {
    return once(this.http.delete<ChangeView>(`${at(id)}/tasks/${encodeURIComponent(taskId)}`));
  }

  suggestedCauses(ticketId: string): Promise<SuggestedCauses> {
    return once(
      this.http.get<SuggestedCauses>(`/api/tickets/${encodeURIComponent(ticketId)}/suggested-causes`),
    );
  }

  /** A calendar address, answered this once. */
  makeFeed(intent: Intent): Promise<MadeFeed> {
    return once(this.http.post<MadeFeed>('/api/changes/feeds', {}, { context: making(intent) }));
  }

  /** One's tokens that read changes and can do nothing else. */
  async feeds(): Promise<TokenView[]> {
    const { items } = await once(this.http.get<TokenList>('/api/tokens'));
    return items.filter(({ scopes }) => scopes.length === 1 && scopes[0] === 'change:read');
  }

  withdrawFeed(id: string): Promise<void> {
    return once(this.http.delete<void>(`/api/tokens/${encodeURIComponent(id)}`));
  }
}

function at(id: string): string {
  return `/api/changes/${encodeURIComponent(id)}`;
}

function once<T>(call: Observable<T>): Promise<T> {
  return firstValueFrom(call);
}
