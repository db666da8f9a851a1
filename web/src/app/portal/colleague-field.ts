import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { Newest, People, Settled } from '@felles/web-data';
import { Field, PersonPicker, Texts, type PersonOption } from '@felles/web-ui';
import type { FiledForm } from './filing';

/** Whom the case is for, where one may file for others. */
@Component({
  selector: 'felles-colleague-field',
  imports: [Field, PersonPicker],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <fieldset class="choices across">
      <legend>{{ t('portal.file.forWhom') }}</legend>
      <label
        ><input
          type="radio"
          name="for"
          [checked]="!forOther()"
          (change)="changed.emit({ forOther: false })"
        />{{ t('portal.file.forMe') }}</label
      >
      <label
        ><input
          type="radio"
          name="for"
          [checked]="forOther()"
          (change)="changed.emit({ forOther: true })"
        />{{ t('portal.file.forOther') }}</label
      >
    </fieldset>
    @if (forOther()) {
      <felles-field [label]="t('portal.file.colleague')" [required]="true" [error]="error()">
        <felles-person-picker
          [found]="found()"
          [chosen]="colleague()"
          (query)="ask($event)"
          (picked)="changed.emit({ colleague: $event })"
        />
      </felles-field>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 1rem;
    }
  `,
})
export class ColleagueField {
  private readonly people = inject(People);
  private readonly texts = inject(Texts);
  private readonly newest = new Newest();
  private readonly pause = new Settled(() => void this.find(), 200);
  private query = '';
  protected readonly t = this.texts.t;
  readonly forOther = input.required<boolean>();
  readonly colleague = input.required<PersonOption | null>();
  readonly error = input<string>();
  readonly changed = output<Partial<FiledForm>>();
  protected readonly found = signal<readonly PersonOption[] | null>(null);

  protected ask(query: string): void {
    this.query = query;
    this.found.set(null);
    this.newest.supersede();
    if (query.length > 1) this.pause.ask();
  }

  private async find(): Promise<void> {
    const current = this.newest.begin();
    // No answer leaves nobody to choose; typing on asks again.
    const people = await this.people.find(this.query).catch(() => []);
    if (!current()) return;
    this.found.set(
      people.map((one) => ({
        id: one.id,
        name: one.displayName,
        about: [this.texts.label(one.unit), one.organisation.name].filter(Boolean).join(', '),
      })),
    );
  }
}
