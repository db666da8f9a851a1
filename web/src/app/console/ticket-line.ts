import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { isOpen } from '@felles/domain';
import type { ListedRow } from '@felles/web-data';
import { addressOf, Icon, icons, Moments, PriorityPill, Texts, When } from '@felles/web-ui';

/** One case of a queue: two lines, always as high. */
@Component({
  selector: 'felles-ticket-line',
  imports: [Icon, PriorityPill, RouterLink, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a
      [routerLink]="addressOf(row(), queue())"
      queryParamsHandling="preserve"
      [attr.tabindex]="roving() ? 0 : -1"
      [attr.aria-current]="current() ? 'true' : null"
      [attr.data-ticket]="row().id"
      [class.unread]="row().unread"
      [class.left]="row().left"
    >
      <felles-priority [priority]="row().priority" />
      <span class="subject">
        @if (row().unread) {
          <span class="sr-only">{{ t('console.list.unread') }}: </span>
        }
        @if (row().restricted) {
          <felles-icon [svg]="icons.padlock" /><span class="sr-only"
            >{{ t('console.list.restricted') }},
          </span>
        }
        <span class="title" dir="auto">{{ row().title }}</span>
      </span>
      <felles-when class="age" [at]="row().openedAt" />
      <span class="meta">
        <span class="number">{{ row().number }}</span><bdi>{{
          row().requester?.displayName ?? t('common.person.unknown')
        }}</bdi>
        @if (paused()) {
          <felles-icon [svg]="icons.pause" /><span class="sr-only">{{ t('common.state.on_hold') }},</span>
        }
        <span class="fate">{{ fate() }}</span>
      </span>
    </a>
  `,
  styles: `
    :host {
      display: block;
      content-visibility: auto;
      contain-intrinsic-size: auto 60px;
    }
    a {
      display: grid;
      grid-template: 'priority subject age' 1.375rem 'priority meta meta' 1.125rem / auto minmax(0, 1fr) auto;
      gap: 0 0.75rem;
      align-items: center;
      align-content: center;
      height: 60px;
      padding: 0 0.875rem;
      color: inherit;
      text-decoration: none;
      border-bottom: 1px solid var(--line);
    }
    a:hover {
      background: var(--plane);
    }
    a[aria-current] {
      background: var(--selected);
      box-shadow: inset 3px 0 0 var(--ds-color-accent-base-default);
    }
    a:focus-visible {
      outline-offset: -3px;
      box-shadow: inset 0 0 0 4px var(--ds-color-focus-inner);
    }
    felles-priority {
      grid-area: priority;
    }
    .subject {
      grid-area: subject;
      display: flex;
      align-items: center;
      gap: 0.25rem;
      min-width: 0;
      font-size: 0.875rem;
    }
    .title {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    felles-icon {
      font-size: 0.75rem;
    }
    .unread .subject {
      font-weight: 650;
    }
    .meta {
      grid-area: meta;
      display: flex;
      align-items: center;
      gap: 0.5rem;
      min-width: 0;
      white-space: nowrap;
    }
    .meta bdi {
      flex: 1 1 auto;
      min-width: 3rem;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .number {
      font-variant-numeric: tabular-nums;
    }
    .meta,
    .age {
      font-size: 0.75rem;
      color: var(--quiet);
    }
    .age {
      text-align: end;
      white-space: nowrap;
    }
    .meta felles-icon {
      margin-inline-end: -0.25rem;
    }
    .fate {
      max-width: 11rem;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .age {
      grid-area: age;
    }
    .left .subject,
    .left .meta {
      text-decoration: line-through;
      text-decoration-color: var(--line-strong);
      color: var(--quiet);
    }
  `,
})
export class TicketLine {
  private readonly moments = inject(Moments);
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  protected readonly addressOf = addressOf;
  readonly row = input.required<ListedRow>();
  readonly queue = input.required<string>();
  readonly current = input(false);
  readonly roving = input(false);

  protected readonly paused = computed(() => this.row().state === 'on_hold' && !this.row().left);

  /** The one thing worth knowing beside the age: who has it; among one's own, and where nobody has, how it stands. */
  protected readonly fate = computed(() => {
    const row = this.row();
    if (row.left) return this.t('console.list.left');
    if (row.state === 'on_hold' && row.holdUntil)
      return this.t('console.list.wakes', { time: this.moments.exact(row.holdUntil) });
    const whose = isOpen(row.state) && this.queue() !== 'mine' && row.assignee?.displayName;
    return whose || this.t(`common.state.${row.state}`);
  });
}
