import { ChangeDetectionStrategy, Component, DestroyRef, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { MajorRow } from '@felles/contracts/http';
import { Majors, Newest, Paced, Realtime } from '@felles/web-data';
import { Icon, icons, Texts } from '@felles/web-ui';

/** The majors that burn right now, above the queues: nobody at the desk should have to look for them. */
@Component({
  selector: 'felles-burning-majors',
  imports: [Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (majors().length) {
      <ul [attr.aria-label]="t('console.rail.burning')">
        @for (major of majors(); track major.id) {
          <li>
            <a class="notice" data-color="danger" [routerLink]="['/major-incidents', major.id]">
              <felles-icon [svg]="icons.warning" />
              <span
                ><strong>{{ t('console.rail.burning') }}</strong
                ><br /><bdi>{{ major.title }}</bdi>
                @if (major.overdue) {
                  <br /><span>{{ t('console.rail.overdue') }}</span>
                }
              </span>
            </a>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    ul {
      display: grid;
      gap: 0.375rem;
      margin: 0 0 0.75rem;
      padding: 0;
      list-style: none;
    }
    a {
      padding: 0.5rem 0.625rem;
      gap: 0.5rem;
      font-size: 0.8125rem;
      text-decoration: none;
      overflow-wrap: anywhere;
    }
    a span {
      min-width: 0;
    }
  `,
})
export class BurningMajors {
  private readonly client = inject(Majors);
  private readonly newest = new Newest();
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  protected readonly majors = signal<readonly MajorRow[]>([]);

  constructor() {
    const realtime = inject(Realtime);
    const upkeep = new Paced(() => void this.fetch(), 1000);
    const stops = [
      realtime.on('event', (event) => event.type.startsWith('major.') && upkeep.ask()),
      realtime.on('gone', ({ id }) => this.majors.update((all) => all.filter((one) => one.id !== id))),
      realtime.on('reload', () => upkeep.ask()),
    ];
    upkeep.ask();
    inject(DestroyRef).onDestroy(() => {
      upkeep.stop();
      for (const stop of stops) stop();
    });
  }

  private async fetch(): Promise<void> {
    const current = this.newest.begin();
    // What was last known stays; the connection banner says when it may be stale.
    const page = await this.client.list({ state: 'open', limit: '5' }).catch(() => null);
    if (current() && page) this.majors.set(page.items);
  }
}
