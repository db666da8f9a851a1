import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Texts } from '@felles/web-ui';
import type { Cases } from './cases';

/** One number that matters, leading to its cases where it counts cases. */
@Component({
  selector: 'div[fellesKeyFigure]',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dt>{{ name() }}</dt>
    <dd>
      @if (leadsTo(); as cases) {
        <a
          [routerLink]="['/console', cases.queue]"
          [queryParams]="cases.query"
          [attr.aria-label]="t('reports.openFigure', { name: name(), count: value() })"
          >{{ value() }}</a
        >
      } @else {
        <span [class.words]="words()">{{ value() }}</span>
      }
    </dd>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 0.125rem;
      padding: 1rem 1.125rem;
      border: 1px solid var(--line);
      border-radius: 0.75rem;
      background: var(--ds-color-neutral-surface-default);
    }
    dt {
      font-size: 0.8125rem;
      color: var(--quiet);
    }
    dd {
      margin: 0;
      font-size: 1.625rem;
      font-weight: 650;
      letter-spacing: -0.015em;
      font-variant-numeric: tabular-nums;
      line-height: 1.25;
    }
    a {
      color: inherit;
      text-decoration-thickness: 1px;
      text-decoration-color: var(--ds-color-accent-border-default);
      text-underline-offset: 0.2em;
    }
    .words {
      font-size: 1.125rem;
      line-height: 1.8;
    }
  `,
})
export class KeyFigure {
  protected readonly t = inject(Texts).t;
  readonly name = input.required<string>();
  readonly value = input.required<string>();
  readonly leadsTo = input<Cases | null>(null);
  /** The value is words rather than a number. */
  readonly words = input(false);
}
