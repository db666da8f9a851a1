import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import type { ChangeView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { changeResults, levels, type ChangeResult, type Level } from '@felles/domain';
import type { Trouble } from '@felles/web-data';
import { Control, Dialog, Field, ProblemFace, Texts } from '@felles/web-ui';
import { OpenChange } from './open-change';

export type AskedAct = 'approve' | 'reject' | 'assess' | 'complete' | 'review' | 'cancel';

/** Asks for what an act needs: a choice, some words, or both. */
@Component({
  selector: 'felles-change-act-dialog',
  imports: [Control, Dialog, Field, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-dialog [heading]="heading()" (closed)="closed.emit()">
      <form class="stack" novalidate (submit)="submit($event)" (keydown.control.enter)="submit($event)">
        @if (trouble(); as trouble) {
          <felles-problem [fault]="trouble" />
        }
        @if (choices().length) {
          <fieldset class="choices">
            <legend>{{ t(act() === 'assess' ? 'changes.risk' : 'changes.result') }}</legend>
            @for (one of choices(); track one) {
              <label
                ><input
                  type="radio"
                  name="choice"
                  [checked]="one === choice()"
                  (change)="chosen.set(one)"
                />{{ choiceName(one) }}</label
              >
            }
          </fieldset>
        }
        @if (asksWords()) {
          <felles-field
            [label]="wordsLabel()"
            [required]="needsWords()"
            [error]="fault()"
            [most]="most()"
            [text]="words()"
          >
            <textarea
              #text
              fellesControl
              dir="auto"
              rows="3"
              [value]="words()"
              (input)="words.set(text.value)"
            ></textarea>
          </felles-field>
        }
        <div class="row">
          <button
            class="ds-button"
            type="submit"
            [attr.data-color]="grave() ? 'danger' : null"
            [disabled]="working()"
          >
            {{ heading() }}
          </button>
          <button class="ds-button" type="button" data-variant="tertiary" (click)="closed.emit()">
            {{ t('common.dialog.cancel') }}
          </button>
        </div>
      </form>
    </felles-dialog>
  `,
  styles: `
    @media (max-width: 40rem) {
      .row .ds-button {
        flex: 1;
        min-height: 3rem;
      }
    }
  `,
})
export class ChangeActDialog {
  private readonly open = inject(OpenChange);
  protected readonly t = inject(Texts).t;
  readonly act = input.required<AskedAct>();
  readonly view = input.required<ChangeView>();
  readonly closed = output();
  protected readonly words = signal('');
  protected readonly chosen = signal<Level | ChangeResult | null>(null);
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly missing = signal(false);
  protected readonly working = signal(false);

  protected readonly heading = computed(() => this.t(`changes.act.${this.act()}`));
  protected readonly grave = computed(() => this.act() === 'reject' || this.act() === 'cancel');
  protected readonly choices = computed((): readonly (Level | ChangeResult)[] => {
    if (this.act() === 'assess') return levels;
    return this.act() === 'complete' || this.act() === 'review' ? changeResults : [];
  });
  protected readonly choice = computed(() => {
    const { risk, result } = this.view().change;
    return this.chosen() ?? (this.act() === 'assess' ? (risk ?? 'medium') : (result ?? 'successful'));
  });
  protected readonly asksWords = computed(() => this.act() !== 'assess' && this.act() !== 'complete');
  protected readonly needsWords = computed(() => this.asksWords() && this.act() !== 'approve');
  protected readonly most = computed(() =>
    this.act() === 'review' ? limits.bodyCharacters : limits.reasonCharacters,
  );
  protected readonly wordsLabel = computed(() => {
    if (this.act() === 'review') return this.t('changes.review.words');
    return this.t(this.act() === 'approve' ? 'changes.approval.comment' : 'changes.approval.reason');
  });
  protected readonly fault = computed(() => {
    if (this.missing()) return this.t('changes.words.missing');
    const fields = this.trouble()?.fields;
    return fields?.['comment'] ?? fields?.['text'] ?? fields?.['reason'];
  });

  protected choiceName(choice: Level | ChangeResult): string {
    return isLevel(choice) ? this.t(`changes.riskIs.${choice}`) : this.t(`changes.resultIs.${choice}`);
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.working()) return;
    this.missing.set(this.needsWords() && !this.words().trim());
    if (this.missing()) return;
    this.working.set(true);
    const trouble = await this.run();
    this.working.set(false);
    this.trouble.set(trouble);
    if (!trouble) this.closed.emit();
  }

  private run(): Promise<Trouble | null> {
    const { changes, tickets } = this.open;
    const act = this.act();
    const [choice, text] = [this.choice(), this.words()];
    switch (act) {
      case 'approve':
      case 'reject': {
        const decision = act === 'approve' ? 'approved' : 'rejected';
        const { round } = this.view().change;
        return this.open.act(act, ({ id }) =>
          changes.decide(id, { decision, comment: text.trim() || null, round }),
        );
      }
      case 'assess':
        return this.open.act(act, (stand) => changes.move(stand, 'assessment', { risk: choice }));
      case 'complete':
        return this.open.act(act, (stand) => changes.move(stand, 'completion', { result: choice }));
      case 'review':
        return this.open.act(act, (stand) => changes.move(stand, 'review', { result: choice, text }));
      case 'cancel':
        return this.open.actByTicket(act, (stand) => tickets.cancel(stand, text));
    }
  }
}

function isLevel(choice: Level | ChangeResult): choice is Level {
  return (levels as readonly string[]).includes(choice);
}
