import { computed, effect, inject, Injectable, signal } from '@angular/core';
import { Router } from '@angular/router';
import { Catalogue, Realtime, Session } from '@felles/web-data';
import { Moments, type Line } from '@felles/web-ui';
import { safeReturn } from '../pages';

/** Follows the session: the live line is up while one is signed in, and a lost session leads to sign-in and back. */
@Injectable({ providedIn: 'root' })
export class Following {
  private readonly session = inject(Session);
  private readonly realtime = inject(Realtime);
  private readonly router = inject(Router);
  private readonly catalogue = inject(Catalogue);
  private readonly now = inject(Moments).now;
  private readonly online = signal(navigator.onLine);
  private readonly trying = computed(() => this.realtime.state().kind === 'reconnecting');
  /** A short blink of the line is nobody's concern; once it is one, it stays told until the line is back. */
  private readonly patient = signal(true);

  readonly line = computed((): Line => {
    const state = this.realtime.state();
    if (!this.online()) return { kind: 'offline' };
    const reloaded = this.realtime.reloadedAt();
    if (this.trying() && this.patient()) return { kind: 'live' };
    if (state.kind === 'live' && reloaded && this.now() - reloaded < 60_000) return { kind: 'reloaded' };
    return state;
  });

  constructor() {
    addEventListener('online', () => this.online.set(true));
    addEventListener('offline', () => this.online.set(false));
    this.realtime.on('signedOut', () => this.session.expire());
    effect((onCleanup) => {
      this.patient.set(true);
      if (!this.trying()) return;
      const timer = setTimeout(() => this.patient.set(false), 1500);
      onCleanup(() => clearTimeout(timer));
    });
    effect(() => {
      const state = this.session.state();
      if (state === 'in') void this.realtime.start();
      if (state === 'out') this.leave();
    });
  }

  private leave(): void {
    this.realtime.stop();
    this.catalogue.forget();
    if (!this.session.expired()) return;
    const returnTo = safeReturn(this.router.url);
    void this.router.navigate(['/sign-in'], { queryParams: returnTo ? { returnTo } : {} });
  }
}
