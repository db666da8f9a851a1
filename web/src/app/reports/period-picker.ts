import {
  ChangeDetectionStrategy,
  Component,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import type { OrganisationRef } from '@felles/contracts/http';
import { Control, Field, Texts } from '@felles/web-ui';
import { periodNames, type Period, type PeriodName } from './period';

/** Which days, and whose. */
@Component({
  selector: 'felles-period-picker',
  imports: [Control, Field],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form (submit)="show($event)" novalidate>
      <felles-field [label]="t('reports.period.label')">
        <select #name fellesControl (change)="choose(names[name.selectedIndex]!)">
          @for (one of names; track one) {
            <option [selected]="one === chosen()">{{ periodName(one) }}</option>
          }
        </select>
      </felles-field>
      @if (organisations().length > 1) {
        <felles-field [label]="t('reports.organisation')">
          <select #organisation fellesControl (change)="organisationChosen.emit(organisation.value || null)">
            <option value="" [selected]="!organisationId()">{{ t('reports.organisation.all') }}</option>
            @for (one of organisations(); track one.id) {
              <option [value]="one.id" [selected]="one.id === organisationId()">{{ one.name }}</option>
            }
          </select>
        </felles-field>
      }
      @if (chosen() === 'custom') {
        <felles-field [label]="t('reports.period.from')" [error]="fault()"
          ><input #from fellesControl type="date" [value]="period().from"
        /></felles-field>
        <felles-field [label]="t('reports.period.to')"
          ><input #to fellesControl type="date" [value]="period().to"
        /></felles-field>
        <button
          class="ds-button"
          type="submit"
          data-variant="secondary"
          (click)="dates.set({ from: from.value, to: to.value })"
        >
          {{ t('reports.period.show') }}
        </button>
      }
    </form>
  `,
  styles: `
    form {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 0.75rem;
    }
    felles-field {
      width: 12rem;
    }
    @media (max-width: 30rem) {
      felles-field {
        width: 100%;
      }
    }
    button {
      min-height: 2.5rem;
    }
  `,
})
export class PeriodPicker {
  protected readonly t = inject(Texts).t;
  readonly name = input.required<PeriodName>();
  readonly period = input.required<Period>();
  readonly organisations = input.required<readonly OrganisationRef[]>();
  readonly organisationId = input.required<string | null>();
  readonly periodChosen = output<{ name: PeriodName; period?: Period }>();
  readonly organisationChosen = output<string | null>();
  protected readonly names = periodNames;
  protected readonly chosen = linkedSignal(() => this.name());
  protected readonly dates = signal<Period>({ from: '', to: '' });
  protected readonly fault = signal('');

  protected periodName(name: PeriodName): string {
    return this.t(`reports.period.${name}`);
  }

  protected choose(name: PeriodName): void {
    this.chosen.set(name);
    if (name !== 'custom') this.periodChosen.emit({ name });
  }

  protected show(event: Event): void {
    event.preventDefault();
    const { from, to } = this.dates();
    const wrong = !from || !to || from > to;
    this.fault.set(wrong ? this.t('reports.period.wrong') : '');
    if (!wrong) this.periodChosen.emit({ name: 'custom', period: { from, to } });
  }
}
