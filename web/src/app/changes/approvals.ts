import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ChangeView } from '@felles/contracts/http';
import { Icon, icons, Texts, When } from '@felles/web-ui';

/** Who has decided, in this round and before, and how many are still needed. */
@Component({
  selector: 'felles-approvals',
  imports: [Icon, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ t('changes.approval.heading') }}</h2>
    <p class="subtle">{{ standing() }}</p>
    <ul>
      @for (approval of now(); track approval.by.id) {
        <li>
          <felles-icon [svg]="approval.decision === 'approved' ? icons.checkmark : icons.cross" />
          <div>
            <bdi>{{ approval.by.displayName }}</bdi>
            {{
              t(approval.decision === 'approved' ? 'changes.approval.approved' : 'changes.approval.rejected')
            }}
            <felles-when class="subtle" [at]="approval.at" kind="exact" />
            @if (approval.comment) {
              <p dir="auto">{{ approval.comment }}</p>
            }
          </div>
        </li>
      }
    </ul>
    @if (before()) {
      <p class="hint">{{ t('changes.approval.before', { count: before() }) }}</p>
    }
  `,
  styles: `
    ul {
      display: grid;
      gap: 0.5rem;
      margin: 0.5rem 0 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      gap: 0.5rem;
    }
    p {
      margin: 0;
      overflow-wrap: anywhere;
    }
  `,
})
export class Approvals {
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  readonly view = input.required<ChangeView>();
  protected readonly now = computed(() => {
    const { approvals, round } = this.view().change;
    return approvals.filter((approval) => approval.round === round);
  });
  protected readonly before = computed(() => this.view().change.approvals.length - this.now().length);
  protected readonly standing = computed(() => {
    const { type, quorum, round } = this.view().change;
    if (type === 'standard') return this.t('changes.approval.standard');
    if (round === 0) return this.t('changes.approval.notYet');
    const given = this.now().filter(({ decision }) => decision === 'approved').length;
    return this.t('changes.approval.given', { given, quorum });
  });
}
