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
import { Texts } from './texts.js';

/** One point in time with what came in and what went out. */
export interface Flow {
  /** Read aloud and in the table. */
  name: string;
  /** Written under the axis where there is room. */
  tick: string;
  opened: number;
  resolved: number;
}

const height = 220;
const floor = height - 22;

/** Columns side by side over time, with the numbers as a table beside. Drawn with the theme's own colours. */
@Component({
  selector: 'felles-flow-figure',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ul class="legend" aria-hidden="true">
      <li class="opened">{{ openedName() }}</li>
      <li class="resolved">{{ resolvedName() }}</li>
    </ul>
    <svg [attr.viewBox]="'0 0 ' + width() + ' ' + height" role="img" [attr.aria-label]="heading()">
      @for (line of lines(); track line.value) {
        <line x1="30" [attr.x2]="width()" [attr.y1]="line.y" [attr.y2]="line.y" />
        <text x="24" [attr.y]="line.y + 4" class="scale">{{ line.value }}</text>
      }
      @for (column of columns(); track $index) {
        <rect
          class="opened"
          [attr.x]="column.x"
          [attr.y]="column.openedY"
          [attr.width]="column.width"
          [attr.height]="column.openedHeight"
          rx="1.5"
        />
        <rect
          class="resolved"
          [attr.x]="column.x + column.width + 1"
          [attr.y]="column.resolvedY"
          [attr.width]="column.width"
          [attr.height]="column.resolvedHeight"
          rx="1.5"
        />
        @if (column.tick) {
          <text [attr.x]="column.x + column.width" [attr.y]="height - 4" text-anchor="middle">
            {{ column.tick }}
          </text>
        }
      }
    </svg>
    <details class="table">
      <summary>{{ t('common.table.show') }}</summary>
      <div class="scroll" tabindex="0" role="region" [attr.aria-label]="heading()">
        <table class="ds-table">
          <caption class="sr-only">
            {{
              heading()
            }}
          </caption>
          <thead>
            <tr>
              <th scope="col">{{ pointName() }}</th>
              <th scope="col">{{ openedName() }}</th>
              <th scope="col">{{ resolvedName() }}</th>
            </tr>
          </thead>
          <tbody>
            @for (point of points(); track $index) {
              <tr>
                <th scope="row">{{ point.name }}</th>
                <td>{{ number(point.opened) }}</td>
                <td>{{ number(point.resolved) }}</td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    </details>
  `,
  styles: `
    :host {
      display: block;
    }
    svg {
      width: 100%;
      height: auto;
      display: block;
    }
    line {
      stroke: var(--line);
      stroke-width: 1;
    }
    text {
      font-size: 11px;
      fill: var(--quiet);
      font-variant-numeric: tabular-nums;
    }
    .scale {
      text-anchor: end;
    }
    rect.opened {
      fill: var(--ds-color-accent-base-default);
    }
    rect.resolved {
      fill: var(--ds-color-success-border-default);
    }
    .legend {
      display: flex;
      gap: 1rem;
      list-style: none;
      margin: 0 0 0.5rem;
      padding: 0;
      font-size: 0.8125rem;
    }
    .legend li {
      display: flex;
      align-items: center;
      gap: 0.375rem;
    }
    .legend li::before {
      content: '';
      width: 0.75rem;
      height: 0.75rem;
      border-radius: 2px;
      background: var(--ds-color-accent-base-default);
    }
    .legend li.resolved::before {
      background: var(--ds-color-success-border-default);
    }
    .scroll {
      max-height: 20rem;
      overflow: auto;
      margin-top: 0.5rem;
    }
    table {
      width: 100%;
    }
    @media print {
      .legend {
        break-after: avoid;
      }
      .legend li::before {
        print-color-adjust: exact;
      }
      .scroll {
        max-height: none;
      }
    }
  `,
})
export class FlowFigure {
  private readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  protected readonly number = this.texts.number;
  readonly heading = input.required<string>();
  readonly pointName = input.required<string>();
  readonly openedName = input.required<string>();
  readonly resolvedName = input.required<string>();
  readonly points = input.required<readonly Flow[]>();
  /** Drawn as wide as it stands, so that letters keep their size. */
  protected readonly width = signal(720);
  protected readonly height = height;
  private readonly top = computed(() =>
    niceTop(Math.max(4, ...this.points().flatMap((p) => [p.opened, p.resolved]))),
  );

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const watcher = new ResizeObserver(
      ([entry]) => entry && this.width.set(Math.max(240, Math.round(entry.contentRect.width))),
    );
    afterNextRender(() => watcher.observe(element));
    inject(DestroyRef).onDestroy(() => watcher.disconnect());
  }

  protected readonly lines = computed(() =>
    [0, 0.25, 0.5, 0.75, 1].map((share) => ({
      value: this.texts.number(this.top() * share),
      y: floor - share * (floor - 8),
    })),
  );

  protected readonly columns = computed(() => {
    const points = this.points();
    const step = (this.width() - 36) / Math.max(points.length, 1);
    const column = Math.max(1.5, Math.min(14, step * 0.36));
    const every = Math.ceil(points.length / (this.width() / 64));
    const tall = (value: number) => (value / this.top()) * (floor - 8);
    return points.map((point, index) => ({
      x: 36 + index * step + (step - 2 * column - 1) / 2,
      width: column,
      openedY: floor - tall(point.opened),
      openedHeight: tall(point.opened),
      resolvedY: floor - tall(point.resolved),
      resolvedHeight: tall(point.resolved),
      tick: index % every === 0 ? point.tick : '',
    }));
  });
}

/** The smallest round number that is at least this and divides in four. */
export function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 2, 4, 6, 8, 10].map((step) => step * power).map((top) => Math.ceil(top / 4) * 4);
  return steps.find((top) => top >= value) ?? Math.ceil(value / 4) * 4;
}
