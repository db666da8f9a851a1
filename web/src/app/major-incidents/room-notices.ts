import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { MajorView, NoticeView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { newIntent, type Trouble } from '@felles/web-data';
import { Control, Field, NoticeCard, ProblemFace, Texts, type NoticeWords } from '@felles/web-ui';
import { RoomDesk } from './room-desk';

/** What everybody is told: on the portal's front page and on the public status page. */
@Component({
  selector: 'felles-room-notices',
  imports: [Control, Field, NoticeCard, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <h2>{{ t('majors.notice.heading') }}</h2>
      @for (notice of standing(); track notice.id) {
        <felles-notice-card [notice]="words(notice)">
          @if (notice.mayChange) {
            <button
              type="button"
              class="ds-button"
              data-variant="secondary"
              [disabled]="room.open.working()"
              (click)="withdraw(notice)"
            >
              {{ t('majors.notice.withdraw') }}
            </button>
          }
        </felles-notice-card>
      } @empty {
        <p class="hint">{{ t('majors.notice.none') }}</p>
        @if (mayPublish()) {
          @if (writing()) {
            <form class="stack" novalidate (submit)="publish($event)">
              @if (trouble(); as trouble) {
                <felles-problem [fault]="trouble" />
              }
              <felles-field
                [label]="t('majors.notice.title')"
                [hint]="t('majors.notice.titleHint')"
                [required]="true"
                [error]="fault() || trouble()?.fields?.['title.nb']"
                [most]="limits.titleCharacters"
                [text]="title()"
              >
                <input
                  #heading
                  fellesControl
                  type="text"
                  dir="auto"
                  [value]="title()"
                  (input)="title.set(heading.value); fault.set('')"
                />
              </felles-field>
              <felles-field
                [label]="t('majors.notice.text')"
                [required]="true"
                [error]="trouble()?.fields?.['text.nb']"
                [most]="limits.reasonCharacters"
                [text]="text()"
              >
                <textarea
                  #body
                  fellesControl
                  rows="3"
                  dir="auto"
                  [value]="text()"
                  (input)="text.set(body.value)"
                ></textarea>
              </felles-field>
              <div class="row">
                <button class="ds-button" type="submit" [disabled]="room.open.working()">
                  {{ t('majors.notice.publish') }}
                </button>
                <button class="ds-button" type="button" data-variant="tertiary" (click)="writing.set(false)">
                  {{ t('common.dialog.cancel') }}
                </button>
              </div>
            </form>
          } @else {
            <button type="button" class="ds-button" data-variant="secondary" (click)="writing.set(true)">
              {{ t('majors.notice.write') }}
            </button>
          }
        }
      }
    </section>
  `,
  styleUrl: './room-part.css',
  styles: `
    button {
      margin-top: 0.5rem;
    }
  `,
})
export class RoomNotices {
  protected readonly room = inject(RoomDesk);
  protected readonly t = inject(Texts).t;
  readonly major = input.required<MajorView>();
  protected readonly limits = limits;
  protected readonly writing = signal(false);
  protected readonly title = signal('');
  protected readonly text = signal('');
  protected readonly fault = signal('');
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly standing = computed(() => this.room.open.notices().filter((one) => !one.withdrawnAt));
  protected readonly mayPublish = computed(() => this.major().may.includes('enter'));
  private intent = newIntent();

  protected words(notice: NoticeView): NoticeWords {
    return { ...notice, services: notice.services.map(({ name }) => name) };
  }

  protected async publish(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.title().trim() || !this.text().trim()) return this.fault.set(this.t('majors.notice.missing'));
    const { id, organisations, services } = this.major();
    const body = {
      title: { nb: this.title() },
      text: { nb: this.text() },
      organisationIds: organisations.map((one) => one.id),
      serviceIds: services.map((one) => one.id),
      ticketId: id,
    };
    const trouble = await this.room.act('majors.done.published', () =>
      this.room.notices.publish(body, this.intent),
    );
    this.trouble.set(trouble);
    if (trouble?.code !== 'offline') this.intent = newIntent();
    if (!trouble) this.writing.set(false);
  }

  protected withdraw(notice: NoticeView): void {
    void this.room.run('majors.done.withdrawn', () => this.room.notices.withdraw(notice.id));
  }
}
