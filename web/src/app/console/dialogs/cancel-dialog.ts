import { ChangeDetectionStrategy, Component, inject, output, signal } from '@angular/core';
import { limits } from '@felles/contracts/values';
import { Control, Field, Texts } from '@felles/web-ui';
import { Desk } from '../desk';
import { ActForm, ActState } from './act-form';

@Component({
  selector: 'felles-cancel-dialog',
  imports: [ActForm, Control, Field],
  providers: [ActState],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-act-form
      [heading]="t('console.cancel.heading')"
      [does]="t('console.act.cancel')"
      (submitted)="cancel()"
      (closed)="closed.emit()"
    >
      <felles-field
        [label]="t('console.cancel.reason')"
        [required]="true"
        [error]="fault() || state.fault('reason')"
        [most]="limits.reasonCharacters"
        [text]="reason()"
      >
        <textarea
          #words
          fellesControl
          dir="auto"
          rows="3"
          [value]="reason()"
          (input)="reason.set(words.value); fault.set('')"
        ></textarea>
      </felles-field>
    </felles-act-form>
  `,
})
export class CancelDialog {
  private readonly desk = inject(Desk);
  protected readonly t = inject(Texts).t;
  protected readonly state = inject(ActState);
  readonly closed = output();
  protected readonly limits = limits;
  protected readonly reason = signal('');
  protected readonly fault = signal('');

  protected async cancel(): Promise<void> {
    if (!this.reason().trim()) return this.fault.set(this.t('console.cancel.missing'));
    if (await this.state.run('cancel', (stand) => this.desk.tickets.cancel(stand, this.reason())))
      this.closed.emit();
  }
}
