import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Icon, icons, Moments, Texts } from '@felles/web-ui';

/** When something is to be said next; past that, that it is overdue. */
@Component({
  selector: 'felles-update-clock',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (words(); as words) {
      <span class="pill" [attr.data-color]="late() ? 'danger' : 'neutral'"
        ><felles-icon [svg]="late() ? icons.warning : icons.clock" />{{ words }}</span
      >
    }
  `,
  styles: `
    :host:empty {
      display: none;
    }
  `,
})
export class UpdateClock {
  private readonly moments = inject(Moments);
  private readonly t = inject(Texts).t;
  protected readonly icons = icons;
  readonly at = input.required<string | null>();
  /** The server's word for it: its clock is the desk's. */
  readonly overdue = input(false);
  protected readonly late = computed(
    () => this.overdue() || (this.at() !== null && Date.parse(this.at()!) <= this.moments.now()),
  );
  protected readonly words = computed(() => {
    const at = this.at();
    if (at === null) return null;
    const time = this.moments.exact(at);
    return this.t(this.late() ? 'majors.clock.overdue' : 'majors.clock.next', { time });
  });
}
