import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ChangeRow } from '@felles/contracts/http';
import { Icon, icons, StatePill, Texts } from '@felles/web-ui';
import { Zoned } from './zoned';

/** One change of a list or an agenda. */
@Component({
  selector: 'felles-change-line',
  imports: [Icon, RouterLink, StatePill],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a [routerLink]="['/changes', change().id]">
      <span class="title" dir="auto">
        @if (change().restricted) {
          <felles-icon [svg]="icons.padlock" /><span class="sr-only">{{ t('changes.restricted') }}, </span>
        }
        {{ change().title }}
      </span>
      <felles-state [state]="change().state" />
      <span class="meta">
        <span class="number">{{ change().number }}</span>
        <span>{{ window() }}</span>
        <span>{{ type() }}</span>
        @if (risk(); as risk) {
          <span>{{ risk }}</span>
        }
        <bdi>{{ change().organisation.name }}</bdi>
      </span>
    </a>
  `,
  styles: `
    a {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0.125rem 0.75rem;
      padding: 0.625rem 0.875rem;
      color: inherit;
      text-decoration: none;
      border-bottom: 1px solid var(--line);
    }
    a:hover {
      background: var(--plane);
    }
    a:focus-visible {
      outline-offset: -3px;
    }
    .title {
      font-weight: 550;
      overflow-wrap: anywhere;
    }
    .title felles-icon {
      font-size: 0.75rem;
    }
    .meta {
      grid-column: 1 / -1;
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.75rem;
      font-size: 0.8125rem;
      color: var(--quiet);
    }
    .number,
    .meta {
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class ChangeLine {
  private readonly zoned = inject(Zoned);
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  readonly change = input.required<ChangeRow>();
  protected readonly type = computed(() => this.t(`changes.type.${this.change().type}`));
  protected readonly risk = computed(() => {
    const { risk } = this.change();
    return risk && this.t(`changes.riskIs.${risk}`);
  });
  protected readonly window = computed(() => this.zoned.windowOf(this.change()));
}
