import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { DiagnosisView } from '@felles/contracts/http';
import { Texts, When } from '@felles/web-ui';

/** What has been found out about the problem. */
@Component({
  selector: 'felles-diagnosis-panel',
  imports: [When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card" [attr.aria-label]="t('console.diagnose.heading')">
      <dl>
        <dt>{{ t('console.diagnose.cause') }}</dt>
        <dd dir="auto">{{ diagnosis().cause || t('console.diagnose.nothing') }}</dd>
        <dt>{{ t('console.diagnose.workaround') }}</dt>
        <dd dir="auto">{{ diagnosis().workaround || t('console.diagnose.nothing') }}</dd>
        @if (diagnosis().knownErrorAt; as at) {
          <dt>{{ t('console.diagnose.knownSince') }}</dt>
          <dd><felles-when [at]="at" kind="exact" /></dd>
        }
      </dl>
    </section>
  `,
  styles: `
    section {
      margin: 0.875rem 1.375rem 0;
      padding: 0.75rem 1rem;
      max-height: 40vh;
      overflow-y: auto;
    }
    dl {
      margin: 0;
    }
    dt {
      font-size: 0.8125rem;
      font-weight: 600;
      color: var(--quiet);
    }
    dd {
      margin: 0 0 0.5rem;
      white-space: pre-line;
      overflow-wrap: anywhere;
    }
  `,
})
export class DiagnosisPanel {
  protected readonly t = inject(Texts).t;
  readonly diagnosis = input.required<DiagnosisView>();
}
