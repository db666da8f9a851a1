import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { MajorView } from '@felles/contracts/http';
import { majorRoles, type MajorRole } from '@felles/domain';
import { Field, PersonPicker, Texts, type PersonOption } from '@felles/web-ui';
import { PeopleChoice } from './people-choice';
import { RoomDesk } from './room-desk';

/** Who does what in the room. */
@Component({
  selector: 'felles-room-roles',
  imports: [Field, PersonPicker],
  providers: [PeopleChoice],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <h2>{{ t('majors.roles.heading') }}</h2>
      <ul>
        <li>
          <span class="meta">{{ t('majors.roles.manager') }}</span>
          <bdi>{{ major().manager.displayName }}</bdi>
        </li>
        @for (role of roles; track role) {
          <li>
            <span class="meta">{{ name(role) }}</span>
            <span class="row">
              <bdi>{{ holders()[role]?.displayName ?? t('common.person.none') }}</bdi>
              @if (mayGive()) {
                <button
                  type="button"
                  class="plain"
                  [attr.aria-label]="t('majors.roles.give', { role: name(role) })"
                  [attr.aria-expanded]="giving() === role"
                  (click)="giving.set(giving() === role ? null : role)"
                >
                  {{ t('majors.roles.change') }}
                </button>
              }
            </span>
            @if (giving() === role) {
              <felles-field [label]="name(role)">
                <felles-person-picker
                  [found]="people.found()"
                  [chosen]="chosen()"
                  (query)="people.ask($event)"
                  (picked)="give(role, $event)"
                />
              </felles-field>
            }
          </li>
        }
      </ul>
    </section>
  `,
  styleUrl: './room-part.css',
})
export class RoomRoles {
  private readonly room = inject(RoomDesk);
  protected readonly people = inject(PeopleChoice);
  protected readonly t = inject(Texts).t;
  readonly major = input.required<MajorView>();
  protected readonly roles = majorRoles;
  protected readonly giving = signal<MajorRole | null>(null);
  protected readonly mayGive = computed(() => this.major().may.includes('enter'));
  protected readonly holders = computed(() =>
    Object.fromEntries(this.major().roles.map(({ role, person }) => [role, person])),
  );
  protected readonly chosen = computed((): PersonOption | null => {
    const holder = this.holders()[this.giving() ?? ''];
    return holder ? { id: holder.id, name: holder.displayName, about: '' } : null;
  });

  protected name(role: MajorRole): string {
    return this.t(`majors.roles.${role}`);
  }

  protected give(role: MajorRole, person: PersonOption | null): void {
    this.giving.set(null);
    void this.room.run('majors.done.role', ({ id }) => this.room.majors.give(id, role, person?.id ?? null));
  }
}
