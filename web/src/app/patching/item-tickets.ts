import { ChangeDetectionStrategy, Component, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ItemTicket } from '@felles/contracts/http';
import { ConfigurationItems, PagedList } from '@felles/web-data';
import { addressOf, Loading, ProblemFace, StatePill, Texts, When } from '@felles/web-ui';

/** Cases, problems and changes about one item, newest first. */
@Component({
  selector: 'felles-item-tickets',
  imports: [Loading, ProblemFace, RouterLink, StatePill, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ t('patching.tickets') }}</h2>
    @if (list.trouble(); as trouble) {
      <felles-problem [fault]="trouble" [retryable]="true" (retry)="list.refresh()" />
    }
    @if (list.loading()) {
      <felles-loading [rows]="3" />
    } @else if (list.empty()) {
      <p class="subtle">{{ t('patching.noTickets') }}</p>
    } @else {
      <ul>
        @for (ticket of list.rows(); track ticket.id) {
          <li>
            <a [routerLink]="addressOf(ticket)" dir="auto">{{ ticket.title }}</a>
            <span class="row subtle">
              <felles-state [state]="ticket.state" />{{ kindName(ticket) }} {{ ticket.number }}
              <felles-when [at]="ticket.openedAt" />
            </span>
          </li>
        }
      </ul>
      @if (list.hasMore()) {
        <button type="button" class="plain" [disabled]="list.loadingMore()" (click)="list.more()">
          {{ t('common.face.more') }}
        </button>
      }
    }
  `,
  styles: `
    h2 {
      margin: 0 0 0.75rem;
      font-size: 1rem;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      padding: 0.375rem 0;
      overflow-wrap: anywhere;
    }
    .row {
      font-size: 0.8125rem;
    }
  `,
})
export class ItemTickets {
  private readonly items = inject(ConfigurationItems);
  protected readonly t = inject(Texts).t;
  protected readonly addressOf = addressOf;
  readonly itemId = input.required<string>();
  readonly beat = input(0);
  protected readonly list = new PagedList<ItemTicket>((query) => this.items.tickets(this.itemId(), query));
  protected kindName = ({ kind }: ItemTicket) => this.t(`common.kind.${kind}`);

  constructor() {
    effect(() => {
      this.itemId();
      this.beat();
      void this.list.show({});
    });
  }
}
