import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject, signal } from '@angular/core';
import type { PublicStatus } from '@felles/contracts/http';
import { Notices, troubleOf, type Trouble } from '@felles/web-data';
import { Empty, Loading, NoticeCard, ProblemFace, Texts } from '@felles/web-ui';

const restMs = 1_000;
const afterTroubleMs = 5_000;

/** What everybody may know, signed in or not: it waits for the next notice and shows it when it comes. */
@Component({
  selector: 'felles-status-page',
  imports: [Empty, Loading, NoticeCard, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main class="page" tabindex="-1">
      <h1>{{ t('majors.status.heading') }}</h1>
      <p class="lead">{{ t('majors.status.lead') }}</p>
      <div class="stack" aria-live="polite">
        @if (trouble(); as trouble) {
          <felles-problem [fault]="trouble" />
        }
        @if (status(); as status) {
          @for (notice of status.notices; track notice.id) {
            <felles-notice-card [notice]="notice" [places]="notice.organisations.join(', ')" />
          } @empty {
            <felles-empty
              [heading]="t('majors.status.emptyTitle')"
              [detail]="t('majors.status.emptyDetail')"
            />
          }
        } @else if (!trouble()) {
          <felles-loading [rows]="2" />
        }
      </div>
    </main>
  `,
  styles: `
    .stack {
      margin-top: 1.5rem;
    }
  `,
})
export class StatusPage {
  private readonly notices = inject(Notices);
  protected readonly t = inject(Texts).t;
  protected readonly status = signal<PublicStatus | null>(null);
  protected readonly trouble = signal<Trouble | null>(null);
  private readonly revision = computed(() => this.status()?.revision);
  private left = false;

  constructor() {
    inject(DestroyRef).onDestroy(() => (this.left = true));
    void this.follow();
  }

  private async follow(): Promise<void> {
    while (!this.left) {
      const [asked, before] = [performance.now(), this.revision()];
      try {
        this.status.set(await this.notices.status(before));
        this.trouble.set(null);
        // An answer that came at once with nothing new is a busy server's way of asking for a little patience.
        if (this.revision() === before && performance.now() - asked < restMs) await rest(restMs);
      } catch (error) {
        this.trouble.set(troubleOf(error));
        await rest(afterTroubleMs);
      }
    }
  }
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
