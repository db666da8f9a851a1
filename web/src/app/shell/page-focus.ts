import { DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { NavigationEnd, Router } from '@angular/router';
import type { TextKey } from '@felles/i18n';
import { PageName, Texts } from '@felles/web-ui';

/** Gives each page its title in the reader's language, and the focus to its heading when one comes to it. */
@Injectable({ providedIn: 'root' })
export class PageFocus {
  private readonly document = inject(DOCUMENT);
  private readonly router = inject(Router);
  private readonly texts = inject(Texts);
  private readonly detail = inject(PageName).detail;
  private readonly title = signal<TextKey | null>(null);
  private before: string | null = null;

  constructor() {
    const title = inject(Title);
    effect(() => {
      const key = this.title();
      const parts = [this.detail(), key && this.texts.t(key), 'Felles'];
      title.setTitle(parts.filter(Boolean).join(' – '));
    });
    this.router.events.subscribe((event) => {
      if (event instanceof NavigationEnd) this.arrive(event.urlAfterRedirects);
    });
  }

  private arrive(url: string): void {
    let route = this.router.routerState.snapshot.root;
    while (route.firstChild) route = route.firstChild;
    this.title.set((route.data['title'] as TextKey | undefined) ?? null);
    const screen =
      route.data['area'] === 'console' ? `${route.routeConfig?.path ?? 'console'}` : url.split(/[?#]/)[0]!;
    const moved = this.before !== null && this.before !== screen;
    this.before = screen;
    // The console's list and panes look after their own focus while one moves through them.
    if (moved) setTimeout(() => this.focusHeading());
  }

  private focusHeading(): void {
    const heading = this.document.querySelector<HTMLElement>('main h1');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }
}
