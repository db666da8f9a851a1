import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { BoardLine, StatusFigure, StatusFigures } from '@felles/contracts/http';
import { patchStatuses } from '@felles/domain';
import { Texts } from '@felles/web-ui';

export function queryOf({ leadsTo }: StatusFigure): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(leadsTo));
}

/** One bar, cut by status: the drawing beside a table, never the only place a number stands. */
@Component({
  selector: 'felles-status-bar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      @for (part of parts(); track part.status) {
        <rect [attr.class]="part.status" [attr.x]="part.x" [attr.width]="part.width" height="8" />
      }
    </svg>
  `,
  styles: `
    svg {
      display: block;
      width: 100%;
      height: 0.5rem;
      border-radius: 0.25rem;
      background: var(--ds-color-neutral-background-tinted);
    }
    .needs_security_update {
      fill: var(--ds-color-danger-base-default);
    }
    .needs_update {
      fill: var(--ds-color-warning-base-default);
    }
    .unknown {
      fill: var(--ds-color-neutral-border-strong);
    }
    .up_to_date {
      fill: var(--ds-color-success-base-default);
    }
  `,
})
export class StatusBar {
  readonly statuses = input.required<StatusFigures>();
  protected readonly parts = computed(() => {
    const total = Math.max(
      1,
      patchStatuses.reduce((sum, status) => sum + this.statuses()[status].count, 0),
    );
    let x = 0;
    return patchStatuses.map((status) => {
      const width = (this.statuses()[status].count / total) * 100;
      x += width;
      return { status, x: x - width, width };
    });
  });
}

/** The servers of each organisation, site, group or service by status; each number opens its servers. */
@Component({
  selector: 'felles-status-table',
  imports: [RouterLink, StatusBar],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="scroll" tabindex="0" role="region" [attr.aria-label]="heading()">
      <table>
        <caption>
          {{
            heading()
          }}
        </caption>
        <thead>
          <tr>
            <th scope="col">{{ t('patching.column.name') }}</th>
            @for (status of statuses; track status) {
              <th scope="col">{{ t(shortName(status)) }}</th>
            }
            <th scope="col">{{ t('patching.column.total') }}</th>
          </tr>
        </thead>
        <tbody>
          @for (line of lines(); track line.id) {
            <tr>
              <th scope="row">
                {{ line.name ? label(line.name) : t('patching.none') }}
                <felles-status-bar [statuses]="line.statuses" />
              </th>
              @for (status of statuses; track status) {
                <td>
                  @if (line.statuses[status].count) {
                    <a routerLink="/patching/servers" [queryParams]="queryOf(line.statuses[status])">{{
                      number(line.statuses[status].count)
                    }}</a>
                  } @else {
                    <span class="subtle">0</span>
                  }
                </td>
              }
              <td>
                <a routerLink="/patching/servers" [queryParams]="queryOf(line.total)">{{
                  number(line.total.count)
                }}</a>
              </td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    .scroll {
      overflow-x: auto;
    }
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
      padding: 0.375rem 0.75rem 0.375rem 0;
      text-align: start;
      font-weight: 400;
      min-width: 9rem;
    }
    thead th {
      vertical-align: bottom;
      white-space: nowrap;
      font-size: 0.75rem;
      color: var(--quiet);
      min-width: 0;
    }
    thead th + th,
    td {
      padding-inline: 0.375rem;
      text-align: end;
      font-variant-numeric: tabular-nums;
    }
    td a {
      display: inline-block;
      min-width: 1.5rem;
      min-height: 1.5rem;
      font-weight: 600;
    }
    tbody tr {
      border-top: 1px solid var(--line);
    }
    felles-status-bar {
      display: block;
      margin-top: 0.25rem;
    }
  `,
})
export class StatusTable {
  private readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  protected readonly label = this.texts.label;
  protected readonly number = this.texts.number;
  protected readonly statuses = patchStatuses;
  protected readonly queryOf = queryOf;
  readonly heading = input.required<string>();
  readonly lines = input.required<readonly BoardLine[]>();

  protected shortName = (status: (typeof patchStatuses)[number]) => `patching.short.${status}` as const;
}
