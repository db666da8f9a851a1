import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { Session } from '@felles/web-data';
import { Banner, Texts, ToastList } from '@felles/web-ui';
import { FocusKeeper } from './shell/focus-keeper';
import { Following } from './shell/following';
import { PageFocus } from './shell/page-focus';
import { TopBar } from './shell/top-bar';

@Component({
  selector: 'app-root',
  imports: [Banner, RouterOutlet, ToastList, TopBar],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a class="skip" href="#content" (click)="skip($event)">{{ t('common.skip') }}</a>
    <felles-top-bar />
    @if (session.state() === 'in') {
      <felles-banner [line]="following.line()" />
    }
    <div id="content" tabindex="-1"><router-outlet /></div>
    <felles-toasts />
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: 100dvh;
    }
    #content {
      flex: 1;
      display: flex;
      flex-direction: column;
      min-height: 0;
    }
    .skip {
      position: absolute;
      z-index: 30;
      inset: 0.5rem auto auto 0.5rem;
      padding: 0.5rem 1rem;
      border-radius: 0.5rem;
      background: var(--ds-color-neutral-base-default);
      color: var(--ds-color-neutral-base-contrast-default);
    }
    .skip:not(:focus) {
      transform: translateY(-200%);
    }
  `,
})
export class App {
  protected readonly t = inject(Texts).t;
  protected readonly session = inject(Session);
  protected readonly following = inject(Following);

  constructor() {
    inject(PageFocus);
    inject(FocusKeeper);
  }

  /** A fragment link would go through `<base>` and the router; only the focus should move. */
  protected skip(event: Event): void {
    event.preventDefault();
    const content = document.getElementById('content');
    (content?.querySelector<HTMLElement>('main') ?? content)?.focus();
  }
}
