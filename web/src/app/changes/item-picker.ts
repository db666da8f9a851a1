import { ChangeDetectionStrategy, Component, DestroyRef, inject, input, output, signal } from '@angular/core';
import type { PlannableItem } from '@felles/contracts/http';
import { Changes, Newest, Settled } from '@felles/web-data';
import { Control, Field, Icon, icons, Texts } from '@felles/web-ui';

/** Chooses configuration items by a part of their name. */
@Component({
  selector: 'felles-item-picker',
  imports: [Control, Field, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (chosen().length) {
      <ul class="chosen">
        @for (item of chosen(); track item.id) {
          <li class="pill" data-color="neutral">
            <bdi>{{ item.name }}</bdi>
            <button
              type="button"
              class="plain icon"
              [attr.aria-label]="t('changes.item.remove', { name: item.name })"
              (click)="remove(item)"
            >
              <felles-icon [svg]="icons.cross" />
            </button>
          </li>
        }
      </ul>
    }
    <felles-field [label]="t('changes.item.find')" [hint]="t('changes.item.hint')" [error]="error()">
      <input
        #query
        fellesControl
        type="search"
        autocomplete="off"
        [value]="words()"
        (input)="look(query.value)"
        (keydown.enter)="first($event)"
      />
    </felles-field>
    <p class="sr-only" role="status">
      {{ words() ? t('changes.item.found', { count: found().length }) : '' }}
    </p>
    @if (words()) {
      <ul class="found">
        @for (item of found(); track item.id) {
          <li>
            <button type="button" class="plain" (click)="add(item)">
              <felles-icon [svg]="icons.plus" /><bdi>{{ item.name }}</bdi>
              <span class="subtle">{{ className(item) }}, {{ item.organisation.name }}</span>
            </button>
          </li>
        } @empty {
          <li class="subtle">{{ t('changes.item.none') }}</li>
        }
      </ul>
    }
  `,
  styles: `
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .chosen {
      display: flex;
      flex-wrap: wrap;
      gap: 0.375rem;
      margin-bottom: 0.5rem;
    }
    .pill {
      height: auto;
      min-height: 1.75rem;
    }
    .pill .plain {
      min-width: 1.5rem;
      min-height: 1.5rem;
    }
    .found {
      margin-top: 0.25rem;
      max-height: 15rem;
      overflow-y: auto;
    }
    .found .plain {
      width: 100%;
    }
  `,
})
export class ItemPicker {
  private readonly changes = inject(Changes);
  private readonly newest = new Newest();
  private readonly settled = new Settled(() => void this.fetch(), 200);
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  readonly chosen = input.required<readonly PlannableItem[]>();
  readonly organisationId = input<string>('');
  readonly error = input<string | undefined>();
  readonly picked = output<readonly PlannableItem[]>();
  protected readonly words = signal('');
  protected readonly found = signal<readonly PlannableItem[]>([]);

  constructor() {
    inject(DestroyRef).onDestroy(() => this.settled.stop());
  }

  protected className = (item: PlannableItem) => this.t(`changes.class.${item.class}`);

  protected look(words: string): void {
    this.words.set(words);
    this.settled.ask();
  }

  /** Enter takes the first that was found, and never sends the form. */
  protected first(event: Event): void {
    event.preventDefault();
    const [item] = this.found();
    if (item) this.add(item);
  }

  protected add(item: PlannableItem): void {
    this.picked.emit([...this.chosen(), item]);
    this.words.set('');
    this.found.set([]);
  }

  protected remove(item: PlannableItem): void {
    this.picked.emit(this.chosen().filter(({ id }) => id !== item.id));
  }

  private async fetch(): Promise<void> {
    const current = this.newest.begin();
    const q = this.words().trim();
    const organisationId = this.organisationId();
    const answer = q
      ? await this.changes.items({ q, ...(organisationId ? { organisationId } : {}) }).catch(() => null)
      : null;
    if (!current()) return;
    const taken = new Set(this.chosen().map(({ id }) => id));
    this.found.set((answer?.items ?? []).filter(({ id }) => !taken.has(id)));
  }
}
