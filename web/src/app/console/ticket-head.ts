import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TicketView } from '@felles/contracts/http';
import { Moments, PriorityPill, RestrictedPill, StatePill, Texts } from '@felles/web-ui';
import type { ActName } from './ticket-acts';
import { TicketActions } from './ticket-actions';

/** Number, where it stands, the heading at full width, and what one can do. */
@Component({
  selector: 'felles-ticket-head',
  imports: [PriorityPill, RestrictedPill, RouterLink, StatePill, TicketActions],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="marks">
      <span class="number">{{ ticket().number }}</span>
      <felles-state [state]="ticket().state" />
      <felles-priority [priority]="ticket().priority" [long]="true" />
      <span class="pill" data-color="neutral">{{ kindName() }}</span>
      @if (ticket().major; as major) {
        <a class="pill" data-color="danger" [routerLink]="['/major-incidents', ticket().id]">{{
          t('console.ticket.major', { severity: major.severity })
        }}</a>
      }
      @if (ticket().restricted) {
        <felles-restricted [word]="t('console.list.restricted')" />
      }
    </div>
    <div class="top">
      <h2 tabindex="-1" dir="auto">{{ ticket().title }}</h2>
      <felles-ticket-actions [acts]="acts()" [working]="working()" (asked)="asked.emit($event)" />
    </div>
    @if (holding(); as words) {
      <p class="subtle">{{ words }}</p>
    }
    @if (ticket().externalNumber; as number) {
      <p class="subtle">{{ t('console.ticket.external', { number }) }}</p>
    }
    @if (ticket().continuedIn; as next) {
      <p class="notice" data-color="info">
        <a [routerLink]="['/console', 'all', next.id]">{{
          t('console.ticket.continued', { number: next.number })
        }}</a>
      </p>
    }
  `,
  styles: `
    :host {
      display: block;
      padding: 0.875rem 1.375rem 0.75rem;
    }
    .marks {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.375rem;
    }
    .number {
      margin-inline-end: 0.25rem;
      font-size: 0.8125rem;
      color: var(--quiet);
      font-variant-numeric: tabular-nums;
    }
    .top {
      display: flex;
      flex-wrap: wrap;
      align-items: start;
      justify-content: space-between;
      gap: 0.5rem 1.25rem;
      margin-top: 0.375rem;
    }
    h2 {
      flex: 1 1 18rem;
      margin: 0;
      font-size: 1.25rem;
      font-weight: 650;
      letter-spacing: -0.01em;
      overflow-wrap: anywhere;
    }
    p {
      margin: 0.25rem 0 0;
      font-size: 0.8125rem;
    }
    @media (max-width: 40rem) {
      :host {
        padding: 0.5rem 1rem 0.625rem;
      }
    }
  `,
})
export class TicketHead {
  private readonly moments = inject(Moments);
  protected readonly t = inject(Texts).t;
  readonly ticket = input.required<TicketView>();
  readonly acts = input.required<readonly ActName[]>();
  readonly working = input(false);
  readonly asked = output<ActName>();
  protected readonly kindName = computed(() => this.t(`common.kind.${this.ticket().kind}`));
  protected readonly holding = computed(() => {
    const hold = this.ticket().hold;
    if (!hold) return null;
    const reason = this.t('console.ticket.hold', { reason: this.t(`common.holdReason.${hold.reason}`) });
    return hold.until
      ? `${reason}, ${this.t('console.ticket.holdUntil', { time: this.moments.exact(hold.until) })}`
      : reason;
  });
}
