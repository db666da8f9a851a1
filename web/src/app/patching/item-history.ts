import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  untracked,
} from '@angular/core';
import { ConfigurationItems, History } from '@felles/web-data';
import { Loading, ProblemFace, Texts, When } from '@felles/web-ui';
import { ItemWords } from './item-words';

/** Everything that has happened to an item, its reports among it, newest first: the one log. */
@Component({
  selector: 'felles-item-history',
  imports: [Loading, ProblemFace, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ t('patching.history') }}</h2>
    @if (history.trouble(); as trouble) {
      <felles-problem [fault]="trouble" [retryable]="true" (retry)="history.refresh()" />
    }
    @if (history.loading() && !lines().length) {
      <felles-loading [rows]="3" />
    } @else if (!lines().length && !history.trouble()) {
      <p class="subtle">{{ t('patching.noHistory') }}</p>
    }
    <ol>
      @for (line of lines(); track line.key) {
        <li>
          <p>{{ line.words }} <felles-when class="subtle" [at]="line.at" kind="exact" /></p>
          @for (fact of line.facts; track fact.field) {
            <p class="subtle">{{ t('patching.changed', fact) }}</p>
          }
        </li>
      }
    </ol>
    @if (history.hasMore()) {
      <button type="button" class="plain" [disabled]="history.loading()" (click)="history.more()">
        {{ t('common.face.more') }}
      </button>
    }
  `,
  styles: `
    h2 {
      margin: 0 0 0.75rem;
      font-size: 1rem;
    }
    ol {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      padding: 0 0 0.75rem 1rem;
      border-inline-start: 1px solid var(--line-strong);
    }
    p {
      margin: 0;
      font-size: 0.875rem;
      overflow-wrap: anywhere;
    }
    p.subtle {
      font-size: 0.8125rem;
    }
  `,
})
export class ItemHistory {
  private readonly words = inject(ItemWords);
  protected readonly t = inject(Texts).t;
  readonly itemId = input.required<string>();
  readonly beat = input(0);
  protected readonly history = new History(inject(ConfigurationItems));
  protected readonly lines = computed(() =>
    this.history.events().map((event) => ({
      key: event.cursor,
      at: event.occurredAt,
      words: this.words.event(event),
      facts: this.words.changes(event, this.history.names()),
    })),
  );

  constructor() {
    effect(() => {
      this.beat();
      const id = this.itemId();
      untracked(() => void this.history.show(id));
    });
  }
}
