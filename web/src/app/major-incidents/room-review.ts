import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import type { MajorView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { reviewParts, type ReviewPart } from '@felles/domain';
import type { Trouble } from '@felles/web-data';
import { Control, Field, ProblemFace, Texts, When } from '@felles/web-ui';
import { RoomDesk } from './room-desk';

/** What is learnt of it: written here, approved by somebody else, and then as it is for good. */
@Component({
  selector: 'felles-room-review',
  imports: [Control, Field, ProblemFace, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <h2>{{ t('majors.review.heading') }}</h2>
      @if (trouble(); as trouble) {
        <felles-problem [fault]="trouble" />
      }
      @if (major().review.approvedBy; as by) {
        <p class="notice" data-color="success">
          <span
            >{{ t('majors.review.approvedBy', { name: by.displayName }) }}
            <felles-when [at]="major().review.approvedAt!" kind="exact"
          /></span>
        </p>
      }
      @if (mayWrite()) {
        <form class="stack" novalidate (submit)="save($event)">
          @for (part of parts; track part) {
            <felles-field
              [label]="name(part)"
              [error]="trouble()?.fields?.[part]"
              [most]="limits.descriptionCharacters"
              [text]="texts()[part]"
            >
              <textarea
                #words
                fellesControl
                rows="3"
                dir="auto"
                [value]="texts()[part]"
                (input)="write(part, words.value)"
              ></textarea>
            </felles-field>
          }
          <div class="row">
            <button class="ds-button" type="submit" data-variant="secondary" [disabled]="room.open.working()">
              {{ t('majors.review.save') }}
            </button>
          </div>
        </form>
      } @else {
        <dl>
          @for (part of parts; track part) {
            <div>
              <dt>{{ name(part) }}</dt>
              <dd class="words" dir="auto">{{ major().review[part] || t('majors.review.nothing') }}</dd>
            </div>
          }
        </dl>
      }
      @if (mayApprove()) {
        <button type="button" class="ds-button" [disabled]="room.open.working()" (click)="approve()">
          {{ t('majors.review.approve') }}
        </button>
      } @else if (major().state === 'review') {
        <p class="hint">{{ t('majors.review.byAnother') }}</p>
      }
    </section>
  `,
  styleUrl: './room-part.css',
  styles: `
    form {
      margin: 0 0 0.75rem;
    }
    dl {
      margin: 0.75rem 0;
    }
    dt {
      font-weight: 600;
      font-size: 0.875rem;
    }
    dd {
      margin: 0 0 0.75rem;
      overflow-wrap: anywhere;
    }
  `,
})
export class RoomReview {
  protected readonly room = inject(RoomDesk);
  protected readonly t = inject(Texts).t;
  readonly major = input.required<MajorView>();
  protected readonly limits = limits;
  protected readonly parts = reviewParts;
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly mayWrite = computed(() => this.major().may.includes('review'));
  protected readonly mayApprove = computed(() => this.major().may.includes('approve'));
  private readonly version = computed(() => this.major().review.version);
  /** What one has written and not saved; another version of the review keeps it, so that nothing is lost. */
  private readonly written = signal<Partial<Record<ReviewPart, string>>>({});
  /** The version one began to write against. */
  private readonly base = linkedSignal<{ version: number; idle: boolean }, number>({
    source: () => ({ version: this.version(), idle: Object.keys(this.written()).length === 0 }),
    computation: ({ version, idle }, before) => (idle || !before ? version : before.value),
  });
  protected readonly texts = computed(
    () =>
      Object.fromEntries(
        reviewParts.map((part) => [part, this.written()[part] ?? this.major().review[part] ?? '']),
      ) as Record<ReviewPart, string>,
  );

  protected name(part: ReviewPart): string {
    return this.t(`majors.review.${part}`);
  }

  protected write(part: ReviewPart, text: string): void {
    this.written.update((all) => ({ ...all, [part]: text }));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const body = { ...this.written(), version: this.base() };
    const trouble = await this.room.act('majors.done.reviewed', ({ id }) =>
      this.room.majors.review(id, body),
    );
    this.trouble.set(trouble);
    // Told what others wrote, the writer saves again knowing it.
    if (trouble?.code === 'review_stale')
      this.base.set(Number(trouble.conflict?.['version'] ?? this.version()));
    if (!trouble) this.written.set({});
  }

  protected async approve(): Promise<void> {
    const version = this.version();
    this.trouble.set(
      await this.room.act('majors.done.approved', ({ id }) => this.room.majors.approve(id, version)),
    );
  }
}
