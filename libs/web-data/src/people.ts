import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { PeopleList, PersonFound } from '@felles/contracts/http';
import { firstValueFrom } from 'rxjs';

@Injectable({ providedIn: 'root' })
export class People {
  private readonly http = inject(HttpClient);

  find(q: string, organisationId: string | null = null): Promise<PersonFound[]> {
    return this.ask({ q, ...(organisationId ? { organisationId } : {}) });
  }

  ofGroup(groupId: string): Promise<PersonFound[]> {
    return this.ask({ groupId });
  }

  private async ask(params: Record<string, string>): Promise<PersonFound[]> {
    return (await firstValueFrom(this.http.get<PeopleList>('/api/people', { params }))).items;
  }
}
