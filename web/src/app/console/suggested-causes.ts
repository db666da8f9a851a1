import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import type { SuggestedCause, TicketView } from '@felles/contracts/http';
import { Changes, Newest, newIntent } from '@felles/web-data';
import { Texts, When } from '@felles/web-ui';
import { Desk } from './desk';

/** Changes that touched what the incident is about shortly before it was opened, each one button from being named its cause. */
@Component({
  selector: 'felles-suggested-causes',
  imports: [RouterLink, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (causes().length) {
      <section class="notice" data-color="info" [attr.aria-label]="t('console.causes.heading')">
        <div>
          <h3>{{ t('console.causes.heading') }}</h3>
          @for (cause of causes(); track cause.id) {
            <p>
              <a [routerLink]="['/changes', cause.id]">{{ cause.number }}</a> <bdi>{{ cause.title }}</bdi>,
              <felles-when [at]="cause.startsAt" kind="exact" />
            </p>
            <button type="button" class="ds-button" data-variant="secondary" (click)="name(cause)">
              {{ t('console.causes.link', { number: cause.number }) }}
            </button>
          }
        </div>
      </section>
    }
  `,
  styles: `
    section {
      margin-bottom: 1rem;
      font-size: 0.8125rem;
    }
    h3 {
      margin: 0;
      font-size: 0.8125rem;
    }
    button {
      margin-block: 0.375rem;
    }
  `,
})
export class SuggestedCauses {
  private readonly changes = inject(Changes);
  private readonly desk = inject(Desk);
  private readonly newest = new Newest();
  protected readonly t = inject(Texts).t;
  readonly ticket = input.required<TicketView>();
  protected readonly causes = signal<readonly SuggestedCause[]>([]);
  /** Asked anew for another case, and when its links change. */
  private readonly subject = computed(() => `${this.ticket().id} ${this.ticket().links.length}`);

  constructor() {
    effect(() => {
      this.subject();
      untracked(() => void this.fetch(this.ticket().id));
    });
  }

  protected name(cause: SuggestedCause): void {
    const { tickets } = this.desk;
    void this.desk.act('link', ({ id }) =>
      tickets.link(id, { kind: 'caused_by', ticketId: cause.id }, newIntent()),
    );
  }

  private async fetch(id: string): Promise<void> {
    const current = this.newest.begin();
    // A proposal that cannot be fetched is no loss to the case.
    const found = await this.changes.suggestedCauses(id).catch(() => null);
    if (current()) this.causes.set(found?.items ?? []);
  }
}
