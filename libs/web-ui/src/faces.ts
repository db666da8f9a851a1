import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { Icon } from './icon.js';
import { inbox, warning } from './icons.js';
import { Texts } from './texts.js';

/** What went wrong with a call, as far as a screen needs it. */
export interface Fault {
  code: string;
  title: string;
  detail: string;
  correlationId?: string | null;
}

/** Rows to come. */
@Component({
  selector: 'felles-loading',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="sr-only" role="status">{{ t('common.face.loading') }}</p>
    <div aria-hidden="true">
      @for (row of bars(); track row) {
        <div class="bar"><span class="ds-skeleton"></span><span class="ds-skeleton short"></span></div>
      }
    </div>
  `,
  styles: `
    .bar {
      display: grid;
      gap: 0.5rem;
      padding: 0.75rem 1rem;
    }
    .ds-skeleton {
      display: block;
      height: 0.75rem;
      width: 85%;
    }
    .short {
      width: 45%;
    }
  `,
})
export class Loading {
  protected readonly t = inject(Texts).t;
  readonly rows = input(5);
  protected readonly bars = computed(() => Array.from({ length: this.rows() }, (_, index) => index));
}

/** Nothing to show, and why that is all right. */
@Component({
  selector: 'felles-empty',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-icon [svg]="inbox" />
    <p class="heading">{{ heading() }}</p>
    <p class="subtle">{{ detail() }}</p>
    <ng-content />
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 0.25rem;
      padding: 3rem 1.5rem;
      text-align: center;
    }
    felles-icon {
      font-size: 1.75rem;
      color: var(--quiet);
    }
    p {
      margin: 0;
      text-wrap: balance;
    }
    .heading {
      font-weight: 600;
    }
  `,
})
export class Empty {
  readonly heading = input.required<string>();
  readonly detail = input('');
  protected readonly inbox = inbox;
}

/** What went wrong, in words, with a way to try again. */
@Component({
  selector: 'felles-problem',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="notice" data-color="danger" role="alert">
      <felles-icon [svg]="warning" />
      <div>
        <p class="heading">{{ words().title }}</p>
        <p>{{ words().detail }}</p>
        @if (reference(); as id) {
          <p class="reference">{{ t('common.face.reference', { id }) }}</p>
        }
        <ng-content />
        @if (retryable()) {
          <button type="button" class="ds-button" data-variant="secondary" (click)="retry.emit()">
            {{ t('common.face.retry') }}
          </button>
        }
      </div>
    </div>
  `,
  styles: `
    :host {
      display: block;
    }
    .heading {
      font-weight: 600;
    }
    .reference {
      font-size: 0.75rem;
      overflow-wrap: anywhere;
    }
    button {
      margin-top: 0.5rem;
    }
  `,
})
export class ProblemFace {
  protected readonly t = inject(Texts).t;
  readonly fault = input.required<Fault>();
  readonly retryable = input(false);
  readonly retry = output();
  protected readonly warning = warning;
  /** Worth quoting only where the fault is ours. */
  protected readonly reference = computed(() =>
    this.fault().code === 'internal' ? this.fault().correlationId : null,
  );
  protected readonly words = computed(() => {
    const { code, title, detail } = this.fault();
    if (code !== 'offline' && code !== 'unreadable') return { title, detail };
    return { title: this.t(`common.trouble.${code}.title`), detail: this.t(`common.trouble.${code}.detail`) };
  });
}
