import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import type { CircleMember, TicketView } from '@felles/contracts/http';
import { Catalogue } from '@felles/web-data';
import { Control, Field, Icon, icons, PersonPicker, Texts, type PersonOption } from '@felles/web-ui';
import { Desk } from '../desk';
import { PersonFinder } from '../person-finder';
import { ActForm, ActState } from './act-form';
import { choice } from './choice';

/** Who sees a restricted case, beside requester, assignee and whoever restricts it. */
@Component({
  selector: 'felles-restrict-dialog',
  imports: [ActForm, Control, Field, Icon, PersonPicker],
  providers: [ActState, PersonFinder],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-act-form
      [heading]="t('console.restrict.heading')"
      [does]="ticket().restricted ? t('console.save') : t('console.act.restrict')"
      (submitted)="restrict()"
      (closed)="closed.emit()"
    >
      <p class="hint">{{ t('console.restrict.lead') }}</p>
      <felles-field [label]="t('console.restrict.addPerson')" [error]="state.fault('circle')">
        <felles-person-picker
          [found]="finder.found()"
          [many]="true"
          (query)="finder.ask($event, ticket().organisation.id)"
          (picked)="addPerson($event)"
        />
      </felles-field>
      <felles-field [label]="t('console.restrict.addGroup')">
        <select #group fellesControl (change)="addGroup(group.value); group.value = ''">
          <option value="">{{ t('common.field.choose') }}</option>
          @for (one of groups(); track one.id) {
            <option [value]="one.id">{{ label(one.name) }}</option>
          }
        </select>
      </felles-field>
      <ul [attr.aria-label]="t('console.facts.circle')">
        @for (person of people(); track person.id) {
          <li>
            <felles-icon [svg]="icons.person" /><bdi>{{ person.name }}</bdi
            ><button
              type="button"
              class="plain icon"
              [attr.aria-label]="t('common.person.clear', { name: person.name })"
              (click)="removePerson(person.id)"
            >
              <felles-icon [svg]="icons.cross" />
            </button>
          </li>
        }
        @for (one of groupsIn(); track one.id) {
          <li>
            <felles-icon [svg]="icons.people" />{{ label(one.name)
            }}<button
              type="button"
              class="plain icon"
              [attr.aria-label]="t('common.person.clear', { name: label(one.name) })"
              (click)="removeGroup(one.id)"
            >
              <felles-icon [svg]="icons.cross" />
            </button>
          </li>
        }
        @if (!people().length && !groupsIn().length) {
          <li class="subtle">{{ t('console.restrict.empty') }}</li>
        }
      </ul>
    </felles-act-form>
  `,
  styles: `
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      gap: 0.25rem;
    }
    li {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      min-height: 2.125rem;
      padding-inline-start: 0.625rem;
      border: 1px solid var(--line);
      border-radius: 0.5rem;
      font-size: 0.875rem;
    }
    li button {
      margin-inline-start: auto;
    }
  `,
})
export class RestrictDialog {
  private readonly desk = inject(Desk);
  private readonly texts = inject(Texts);
  private readonly catalogue = inject(Catalogue);
  protected readonly finder = inject(PersonFinder);
  protected readonly t = this.texts.t;
  protected readonly label = this.texts.label;
  protected readonly icons = icons;
  protected readonly state = inject(ActState);
  readonly ticket = input.required<TicketView>();
  readonly closed = output();
  protected readonly people = choice<readonly PersonOption[]>(() =>
    (this.ticket().circle?.people ?? []).map((person) => ({
      id: person.id,
      name: person.displayName,
      about: '',
    })),
  );
  protected readonly groupIds = choice<readonly string[]>(() =>
    (this.ticket().circle?.groups ?? []).map((group) => group.id),
  );
  private readonly offered = computed(() =>
    this.catalogue
      .view()
      .groups.filter((group) => group.organisationIds.includes(this.ticket().organisation.id)),
  );
  protected readonly groups = computed(() =>
    this.offered().filter((group) => !this.groupIds().includes(group.id)),
  );
  protected readonly groupsIn = computed(() => {
    const known = [...(this.ticket().circle?.groups ?? []), ...this.offered()];
    return this.groupIds().flatMap((id) => known.find((group) => group.id === id) ?? []);
  });

  constructor() {
    void this.catalogue.load().catch(() => undefined);
  }

  protected addPerson(person: PersonOption | null): void {
    if (person && !this.people().some((one) => one.id === person.id))
      this.people.update((all) => [...all, person]);
  }

  protected removePerson(id: string): void {
    this.people.update((all) => all.filter((person) => person.id !== id));
  }

  protected addGroup(id: string): void {
    if (id) this.groupIds.update((all) => [...all, id]);
  }

  protected removeGroup(id: string): void {
    this.groupIds.update((all) => all.filter((one) => one !== id));
  }

  protected async restrict(): Promise<void> {
    const circle: CircleMember[] = [
      ...this.people().map((person) => ({ personId: person.id })),
      ...this.groupIds().map((groupId) => ({ groupId })),
    ];
    if (await this.state.run('restrict', (stand) => this.desk.tickets.restrict(stand, { circle })))
      this.closed.emit();
  }
}
