import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import type { TicketAt } from '@felles/contracts/http';
import { troubleOf, type Trouble } from '@felles/web-data';
import { Control, Field, Moments, ProblemFace, Texts } from '@felles/web-ui';
import { Desk } from './desk';
import { factsThen } from './fact-words';
import { SpeechOfDesk } from './speech';

/** The case as it stood at a moment one chooses, folded from its own history. */
@Component({
  selector: 'felles-ticket-past',
  imports: [Control, Field, ProblemFace],
  providers: [SpeechOfDesk],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <details class="table">
      <summary>{{ t('console.past.heading') }}</summary>
      <form novalidate (submit)="look($event, time.value)">
        <felles-field [label]="t('console.past.time')" [error]="fault()">
          <input #time fellesControl type="datetime-local" />
        </felles-field>
        <button class="ds-button" data-variant="secondary" type="submit">{{ t('console.past.show') }}</button>
      </form>
      @if (trouble(); as trouble) {
        <felles-problem [fault]="trouble" />
      }
      <div role="status">
        @if (then(); as then) {
          <h3>{{ t('console.past.at', { time: moments.exact(then.time) }) }}</h3>
          @if (then.fields) {
            <dl>
              @for (fact of facts(); track fact.field) {
                <div>
                  <dt>{{ fact.field }}</dt>
                  <dd dir="auto">{{ fact.value }}</dd>
                </div>
              }
            </dl>
          } @else {
            <p>{{ t('console.past.before') }}</p>
          }
        }
      </div>
    </details>
  `,
  styles: `
    :host {
      display: block;
      margin-bottom: 1rem;
    }
    form {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 0.75rem;
      margin: 0.5rem 0;
    }
    h3 {
      margin: 0.75rem 0 0.375rem;
      font-size: 0.875rem;
      font-weight: 600;
    }
    dl {
      display: grid;
      gap: 0.375rem;
      margin: 0;
      font-size: 0.8125rem;
    }
    dl > div {
      display: grid;
      grid-template-columns: 6.75rem minmax(0, 1fr);
      gap: 0.5rem;
    }
    dt {
      color: var(--quiet);
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
      white-space: pre-wrap;
    }
    p {
      margin: 0;
      font-size: 0.875rem;
    }
  `,
})
export class TicketPast {
  private readonly desk = inject(Desk);
  private readonly speech = inject(SpeechOfDesk);
  protected readonly t = inject(Texts).t;
  protected readonly moments = inject(Moments);
  readonly ticketId = input.required<string>();
  protected readonly then = linkedSignal<string, TicketAt | null>({
    source: this.ticketId,
    computation: () => null,
  });
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly fault = signal('');
  protected readonly facts = computed(() => {
    const then = this.then();
    return then ? factsThen(this.speech.now(), then) : [];
  });

  protected async look(event: Event, local: string): Promise<void> {
    event.preventDefault();
    this.trouble.set(null);
    const time = new Date(local);
    this.fault.set(Number.isNaN(time.getTime()) ? this.t('console.past.missing') : '');
    if (this.fault()) return;
    try {
      this.then.set(await this.desk.tickets.asOf(this.ticketId(), time.toISOString()));
    } catch (error) {
      // Said above the answer, which stays as it was.
      this.trouble.set(troubleOf(error));
    }
  }
}
