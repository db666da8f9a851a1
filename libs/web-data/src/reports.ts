import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { DeskReport } from '@felles/contracts/http';
import { firstValueFrom } from 'rxjs';

export interface ReportQuery {
  /** Local calendar days, both included. */
  from: string;
  to: string;
  organisationId: string | null;
}

@Injectable({ providedIn: 'root' })
export class Reports {
  private readonly http = inject(HttpClient);

  desk({ from, to, organisationId }: ReportQuery): Promise<DeskReport> {
    const params = { from, to, ...(organisationId ? { organisationId } : {}) };
    return firstValueFrom(this.http.get<DeskReport>('/api/reports/desk', { params }));
  }
}
