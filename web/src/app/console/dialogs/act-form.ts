import { ChangeDetectionStrategy, Component, inject, Injectable, input, output, signal } from '@angular/core';
import type { Act, Trouble } from '@felles/web-data';
import { Dialog, ProblemFace, Texts } from '@felles/web-ui';
import { Desk, type Done } from '../desk';

/** The state of one act's form: at work, and what the API said about it. */
@Injectable()
export class ActState {
  private readonly desk = inject(Desk);
  readonly working = signal(false);
  readonly trouble = signal<Trouble | null>(null);

  /** @returns whether it is done; a stale version is asked about on top of the dialog, which keeps its words. */
  async run(done: Done, act: Act): Promise<boolean> {
    this.working.set(true);
    const trouble = await this.desk.act(done, act);
    this.working.set(false);
    this.trouble.set(trouble);
    return trouble === null && this.desk.open.stale() === null;
  }

  /** The API's sentence for a field. */
  fault(path: string): string {
    return this.trouble()?.fields[path] ?? '';
  }
}

/** A dialog with a form in it: problem above, fields between, what to do beneath. */
@Component({
  selector: 'felles-act-form',
  imports: [Dialog, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-dialog [heading]="heading()" (closed)="closed.emit()">
      <form class="stack" novalidate (submit)="submit($event)" (keydown.control.enter)="submit($event)">
        @if (state.trouble(); as trouble) {
          <felles-problem [fault]="trouble" />
        }
        <ng-content />
        <div class="row">
          <button class="ds-button" type="submit" [disabled]="state.working()">{{ does() }}</button>
          <button class="ds-button" type="button" data-variant="tertiary" (click)="closed.emit()">
            {{ t('common.dialog.cancel') }}
          </button>
        </div>
      </form>
    </felles-dialog>
  `,
})
export class ActForm {
  protected readonly t = inject(Texts).t;
  protected readonly state = inject(ActState);
  readonly heading = input.required<string>();
  /** What the main button says. */
  readonly does = input.required<string>();
  readonly submitted = output();
  readonly closed = output();

  protected submit(event: Event): void {
    event.preventDefault();
    if (!this.state.working()) this.submitted.emit();
  }
}
