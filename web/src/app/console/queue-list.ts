import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { Empty, Icon, icons, Loading, ProblemFace, Texts } from '@felles/web-ui';
import { Desk } from './desk';
import { ListFilter } from './list-filter';
import { isNarrowed, queueQuery } from './queue-query';
import { TicketLine } from './ticket-line';

/** A queue's cases. Arrow keys (or j and k, through the console) move the focus, Enter opens. */
@Component({
  selector: 'felles-queue-list',
  imports: [Empty, Icon, ListFilter, Loading, ProblemFace, TicketLine],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './queue-list.html',
  styleUrl: './queue-list.css',
})
export class QueueList {
  private readonly router = inject(Router);
  protected readonly t = inject(Texts).t;
  protected readonly list = inject(Desk).list;
  protected readonly icons = icons;
  readonly queue = input.required<string>();
  readonly name = input.required<string>();
  readonly ticketId = input<string>();
  readonly address = input.required<Readonly<Record<string, string>>>();
  protected readonly filtering = signal(false);
  protected readonly narrowed = computed(() => isNarrowed(this.address()));
  private readonly focused = signal<string | null>(null);
  private readonly rows = viewChild<ElementRef<HTMLElement>>('rows');
  private readonly moreButton = viewChild<ElementRef<HTMLElement>>('more');

  /** The one row Tab comes to. */
  protected readonly rovingId = computed(() => {
    const rows = this.list.rows();
    const wanted = [this.focused(), this.ticketId()];
    return wanted.find((id) => rows.some((row) => row.id === id)) ?? rows[0]?.id;
  });

  constructor() {
    const query = computed(() => queueQuery(this.queue(), this.address()), {
      equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    });
    effect(() => void this.list.show(query()));
    effect(() => this.list.reading.set(this.ticketId() ?? null));
    effect((onCleanup) => {
      const button = this.moreButton()?.nativeElement;
      if (!button) return;
      const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && void this.list.more(), {
        rootMargin: '400px',
      });
      watcher.observe(button);
      onCleanup(() => watcher.disconnect());
    });
  }

  /** Moves the focus up or down, beginning at the open case. */
  step(by: 1 | -1): void {
    const links = [...(this.rows()?.nativeElement.querySelectorAll<HTMLElement>('a') ?? [])];
    const from = links.findIndex((link) => link.dataset['ticket'] === this.rovingId());
    const inside = links.includes(document.activeElement as HTMLElement);
    links[Math.max(0, Math.min(links.length - 1, inside || this.ticketId() ? from + by : from))]?.focus();
  }

  /** Puts the focus on the row of the open case, or the first. */
  focusRow(): void {
    this.rows()?.nativeElement.querySelector<HTMLElement>('a[tabindex="0"]')?.focus();
  }

  welcome(): void {
    this.list.welcome();
    this.rows()?.nativeElement.parentElement?.scrollTo({ top: 0 });
    setTimeout(() => this.rows()?.nativeElement.querySelector('a')?.focus());
  }

  protected move(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.step(event.key === 'ArrowDown' ? 1 : -1);
  }

  protected remember(event: FocusEvent): void {
    const id = (event.target as HTMLElement).closest<HTMLElement>('a')?.dataset['ticket'];
    if (id) this.focused.set(id);
  }

  protected widen(): void {
    void this.router.navigate([], { queryParams: {} });
  }
}
