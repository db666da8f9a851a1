import { ChangeDetectionStrategy, Component, effect, inject, input, signal } from '@angular/core';
import type { TicketRow } from '@felles/contracts/http';
import { Newest, Tickets, troubleOf, type Trouble } from '@felles/web-data';
import { Empty, Loading, ProblemFace, Texts } from '@felles/web-ui';
import { TicketLine } from './ticket-line';

/** What was found, newest first; an exact number brings its one case. */
@Component({
  selector: 'felles-search-page',
  imports: [Empty, Loading, ProblemFace, TicketLine],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main class="page" tabindex="-1">
      <h1>{{ q() ? t('console.search.for', { query: q()! }) : t('console.search.heading') }}</h1>
      @if (trouble(); as trouble) {
        <felles-problem [fault]="trouble" [retryable]="true" (retry)="find(q())" />
      }
      @if (!q()) {
        <p class="lead">{{ t('console.search.prompt') }}</p>
      } @else if (loading() && !rows().length) {
        <felles-loading />
      } @else if (!rows().length && !trouble()) {
        <felles-empty
          role="status"
          [heading]="t('console.search.none')"
          [detail]="t('console.search.noneDetail')"
        />
      } @else {
        <ol class="card" [attr.aria-label]="t('console.search.results')">
          @for (row of rows(); track row.id) {
            <li><felles-ticket-line [row]="row" queue="all" [roving]="true" /></li>
          }
        </ol>
        @if (cursor()) {
          <button
            type="button"
            class="ds-button"
            data-variant="secondary"
            [disabled]="loading()"
            (click)="more()"
          >
            {{ t('common.face.more') }}
          </button>
        }
      }
    </main>
  `,
  styles: `
    ol {
      list-style: none;
      margin: 1.25rem 0;
      padding: 0;
      overflow: hidden;
    }
    h1 {
      overflow-wrap: anywhere;
    }
  `,
})
export class SearchPage {
  private readonly tickets = inject(Tickets);
  private readonly newest = new Newest();
  protected readonly t = inject(Texts).t;
  readonly q = input<string>();
  protected readonly rows = signal<readonly TicketRow[]>([]);
  protected readonly cursor = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly trouble = signal<Trouble | null>(null);

  constructor() {
    effect(() => void this.find(this.q()));
  }

  protected async find(query: string | undefined): Promise<void> {
    this.newest.supersede();
    this.rows.set([]);
    this.cursor.set(null);
    if (query) await this.fetch(query, null);
  }

  protected async more(): Promise<void> {
    await this.fetch(this.q()!, this.cursor());
  }

  private async fetch(query: string, cursor: string | null): Promise<void> {
    const current = this.newest.begin();
    this.loading.set(true);
    this.trouble.set(null);
    try {
      const page = await this.tickets.search(query, cursor);
      if (!current()) return;
      this.rows.update((rows) => [...rows, ...page.items]);
      this.cursor.set(page.nextCursor);
    } catch (error) {
      // Shown above what was found so far, with a way to try again.
      if (current()) this.trouble.set(troubleOf(error));
    }
    if (current()) this.loading.set(false);
  }
}
