import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { ProblemFace, Texts, When } from '@felles/web-ui';
import { eventWords } from './event-words';
import { OpenChange } from './open-change';

/** Everything that has happened to the change, newest first. */
@Component({
  selector: 'felles-change-history',
  imports: [ProblemFace, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ t('changes.history') }}</h2>
    @if (history.trouble(); as trouble) {
      <felles-problem [fault]="trouble" [retryable]="true" (retry)="history.refresh()" />
    }
    <ol>
      @for (line of lines(); track line.key) {
        <li>
          {{ line.words }} <felles-when class="subtle" [at]="line.at" kind="exact" />
          @if (line.comment) {
            <p class="subtle" dir="auto">{{ line.comment }}</p>
          }
        </li>
      }
    </ol>
    @if (history.hasMore()) {
      <button type="button" class="plain" (click)="history.more()">{{ t('common.face.more') }}</button>
    }
  `,
  styles: `
    ol {
      display: grid;
      gap: 0.5rem;
      margin: 0.25rem 0 0;
      padding: 0;
      list-style: none;
      font-size: 0.875rem;
    }
    p {
      margin: 0;
      overflow-wrap: anywhere;
    }
    .subtle {
      font-size: 0.8125rem;
    }
  `,
})
export class ChangeHistory {
  private readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  protected readonly history = inject(OpenChange).history;
  protected readonly lines = computed(() => {
    const names = this.history.names();
    const speech = { t: this.t, name: (id: unknown) => this.texts.label(names[String(id)]) };
    return this.history.events().map((event) => ({
      key: event.cursor,
      at: event.occurredAt,
      words: eventWords(speech, event),
      comment: event.texts['comment'] ?? event.texts['task'] ?? '',
    }));
  });
}
