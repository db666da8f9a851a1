import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { ChangeView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { newIntent, type Trouble } from '@felles/web-data';
import { Control, Entry, Field, ProblemFace, Texts } from '@felles/web-ui';
import { OpenChange } from './open-change';

/** What the desk says to itself about a change. */
@Component({
  selector: 'felles-change-notes',
  imports: [Control, Entry, Field, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ t('changes.note.heading') }}</h2>
    @for (entry of view().entries; track entry.id) {
      <felles-entry
        [author]="entry.author?.displayName ?? t('common.person.unknown')"
        [at]="entry.writtenAt"
        [body]="entry.body"
        [internal]="true"
        [files]="filesOf(entry.id)"
      />
    }
    @if (view().may.includes('note')) {
      <form class="stack" novalidate (submit)="write($event)" (keydown.control.enter)="write($event)">
        @if (trouble(); as trouble) {
          <felles-problem [fault]="trouble" />
        }
        <felles-field
          [label]="t('changes.note.new')"
          [most]="limits.bodyCharacters"
          [text]="words()"
          [error]="fault()"
        >
          <textarea
            #text
            fellesControl
            dir="auto"
            rows="2"
            [value]="words()"
            (input)="words.set(text.value)"
          ></textarea>
        </felles-field>
        <div class="row">
          <button class="ds-button" data-variant="secondary" type="submit" [disabled]="working()">
            {{ t('changes.note.save') }}
          </button>
        </div>
      </form>
    }
  `,
  styles: `
    felles-entry {
      margin-bottom: 0.75rem;
    }
    .stack {
      gap: 0.75rem;
    }
  `,
})
export class ChangeNotes {
  private readonly open = inject(OpenChange);
  private intent = newIntent();
  protected readonly t = inject(Texts).t;
  protected readonly limits = limits;
  readonly view = input.required<ChangeView>();
  protected readonly words = signal('');
  protected readonly fault = signal('');
  protected readonly working = signal(false);
  protected readonly trouble = signal<Trouble | null>(null);
  private readonly files = computed(() => Map.groupBy(this.view().attachments, (file) => file.entryId));

  protected filesOf(entryId: string) {
    return this.files().get(entryId) ?? [];
  }

  protected async write(event: Event): Promise<void> {
    event.preventDefault();
    if (this.working()) return;
    const body = this.words();
    this.fault.set(body.trim() ? '' : this.t('changes.words.missing'));
    if (this.fault()) return;
    this.working.set(true);
    const trouble = await this.open.actByTicket('note', ({ id }) =>
      this.open.tickets.reply(id, { body, audience: 'internal' }, this.intent),
    );
    this.working.set(false);
    if (trouble?.code !== 'offline') this.intent = newIntent();
    this.trouble.set(trouble);
    if (!trouble) this.words.set('');
  }
}
