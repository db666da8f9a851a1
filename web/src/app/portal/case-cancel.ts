import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { limits } from '@felles/contracts/values';
import { OpenTicket, Tickets, type Trouble } from '@felles/web-data';
import { Control, Dialog, Field, ProblemFace, Texts, Toasts } from '@felles/web-ui';

/** «Det løste seg»: one's own case is withdrawn, with a word about why. */
@Component({
  selector: 'felles-case-cancel',
  imports: [Control, Dialog, Field, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-dialog [heading]="t('portal.case.cancelHeading')" (closed)="closed.emit()">
      <form class="stack" novalidate (submit)="cancel($event)">
        @if (trouble(); as trouble) {
          <felles-problem [fault]="trouble" />
        }
        <felles-field
          [label]="t('portal.case.cancelWhy')"
          [error]="trouble()?.fields?.['reason']"
          [most]="limits.reasonCharacters"
          [text]="reason()"
        >
          <textarea
            #words
            fellesControl
            dir="auto"
            rows="2"
            [value]="reason()"
            (input)="reason.set(words.value)"
          ></textarea>
        </felles-field>
        <div class="row">
          <button class="ds-button" type="submit" [disabled]="open().working()">
            {{ t('portal.case.cancelConfirm') }}
          </button>
          <button class="ds-button" type="button" data-variant="tertiary" (click)="closed.emit()">
            {{ t('common.dialog.cancel') }}
          </button>
        </div>
      </form>
    </felles-dialog>
  `,
})
export class CaseCancel {
  private readonly tickets = inject(Tickets);
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(Texts).t;
  protected readonly limits = limits;
  readonly open = input.required<OpenTicket>();
  readonly closed = output();
  protected readonly reason = signal(this.t('portal.case.cancelDefault'));
  protected readonly trouble = signal<Trouble | null>(null);

  protected async cancel(event: Event): Promise<void> {
    event.preventDefault();
    const reason = this.reason().trim() || this.t('portal.case.cancelDefault');
    let trouble = await this.open().act((stand) => this.tickets.cancel(stand, reason));
    const stale = this.open().stale();
    // What the desk changed meanwhile does not make it less solved.
    if (stale) trouble = await stale.again();
    this.trouble.set(trouble);
    if (trouble) return;
    this.toasts.say(this.t('portal.case.cancelled'));
    this.closed.emit();
  }
}
