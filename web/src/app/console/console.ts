import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { namedQueues, type NamedQueue } from '@felles/contracts/values';
import { Session } from '@felles/web-data';
import { commandKey, Icon, icons, Texts } from '@felles/web-ui';
import { map } from 'rxjs';
import { Desk } from './desk';
import { KeysDialog } from './keys-dialog';
import { QueueList } from './queue-list';
import { QueueRail } from './queue-rail';
import { TicketPane } from './ticket-pane';

/** The agent's screen: queues, the list, the case and its details, on one line of sight. */
@Component({
  selector: 'felles-console',
  imports: [Icon, KeysDialog, QueueList, QueueRail, TicketPane],
  providers: [Desk],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    '(document:keydown)': 'command($event)',
    '[class.reading]': '!!ticketId()',
    '[class.rail-open]': 'railOpen()',
  },
  template: `
    <felles-queue-rail
      id="queue-rail"
      [current]="queue()"
      (chosen)="railOpen.set(false)"
      (keys)="showKeys.set(true)"
    />
    <main tabindex="-1">
      <h1 class="sr-only" tabindex="-1">{{ name() }}</h1>
      <felles-queue-list [queue]="queue()" [name]="name()" [ticketId]="ticketId()" [address]="address()">
        <button
          type="button"
          class="plain icon rail-button"
          aria-controls="queue-rail"
          [attr.aria-expanded]="railOpen()"
          [attr.aria-label]="t('console.rail.show')"
          (click)="railOpen.set(!railOpen())"
        >
          <felles-icon [svg]="icons.menu" />
        </button>
      </felles-queue-list>
      <felles-ticket-pane [ticketId]="ticketId()" (left)="leave()" />
    </main>
    @if (showKeys()) {
      <felles-keys-dialog (closed)="showKeys.set(false)" />
    }
  `,
  styles: `
    :host {
      flex: 1;
      display: grid;
      grid-template: minmax(0, 1fr) / 14.5rem minmax(0, 1fr);
      height: 0;
      min-height: 0;
    }
    main {
      display: grid;
      grid-template: minmax(0, 1fr) / 24rem minmax(0, 1fr);
      min-height: 0;
      outline: none;
    }
    .rail-button {
      display: none;
    }
    @media (max-width: 85rem) {
      :host {
        grid-template-columns: 14rem minmax(0, 1fr);
      }
      main {
        grid-template-columns: 21rem minmax(0, 1fr);
      }
    }
    @media (max-width: 68rem) {
      main {
        grid-template-columns: 18rem minmax(0, 1fr);
      }
    }
    @media (max-width: 56.25rem) {
      :host,
      main {
        grid-template-columns: minmax(0, 1fr);
      }
      felles-queue-rail {
        display: none;
      }
      :host(.rail-open) felles-queue-rail {
        display: flex;
        border-inline-end: 0;
        border-bottom: 1px solid var(--line-strong);
      }
      :host(.rail-open) {
        grid-template-rows: auto minmax(0, 1fr);
      }
      .rail-button {
        display: inline-flex;
      }
      felles-ticket-pane {
        display: none;
      }
      :host(.reading) felles-queue-list {
        display: none;
      }
      :host(.reading) felles-ticket-pane {
        display: flex;
      }
    }
  `,
})
export class Console {
  private readonly router = inject(Router);
  private readonly desk = inject(Desk);
  private readonly texts = inject(Texts);
  private readonly session = inject(Session);
  protected readonly t = this.texts.t;
  protected readonly icons = icons;
  readonly queue = input.required<string>();
  readonly ticketId = input<string>();
  protected readonly railOpen = signal(false);
  protected readonly showKeys = signal(false);
  private readonly list = viewChild.required(QueueList);
  private readonly pane = viewChild.required(TicketPane);

  protected readonly address = toSignal(
    inject(ActivatedRoute).queryParamMap.pipe(
      map((query) => Object.fromEntries(query.keys.map((key) => [key, query.get(key) ?? '']))),
    ),
    { initialValue: {} },
  );

  protected readonly name = computed(() => {
    const queue = this.queue();
    const named = namedQueues.find((name): name is NamedQueue => name === queue);
    if (named) return this.t(`console.queue.${named}`);
    const id = queue.replace(/^group:/, '');
    const group = [...(this.desk.counts.counts()?.groups ?? []), ...(this.session.view()?.groups ?? [])].find(
      (one) => one.id === id,
    );
    return group ? this.texts.label(group.name) : this.t('console.queue.group');
  });

  protected command(event: KeyboardEvent): void {
    const key = commandKey(event);
    if (!key) return;
    if (!this.general(key) && !this.pane().command(key)) return;
    event.preventDefault();
  }

  protected leave(): void {
    void this.router
      .navigate(['/console', this.queue()], { queryParamsHandling: 'preserve' })
      .then(() => this.list().focusRow());
  }

  private general(key: string): boolean {
    if (key === 'j') this.list().step(1);
    else if (key === 'k') this.list().step(-1);
    else if (key === '.') this.list().welcome();
    else if (key === '?') this.showKeys.set(true);
    else if (key === '/') document.querySelector<HTMLElement>('felles-search-box input')?.focus();
    else if (key === 'n' && this.session.may('queue:work')) void this.router.navigate(['/console/new']);
    else if (key === 'Escape' && this.ticketId()) this.leave();
    else return false;
    return true;
  }
}
