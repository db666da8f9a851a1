import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Session } from '@felles/web-data';
import { Icon, icons, Texts } from '@felles/web-ui';
import { BurningMajors } from './burning-majors';
import { Desk } from './desk';

/** The queues, with how many open cases each has right now. */
@Component({
  selector: 'felles-queue-rail',
  imports: [BurningMajors, Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <nav [attr.aria-label]="t('console.rail.label')">
      <felles-burning-majors />
      @if (session.may('queue:work')) {
        <a class="ds-button new" routerLink="/console/new" aria-keyshortcuts="n"
          ><felles-icon [svg]="icons.plus" />{{ t('console.list.new') }}</a
        >
      }
      <ul>
        @for (queue of named(); track queue.id) {
          <li>
            <a
              class="plain"
              [routerLink]="['/console', queue.id]"
              [attr.aria-current]="queue.id === current() ? 'page' : null"
              (click)="chosen.emit()"
            >
              <felles-icon [svg]="queue.icon" /><span>{{ queue.name }}</span>
              @if (queue.count !== undefined) {
                <span class="count" aria-hidden="true">{{ number(queue.count) }}</span>
                <span class="sr-only">, {{ t('console.count.open', { count: queue.count }) }}</span>
              }
            </a>
          </li>
        }
      </ul>
      @if (groups().length) {
        <h2>{{ t('console.rail.groups') }}</h2>
        <ul>
          @for (group of groups(); track group.id) {
            <li>
              <a
                class="plain"
                [routerLink]="['/console', 'group:' + group.id]"
                [attr.aria-current]="'group:' + group.id === current() ? 'page' : null"
                (click)="chosen.emit()"
              >
                <felles-icon [svg]="icons.people" /><span [title]="label(group.name)">{{
                  label(group.name)
                }}</span>
                <span class="count" aria-hidden="true">{{ number(group.open) }}</span>
                <span class="sr-only">, {{ t('console.count.open', { count: group.open }) }}</span>
              </a>
            </li>
          }
        </ul>
      }
    </nav>
    <button type="button" class="plain keys" (click)="keys.emit()">
      <kbd>?</kbd>{{ t('console.keys.heading') }}
    </button>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 0.5rem;
      padding: 0.75rem 0.5rem;
      overflow-y: auto;
      background: var(--plane);
      border-inline-end: 1px solid var(--line);
    }
    nav {
      flex: 1;
    }
    .new {
      width: 100%;
      margin-bottom: 0.75rem;
      justify-content: center;
      text-decoration: none;
    }
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      /* as wide as the rail, however long a name is */
      grid-template-columns: minmax(0, 1fr);
      gap: 1px;
    }
    h2 {
      margin: 1.25rem 0.625rem 0.375rem;
      font-size: 0.75rem;
      font-weight: 600;
      color: var(--quiet);
    }
    li a {
      display: flex;
      width: 100%;
    }
    li a span:first-of-type {
      flex: 1;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    li felles-icon {
      color: var(--quiet);
      font-size: 0.875rem;
    }
    .count {
      font-size: 0.8125rem;
      font-variant-numeric: tabular-nums;
      color: var(--quiet);
    }
    a[aria-current='page'] {
      font-weight: 600;
    }
    .keys {
      justify-content: flex-start;
      color: var(--quiet);
      font-size: 0.8125rem;
    }
  `,
})
export class QueueRail {
  private readonly desk = inject(Desk);
  private readonly texts = inject(Texts);
  protected readonly session = inject(Session);
  protected readonly t = this.texts.t;
  protected readonly label = this.texts.label;
  protected readonly number = this.texts.number;
  protected readonly icons = icons;
  readonly current = input.required<string>();
  readonly chosen = output();
  readonly keys = output();
  protected readonly groups = computed(() => this.desk.counts.counts()?.groups ?? []);

  protected readonly named = computed(() => {
    const counts = this.desk.counts.counts();
    const { t } = this;
    const mine = { id: 'mine', name: t('console.queue.mine'), icon: icons.person, count: counts?.mine };
    return [
      ...(this.session.may('queue:work') ? [mine] : []),
      { id: 'unassigned', name: t('console.queue.unassigned'), icon: icons.inbox, count: counts?.unassigned },
      { id: 'open', name: t('console.queue.open'), icon: icons.bulletList, count: counts?.open },
      { id: 'watched', name: t('console.queue.watched'), icon: icons.eye, count: counts?.watched },
      { id: 'all', name: t('console.queue.all'), icon: icons.file, count: undefined },
    ];
  });
}
