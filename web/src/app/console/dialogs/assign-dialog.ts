import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import type { PersonFound, TicketView } from '@felles/contracts/http';
import { Catalogue, Newest, People } from '@felles/web-data';
import { Control, Field, Texts } from '@felles/web-ui';
import { Desk } from '../desk';
import { ActForm, ActState } from './act-form';
import { choice } from './choice';

@Component({
  selector: 'felles-assign-dialog',
  imports: [ActForm, Control, Field],
  providers: [ActState],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-act-form
      [heading]="t('console.assign.heading')"
      [does]="t('console.act.assign')"
      (submitted)="assign()"
      (closed)="closed.emit()"
    >
      <felles-field [label]="t('console.assign.group')" [error]="state.fault('groupId')">
        <select #group fellesControl (change)="groupId.set(group.value)">
          <option value="" [selected]="!groupId()">{{ t('console.assign.noGroup') }}</option>
          @for (one of groups(); track one.id) {
            <option [value]="one.id" [selected]="one.id === groupId()">{{ label(one.name) }}</option>
          }
        </select>
      </felles-field>
      <felles-field [label]="t('console.assign.person')" [error]="state.fault('assigneeId')">
        <select #person fellesControl (change)="assigneeId.set(person.value)">
          <option value="" [selected]="!assigneeId()">{{ t('console.assign.noPerson') }}</option>
          @for (one of people(); track one.id) {
            <option [value]="one.id" [selected]="one.id === assigneeId()">{{ one.displayName }}</option>
          }
        </select>
      </felles-field>
    </felles-act-form>
  `,
})
export class AssignDialog {
  private readonly directory = inject(People);
  private readonly desk = inject(Desk);
  private readonly texts = inject(Texts);
  private readonly catalogue = inject(Catalogue);
  protected readonly t = this.texts.t;
  protected readonly label = this.texts.label;
  protected readonly state = inject(ActState);
  readonly ticket = input.required<TicketView>();
  readonly closed = output();
  protected readonly groupId = choice(() => this.ticket().group?.id ?? '');
  protected readonly assigneeId = choice(() => this.ticket().assignee?.id ?? '');
  protected readonly people = signal<readonly Pick<PersonFound, 'id' | 'displayName'>[]>([]);
  protected readonly groups = computed(() =>
    this.catalogue
      .view()
      .groups.filter((group) => group.organisationIds.includes(this.ticket().organisation.id)),
  );
  private readonly newest = new Newest();

  constructor() {
    void this.catalogue.load().catch(() => undefined);
    effect(() => void this.findPeople(this.groupId()));
  }

  protected async assign(): Promise<void> {
    const body = { groupId: this.groupId() || null, assigneeId: this.assigneeId() || null };
    if (await this.state.run('assign', (stand) => this.desk.tickets.assign(stand, body))) this.closed.emit();
  }

  private async findPeople(groupId: string): Promise<void> {
    const current = this.newest.begin();
    // Nobody to choose is better than the wrong ones; a failed look-up leaves "no one in particular".
    const found = groupId ? await this.directory.ofGroup(groupId).catch(() => []) : [];
    if (!current()) return;
    const holder = this.ticket().assignee;
    const keepsHolder =
      holder && groupId === this.ticket().group?.id && !found.some((one) => one.id === holder.id);
    this.people.set(keepsHolder ? [holder, ...found] : found);
    if (!this.people().some((one) => one.id === this.assigneeId())) this.assigneeId.set('');
  }
}
