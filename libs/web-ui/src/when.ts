import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Moments } from './moments.js';

/** A time: short to read, exact on hover and for machines. */
@Component({
  selector: 'felles-when',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<time [attr.datetime]="at()" [title]="moments.full(at())">{{
    kind() === 'since' ? moments.since(at()) : kind() === 'time' ? moments.time(at()) : moments.exact(at())
  }}</time>`,
  styles: `
    time {
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class When {
  protected readonly moments = inject(Moments);
  /** ISO 8601. */
  readonly at = input.required<string>();
  readonly kind = input<'since' | 'exact' | 'time'>('since');
}
