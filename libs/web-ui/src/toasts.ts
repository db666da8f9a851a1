import { ChangeDetectionStrategy, Component, inject, Injectable, signal } from '@angular/core';
import { Texts } from './texts.js';

interface Toast {
  id: number;
  text: string;
}

/** Short words about something done, spoken by screen readers and gone by themselves. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  private next = 1;
  readonly list = signal<readonly Toast[]>([]);

  say(text: string): void {
    const toast = { id: this.next++, text };
    this.list.update((all) => [...all.slice(-2), toast]);
    setTimeout(() => this.list.update((all) => all.filter((one) => one !== toast)), 6000);
  }
}

@Component({
  selector: 'felles-toasts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="status" [attr.aria-label]="t('common.toast.region')">
      @for (toast of toasts.list(); track toast.id) {
        <p>{{ toast.text }}</p>
      }
    </div>
  `,
  styles: `
    div {
      position: fixed;
      inset: auto 1rem 1rem auto;
      z-index: 20;
      display: grid;
      gap: 0.5rem;
      max-width: calc(100vw - 2rem);
      pointer-events: none;
    }
    p {
      margin: 0;
      padding: 0.625rem 1rem;
      border-radius: 0.5rem;
      font-weight: 500;
      box-shadow: var(--ds-shadow-lg);
      background: var(--ds-color-neutral-base-default);
      color: var(--ds-color-neutral-base-contrast-default);
    }
  `,
})
export class ToastList {
  protected readonly t = inject(Texts).t;
  protected readonly toasts = inject(Toasts);
}
