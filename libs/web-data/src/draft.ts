import { computed, signal } from '@angular/core';
import type { DraftView } from '@felles/contracts/http';
import type { Audience } from '@felles/domain';
import { FormMemory } from './form-memory.js';
import { Settled } from './pace.js';
import type { Tickets } from './tickets.js';
import { draftConflict, troubleOf } from './trouble.js';

interface KeptDraft {
  body: string;
  revision: number;
  basedOnVersion: number | null;
}

/** `here`: kept on this device only, because the server could not be reached. */
export type DraftState = 'none' | 'saving' | 'saved' | 'here';

/**
 * What one is writing to one audience of one ticket. Kept in this tab at each key, on the server after a
 * pause; a newer one from another device is laid beside it, never over it.
 */
export class Draft {
  private readonly saver = new Settled(() => void this.save(), 800);
  private readonly memory: FormMemory<KeptDraft>;
  private revision = 0;
  private saving: Promise<void> | null = null;
  readonly text = signal('');
  readonly state = signal<DraftState>('none');
  readonly savedAt = signal<string | null>(null);
  /** The server's newer draft, while one has not chosen. */
  readonly other = signal<DraftView | null>(null);
  /** The conversation version the words were begun against. */
  readonly basedOn = signal<number | null>(null);
  readonly hasText = computed(() => /[^\s\p{Cf}]/u.test(this.text()));

  constructor(
    private readonly client: Pick<Tickets, 'saveDraft' | 'dropDraft'>,
    private readonly ticketId: string,
    readonly audience: Audience,
    ownerId: string,
    storage?: Storage,
  ) {
    this.memory = new FormMemory(`draft:${ownerId}:${ticketId}:${audience}`, storage ?? sessionStorage);
  }

  /** Takes up what was being written: here, on the server, or both. */
  restore(server: DraftView | null): void {
    const kept = this.memory.recall();
    this.revision = kept?.revision ?? server?.revision ?? 0;
    if (kept && server && server.revision > kept.revision && server.body !== kept.body && server.body) {
      this.other.set(server);
    }
    const body = kept?.body ?? server?.body ?? '';
    this.text.set(body);
    this.basedOn.set((kept ? kept.basedOnVersion : server?.basedOnVersion) ?? null);
    this.savedAt.set(server?.body ? server.savedAt : null);
    this.state.set(body && server?.body === body ? 'saved' : body ? 'here' : 'none');
    if (this.state() === 'here' && !this.other()) this.saver.ask();
  }

  /** @param conversationVersion what the writer sees now; it becomes the base of words just begun. */
  write(text: string, conversationVersion: number): void {
    if (!this.hasText()) this.basedOn.set(conversationVersion);
    this.text.set(text);
    this.remember();
    this.state.set('saving');
    if (!this.other()) this.saver.ask();
  }

  /** The writer has read what came between. */
  rebase(conversationVersion: number): void {
    this.basedOn.set(conversationVersion);
    this.remember();
    this.saver.ask();
  }

  /** It is sent: nothing is left to keep. */
  async sent(): Promise<void> {
    this.saver.stop();
    this.memory.forget();
    this.text.set('');
    this.basedOn.set(null);
    this.savedAt.set(null);
    this.other.set(null);
    this.state.set('none');
    await this.saving;
    try {
      await this.client.dropDraft(this.ticketId, this.audience);
      this.revision = 0;
    } catch {
      // The server dropped it with the reply, or is away: a leftover is offered again, nothing is lost.
    }
  }

  useMine(): void {
    this.settleWith(this.text());
  }

  useTheirs(): void {
    this.settleWith(this.other()?.body ?? this.text());
  }

  useBoth(): void {
    this.settleWith([this.other()?.body, this.text()].filter(Boolean).join('\n\n'));
  }

  /** Saves what waits, without waiting for a pause. */
  flush(): void {
    this.saver.now();
  }

  private settleWith(body: string): void {
    this.revision = this.other()?.revision ?? this.revision;
    this.other.set(null);
    this.text.set(body);
    this.remember();
    this.state.set('saving');
    this.saver.ask();
  }

  private remember(): void {
    this.memory.keep({ body: this.text(), revision: this.revision, basedOnVersion: this.basedOn() });
  }

  private async save(): Promise<void> {
    await this.saving;
    this.saving = this.put();
    await this.saving;
  }

  private async put(): Promise<void> {
    const body = this.text();
    try {
      const basedOnVersion = this.basedOn() ?? undefined;
      const saved = await this.client.saveDraft(this.ticketId, this.audience, {
        body,
        revision: this.revision,
        basedOnVersion,
      });
      this.revision = saved.revision;
      this.savedAt.set(saved.savedAt);
      if (this.text() === body) this.state.set(body ? 'saved' : 'none');
      if (this.text()) this.remember();
    } catch (error) {
      const newer = draftConflict(troubleOf(error));
      // Offline, signed out or refused: the words are safe in this tab.
      this.state.set('here');
      if (newer?.body && newer.body !== body) this.other.set(newer);
      else if (newer) this.revision = newer.revision;
    }
  }
}
