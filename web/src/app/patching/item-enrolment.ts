import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import type { EnrolmentCode, PatchStatusView } from '@felles/contracts/http';
import { Patching, troubleOf, type Trouble } from '@felles/web-data';
import { Dialog, Moments, ProblemFace, Texts, Toasts } from '@felles/web-ui';

/** Lets a server report for itself: a code that works once, and taking the right away again. */
@Component({
  selector: 'felles-item-enrolment',
  imports: [Dialog, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="hint">
      {{
        patch().enrolledAt
          ? t('patching.enrol.since', { time: moments.exact(patch().enrolledAt!) })
          : t('patching.enrol.none')
      }}
    </p>
    @if (trouble(); as trouble) {
      <felles-problem [fault]="trouble" />
    }
    <div class="row">
      <button
        type="button"
        class="ds-button"
        data-variant="secondary"
        [disabled]="working()"
        (click)="offer()"
      >
        {{ t('patching.enrol') }}
      </button>
      @if (patch().enrolledAt) {
        <button
          type="button"
          class="ds-button"
          data-variant="tertiary"
          [disabled]="working()"
          (click)="revoke()"
        >
          {{ t('patching.enrol.revoke') }}
        </button>
      }
    </div>
    @if (code(); as code) {
      <felles-dialog [heading]="t('patching.enrol')" (closed)="this.code.set(null)">
        <div class="stack">
          <p>{{ t('patching.enrol.how', { time: moments.exact(code.expiresAt) }) }}</p>
          <p class="command" tabindex="0">{{ command(code) }}</p>
          <p class="hint">{{ t('patching.enrol.once') }}</p>
        </div>
      </felles-dialog>
    }
  `,
  styles: `
    :host {
      display: block;
      margin-top: 1rem;
    }
    .hint {
      margin-bottom: 0.5rem;
    }
    .command {
      margin: 0;
      padding: 0.75rem;
      border: 1px solid var(--line-strong);
      border-radius: 0.5rem;
      font-family: ui-monospace, monospace;
      font-size: 0.8125rem;
      overflow-wrap: anywhere;
    }
  `,
})
export class ItemEnrolment {
  private readonly patching = inject(Patching);
  private readonly toasts = inject(Toasts);
  protected readonly moments = inject(Moments);
  protected readonly t = inject(Texts).t;
  readonly itemId = input.required<string>();
  readonly patch = input.required<PatchStatusView>();
  readonly done = output();
  protected readonly code = signal<EnrolmentCode | null>(null);
  protected readonly working = signal(false);
  protected readonly trouble = signal<Trouble | null>(null);

  /** What to run on the server, as root. */
  protected command({ code }: EnrolmentCode): string {
    return `felles-patch-report.sh enrol ${location.origin} ${code}`;
  }

  protected async offer(): Promise<void> {
    await this.run(async () => this.code.set(await this.patching.offer(this.itemId())));
  }

  protected async revoke(): Promise<void> {
    await this.run(async () => {
      await this.patching.revoke(this.itemId());
      this.toasts.say(this.t('patching.enrol.revoked'));
    });
  }

  private async run(act: () => Promise<void>): Promise<void> {
    this.working.set(true);
    this.trouble.set(null);
    try {
      await act();
      this.done.emit();
    } catch (error) {
      this.trouble.set(troubleOf(error));
    } finally {
      this.working.set(false);
    }
  }
}
