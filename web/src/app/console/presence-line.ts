import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Presence } from '@felles/contracts/values';
import { Icon, icons, Texts } from '@felles/web-ui';

/** Who else is here: looking, or writing. */
@Component({
  selector: 'felles-presence-line',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="status">
      @if (writing().length) {
        <p class="writing">
          <felles-icon [svg]="icons.pencil" />{{ t('console.presence.writing', { names: names(writing()) }) }}
        </p>
      }
      @if (looking().length) {
        <p>
          <felles-icon [svg]="icons.eye" />{{ t('console.presence.looking', { names: names(looking()) }) }}
        </p>
      }
    </div>
  `,
  styles: `
    p {
      display: flex;
      align-items: center;
      gap: 0.375rem;
      margin: 0;
      padding: 0.25rem 1.375rem;
      font-size: 0.75rem;
      color: var(--quiet);
    }
    .writing {
      color: var(--ds-color-accent-text-subtle);
      font-weight: 550;
    }
  `,
})
export class PresenceLine {
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  readonly people = input.required<Presence['people']>();
  protected readonly writing = computed(() =>
    this.people()
      .filter((person) => person.writing)
      .map((person) => person.displayName),
  );
  protected readonly looking = computed(() =>
    this.people()
      .filter((person) => !person.writing)
      .map((person) => person.displayName),
  );

  protected names(names: readonly string[]): string {
    const last = names.at(-1) ?? '';
    return names.length < 2
      ? last
      : this.t('console.presence.and', { first: names.slice(0, -1).join(', '), last });
  }
}
