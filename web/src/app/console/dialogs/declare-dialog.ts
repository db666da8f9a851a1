import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { TicketView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { majorSeverities, type MajorSeverity } from '@felles/domain';
import { Catalogue, Majors, troubleOf } from '@felles/web-data';
import { Control, Field, Texts } from '@felles/web-ui';
import { ActForm, ActState } from './act-form';

/** An incident is declared major; whoever declares it leads it until somebody else does, in its room. */
@Component({
  selector: 'felles-declare-dialog',
  imports: [ActForm, Control, Field],
  providers: [ActState],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-act-form
      [heading]="t('console.declare.heading')"
      [does]="t('console.act.declare')"
      (submitted)="declare()"
      (closed)="closed.emit()"
    >
      <p class="hint">{{ t('console.declare.lead') }}</p>
      <fieldset class="choices">
        <legend>{{ t('console.declare.severity') }}</legend>
        @for (one of severities; track one) {
          <label
            ><input
              type="radio"
              name="severity"
              [checked]="one === severity()"
              (change)="severity.set(one)"
            />{{ name(one) }}</label
          >
        }
      </fieldset>
      <felles-field
        [label]="t('console.declare.reason')"
        [required]="true"
        [error]="fault() || state.fault('reason')"
        [most]="limits.reasonCharacters"
        [text]="reason()"
      >
        <textarea
          #words
          fellesControl
          autofocus
          dir="auto"
          rows="3"
          [value]="reason()"
          (input)="reason.set(words.value); fault.set('')"
        ></textarea>
      </felles-field>
      @if (others().length) {
        <fieldset class="choices">
          <legend>{{ t('console.declare.organisations') }}</legend>
          @for (one of others(); track one.id) {
            <label
              ><input type="checkbox" [checked]="touched().includes(one.id)" (change)="toggle(one.id)" />{{
                one.name
              }}</label
            >
          }
        </fieldset>
      }
    </felles-act-form>
  `,
})
export class DeclareDialog {
  private readonly majors = inject(Majors);
  private readonly router = inject(Router);
  private readonly catalogue = inject(Catalogue);
  protected readonly t = inject(Texts).t;
  protected readonly state = inject(ActState);
  readonly ticket = input.required<TicketView>();
  readonly closed = output();
  protected readonly limits = limits;
  protected readonly severities = majorSeverities;
  protected readonly severity = signal<MajorSeverity>(1);
  protected readonly reason = signal('');
  protected readonly fault = signal('');
  protected readonly touched = signal<readonly string[]>([]);

  constructor() {
    // Without the catalogue it is the incident's own municipality alone.
    void this.catalogue.load().catch(() => undefined);
  }

  protected others() {
    return this.catalogue.view().organisations.filter(({ id }) => id !== this.ticket().organisation.id);
  }

  protected name(severity: MajorSeverity): string {
    return this.t(`console.declare.severity.${severity}`);
  }

  protected toggle(id: string): void {
    this.touched.update((all) => (all.includes(id) ? all.filter((one) => one !== id) : [...all, id]));
  }

  protected async declare(): Promise<void> {
    if (!this.reason().trim()) return this.fault.set(this.t('console.declare.missing'));
    const { id, version } = this.ticket();
    const body = { severity: this.severity(), reason: this.reason(), organisationIds: [...this.touched()] };
    this.state.working.set(true);
    try {
      await this.majors.declare({ id, version }, body);
      this.closed.emit();
      await this.router.navigate(['/major-incidents', id]);
    } catch (error) {
      this.state.trouble.set(troubleOf(error));
    }
    this.state.working.set(false);
  }
}
