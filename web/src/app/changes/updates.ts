import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ChangeUpdateView } from '@felles/contracts/http';
import type { UpdateOutcome } from '@felles/domain';
import { Icon, icons, Texts } from '@felles/web-ui';

const looks: Record<UpdateOutcome, { icon: string; colour: string }> = {
  planned: { icon: icons.clock, colour: 'neutral' },
  installed: { icon: icons.checkmark, colour: 'success' },
  failed: { icon: icons.cross, colour: 'danger' },
  missing: { icon: icons.warning, colour: 'warning' },
};

/** The updates of a change, server by server, as the servers' own reports tick them. */
@Component({
  selector: 'felles-change-updates',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ t('changes.update.heading') }}</h2>
    <p class="subtle">{{ t('changes.update.counted', { done: done(), count: updates().length }) }}</p>
    @for (server of servers(); track server.id) {
      <h3>{{ server.name }}</h3>
      <ul>
        @for (update of server.updates; track update.updateId) {
          <li>
            <span class="pill" [attr.data-color]="looks[update.outcome].colour"
              ><felles-icon [svg]="looks[update.outcome].icon" />{{ outcome(update) }}</span
            >
            <span dir="auto">{{ update.title ?? update.updateId }}</span>
            @if (update.exploited) {
              <span class="pill" data-color="danger">{{ t('changes.update.exploited') }}</span>
            } @else if (update.security) {
              <span class="pill" data-color="info">{{ t('changes.update.security') }}</span>
            }
          </li>
        }
      </ul>
    }
  `,
  styles: `
    h3 {
      margin: 0.75rem 0 0.25rem;
      font-size: 0.875rem;
      font-weight: 600;
    }
    p {
      margin: 0;
    }
    ul {
      display: grid;
      gap: 0.375rem;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem 0.5rem;
      font-size: 0.875rem;
      overflow-wrap: anywhere;
    }
  `,
})
export class ChangeUpdates {
  protected readonly t = inject(Texts).t;
  protected readonly looks = looks;
  readonly updates = input.required<readonly ChangeUpdateView[]>();
  protected readonly done = computed(
    () => this.updates().filter(({ outcome }) => outcome === 'installed').length,
  );
  protected readonly servers = computed(() =>
    [...Map.groupBy(this.updates(), ({ item }) => item.id)].map(([id, updates]) => ({
      id,
      updates,
      name: updates[0]!.item.name,
    })),
  );

  protected outcome({ outcome }: ChangeUpdateView): string {
    return this.t(`changes.outcome.${outcome}`);
  }
}
