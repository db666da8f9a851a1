import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { EnrolmentCode, PatchBoard, ServerPage, UpdatePage } from '@felles/contracts/http';
import { firstValueFrom } from 'rxjs';

type Query = Readonly<Record<string, string>>;

/** Which server lacks which update. */
@Injectable({ providedIn: 'root' })
export class Patching {
  private readonly http = inject(HttpClient);

  board(): Promise<PatchBoard> {
    return firstValueFrom(this.http.get<PatchBoard>('/api/patch-status'));
  }

  servers(params: Query): Promise<ServerPage> {
    return firstValueFrom(this.http.get<ServerPage>('/api/patch-status/servers', { params }));
  }

  updates(id: string, params: Query): Promise<UpdatePage> {
    return firstValueFrom(this.http.get<UpdatePage>(`/api/configuration-items/${id}/updates`, { params }));
  }

  /** A code that enrols the server once. */
  offer(id: string): Promise<EnrolmentCode> {
    return firstValueFrom(this.http.post<EnrolmentCode>(`/api/configuration-items/${id}/enrolment`, {}));
  }

  revoke(id: string): Promise<void> {
    return firstValueFrom(this.http.delete<void>(`/api/configuration-items/${id}/collector`));
  }
}
