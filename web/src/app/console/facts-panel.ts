import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { LinkView, TicketView } from '@felles/contracts/http';
import { addressOf, Icon, icons, Moments, StatePill, Texts } from '@felles/web-ui';
import { Desk } from './desk';
import { SuggestedCauses } from './suggested-causes';
import type { ActName } from './ticket-acts';

interface Fact {
  name: string;
  value: string;
}

/** What is known of the case, who sees it, and what it hangs together with. */
@Component({
  selector: 'felles-facts-panel',
  imports: [Icon, RouterLink, StatePill, SuggestedCauses],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'region', tabindex: '0', '[attr.aria-label]': "t('console.ticket.facts')" },
  template: `
    <header>
      <h3>{{ t('console.ticket.facts') }}</h3>
      @if (acts().includes('change')) {
        <button type="button" class="plain" aria-keyshortcuts="e" (click)="asked.emit('change')">
          <felles-icon [svg]="icons.pencil" />{{ t('console.facts.change') }}
        </button>
      }
    </header>
    <dl>
      @for (fact of facts(); track fact.name) {
        <div>
          <dt>{{ fact.name }}</dt>
          <dd dir="auto">{{ fact.value }}</dd>
        </div>
      }
    </dl>
    @if (ticket().circle; as circle) {
      <h3>{{ t('console.facts.circle') }}</h3>
      <ul>
        @for (person of circle.people; track person.id) {
          <li>
            <bdi>{{ person.displayName }}</bdi>
          </li>
        }
        @for (group of circle.groups; track group.id) {
          <li>{{ label(group.name) }}</li>
        }
      </ul>
    }
    @if (ticket().kind === 'incident' && ticket().configurationItemId && acts().includes('link')) {
      <felles-suggested-causes [ticket]="ticket()" />
    }
    @if (ticket().links.length) {
      <h3>{{ t('console.facts.links') }}</h3>
      <ul>
        @for (link of ticket().links; track link.id) {
          <li class="link">
            <span class="subtle">{{ kindOf(link) }}</span>
            <a [routerLink]="addressOf(link.ticket)">{{ link.ticket.number }}</a>
            <felles-state [state]="link.ticket.state" />
            @if (acts().includes('link')) {
              <button
                type="button"
                class="plain icon"
                [attr.aria-label]="t('console.link.remove', { number: link.ticket.number })"
                (click)="unlink(link)"
              >
                <felles-icon [svg]="icons.cross" />
              </button>
            }
            <bdi class="about">{{ link.ticket.title }}</bdi>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    :host {
      display: block;
      padding: 0.875rem 1.125rem 2rem;
      overflow-y: auto;
    }
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
    }
    h3 {
      margin: 0;
      font-size: 0.8125rem;
      font-weight: 600;
    }
    ul + h3,
    dl + h3 {
      margin-top: 1.25rem;
    }
    dl {
      display: grid;
      gap: 0.5rem;
      margin: 0.375rem 0 1.25rem;
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
    }
    ul {
      list-style: none;
      margin: 0.375rem 0 0;
      padding: 0;
      display: grid;
      gap: 0.25rem;
      font-size: 0.8125rem;
    }
    .link {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 0.5rem;
      padding-bottom: 0.375rem;
    }
    .link .subtle,
    .about {
      flex: 1 0 100%;
    }
    .link .icon {
      margin-inline-start: auto;
    }
  `,
})
export class FactsPanel {
  private readonly desk = inject(Desk);
  private readonly texts = inject(Texts);
  private readonly moments = inject(Moments);
  protected readonly t = this.texts.t;
  protected readonly label = this.texts.label;
  protected readonly icons = icons;
  protected readonly addressOf = addressOf;
  readonly ticket = input.required<TicketView>();
  readonly acts = input.required<readonly ActName[]>();
  readonly asked = output<ActName>();

  protected readonly facts = computed((): Fact[] => {
    const ticket = this.ticket();
    const { t, label } = this;
    const facts: [string, string | undefined | null][] = [
      [t('console.facts.requester'), ticket.requester?.displayName ?? t('common.person.unknown')],
      [
        t('console.facts.filedBy'),
        ticket.filedBy && ticket.filedBy.id !== ticket.requester?.id ? ticket.filedBy.displayName : null,
      ],
      [t('console.facts.assignee'), ticket.assignee?.displayName ?? t('common.person.none')],
      [t('console.facts.group'), label(ticket.group?.name)],
      [t('console.facts.organisation'), ticket.organisation.name],
      [t('console.facts.unit'), label(ticket.unit?.name)],
      [t('console.facts.site'), label(ticket.site?.name)],
      [t('console.facts.service'), label(ticket.service?.name)],
      [t('console.facts.category'), label(ticket.category?.name)],
      [t('console.facts.item'), ticket.configurationItem?.name],
      [t('console.facts.impact'), t(`common.level.${ticket.impact}`)],
      [t('console.facts.urgency'), t(`common.level.${ticket.urgency}`)],
      [t('console.facts.priority'), t(`common.priority.${ticket.priority}`)],
      [t('console.facts.channel'), t(`common.channel.${ticket.channel}`)],
      [t('console.facts.opened'), this.moments.exact(ticket.openedAt)],
      [t('console.facts.updated'), this.moments.exact(ticket.updatedAt)],
      [
        t('console.facts.reopened'),
        ticket.reopenCount ? t('console.facts.times', { count: ticket.reopenCount }) : null,
      ],
    ];
    return facts.flatMap(([name, value]) => (value ? [{ name, value }] : []));
  });

  protected kindOf(link: LinkView): string {
    return this.t(`console.link.${link.direction}.${link.kind}`);
  }

  protected async unlink(link: LinkView): Promise<void> {
    await this.desk.act('unlink', (stand) => this.desk.tickets.unlink(stand.id, link.id));
  }
}
