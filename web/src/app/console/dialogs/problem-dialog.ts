import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { TicketView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { newIntent, Problems, troubleOf } from '@felles/web-data';
import { Control, Field, Texts } from '@felles/web-ui';
import { ActForm, ActState } from './act-form';

/** The cause behind this incident is made a problem of its own. */
@Component({
  selector: 'felles-problem-dialog',
  imports: [ActForm, Control, Field],
  providers: [ActState],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-act-form
      [heading]="t('console.problem.heading')"
      [does]="t('console.act.problem')"
      (submitted)="make()"
      (closed)="closed.emit()"
    >
      <p class="hint">{{ t('console.problem.lead') }}</p>
      <felles-field
        [label]="t('console.problem.title')"
        [required]="true"
        [error]="fault() || state.fault('title')"
        [most]="limits.titleCharacters"
        [text]="title()"
      >
        <input
          #box
          fellesControl
          autofocus
          type="text"
          dir="auto"
          [value]="title()"
          (input)="written.set(box.value); fault.set('')"
        />
      </felles-field>
    </felles-act-form>
  `,
})
export class ProblemDialog {
  private readonly problems = inject(Problems);
  private readonly router = inject(Router);
  protected readonly t = inject(Texts).t;
  protected readonly state = inject(ActState);
  readonly ticket = input.required<TicketView>();
  readonly closed = output();
  protected readonly limits = limits;
  protected readonly written = signal<string | null>(null);
  protected readonly title = computed(() => this.written() ?? this.ticket().title);
  protected readonly fault = signal('');
  private readonly intent = newIntent();

  protected async make(): Promise<void> {
    if (!this.title().trim()) return this.fault.set(this.t('console.title.missing'));
    const { id, organisation, service, configurationItemId } = this.ticket();
    this.state.working.set(true);
    try {
      const made = await this.problems.file(
        {
          title: this.title(),
          incidentId: id,
          organisationId: organisation.id,
          serviceId: service?.id,
          configurationItemId,
        },
        this.intent,
      );
      this.closed.emit();
      await this.router.navigate(['/console', 'all', made.id]);
    } catch (error) {
      this.state.trouble.set(troubleOf(error));
    }
    this.state.working.set(false);
  }
}
