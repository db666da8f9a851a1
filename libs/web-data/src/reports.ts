import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { IncidentReport, MajorIncidentReport } from '@felles/contracts/http';
import { firstValueFrom } from 'rxjs';

export interface ReportQuery {
  /** Local calendar days, both included. */
  from: string;
  to: string;
  organisationId: string | null;
}

export interface IncidentReportQuery extends ReportQuery {
  kind: IncidentReport['kind'];
}

type Which = 'incidents' | 'major-incidents';

@Injectable({ providedIn: 'root' })
export class Reports {
  private readonly http = inject(HttpClient);

  incidents(query: IncidentReportQuery): Promise<IncidentReport> {
    return firstValueFrom(this.http.get<IncidentReport>('/api/reports/incidents', { params: filled(query) }));
  }

  majorIncidents(query: ReportQuery): Promise<MajorIncidentReport> {
    return firstValueFrom(
      this.http.get<MajorIncidentReport>('/api/reports/major-incidents', { params: filled(query) }),
    );
  }

  /** Where the same report is taken away as a file. */
  fileOf(which: Which, format: 'pdf' | 'xlsx', query: ReportQuery | IncidentReportQuery): string {
    return `/api/reports/${which}.${format}?${new URLSearchParams(filled(query))}`;
  }
}

function filled(query: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
