import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  ElementRef,
  inject,
  input,
  signal,
} from '@angular/core';
import type { PatchPoint } from '@felles/contracts/http';
import { niceTop, Texts } from '@felles/web-ui';
import { Stretches } from './stretch';

const statuses = ['needsSecurityUpdate', 'needsUpdate', 'upToDate', 'unknown'] as const;
const height = 200;
const floor = height - 20;
const axis = 36;

/** How the servers stood over time: columns with the worst at the bottom, and the numbers in a table beneath. */
@Component({
  selector: 'felles-patch-figure',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './patch-figure.html',
  styleUrl: './patch-figure.css',
})
export class PatchFigure {
  private readonly texts = inject(Texts);
  private readonly stretches = inject(Stretches);
  protected readonly t = this.texts.t;
  protected readonly number = this.texts.number;
  /** Drawn as wide as it stands, so that letters keep their size. */
  protected readonly width = signal(720);
  protected readonly height = height;

  readonly points = input.required<readonly PatchPoint[]>();
  readonly by = input.required<'day' | 'week' | 'month'>();

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const watcher = new ResizeObserver(
      ([entry]) => entry && this.width.set(Math.max(240, Math.round(entry.contentRect.width))),
    );
    afterNextRender(() => watcher.observe(element));
    inject(DestroyRef).onDestroy(() => watcher.disconnect());
  }

  protected readonly names = computed(() =>
    statuses.map((status) => ({ status, name: this.t(`reports.patching.${status}`) })),
  );
  protected readonly pointName = computed(() => this.t(`reports.flow.${this.by()}`));
  private readonly top = computed(() =>
    niceTop(
      Math.max(4, ...this.points().map((point) => statuses.reduce((sum, status) => sum + point[status], 0))),
    ),
  );
  protected readonly lines = computed(() =>
    [0, 0.5, 1].map((share) => ({ value: this.number(this.top() * share), y: floor - share * (floor - 8) })),
  );
  protected readonly columns = computed(() => {
    const points = this.points();
    const step = (this.width() - axis) / Math.max(1, points.length);
    const every = Math.ceil(points.length / (this.width() / 64));
    return points.map((point, index) => {
      let base = floor;
      return {
        middle: axis + (index + 0.5) * step,
        tick: index % every === 0 ? this.stretches.tick(point.from, this.by()) : '',
        name: this.stretches.name(point.from, this.by()),
        counts: statuses.map((status) => point[status]),
        width: Math.min(28, step * 0.72),
        parts: statuses.map((status) => {
          const tall = (point[status] / this.top()) * (floor - 8);
          base -= tall;
          return { status, y: base, height: tall };
        }),
      };
    });
  });
}
