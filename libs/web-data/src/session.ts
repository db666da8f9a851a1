import { HttpClient, HttpErrorResponse, type HttpHandlerFn, type HttpRequest } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import type { SessionView } from '@felles/contracts/http';
import type { Language, Permission } from '@felles/domain';
import { catchError, firstValueFrom, throwError } from 'rxjs';
import { troubleOf, type Trouble } from './trouble.js';

/** Who is signed in. `unknown` until the server has been asked. */
export type SessionState = 'unknown' | 'in' | 'out' | 'unreachable';

@Injectable({ providedIn: 'root' })
export class Session {
  private readonly http = inject(HttpClient);
  private readonly current = signal<SessionView | null>(null);
  readonly state = signal<SessionState>('unknown');
  /** True once a session that was there has ended by itself. */
  readonly expired = signal(false);
  readonly trouble = signal<Trouble | null>(null);
  readonly view = this.current.asReadonly();
  readonly personId = computed(() => this.current()?.person.id ?? null);

  may(permission: Permission): boolean {
    return this.current()?.permissions.includes(permission) ?? false;
  }

  /** Asks the server who we are. */
  async restore(): Promise<SessionState> {
    try {
      this.enter(await firstValueFrom(this.http.get<SessionView>('/api/session')));
    } catch (error) {
      const trouble = troubleOf(error);
      this.trouble.set(trouble.status === 401 ? null : trouble);
      this.state.set(trouble.status === 401 ? 'out' : 'unreachable');
    }
    return this.state();
  }

  async signIn(email: string, password: string): Promise<SessionView> {
    const view = await firstValueFrom(this.http.post<SessionView>('/api/session', { email, password }));
    this.enter(view);
    return view;
  }

  async signOut(): Promise<void> {
    await firstValueFrom(this.http.delete<void>('/api/session'));
    this.leave(false);
  }

  async speak(language: Language): Promise<void> {
    this.current.update((view) => view && { ...view, language });
    await firstValueFrom(this.http.put<SessionView>('/api/session/language', { language }));
  }

  /** The session has ended without our doing. */
  expire(): void {
    if (this.state() === 'in') this.leave(true);
  }

  private enter(view: SessionView): void {
    this.current.set(view);
    this.trouble.set(null);
    this.expired.set(false);
    this.state.set('in');
  }

  private leave(expired: boolean): void {
    this.current.set(null);
    this.expired.set(expired);
    this.state.set('out');
  }
}

/** Notices when any call is answered "not signed in". */
export function sessionWatch(request: HttpRequest<unknown>, next: HttpHandlerFn) {
  const session = inject(Session);
  return next(request).pipe(
    catchError((error: unknown) => {
      const lost = error instanceof HttpErrorResponse && error.status === 401;
      if (lost && !request.url.startsWith('/api/session')) session.expire();
      return throwError(() => error);
    }),
  );
}
