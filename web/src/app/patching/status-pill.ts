import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { PatchStatus } from '@felles/domain';
import { Icon, icons, Texts } from '@felles/web-ui';

const looks: Record<PatchStatus, { colour: string; svg: string }> = {
  needs_security_update: { colour: 'danger', svg: icons.warning },
  needs_update: { colour: 'warning', svg: icons.clock },
  unknown: { colour: 'neutral', svg: icons.connection },
  up_to_date: { colour: 'success', svg: icons.checkmark },
};

/** How a server stands: words and a sign, then colour. Not known is framed by dashes and never green. */
@Component({
  selector: 'felles-patch-status',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<span class="pill" [attr.data-color]="look().colour" [class.unknown]="status() === 'unknown'">
    <felles-icon [svg]="look().svg" />{{ text() }}</span
  >`,
  styles: `
    .unknown {
      border: 1px dashed var(--ds-color-neutral-border-strong);
      background: transparent;
      color: var(--ds-color-neutral-text-default);
    }
  `,
})
export class StatusPill {
  private readonly texts = inject(Texts);
  readonly status = input.required<PatchStatus>();
  protected readonly look = computed(() => looks[this.status()]);
  protected readonly text = computed(() => this.texts.t(`patching.status.${this.status()}`));
}
