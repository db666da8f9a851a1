import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Loading, ProblemFace, Texts, When } from '@felles/web-ui';
import { Desk } from './desk';
import { eventWords } from './event-words';
import { changedFacts } from './fact-words';
import { SpeechOfDesk } from './speech';
import { TicketPast } from './ticket-past';

/** Everything that has happened to the case, newest first, with each field before and after. */
@Component({
  selector: 'felles-ticket-history',
  imports: [Loading, ProblemFace, TicketPast, When],
  providers: [SpeechOfDesk],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { tabindex: '0', role: 'region', '[attr.aria-label]': "t('console.ticket.history')" },
  template: `
    @if (desk.open.ticket(); as ticket) {
      <felles-ticket-past [ticketId]="ticket.id" />
    }
    @if (history.trouble(); as trouble) {
      <felles-problem [fault]="trouble" [retryable]="true" (retry)="history.refresh()" />
    }
    @if (history.loading() && !lines().length) {
      <felles-loading />
    }
    <ol>
      @for (line of lines(); track line.key) {
        <li>
          <p>{{ line.words }} <felles-when class="subtle" [at]="line.at" kind="exact" /></p>
          @for (fact of line.facts; track fact.field) {
            <p class="fact">{{ t(fact.before ? 'console.history.from' : 'console.history.set', fact) }}</p>
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
    :host {
      display: block;
      padding: 1.125rem 1.375rem;
      overflow-y: auto;
    }
    ol {
      list-style: none;
      margin: 0;
      padding: 0;
    }
    li {
      position: relative;
      padding: 0 0 1rem 1.25rem;
      border-inline-start: 1px solid var(--line-strong);
    }
    li::before {
      content: '';
      position: absolute;
      inset: 0.4rem auto auto -0.25rem;
      width: 0.4375rem;
      height: 0.4375rem;
      border-radius: 50%;
      background: var(--ds-color-accent-base-default);
    }
    p {
      margin: 0;
      font-size: 0.875rem;
    }
    .subtle {
      font-size: 0.75rem;
    }
    .fact {
      font-size: 0.8125rem;
      color: var(--quiet);
      overflow-wrap: anywhere;
    }
  `,
})
export class TicketHistory {
  private readonly speech = inject(SpeechOfDesk);
  protected readonly t = inject(Texts).t;
  protected readonly desk = inject(Desk);
  protected readonly history = this.desk.history;
  protected readonly lines = computed(() => {
    const speech = this.speech.now();
    return this.history.events().map((event) => ({
      key: event.cursor,
      at: event.occurredAt,
      words: eventWords(speech, event),
      facts: changedFacts(speech, event),
    }));
  });
}
