import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Priority, TicketState } from '@felles/domain';
import { Icon } from './icon.js';
import { padlock } from './icons.js';
import { Texts } from './texts.js';

const colours: Record<TicketState, string> = {
  new: 'info',
  assigned: 'info',
  in_progress: 'accent',
  on_hold: 'warning',
  resolved: 'success',
  closed: 'neutral',
  cancelled: 'neutral',
  investigating: 'accent',
  known_error: 'warning',
  draft: 'neutral',
  assess: 'info',
  authorise: 'warning',
  scheduled: 'info',
  implementing: 'accent',
  review: 'warning',
  rejected: 'danger',
  failed: 'danger',
};

/** A state, as a small pill of words. */
@Component({
  selector: 'felles-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<span class="pill" [attr.data-color]="colour()">{{ text() }}</span>`,
})
export class StatePill {
  private readonly texts = inject(Texts);
  readonly state = input.required<TicketState>();
  protected readonly colour = computed(() => colours[this.state()]);
  protected readonly text = computed(() => this.texts.t(`common.state.${this.state()}`));
}

/** A priority: the letters first, colour second. */
@Component({
  selector: 'felles-priority',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (long()) {
      <span class="pill" [attr.data-priority]="priority()">{{ text() }}</span>
    } @else {
      <span class="square" [attr.data-priority]="priority()" [title]="text()">{{
        priority().toUpperCase()
      }}</span>
    }
  `,
})
export class PriorityPill {
  private readonly texts = inject(Texts);
  readonly priority = input.required<Priority>();
  readonly long = input(false);
  protected readonly text = computed(() => this.texts.t(`common.priority.${this.priority()}`));
}

/** A restricted case, with padlock and word. */
@Component({
  selector: 'felles-restricted',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<span class="pill" data-color="neutral"><felles-icon [svg]="padlock" />{{ word() }}</span>`,
})
export class RestrictedPill {
  readonly word = input.required<string>();
  protected readonly padlock = padlock;
}
