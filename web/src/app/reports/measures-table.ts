import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { MeasureLine } from '@felles/contracts/http';
import { Moments, Texts } from '@felles/web-ui';

/** What is to be done, by whom and when, and whether it is. */
@Component({
  selector: 'felles-measures-table',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="scroll" tabindex="0" role="region" [attr.aria-label]="heading()">
      <table class="ds-table">
        <caption>
          {{
            heading()
          }}
        </caption>
        <thead>
          <tr>
            <th scope="col">{{ t('reports.measures') }}</th>
            @if (fromMany()) {
              <th scope="col">{{ t('reports.measure.major') }}</th>
            }
            <th scope="col">{{ t('reports.measure.owner') }}</th>
            <th scope="col">{{ t('reports.measure.due') }}</th>
            <th scope="col">{{ t('reports.measure.state') }}</th>
          </tr>
        </thead>
        <tbody>
          @for (line of lines(); track line.id) {
            <tr>
              <th scope="row">{{ line.text }}</th>
              @if (fromMany()) {
                <td>
                  <a [routerLink]="['/major-incidents', line.majorId]">{{ line.majorNumber }}</a>
                </td>
              }
              <td>{{ line.owner }}</td>
              <td>{{ line.due }}</td>
              <td [class.late]="line.overdue">{{ line.state }}</td>
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
    }
    caption {
      padding-bottom: 0.5rem;
      text-align: start;
      font-weight: 600;
    }
    tbody th {
      min-width: 12rem;
      font-weight: 400;
      white-space: pre-line;
    }
    td {
      white-space: nowrap;
    }
    .late {
      font-weight: 650;
      color: var(--ds-color-danger-text-default);
    }
  `,
})
export class MeasuresTable {
  private readonly moments = inject(Moments);
  protected readonly t = inject(Texts).t;
  readonly heading = input.required<string>();
  readonly measures = input.required<readonly MeasureLine[]>();
  /** They come from several majors, so each says which. */
  readonly fromMany = input(false);
  protected readonly lines = computed(() =>
    this.measures().map((measure) => ({
      ...measure,
      text: measure.text ?? this.t('reports.noTime'),
      owner: measure.ownerName ?? this.t('reports.noTime'),
      due: measure.dueOn ? this.moments.date(measure.dueOn) : this.t('reports.noTime'),
      state: this.stateOf(measure),
    })),
  );

  private stateOf({ doneAt, overdue }: MeasureLine): string {
    if (doneAt) return this.t('reports.measure.done', { date: this.moments.date(String(doneAt)) });
    return this.t(overdue ? 'reports.measure.overdue' : 'reports.measure.open');
  }
}
