import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  signal,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { openStates } from '@felles/domain';
import { Paced, Realtime, TicketList, Tickets } from '@felles/web-data';
import { Empty, Loading, ProblemFace, StatePill, Texts, When } from '@felles/web-ui';

const views = { open: openStates.join(','), done: 'resolved,closed,cancelled', all: '' } as const;
type View = keyof typeof views;

/** What one has reported, newest first, in plain words. */
@Component({
  selector: 'felles-my-cases',
  imports: [Empty, Loading, ProblemFace, RouterLink, StatePill, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main class="page" tabindex="-1">
      <h1>{{ t('portal.cases.heading') }}</h1>
      <p class="lead">{{ t('portal.cases.lead') }}</p>
      <div class="row views" role="group" [attr.aria-label]="t('portal.cases.show')">
        @for (one of names; track one) {
          <button type="button" class="plain" [attr.aria-pressed]="one === view()" (click)="view.set(one)">
            {{ viewName(one) }}
          </button>
        }
      </div>
      @if (list.trouble(); as trouble) {
        <felles-problem [fault]="trouble" [retryable]="true" (retry)="list.retry()" />
      }
      @if (list.loading()) {
        <felles-loading />
      } @else if (list.empty()) {
        <felles-empty [heading]="t('portal.cases.emptyTitle')" [detail]="t('portal.cases.emptyDetail')">
          <a routerLink="/">{{ t('common.nav.file') }}</a>
        </felles-empty>
      } @else {
        <ul class="card">
          @for (row of list.rows(); track row.id) {
            <li>
              <a [routerLink]="['/cases', row.id]" [class.unread]="row.unread">
                <span class="subject" dir="auto">{{ row.title }}</span>
                @if (row.unread) {
                  <span class="pill" data-color="accent">{{ t('portal.cases.unread') }}</span>
                }
                <span class="meta">
                  <felles-state [state]="row.state" /><span class="number">{{ row.number }}</span
                  ><felles-when [at]="row.updatedAt" />
                </span>
              </a>
            </li>
          }
        </ul>
        @if (list.hasMore()) {
          <button
            type="button"
            class="ds-button"
            data-variant="secondary"
            [disabled]="list.loadingMore()"
            (click)="list.more()"
          >
            {{ t('common.face.more') }}
          </button>
        }
      }
    </main>
  `,
  styles: `
    .views {
      margin: 1.5rem 0 0.75rem;
      gap: 0.25rem;
    }
    ul {
      list-style: none;
      margin: 0 0 1.25rem;
      padding: 0;
      overflow: hidden;
    }
    li + li {
      border-top: 1px solid var(--line);
    }
    a {
      color: inherit;
    }
    li a {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0.375rem 1rem;
      align-items: start;
      padding: 0.875rem 1rem;
      text-decoration: none;
    }
    li a:hover {
      background: var(--plane);
    }
    li a:focus-visible {
      outline-offset: -3px;
    }
    .subject {
      font-weight: 550;
      overflow-wrap: anywhere;
    }
    .unread .subject {
      font-weight: 700;
    }
    .meta {
      grid-column: 1 / -1;
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem 0.75rem;
      font-size: 0.8125rem;
      color: var(--quiet);
    }
    .number {
      font-variant-numeric: tabular-nums;
    }
    felles-when {
      margin-inline-start: auto;
    }
  `,
})
export class MyCases {
  private readonly realtime = inject(Realtime);
  protected readonly t = inject(Texts).t;
  protected readonly list = new TicketList(inject(Tickets));
  protected readonly names = Object.keys(views) as View[];
  protected readonly view = signal<View>('open');
  private readonly query = computed(() => ({
    queue: 'requested',
    sort: '-updatedAt',
    ...(views[this.view()] ? { state: views[this.view()] } : {}),
  }));

  constructor() {
    const upkeep = new Paced(() => void this.renew(), 1000);
    const stops = [
      this.realtime.on('event', (event) => event.subject.kind === 'ticket' && upkeep.ask()),
      this.realtime.on('gone', ({ id }) => this.list.drop(id)),
      this.realtime.on('reload', () => upkeep.ask()),
    ];
    effect(() => void this.list.show(this.query()));
    inject(DestroyRef).onDestroy(() => {
      upkeep.stop();
      for (const stop of stops) stop();
    });
  }

  protected viewName(view: View): string {
    return this.t(`portal.cases.${view}`);
  }

  /** One's own few cases may move: what has news belongs on top. */
  private async renew(): Promise<void> {
    await this.list.refresh();
    if (this.list.arrivals().length) this.list.welcome();
  }
}
