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
import type { IncidentReport, OrganisationRef } from '@felles/contracts/http';
import { tertialNamed, type Tertial } from '@felles/domain';
import { Control, Field, Texts } from '@felles/web-ui';
import { latestTertials, nameOf, periodNames, type Period, type PeriodName } from './period';

const kinds = ['incident', 'request', 'all'] as const;

/** Which days, whose, and of which cases. A tertial is one click. */
@Component({
  selector: 'felles-period-picker',
  imports: [Control, Field],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './period-picker.html',
  styleUrl: './period-picker.css',
})
export class PeriodPicker {
  protected readonly t = inject(Texts).t;
  readonly name = input.required<PeriodName>();
  readonly period = input.required<Period>();
  readonly organisations = input.required<readonly OrganisationRef[]>();
  readonly organisationId = input.required<string | null>();
  /** Null where there is no such choice. */
  readonly kind = input<IncidentReport['kind'] | null>(null);
  readonly periodChosen = output<{ name: PeriodName; period?: Period }>();
  readonly organisationChosen = output<string | null>();
  readonly kindChosen = output<string>();
  protected readonly names = periodNames;
  protected readonly kinds = kinds;
  protected readonly chosen = linkedSignal(() => this.name());
  protected readonly dates = signal<Period>({ from: '', to: '' });
  protected readonly fault = signal('');
  protected readonly tertials = computed(() =>
    latestTertials(new Date()).map((tertial) => ({
      name: nameOf(tertial),
      text: this.tertialName(tertial),
      here: this.name() === nameOf(tertial),
    })),
  );
  protected readonly chosenTertial = computed(() => this.tertialName(tertialNamed(this.chosen())));
  /** A tertial that was chosen by its name is none of the names in the list. */
  protected readonly byName = computed(() => !periodNames.some((name) => name === this.chosen()));

  private tertialName(tertial: Tertial | null): string {
    return tertial
      ? this.t('reports.period.tertialOf', { number: tertial.number, year: String(tertial.year) })
      : '';
  }

  protected periodName(name: (typeof periodNames)[number]): string {
    return this.t(`reports.period.${name}`);
  }

  protected kindName(kind: (typeof kinds)[number]): string {
    return this.t(`reports.kind.${kind}`);
  }

  protected choose(name: PeriodName | undefined): void {
    if (!name) return;
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
