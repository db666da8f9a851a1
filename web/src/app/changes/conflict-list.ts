import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ConflictMeeting, ConflictView } from '@felles/contracts/http';
import { Icon, icons, StatePill, Texts } from '@felles/web-ui';
import { Zoned } from './zoned';

/** Other changes in the way, each with what they meet on and why. */
@Component({
  selector: 'felles-conflict-list',
  imports: [Icon, RouterLink, StatePill],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (conflicts().length) {
      <section
        class="notice"
        data-color="warning"
        [attr.aria-label]="t('changes.conflicts.heading', { count: conflicts().length })"
      >
        <felles-icon [svg]="icons.warning" />
        <div>
          <p class="heading">{{ t('changes.conflicts.heading', { count: conflicts().length }) }}</p>
          <ul>
            @for (conflict of conflicts(); track conflict.id) {
              <li>
                <div class="row">
                  <a [routerLink]="['/changes', conflict.id]">{{ conflict.number }}</a>
                  <bdi>{{ conflict.title }}</bdi>
                  <felles-state [state]="conflict.state" />
                </div>
                <span class="when">{{ zoned.window(conflict.startsAt, conflict.endsAt, zone()) }}</span>
                <ul>
                  @for (meeting of conflict.meetings.slice(0, 5); track $index) {
                    <li>{{ why(meeting) }}</li>
                  }
                  @if (conflict.meetings.length > 5) {
                    <li>{{ t('changes.conflicts.more', { count: conflict.meetings.length - 5 }) }}</li>
                  }
                </ul>
              </li>
            }
          </ul>
        </div>
      </section>
    }
  `,
  styles: `
    .heading {
      font-weight: 600;
    }
    ul {
      margin: 0.25rem 0 0;
      padding-inline-start: 1.125rem;
    }
    div > ul {
      display: grid;
      gap: 0.5rem;
    }
    .row {
      gap: 0 0.5rem;
    }
    .when {
      display: block;
      font-size: 0.8125rem;
    }
    li li {
      font-size: 0.875rem;
    }
  `,
})
export class ConflictList {
  protected readonly zoned = inject(Zoned);
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  readonly conflicts = input.required<readonly ConflictView[]>();
  /** In whose time the windows are told. */
  readonly zone = input.required<string>();

  protected why({ reason, item, otherItem }: ConflictMeeting): string {
    return this.t(`changes.conflicts.${reason}`, { item: item.name, other: otherItem.name });
  }
}
