import { ChangeDetectionStrategy, Component, DestroyRef, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { JoinedNotice, NoticeView } from '@felles/contracts/http';
import { Newest, Notices, Paced, Realtime, troubleOf, type Trouble } from '@felles/web-data';
import { NoticeCard, ProblemFace, Texts, type NoticeWords } from '@felles/web-ui';

/** «Vi vet om dette»: what the desk already works on, and one tap for whoever has it too. */
@Component({
  selector: 'felles-known-notices',
  imports: [NoticeCard, ProblemFace, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div aria-live="polite">
      @if (notices().length) {
        <section class="stack" [attr.aria-label]="t('portal.notice.heading')">
          <h2>{{ t('portal.notice.heading') }}</h2>
          @if (trouble(); as trouble) {
            <felles-problem [fault]="trouble" />
          }
          @for (notice of notices(); track notice.id) {
            <felles-notice-card [notice]="words(notice)">
              @if (joined()[notice.id]; as own) {
                <p class="done">
                  {{ t('portal.notice.joined') }}
                  <a [routerLink]="['/cases', own.id]">{{ own.number }}</a>
                </p>
              } @else {
                <button
                  type="button"
                  class="ds-button"
                  data-variant="secondary"
                  [disabled]="joining()"
                  (click)="join(notice)"
                >
                  {{ t('portal.notice.join') }}
                </button>
              }
            </felles-notice-card>
          }
        </section>
      }
    </div>
  `,
  styles: `
    section {
      margin: 1.25rem 0 1.75rem;
      gap: 0.75rem;
    }
    h2 {
      margin: 0;
      font-size: 1.0625rem;
      font-weight: 600;
    }
    button,
    .done {
      margin: 0.625rem 0 0;
    }
    .done {
      font-weight: 550;
    }
  `,
})
export class KnownNotices {
  private readonly client = inject(Notices);
  private readonly newest = new Newest();
  protected readonly t = inject(Texts).t;
  protected readonly notices = signal<readonly NoticeView[]>([]);
  protected readonly joined = signal<Readonly<Record<string, JoinedNotice>>>({});
  protected readonly joining = signal(false);
  protected readonly trouble = signal<Trouble | null>(null);

  constructor() {
    const realtime = inject(Realtime);
    const upkeep = new Paced(() => void this.fetch(), 400);
    const stops = [
      realtime.on('event', (event) => event.subject.kind === 'notice' && upkeep.ask()),
      realtime.on('reload', () => upkeep.ask()),
    ];
    upkeep.ask();
    inject(DestroyRef).onDestroy(() => {
      upkeep.stop();
      for (const stop of stops) stop();
    });
  }

  protected words(notice: NoticeView): NoticeWords {
    return { ...notice, services: notice.services.map(({ name }) => name) };
  }

  protected async join(notice: NoticeView): Promise<void> {
    this.joining.set(true);
    try {
      const own = await this.client.join(notice.id);
      this.joined.update((all) => ({ ...all, [notice.id]: own }));
      this.trouble.set(null);
    } catch (error) {
      this.trouble.set(troubleOf(error));
    }
    this.joining.set(false);
  }

  private async fetch(): Promise<void> {
    const current = this.newest.begin();
    // One can file a case without knowing what is known; the next event asks again.
    const notices = await this.client.list().catch(() => null);
    if (current() && notices) this.notices.set(notices);
  }
}
