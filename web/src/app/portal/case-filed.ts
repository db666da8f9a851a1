import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TicketView } from '@felles/contracts/http';
import { Icon, icons, Texts } from '@felles/web-ui';

/** It has arrived: the number, and what happens next. */
@Component({
  selector: 'felles-case-filed',
  imports: [Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-icon class="done" data-color="success" [svg]="icons.checkmark" />
    <h1>{{ t('portal.filed.heading') }}</h1>
    <p class="lead">
      {{ t('portal.filed.number', { number: ticket().number }) }} <bdi>«{{ ticket().title }}»</bdi>
    </p>
    <h2>{{ t('portal.filed.next') }}</h2>
    <ol>
      <li>{{ t('portal.filed.next1') }}</li>
      <li>{{ t('portal.filed.next2') }}</li>
      <li>{{ t('portal.filed.next3') }}</li>
    </ol>
    <div class="row">
      <a class="ds-button" [routerLink]="['/cases', ticket().id]">{{ t('portal.filed.open') }}</a>
      <button type="button" class="ds-button" data-variant="secondary" (click)="another.emit()">
        {{ t('portal.filed.another') }}
      </button>
    </div>
  `,
  styles: `
    .done {
      font-size: 2.5rem;
      margin-inline-start: -0.25rem;
      color: var(--ds-color-success-border-default);
    }
    h2 {
      margin: 2rem 0 0.5rem;
      font-size: 1.0625rem;
    }
    ol {
      display: grid;
      gap: 0.625rem;
      margin: 0 0 2rem;
      padding-inline-start: 1.5rem;
    }
    .lead {
      overflow-wrap: anywhere;
    }
    a {
      text-decoration: none;
    }
  `,
})
export class CaseFiled {
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  readonly ticket = input.required<TicketView>();
  readonly another = output();
}
