import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import type { TicketView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { Problems, type Stand } from '@felles/web-data';
import { Control, Field, Texts } from '@felles/web-ui';
import { ActForm, ActState } from './act-form';
import { choice } from './choice';

/** What is found out of a problem: its cause, the way around it, and whether that makes it a known error. */
@Component({
  selector: 'felles-diagnose-dialog',
  imports: [ActForm, Control, Field],
  providers: [ActState],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-act-form
      [heading]="t('console.diagnose.heading')"
      [does]="t('console.save')"
      (submitted)="save()"
      (closed)="closed.emit()"
    >
      <felles-field
        [label]="t('console.diagnose.cause')"
        [error]="state.fault('cause')"
        [most]="limits.descriptionCharacters"
        [text]="cause()"
      >
        <textarea
          #why
          fellesControl
          autofocus
          dir="auto"
          rows="3"
          [value]="cause()"
          (input)="cause.set(why.value)"
        ></textarea>
      </felles-field>
      <felles-field
        [label]="t('console.diagnose.workaround')"
        [hint]="t('console.diagnose.workaroundHint')"
        [error]="fault() || state.fault('workaround')"
        [most]="limits.descriptionCharacters"
        [text]="workaround()"
      >
        <textarea
          #around
          fellesControl
          dir="auto"
          rows="3"
          [value]="workaround()"
          (input)="workaround.set(around.value); fault.set('')"
        ></textarea>
      </felles-field>
      @if (ticket().moves.includes('known_error')) {
        <label class="row"
          ><input type="checkbox" [checked]="known()" (change)="known.set(!known())" />{{
            t('console.diagnose.known')
          }}</label
        >
      }
    </felles-act-form>
  `,
})
export class DiagnoseDialog {
  private readonly problems = inject(Problems);
  protected readonly t = inject(Texts).t;
  protected readonly state = inject(ActState);
  readonly ticket = input.required<TicketView>();
  readonly closed = output();
  protected readonly limits = limits;
  protected readonly cause = choice(() => this.ticket().diagnosis?.cause ?? '');
  protected readonly workaround = choice(() => this.ticket().diagnosis?.workaround ?? '');
  protected readonly known = signal(false);
  protected readonly fault = signal('');

  protected async save(): Promise<void> {
    const [cause, workaround] = [this.cause(), this.workaround()];
    if (this.known() && !workaround.trim()) return this.fault.set(this.t('console.diagnose.missing'));
    const done = await this.state.run('diagnose', async (stand) => {
      const after = await this.problems.diagnose(stand, { cause, workaround });
      if (!this.known()) return after;
      const next: Stand = { id: after.id, version: after.version };
      return this.problems.put(next, 'known-error', {});
    });
    if (done) this.closed.emit();
  }
}
