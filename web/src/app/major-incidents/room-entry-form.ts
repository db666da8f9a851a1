import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { MajorView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { majorEntryKinds, type MajorEntryKind } from '@felles/domain';
import { newIntent, type Trouble } from '@felles/web-data';
import { Control, Field, ProblemFace, Texts } from '@felles/web-ui';
import { RoomDesk } from './room-desk';

/** What is said in the room: what kind of thing, when it happened, and whether everybody is to be told. */
@Component({
  selector: 'felles-room-entry-form',
  imports: [Control, Field, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <h2>{{ t('majors.entry.heading') }}</h2>
      <form class="stack" novalidate (submit)="enter($event)" (keydown.control.enter)="enter($event)">
        @if (trouble(); as trouble) {
          <felles-problem [fault]="trouble" />
        }
        <fieldset class="choices kinds">
          <legend>{{ t('majors.entry.kind') }}</legend>
          @for (one of kinds; track one) {
            <label
              ><input type="radio" name="kind" [checked]="one === kind()" (change)="kind.set(one)" />{{
                name(one)
              }}</label
            >
          }
        </fieldset>
        <felles-field
          [label]="t('majors.entry.text')"
          [required]="true"
          [error]="fault() || trouble()?.fields?.['text']"
          [most]="limits.reasonCharacters"
          [text]="text()"
        >
          <textarea
            #words
            fellesControl
            rows="2"
            dir="auto"
            [value]="text()"
            (input)="text.set(words.value); fault.set('')"
          ></textarea>
        </felles-field>
        <felles-field
          [label]="t('majors.entry.happenedAt')"
          [hint]="t('majors.entry.happenedAtHint')"
          [error]="trouble()?.fields?.['happenedAt']"
        >
          <input #at fellesControl type="datetime-local" [value]="time()" (input)="time.set(at.value)" />
        </felles-field>
        @if (kind() === 'status' && hasNotice()) {
          <label class="row"
            ><input type="checkbox" [checked]="told()" (change)="told.set(!told())" />{{
              t('majors.entry.public')
            }}</label
          >
        }
        <div class="row">
          <button class="ds-button" type="submit" [disabled]="room.open.working()">
            {{ t('majors.entry.submit') }}
          </button>
        </div>
      </form>
    </section>
  `,
  styleUrl: './room-part.css',
  styles: `
    form {
      margin: 0;
    }
    textarea {
      min-height: 4.5rem;
    }
    .kinds {
      grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr));
    }
    .kinds legend {
      grid-column: 1 / -1;
    }
  `,
})
export class RoomEntryForm {
  protected readonly room = inject(RoomDesk);
  protected readonly t = inject(Texts).t;
  readonly major = input.required<MajorView>();
  protected readonly limits = limits;
  protected readonly kinds = majorEntryKinds;
  protected readonly kind = signal<MajorEntryKind>('status');
  protected readonly text = signal('');
  /** As the field has it: local time without zone; empty for now. */
  protected readonly time = signal('');
  protected readonly told = signal(false);
  protected readonly fault = signal('');
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly hasNotice = computed(() => this.room.open.notices().some((one) => !one.withdrawnAt));
  private intent = newIntent();

  protected name(kind: MajorEntryKind): string {
    return this.t(`majors.kind.${kind}`);
  }

  protected async enter(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.text().trim()) return this.fault.set(this.t('majors.entry.missing'));
    const body = {
      kind: this.kind(),
      text: this.text(),
      happenedAt: this.time() ? new Date(this.time()).toISOString() : null,
      ...(this.kind() === 'status' && this.hasNotice() ? { public: this.told() } : {}),
    };
    const trouble = await this.room.act('majors.done.entered', ({ id }) =>
      this.room.majors.enter(id, body, this.intent),
    );
    this.trouble.set(trouble);
    // An answer settles the intent; silence does not: a retry must carry the same key.
    if (trouble?.code !== 'offline') this.intent = newIntent();
    if (trouble) return;
    this.text.set('');
    this.time.set('');
  }
}
