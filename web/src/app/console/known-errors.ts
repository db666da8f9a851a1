import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { KnownErrorRef } from '@felles/contracts/http';
import { Icon, icons, Texts } from '@felles/web-ui';

/** The known error behind an incident, with the way around it ready to be put in the reply. */
@Component({
  selector: 'felles-known-errors',
  imports: [Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (known of errors(); track known.id) {
      <section class="notice" data-color="warning" [attr.aria-label]="t('console.known.heading')">
        <felles-icon [svg]="icons.information" />
        <div>
          <p class="row">
            <strong>{{ t('console.known.heading') }}</strong>
            <a [routerLink]="['/console', 'all', known.id]">{{ known.number }}</a>
            <bdi>{{ known.title }}</bdi>
          </p>
          @if (known.workaround; as words) {
            <p class="words" dir="auto">{{ words }}</p>
            @if (mayReply()) {
              <button type="button" class="ds-button" data-variant="secondary" (click)="used.emit(words)">
                {{ t('console.known.use') }}
              </button>
            }
          }
        </div>
      </section>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    section {
      margin: 0.875rem 1.375rem 0;
    }
    section > div {
      min-width: 0;
    }
    .words {
      margin: 0.25rem 0 0.5rem;
      max-height: 9rem;
      overflow-y: auto;
      white-space: pre-line;
      overflow-wrap: anywhere;
    }
  `,
})
export class KnownErrors {
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  readonly errors = input.required<readonly KnownErrorRef[]>();
  readonly mayReply = input(false);
  readonly used = output<string>();
}
