import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { MajorSeverity, MajorState } from '@felles/domain';
import { Texts } from '@felles/web-ui';

const colours: Record<MajorState, string> = {
  open: 'danger',
  stood_down: 'warning',
  review: 'info',
  approved: 'success',
};

/** How bad, and where it stands: words first, colour second. */
@Component({
  selector: 'felles-major-marks',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span class="pill" data-color="neutral">{{ severityName() }}</span>
    <span class="pill" [attr.data-color]="colour()">{{ stateName() }}</span>
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      gap: 0.375rem;
    }
  `,
})
export class MajorMarks {
  private readonly texts = inject(Texts);
  readonly severity = input.required<MajorSeverity>();
  readonly state = input.required<MajorState>();
  protected readonly severityName = computed(() => this.texts.t(`majors.severity.${this.severity()}`));
  protected readonly stateName = computed(() => this.texts.t(`majors.state.${this.state()}`));
  protected readonly colour = computed(() => colours[this.state()]);
}
