import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { Router } from '@angular/router';
import type { TicketView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import {
  FormMemory,
  newIntent,
  OpenTicket,
  Session,
  Tickets,
  type Trouble,
  UploadClient,
  Uploads,
} from '@felles/web-data';
import { Control, Field, FilePicker, Paste, ProblemFace, Texts, Toasts } from '@felles/web-ui';

/** Writing back to the desk. What a requester writes never conflicts; it is kept in the tab until it is sent. */
@Component({
  selector: 'felles-case-reply',
  imports: [Control, Field, FilePicker, Paste, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form
      class="stack"
      novalidate
      (submit)="send($event)"
      (keydown.control.enter)="send($event)"
      (fellesPaste)="uploads.add($event)"
    >
      @if (ended()) {
        <p class="notice" data-color="info">{{ t('portal.case.closedReply') }}</p>
      }
      @if (trouble(); as trouble) {
        <felles-problem [fault]="trouble" />
      }
      <felles-field
        [label]="t('portal.case.reply')"
        [hint]="t('portal.case.replyHint')"
        [error]="fault()"
        [most]="limits.bodyCharacters"
        [text]="text()"
      >
        <textarea
          #words
          fellesControl
          dir="auto"
          rows="3"
          [value]="text()"
          (input)="write(words.value)"
        ></textarea>
      </felles-field>
      <felles-file-picker
        [files]="uploads.files()"
        [tooMany]="uploads.tooMany()"
        [hint]="false"
        (picked)="uploads.add($event)"
        (removed)="uploads.remove($event)"
      />
      <div class="row">
        <button class="ds-button" type="submit" [disabled]="sending()">
          {{ t(filesOnly() ? 'common.files.add' : 'portal.case.send') }}
        </button>
      </div>
    </form>
  `,
  styles: `
    form {
      gap: 0.75rem;
      margin-bottom: 1rem;
      padding: 1.25rem;
      border: 1px solid var(--line-strong);
      border-radius: 0.75rem;
      background: var(--ds-color-neutral-surface-default);
    }
    .notice {
      margin: 0;
    }
  `,
})
export class CaseReply {
  private readonly tickets = inject(Tickets);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly me = inject(Session).personId();
  protected readonly t = inject(Texts).t;
  protected readonly limits = limits;
  protected readonly uploads = new Uploads(inject(UploadClient));
  readonly ticket = input.required<TicketView>();
  readonly open = input.required<OpenTicket>();
  protected readonly text = signal('');
  protected readonly fault = signal('');
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly sending = signal(false);
  protected readonly ended = computed(() => ['closed', 'cancelled'].includes(this.ticket().state));
  /** Files without words go to the case as they are. */
  protected readonly filesOnly = computed(
    () => !this.text().trim() && this.uploads.ids().length > 0 && this.ticket().may.includes('attach'),
  );
  private readonly ticketId = computed(() => this.ticket().id);
  private readonly memory = computed(
    () => new FormMemory<string>(`case-reply:${this.me}:${this.ticketId()}`),
  );
  private intent = newIntent();

  constructor() {
    effect(() => {
      const kept = this.memory().recall() ?? '';
      untracked(() => this.text.set(kept));
    });
  }

  protected write(text: string): void {
    this.text.set(text);
    this.fault.set('');
    this.memory().keep(text);
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.sending()) return;
    if (this.uploads.waiting()) return this.fault.set(this.t('common.files.waiting'));
    if (this.filesOnly()) return this.attach();
    if (!this.text().trim()) return this.fault.set(this.t('portal.case.missing'));
    this.sending.set(true);
    const body = { body: this.text(), audience: 'public' as const, attachmentIds: this.uploads.ids() };
    const written: { into: TicketView | null } = { into: null };
    const trouble = await this.open().act(
      async (stand) => (written.into = await this.tickets.reply(stand.id, body, this.intent)),
    );
    this.sending.set(false);
    // No answer is no refusal: the next try carries the same key.
    if (trouble?.code !== 'offline') this.intent = newIntent();
    this.trouble.set(trouble);
    this.fault.set(trouble?.fields['body'] ?? '');
    if (!trouble) await this.sent(written.into);
  }

  private async attach(): Promise<void> {
    const ids = this.uploads.ids();
    this.sending.set(true);
    const trouble = await this.open().act((stand) => this.tickets.attach(stand.id, ids, this.intent));
    this.sending.set(false);
    if (trouble?.code !== 'offline') this.intent = newIntent();
    this.trouble.set(trouble);
    if (trouble) return;
    this.uploads.clear();
    this.toasts.say(this.t('portal.case.attached'));
  }

  /** A closed case goes on in a new one: there the writer is taken. */
  private async sent(into: TicketView | null): Promise<void> {
    this.memory().forget();
    this.text.set('');
    this.uploads.clear();
    this.toasts.say(this.t('portal.case.sent'));
    const next = into && into.id !== this.ticketId() ? into.id : null;
    if (next) await this.router.navigate(['/cases', next]);
  }
}
