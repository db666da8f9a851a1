import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import type { PlannableItem, WantedUpdate } from '@felles/contracts/http';
import { Texts } from '@felles/web-ui';
import { updateKey } from './plan-form';

/** Which of the updates the servers lack are to be installed. */
@Component({
  selector: 'felles-update-picker',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (server of servers(); track server.id) {
      <fieldset class="choices">
        <legend>{{ t('changes.update.of', { name: server.name }) }}</legend>
        @for (update of server.updates; track update.updateId) {
          <label>
            <input type="checkbox" [checked]="chosen().has(key(update))" (change)="toggled.emit(update)" />
            <span dir="auto">{{ update.title }}</span>
            @if (update.exploited) {
              <span class="pill" data-color="danger">{{ t('changes.update.exploited') }}</span>
            } @else if (update.security) {
              <span class="pill" data-color="info">{{ t('changes.update.security') }}</span>
            }
          </label>
        }
      </fieldset>
    }
  `,
  styles: `
    fieldset {
      max-height: 22rem;
      margin-bottom: 1rem;
      overflow-y: auto;
    }
    label span:first-of-type {
      flex: 1;
      min-width: 0;
      overflow-wrap: anywhere;
    }
  `,
})
export class UpdatePicker {
  protected readonly t = inject(Texts).t;
  protected readonly key = updateKey;
  readonly items = input.required<readonly PlannableItem[]>();
  readonly wanted = input.required<readonly WantedUpdate[]>();
  readonly chosen = input.required<ReadonlySet<string>>();
  readonly toggled = output<WantedUpdate>();
  protected readonly servers = computed(() => {
    const byServer = Map.groupBy(this.wanted(), ({ configurationItemId }) => configurationItemId);
    return this.items().flatMap(({ id, name }) => {
      const updates = byServer.get(id);
      return updates ? [{ id, name, updates }] : [];
    });
  });
}
