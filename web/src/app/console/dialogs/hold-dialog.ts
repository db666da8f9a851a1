import { ChangeDetectionStrategy, Component, inject, output, signal } from '@angular/core';
import { holdReasons, type HoldReason } from '@felles/domain';
import { Control, Field, Texts } from '@felles/web-ui';
import { Desk } from '../desk';
import { ActForm, ActState } from './act-form';

@Component({
  selector: 'felles-hold-dialog',
  imports: [ActForm, Control, Field],
  providers: [ActState],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-act-form
      [heading]="t('console.hold.heading')"
      [does]="t('console.act.hold')"
      (submitted)="hold()"
      (closed)="closed.emit()"
    >
      <fieldset class="choices">
        <legend>{{ t('console.hold.reason') }}</legend>
        @for (one of reasons; track one) {
          <label
            ><input type="radio" name="reason" [checked]="one === reason()" (change)="reason.set(one)" />{{
              name(one)
            }}</label
          >
        }
      </fieldset>
      <felles-field
        [label]="t('console.hold.until')"
        [hint]="t('console.hold.untilHint')"
        [error]="state.fault('until')"
      >
        <input #until fellesControl type="datetime-local" [value]="time()" (input)="time.set(until.value)" />
      </felles-field>
    </felles-act-form>
  `,
})
export class HoldDialog {
  private readonly desk = inject(Desk);
  protected readonly t = inject(Texts).t;
  protected readonly state = inject(ActState);
  readonly closed = output();
  protected readonly reasons = holdReasons;
  protected readonly reason = signal<HoldReason>('requester');
  /** As the field has it: local time without zone. */
  protected readonly time = signal('');

  protected name(reason: HoldReason): string {
    return this.t(`common.holdReason.${reason}`);
  }

  protected async hold(): Promise<void> {
    const until = this.time() ? new Date(this.time()).toISOString() : null;
    const body = { reason: this.reason(), until };
    if (await this.state.run('hold', (stand) => this.desk.tickets.hold(stand, body))) this.closed.emit();
  }
}
