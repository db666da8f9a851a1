import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import type { Stale } from '@felles/web-data';
import { Dialog, Moments, Texts } from '@felles/web-ui';
import { fieldName } from '../fact-words';

/** Somebody was first: who changed what, and whether one's own change is still wanted. */
@Component({
  selector: 'felles-stale-dialog',
  imports: [Dialog],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-dialog [heading]="t('console.stale.heading')" (closed)="closed.emit()">
      <p>{{ t('console.stale.lead') }}</p>
      <ul>
        @for (line of lines(); track $index) {
          <li>
            {{ line.words }} <span class="subtle">{{ line.at }}</span>
          </li>
        }
      </ul>
      <div class="row">
        <button type="button" class="ds-button" (click)="again.emit()">{{ t('console.stale.again') }}</button>
        <button type="button" class="ds-button" data-variant="secondary" (click)="closed.emit()">
          {{ t('console.stale.drop') }}
        </button>
      </div>
    </felles-dialog>
  `,
})
export class StaleDialog {
  private readonly moments = inject(Moments);
  protected readonly t = inject(Texts).t;
  readonly stale = input.required<Stale>();
  readonly again = output();
  readonly closed = output();

  protected readonly lines = computed(() =>
    this.stale().conflict.changes.map((change) => {
      const name = change.by?.displayName ?? this.t('common.person.system');
      const field = fieldName({ t: this.t }, change.field).toLocaleLowerCase();
      return { words: this.t('console.stale.change', { name, field }), at: this.moments.exact(change.at) };
    }),
  );
}
