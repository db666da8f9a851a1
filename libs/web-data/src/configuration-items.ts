import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type {
  AddConfigurationItem,
  ChangeConfigurationItem,
  ConfigurationItemPage,
  ConfigurationItemView,
  EventPage,
  ItemListFile,
  ItemListOutcome,
  ItemTicketPage,
  RelateConfigurationItem,
} from '@felles/contracts/http';
import { firstValueFrom, type Observable } from 'rxjs';
import { against, making, type Intent } from './writes.js';

const at = '/api/configuration-items';
type Query = Readonly<Record<string, string>>;

/** What the desk runs: servers, switches, applications. */
@Injectable({ providedIn: 'root' })
export class ConfigurationItems {
  private readonly http = inject(HttpClient);

  list(params: Query): Promise<ConfigurationItemPage> {
    return once(this.http.get<ConfigurationItemPage>(at, { params }));
  }

  open(id: string): Promise<ConfigurationItemView> {
    return once(this.http.get<ConfigurationItemView>(`${at}/${id}`));
  }

  add(body: AddConfigurationItem, intent: Intent): Promise<ConfigurationItemView> {
    return once(this.http.post<ConfigurationItemView>(at, body, { context: making(intent) }));
  }

  change(id: string, version: number, body: ChangeConfigurationItem): Promise<ConfigurationItemView> {
    return once(this.http.patch<ConfigurationItemView>(`${at}/${id}`, body, { context: against(version) }));
  }

  retire(id: string): Promise<ConfigurationItemView> {
    return once(this.http.put<ConfigurationItemView>(`${at}/${id}/retirement`, null));
  }

  useAgain(id: string): Promise<ConfigurationItemView> {
    return once(this.http.delete<ConfigurationItemView>(`${at}/${id}/retirement`));
  }

  relate(id: string, body: RelateConfigurationItem): Promise<ConfigurationItemView> {
    return once(this.http.post<ConfigurationItemView>(`${at}/${id}/relations`, body));
  }

  unrelate(id: string, relationId: string): Promise<ConfigurationItemView> {
    return once(this.http.delete<ConfigurationItemView>(`${at}/${id}/relations/${relationId}`));
  }

  tickets(id: string, params: Query): Promise<ItemTicketPage> {
    return once(this.http.get<ItemTicketPage>(`${at}/${id}/tickets`, { params }));
  }

  events(id: string, cursor: string | null): Promise<EventPage> {
    return once(
      this.http.get<EventPage>(`${at}/${id}/events`, {
        params: { limit: '15', ...(cursor ? { cursor } : {}) },
      }),
    );
  }

  preview(file: ItemListFile): Promise<ItemListOutcome> {
    return once(this.http.post<ItemListOutcome>(`${at}/list/preview`, file));
  }

  bringIn(file: ItemListFile): Promise<ItemListOutcome> {
    return once(this.http.post<ItemListOutcome>(`${at}/list`, file));
  }
}

function once<T>(answer: Observable<T>): Promise<T> {
  return firstValueFrom(answer);
}
