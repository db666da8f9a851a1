import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { ItemFinder } from '@felles/web-data';
import { Field, PersonPicker, Texts, type PersonOption } from '@felles/web-ui';

/** The server, switch or application a case is about: found by name while one types. */
@Component({
  selector: 'felles-item-field',
  imports: [Field, PersonPicker],
  providers: [ItemFinder],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-field [label]="t('console.facts.item')" [error]="error()">
      <felles-person-picker
        [found]="options()"
        [chosen]="chosen()"
        (query)="finder.ask($event, organisationId())"
        (picked)="picked.emit($event)"
      />
    </felles-field>
  `,
})
export class ItemField {
  private readonly texts = inject(Texts);
  protected readonly finder = inject(ItemFinder);
  protected readonly t = this.texts.t;
  readonly chosen = input<PersonOption | null>(null);
  /** Whose items; any that one reads when it is not known yet. */
  readonly organisationId = input('');
  readonly error = input('');
  readonly picked = output<PersonOption | null>();
  protected readonly options = computed(
    () =>
      this.finder.found()?.map(({ id, name, site, organisation }) => ({
        id,
        name,
        about: [this.texts.label(site?.name), organisation.name].filter(Boolean).join(', '),
      })) ?? null,
  );
}
