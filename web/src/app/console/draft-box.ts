import { DestroyRef, inject, Injectable } from '@angular/core';
import { audiences, type Audience } from '@felles/domain';
import { Draft, Session } from '@felles/web-data';
import { Moments, Texts } from '@felles/web-ui';
import { Desk } from './desk';

/** What one is writing, per case and audience, as long as the console is open. */
@Injectable()
export class DraftBox {
  private readonly desk = inject(Desk);
  private readonly texts = inject(Texts);
  private readonly moments = inject(Moments);
  private readonly owner = inject(Session).personId() ?? '';
  private readonly drafts = new Map<string, Draft>();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.flush());
  }

  of(ticketId: string, audience: Audience): Draft {
    const key = `${ticketId}:${audience}`;
    const draft = this.drafts.get(key) ?? new Draft(this.desk.tickets, ticketId, audience, this.owner);
    this.drafts.set(key, draft);
    return draft;
  }

  /** Takes up what was being written here or elsewhere, unless it is in hand already. */
  async restore(ticketId: string): Promise<void> {
    const untouched = audiences.filter((audience) => !this.of(ticketId, audience).hasText());
    const stored = await this.desk.tickets.drafts(ticketId).then(
      (list) => list.items,
      // Away or refused: what this tab kept is still offered.
      () => [],
    );
    for (const audience of untouched) {
      const draft = this.of(ticketId, audience);
      if (!draft.hasText()) draft.restore(stored.find((one) => one.audience === audience) ?? null);
    }
  }

  /** Where a draft is kept just now, in the reader's words. */
  wordsOf(draft: Draft): string {
    const { t } = this.texts;
    if (!draft.hasText()) return '';
    if (draft.state() === 'saving') return t('console.composer.draftSaving');
    if (draft.state() === 'here') return t('console.composer.draftHere');
    const saved = draft.savedAt();
    return saved ? t('console.composer.draftSaved', { time: this.moments.time(saved) }) : '';
  }

  flush(): void {
    for (const draft of this.drafts.values()) draft.flush();
  }
}
