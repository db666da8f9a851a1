import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Texts } from '@felles/web-ui';
import type { Cases } from './cases';

/** One bar: its name, its number, and the address of the cases behind it. */
export interface Bar {
  name: string;
  count: number;
  leadsTo: Cases;
}

/** Bars in a table: the numbers are the table, the bars its drawing. Each number opens its cases. */
@Component({
  selector: 'felles-figure-bars',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <table>
      <caption>
        {{
          heading()
        }}
      </caption>
      <thead class="sr-only">
        <tr>
          <th scope="col">{{ t('reports.column.name') }}</th>
          <th scope="col">{{ t('reports.column.count') }}</th>
        </tr>
      </thead>
      <tbody>
        @for (bar of bars(); track $index) {
          <tr>
            <th scope="row">
              <span>{{ bar.name }}</span>
              <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect [attr.width]="share(bar.count)" height="6" rx="1" />
              </svg>
            </th>
            <td>
              <a
                [routerLink]="['/console', bar.leadsTo.queue]"
                [queryParams]="bar.leadsTo.query"
                [attr.aria-label]="t('reports.openFigure', { name: bar.name, count: bar.count })"
                >{{ number(bar.count) }}</a
              >
            </td>
          </tr>
        }
      </tbody>
    </table>
  `,
  styles: `
    table {
      width: 100%;
      border-collapse: collapse;
      font-size: 0.875rem;
    }
    caption {
      padding-bottom: 0.5rem;
      text-align: start;
      font-weight: 600;
      font-size: 1rem;
    }
    th {
      padding: 0.375rem 0;
      text-align: start;
      font-weight: 400;
    }
    th span {
      display: block;
      overflow-wrap: anywhere;
    }
    td {
      width: 4.5rem;
      padding: 0.375rem 0;
      text-align: end;
      vertical-align: bottom;
      font-variant-numeric: tabular-nums;
      font-weight: 600;
    }
    svg {
      display: block;
      width: 100%;
      height: 6px;
      margin-top: 0.1875rem;
      background: var(--ds-color-neutral-background-tinted);
      border-radius: 3px;
    }
    rect {
      fill: var(--ds-color-accent-base-default);
    }
    td a {
      display: inline-block;
      min-width: 1.5rem;
      min-height: 1.5rem;
    }
  `,
})
export class FigureBars {
  private readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  protected readonly number = this.texts.number;
  readonly heading = input.required<string>();
  readonly bars = input.required<readonly Bar[]>();
  private readonly most = computed(() => Math.max(1, ...this.bars().map((bar) => bar.count)));

  protected share(count: number): number {
    return (count / this.most()) * 100;
  }
}
