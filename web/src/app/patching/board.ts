import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PatchBoard } from '@felles/contracts/http';
import { patchStatuses } from '@felles/domain';
import { Newest, Patching, Session, troubleOf, type Trouble } from '@felles/web-data';
import { Empty, Loading, Moments, ProblemFace, Texts } from '@felles/web-ui';
import { followItems } from './following';
import { queryOf, StatusBar, StatusTable } from './status-figure';
import { StatusPill } from './status-pill';

/** How all servers stand; every number opens the servers behind it, and all of it follows their reports. */
@Component({
  selector: 'felles-patch-board',
  imports: [Empty, Loading, ProblemFace, RouterLink, StatusBar, StatusPill, StatusTable],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './board.html',
  styleUrl: './board.css',
})
export class BoardPage {
  private readonly patching = inject(Patching);
  private readonly texts = inject(Texts);
  private readonly newest = new Newest();
  protected readonly moments = inject(Moments);
  protected readonly session = inject(Session);
  protected readonly t = this.texts.t;
  protected readonly number = this.texts.number;
  protected readonly statuses = patchStatuses;
  protected readonly queryOf = queryOf;
  protected readonly board = signal<PatchBoard | null>(null);
  protected readonly trouble = signal<Trouble | null>(null);
  /** What leadership reads: only who is known to be up to date is. */
  protected readonly compliance = computed(() => {
    const { total, statuses } = this.board() ?? {};
    return total?.count ? Math.floor((statuses!.up_to_date.count / total.count) * 100) : null;
  });
  protected readonly tables = computed(() => {
    const board = this.board();
    if (!board) return [];
    return [
      { heading: this.t('patching.by.organisation'), lines: board.byOrganisation },
      { heading: this.t('patching.by.group'), lines: board.byGroup },
      { heading: this.t('patching.by.site'), lines: board.bySite },
      { heading: this.t('patching.by.service'), lines: board.byService },
    ].filter(({ lines }) => lines.length > 0);
  });

  constructor() {
    followItems(() => void this.fetch(), 1000);
    void this.fetch();
  }

  protected async fetch(): Promise<void> {
    const current = this.newest.begin();
    try {
      const board = await this.patching.board();
      if (!current()) return;
      this.board.set(board);
      this.trouble.set(null);
    } catch (error) {
      // Old figures stay under the problem.
      if (current()) this.trouble.set(troubleOf(error));
    }
  }
}
