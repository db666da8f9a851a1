import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ChangeResult } from '@felles/contracts/http';
import { changeResults } from '@felles/domain';
import { Texts } from '@felles/web-ui';

/** How many changes ended how. */
@Component({
  selector: 'felles-change-results',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ t('reports.changes') }}</h2>
    @if (rows().length > 0) {
      <table class="ds-table">
        <caption class="sr-only">
          {{
            t('reports.changes')
          }}
        </caption>
        <thead>
          <tr>
            <th scope="col">{{ t('reports.changes.result') }}</th>
            <th scope="col">{{ t('reports.changes.count') }}</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.name) {
            <tr>
              <th scope="row">{{ row.name }}</th>
              <td>{{ row.count }}</td>
            </tr>
          }
        </tbody>
      </table>
    } @else {
      <p class="hint">{{ t('reports.changes.none') }}</p>
    }
  `,
  styles: `
    h2 {
      margin: 0 0 0.5rem;
      font-size: 1rem;
    }
    table {
      width: 100%;
    }
    tbody th {
      font-weight: 400;
    }
  `,
})
export class ChangeResults {
  private readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  readonly results = input.required<readonly ChangeResult[]>();
  protected readonly rows = computed(() =>
    this.results().map(({ result, count }) => {
      const known = changeResults.find((one) => one === result);
      return { name: known ? this.t(`reports.result.${known}`) : result, count: this.texts.number(count) };
    }),
  );
}
