import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import type { ChangeTicket, TicketView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { levels, type Level } from '@felles/domain';
import { Catalogue } from '@felles/web-data';
import { Control, Field, PersonPicker, Texts, type PersonOption } from '@felles/web-ui';
import { Desk } from '../desk';
import { ItemField } from '../item-field';
import { PersonFinder } from '../person-finder';
import { ActForm, ActState } from './act-form';
import { choice } from './choice';
import { changesBetween, fieldsOf, type EditedFields } from './edited-fields';

/** The fields of a case; only those one has changed are sent. */
@Component({
  selector: 'felles-change-dialog',
  imports: [ActForm, Control, Field, ItemField, PersonPicker],
  providers: [ActState, PersonFinder],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-act-form
      [heading]="t('console.facts.change')"
      [does]="t('console.save')"
      (submitted)="save()"
      (closed)="closed.emit()"
    >
      <felles-field
        [label]="t('console.title.label')"
        [required]="true"
        [error]="fault() || state.fault('title')"
        [most]="limits.titleCharacters"
        [text]="edited().title"
      >
        <input
          #title
          fellesControl
          type="text"
          dir="auto"
          [value]="edited().title"
          (input)="edit({ title: title.value })"
        />
      </felles-field>
      <felles-field
        [label]="t('console.new.description')"
        [error]="state.fault('description')"
        [most]="limits.descriptionCharacters"
        [text]="edited().description"
      >
        <textarea
          #description
          fellesControl
          dir="auto"
          rows="4"
          [value]="edited().description"
          (input)="edit({ description: description.value })"
        ></textarea>
      </felles-field>
      <felles-field [label]="t('console.facts.requester')" [error]="state.fault('requesterId')">
        <felles-person-picker
          [found]="finder.found()"
          [chosen]="requester()"
          (query)="finder.ask($event, ticket().organisation.id)"
          (picked)="choose($event)"
        />
      </felles-field>
      <felles-item-field
        [chosen]="item()"
        [organisationId]="ticket().organisation.id"
        [error]="state.fault('configurationItemId')"
        (picked)="item.set($event); edit({ configurationItemId: $event?.id ?? '' })"
      />
      <div class="two">
        @for (scale of scales; track scale.field) {
          <felles-field [label]="t(scale.name)" [error]="state.fault(scale.field)">
            <select #chosen fellesControl (change)="set(scale.field, levels[chosen.selectedIndex]!)">
              @for (level of levels; track level) {
                <option [selected]="level === edited()[scale.field]">{{ levelName(level) }}</option>
              }
            </select>
          </felles-field>
        }
        @for (list of lists(); track list.field) {
          <felles-field [label]="t(list.name)" [error]="state.fault(list.field)">
            <select #chosen fellesControl (change)="set(list.field, chosen.value)">
              <option value="" [selected]="!edited()[list.field]">{{ t('common.field.none') }}</option>
              @for (one of list.options; track one.id) {
                <option [value]="one.id" [selected]="one.id === edited()[list.field]">
                  {{ label(one.name) }}
                </option>
              }
            </select>
          </felles-field>
        }
      </div>
    </felles-act-form>
  `,
  styles: `
    .two {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
      gap: 1rem;
    }
  `,
})
export class ChangeDialog {
  private readonly desk = inject(Desk);
  private readonly texts = inject(Texts);
  private readonly catalogue = inject(Catalogue);
  protected readonly finder = inject(PersonFinder);
  protected readonly t = this.texts.t;
  protected readonly label = this.texts.label;
  protected readonly state = inject(ActState);
  protected readonly limits = limits;
  protected readonly levels = levels;
  readonly ticket = input.required<TicketView>();
  readonly closed = output();
  private readonly original = computed(() => fieldsOf(this.ticket()), { equal: () => true });
  protected readonly edited = linkedSignal(() => this.original());
  protected readonly fault = signal('');
  protected readonly scales = [
    { field: 'impact', name: 'console.facts.impact' },
    { field: 'urgency', name: 'console.facts.urgency' },
  ] as const;

  protected readonly requester = choice<PersonOption | null>(() => {
    const requester = this.ticket().requester;
    return requester && { id: requester.id, name: requester.displayName, about: '' };
  });

  protected readonly item = choice<PersonOption | null>(() => {
    const item = this.ticket().configurationItem;
    return item && { ...item, about: '' };
  });

  protected readonly lists = computed(() => {
    const { services, categories, sites } = this.catalogue.view();
    const here = this.ticket().organisation.id;
    return [
      {
        field: 'serviceId',
        name: 'console.facts.service',
        options: services.filter((one) => one.organisationIds.includes(here)),
      },
      {
        field: 'categoryId',
        name: 'console.facts.category',
        options: categories.filter(
          (one) => one.organisationIds.includes(here) && (!one.kind || one.kind === this.ticket().kind),
        ),
      },
      {
        field: 'siteId',
        name: 'console.facts.site',
        options: sites.filter((one) => one.organisationId === here),
      },
    ] as const;
  });

  constructor() {
    void this.catalogue.load().catch(() => undefined);
  }

  protected levelName(level: Level): string {
    return this.t(`common.level.${level}`);
  }

  protected edit(change: Partial<EditedFields>): void {
    this.edited.update((fields) => ({ ...fields, ...change }));
    this.fault.set('');
  }

  protected set<F extends keyof EditedFields>(field: F, value: EditedFields[F]): void {
    this.edit({ [field]: value });
  }

  protected choose(person: PersonOption | null): void {
    if (!person) return;
    this.requester.set(person);
    this.edit({ requesterId: person.id });
  }

  protected async save(): Promise<void> {
    if (!this.edited().title.trim()) return this.fault.set(this.t('console.title.missing'));
    const changes: ChangeTicket = changesBetween(this.original(), this.edited());
    if (!Object.keys(changes).length) return this.closed.emit();
    if (await this.state.run('change', (stand) => this.desk.tickets.change(stand, changes)))
      this.closed.emit();
  }
}
