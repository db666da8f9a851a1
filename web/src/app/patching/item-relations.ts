import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ConfigurationItemView, RelationView } from '@felles/contracts/http';
import { relationKinds } from '@felles/domain';
import { ConfigurationItems, ItemFinder, troubleOf, type Trouble } from '@felles/web-data';
import {
  Control,
  Field,
  Icon,
  icons,
  PersonPicker,
  ProblemFace,
  Texts,
  type PersonOption,
} from '@felles/web-ui';
import { ItemWords } from './item-words';

/** What an item runs on, depends on and is connected to, and what does so with it. */
@Component({
  selector: 'felles-item-relations',
  imports: [Control, Field, Icon, PersonPicker, ProblemFace, RouterLink],
  providers: [ItemFinder],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ t('patching.relations') }}</h2>
    @if (item().relations.length) {
      <ul>
        @for (one of item().relations; track one.id) {
          <li class="row">
            <span class="subtle">{{ words.relation(one.kind, one.direction) }}</span>
            <a [routerLink]="['/configuration-items', one.item.id]">{{ one.item.name }}</a>
            @if (changeable()) {
              <button
                type="button"
                class="plain icon"
                [attr.aria-label]="t('patching.unrelate', { name: one.item.name })"
                (click)="unrelate(one)"
              >
                <felles-icon [svg]="icons.cross" />
              </button>
            }
          </li>
        }
      </ul>
    } @else {
      <p class="subtle">{{ t('patching.noRelations') }}</p>
    }
    @if (trouble(); as trouble) {
      @if (!trouble.fields['otherId']) {
        <felles-problem [fault]="trouble" />
      }
    }
    @if (changeable()) {
      <div class="add">
        <felles-field [label]="t('patching.fact.relation')">
          <select #kind fellesControl (change)="chosenKind.set(kinds[kind.selectedIndex]!)">
            @for (one of kinds; track one) {
              <option [selected]="one === chosenKind()">{{ words.relation(one, 'from') }}</option>
            }
          </select>
        </felles-field>
        <felles-field [label]="t('patching.fact.other')" [error]="trouble()?.fields?.['otherId']">
          <felles-person-picker
            [found]="options()"
            [many]="true"
            (query)="finder.ask($event, item().organisation.id)"
            (picked)="relate($event)"
          />
        </felles-field>
      </div>
    }
  `,
  styles: `
    h2 {
      margin: 0 0 0.75rem;
      font-size: 1rem;
    }
    ul {
      margin: 0 0 0.75rem;
      padding: 0;
      list-style: none;
    }
    .add {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
      gap: 0.75rem;
      margin-top: 0.75rem;
    }
  `,
})
export class ItemRelations {
  private readonly items = inject(ConfigurationItems);
  protected readonly finder = inject(ItemFinder);
  protected readonly words = inject(ItemWords);
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  protected readonly kinds = relationKinds;
  readonly item = input.required<ConfigurationItemView>();
  readonly changeable = input(false);
  readonly changed = output<ConfigurationItemView>();
  protected readonly chosenKind = signal<(typeof relationKinds)[number]>('runs_on');
  protected readonly trouble = signal<Trouble | null>(null);

  protected readonly options = computed(
    () =>
      this.finder
        .found()
        ?.filter(({ id }) => id !== this.item().id)
        .map(({ id, name, class: kind }) => ({ id, name, about: this.words.class(kind) })) ?? null,
  );

  protected relate(other: PersonOption | null): void {
    if (!other) return;
    void this.run(() => this.items.relate(this.item().id, { kind: this.chosenKind(), otherId: other.id }));
  }

  protected unrelate({ id }: RelationView): void {
    void this.run(() => this.items.unrelate(this.item().id, id));
  }

  private async run(act: () => Promise<ConfigurationItemView>): Promise<void> {
    try {
      this.changed.emit(await act());
      this.trouble.set(null);
    } catch (error) {
      this.trouble.set(troubleOf(error));
    }
  }
}
