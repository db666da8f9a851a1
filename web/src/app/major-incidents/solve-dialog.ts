import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import type { MajorView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { isOpen } from '@felles/domain';
import type { Trouble } from '@felles/web-data';
import { Control, Dialog, Field, ProblemFace, Texts } from '@felles/web-ui';
import { RoomDesk } from './room-desk';

/** The major is solved, and with it, in the same words, those beneath it. */
@Component({
  selector: 'felles-solve-dialog',
  imports: [Control, Dialog, Field, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-dialog [heading]="t('majors.solve.heading')" (closed)="closed.emit()">
      <form class="stack" novalidate (submit)="solve($event)" (keydown.control.enter)="solve($event)">
        @if (trouble(); as trouble) {
          <felles-problem [fault]="trouble" />
        }
        <felles-field
          [label]="t('majors.solve.text')"
          [hint]="t('majors.solve.textHint')"
          [required]="true"
          [error]="fault() || trouble()?.fields?.['text']"
          [most]="limits.bodyCharacters"
          [text]="text()"
        >
          <textarea
            #words
            fellesControl
            autofocus
            rows="4"
            dir="auto"
            [value]="text()"
            (input)="text.set(words.value); fault.set('')"
          ></textarea>
        </felles-field>
        @if (openChildren(); as count) {
          <label class="row"
            ><input type="checkbox" [checked]="children()" (change)="children.set(!children())" />{{
              t('majors.solve.children', { count })
            }}</label
          >
        }
        <div class="row">
          <button class="ds-button" type="submit" [disabled]="room.open.working()">
            {{ t('majors.act.solve') }}
          </button>
          <button class="ds-button" type="button" data-variant="tertiary" (click)="closed.emit()">
            {{ t('common.dialog.cancel') }}
          </button>
        </div>
      </form>
    </felles-dialog>
  `,
})
export class SolveDialog {
  protected readonly room = inject(RoomDesk);
  protected readonly t = inject(Texts).t;
  readonly major = input.required<MajorView>();
  readonly closed = output();
  protected readonly limits = limits;
  protected readonly text = signal('');
  protected readonly children = signal(true);
  protected readonly fault = signal('');
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly openChildren = computed(
    () => this.major().childList.filter(({ state }) => isOpen(state)).length,
  );

  protected async solve(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.text().trim()) return this.fault.set(this.t('majors.solve.missing'));
    const children = this.openChildren() > 0 && this.children();
    const body = { code: 'solved', text: this.text(), children } as const;
    const trouble = await this.room.act('majors.done.solved', ({ id }) => this.room.majors.solve(id, body));
    this.trouble.set(trouble);
    if (!trouble) this.closed.emit();
  }
}
