import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import type { TicketView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import type { Audience } from '@felles/domain';
import {
  conversationConflict,
  newIntent,
  type ConversationConflict,
  type Trouble,
  UploadClient,
  Uploads,
} from '@felles/web-data';
import { FilePicker, Icon, icons, Paste, ProblemFace, Texts } from '@felles/web-ui';
import { ConversationConflictPanel } from './conversation-conflict';
import { Desk } from './desk';
import { DraftBox } from './draft-box';
import { DraftConflictPanel } from './draft-conflict';

/** Where one writes: to everybody or inside the desk. What is written is kept as it is written. */
@Component({
  selector: 'felles-composer',
  imports: [ConversationConflictPanel, DraftConflictPanel, FilePicker, Icon, Paste, ProblemFace],
  providers: [DraftBox],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './composer.html',
  styleUrl: './composer.css',
})
export class Composer {
  private readonly uploadClient = inject(UploadClient);
  private readonly desk = inject(Desk);
  private readonly box = inject(DraftBox);
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  readonly ticket = input.required<TicketView>();
  protected readonly audience = signal<Audience>('public');
  protected readonly draft = computed(() => this.box.of(this.ticket().id, this.audience()));
  protected readonly uploads = signal(new Uploads(this.uploadClient));
  protected readonly conflict = signal<ConversationConflict | null>(null);
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly fault = signal('');
  protected readonly sending = signal(false);
  private readonly ticketId = computed(() => this.ticket().id);
  private readonly words = viewChild.required<ElementRef<HTMLTextAreaElement>>('words');
  private intent = newIntent();
  private stillness: ReturnType<typeof setTimeout> | null = null;

  protected readonly label = computed(() => {
    if (this.audience() === 'internal') return this.t('console.composer.noteLabel');
    const name = this.ticket().requester?.displayName;
    return name
      ? this.t('console.composer.replyLabel', { name })
      : this.t('console.composer.replyLabelAnyone');
  });

  /** Files alone go to the case as they are; a note's files need the note that keeps them inside. */
  protected readonly filesOnly = computed(
    () =>
      this.audience() === 'public' &&
      this.ticket().may.includes('attach') &&
      !this.draft().hasText() &&
      this.uploads().files().length > 0,
  );

  protected readonly does = computed(() => {
    if (this.filesOnly()) return this.t('common.files.add');
    return this.t(this.audience() === 'public' ? 'console.composer.send' : 'console.composer.saveNote');
  });

  protected readonly draftWords = computed(() => this.box.wordsOf(this.draft()));

  constructor() {
    effect((onCleanup) => {
      const id = this.ticketId();
      untracked(() => this.take(id));
      onCleanup(() => this.putDown());
    });
  }

  begin(audience: Audience): void {
    if (!this.ticket().may.includes(audience === 'public' ? 'reply' : 'note')) return;
    this.audience.set(audience);
    this.conflict.set(null);
    this.fault.set('');
    this.words().nativeElement.focus();
  }

  /** Puts words at the end of the reply, to be read over and sent. */
  add(words: string): void {
    this.begin('public');
    this.write([this.draft().text().trimEnd(), words].filter(Boolean).join('\n\n'));
  }

  protected write(text: string): void {
    this.draft().write(text, this.ticket().conversationVersion);
    this.fault.set('');
    this.desk.writing.set(this.draft().hasText());
    if (this.stillness) clearTimeout(this.stillness);
    this.stillness = setTimeout(() => this.desk.writing.set(false), 8000);
  }

  protected hotkey(event: KeyboardEvent): void {
    // Escape leads to the case's heading: there the single keys are keys again.
    if (event.key === 'Escape')
      return this.words().nativeElement.closest('section')?.querySelector<HTMLElement>('h2')?.focus();
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void this.send(event);
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.sending()) return;
    if (this.uploads().waiting()) this.fault.set(this.t('common.files.waiting'));
    else if (this.filesOnly() && this.uploads().ids().length) return this.attach();
    else if (!this.draft().hasText()) this.fault.set(this.t('console.composer.missing'));
    else return this.deliver(false);
    this.words().nativeElement.focus();
  }

  protected async deliver(force: boolean): Promise<void> {
    const draft = this.draft();
    const { audience } = draft;
    const told =
      audience === 'public'
        ? { basedOnVersion: draft.basedOn() ?? this.ticket().conversationVersion, ...(force && { force }) }
        : {};
    const body = {
      body: draft.text().slice(0, limits.bodyCharacters * 8),
      audience,
      attachmentIds: this.uploads().ids(),
      ...told,
    };
    this.sending.set(true);
    // Another base or force is another intent: the server compares the whole body with the key.
    if (force) this.intent = newIntent();
    const trouble = await this.desk.act(audience === 'public' ? 'reply' : 'note', (stand) =>
      this.desk.tickets.reply(stand.id, body, this.intent),
    );
    this.sending.set(false);
    this.conflict.set(trouble && conversationConflict(trouble));
    this.trouble.set(trouble && !this.conflict() ? trouble : null);
    this.fault.set(trouble?.fields['body'] ?? '');
    // An answer settles the intent; silence does not: a retry must carry the same key.
    if (trouble?.code !== 'offline') this.intent = newIntent();
    if (this.conflict()) void this.desk.open.refresh();
    if (trouble) return;
    this.desk.writing.set(false);
    this.uploads().clear();
    // The button pressed was switched off meanwhile; one goes on where one wrote.
    this.words().nativeElement.focus();
    await draft.sent();
  }

  private async attach(): Promise<void> {
    const ids = this.uploads().ids();
    this.sending.set(true);
    const trouble = await this.desk.act('attach', (stand) =>
      this.desk.tickets.attach(stand.id, ids, this.intent),
    );
    this.sending.set(false);
    this.trouble.set(trouble);
    if (trouble?.code !== 'offline') this.intent = newIntent();
    if (!trouble) this.uploads().clear();
    this.words().nativeElement.focus();
  }

  /** The writer has read what came between and goes on writing. */
  protected keep(conflict: ConversationConflict): void {
    this.draft().rebase(conflict.conversationVersion);
    this.conflict.set(null);
    setTimeout(() => this.words().nativeElement.focus());
  }

  private take(ticketId: string): void {
    this.conflict.set(null);
    this.trouble.set(null);
    this.fault.set('');
    this.intent = newIntent();
    this.uploads.set(new Uploads(this.uploadClient));
    this.audience.set(untracked(this.ticket).may.includes('reply') ? 'public' : 'internal');
    void this.box.restore(ticketId);
  }

  private putDown(): void {
    this.box.flush();
    if (this.stillness) clearTimeout(this.stillness);
    this.desk.writing.set(false);
  }
}
