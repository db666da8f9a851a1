import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type {
  AddMeasure,
  AttachedChildren,
  DeclareMajor,
  FollowMeasure,
  MajorPage,
  MajorView,
  MeasurePage,
  ResolveMajor,
  SuggestedChildren,
  WriteMajorEntry,
  WriteReview,
} from '@felles/contracts/http';
import type { MajorRole } from '@felles/domain';
import { firstValueFrom, type Observable } from 'rxjs';
import { against, making, type Intent } from './writes.js';

export type MajorListQuery = Readonly<Record<string, string>>;

/** `/api/major-incidents`, their measures, and the declaration that makes an incident one. */
@Injectable({ providedIn: 'root' })
export class Majors {
  private readonly http = inject(HttpClient);

  list(query: MajorListQuery): Promise<MajorPage> {
    return said(this.http.get<MajorPage>('/api/major-incidents', { params: { ...query } }));
  }

  open(id: string): Promise<MajorView> {
    return said(this.http.get<MajorView>(at(id)));
  }

  declare(stand: { id: string; version: number }, body: DeclareMajor): Promise<MajorView> {
    return said(
      this.http.put<MajorView>(`/api/incidents/${encodeURIComponent(stand.id)}/major`, body, {
        context: against(stand.version),
      }),
    );
  }

  enter(id: string, body: WriteMajorEntry, intent: Intent): Promise<MajorView> {
    return said(this.http.post<MajorView>(`${at(id)}/entries`, body, { context: making(intent) }));
  }

  give(id: string, role: MajorRole, personId: string | null): Promise<MajorView> {
    return said(this.http.put<MajorView>(`${at(id)}/roles/${role}`, { personId }));
  }

  suggested(id: string): Promise<SuggestedChildren> {
    return said(this.http.get<SuggestedChildren>(`${at(id)}/suggested-children`));
  }

  attach(id: string, ticketIds: string[], intent: Intent): Promise<AttachedChildren> {
    return said(
      this.http.post<AttachedChildren>(`${at(id)}/children`, { ticketIds }, { context: making(intent) }),
    );
  }

  solve(id: string, body: ResolveMajor): Promise<MajorView> {
    return said(this.http.put<MajorView>(`${at(id)}/resolution`, body));
  }

  standDown(id: string): Promise<MajorView> {
    return said(this.http.put<MajorView>(`${at(id)}/stand-down`, {}));
  }

  resume(id: string): Promise<MajorView> {
    return said(this.http.delete<MajorView>(`${at(id)}/stand-down`));
  }

  review(id: string, body: WriteReview): Promise<MajorView> {
    return said(this.http.put<MajorView>(`${at(id)}/review`, body));
  }

  approve(id: string, version: number): Promise<MajorView> {
    return said(this.http.put<MajorView>(`${at(id)}/review/approval`, { version }));
  }

  addMeasure(id: string, body: AddMeasure, intent: Intent): Promise<MajorView> {
    return said(this.http.post<MajorView>(`${at(id)}/measures`, body, { context: making(intent) }));
  }

  follow(measure: { id: string; version: number }, body: FollowMeasure): Promise<MajorView> {
    return said(
      this.http.patch<MajorView>(`/api/measures/${encodeURIComponent(measure.id)}`, body, {
        context: against(measure.version),
      }),
    );
  }

  measures(query: MajorListQuery): Promise<MeasurePage> {
    return said(this.http.get<MeasurePage>('/api/measures', { params: { ...query } }));
  }
}

function said<T>(answer: Observable<T>): Promise<T> {
  return firstValueFrom(answer);
}

function at(id: string): string {
  return `/api/major-incidents/${encodeURIComponent(id)}`;
}
