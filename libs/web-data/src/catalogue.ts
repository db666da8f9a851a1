import { HttpClient } from '@angular/common/http';
import { inject, Injectable, signal } from '@angular/core';
import type { CatalogueView } from '@felles/contracts/http';
import { firstValueFrom } from 'rxjs';

const nothing: CatalogueView = { organisations: [], services: [], categories: [], sites: [], groups: [] };

/** What forms and pickers offer, as the asker may see it; fetched once per session. */
@Injectable({ providedIn: 'root' })
export class Catalogue {
  private readonly http = inject(HttpClient);
  private asked: Promise<void> | null = null;
  private readonly current = signal<CatalogueView>(nothing);
  readonly view = this.current.asReadonly();

  /** Fetches it unless it is here; a failed try is forgotten so that the next one asks again. */
  load(): Promise<void> {
    this.asked ??= this.fetch().catch((error: unknown) => {
      this.asked = null;
      throw error;
    });
    return this.asked;
  }

  forget(): void {
    this.asked = null;
    this.current.set(nothing);
  }

  private async fetch(): Promise<void> {
    this.current.set(await firstValueFrom(this.http.get<CatalogueView>('/api/catalogue')));
  }
}
