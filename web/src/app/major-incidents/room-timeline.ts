import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { MajorMoment } from '@felles/contracts/http';
import { Moments, Texts, When } from '@felles/web-ui';
import { momentWords } from './moment-words';

/** What was said and what happened, in the order it happened; newest first, as one comes in from outside. */
@Component({
  selector: 'felles-room-timeline',
  imports: [When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <h2>{{ t('majors.timeline.heading') }}</h2>
      <ol>
        @for (moment of lines(); track moment.id) {
          <li [class.event]="moment.kind === 'event'">
            <div class="meta">
              <felles-when [at]="moment.happenedAt" kind="exact" />
              @if (moment.kind !== 'event') {
                <span class="pill" [attr.data-color]="moment.kind === 'status' ? 'accent' : 'neutral'">{{
                  name(moment)
                }}</span>
                <span>{{ moment.actor.person?.displayName }}</span>
              } @else {
                <span>{{ words(moment) }}</span>
              }
              @if (moment.public) {
                <span class="pill" data-color="info">{{ t('majors.timeline.public') }}</span>
              }
              @if (late(moment)) {
                <span>{{ t('majors.timeline.recorded', { time: moments.exact(moment.recordedAt) }) }}</span>
              }
            </div>
            @if (moment.text) {
              <p class="words" dir="auto">{{ moment.text }}</p>
            }
          </li>
        }
      </ol>
    </section>
  `,
  styleUrl: './room-part.css',
})
export class RoomTimeline {
  private readonly texts = inject(Texts);
  protected readonly moments = inject(Moments);
  protected readonly t = this.texts.t;
  readonly entries = input.required<readonly MajorMoment[]>({ alias: 'moments' });
  protected readonly lines = computed(() => [...this.entries()].reverse());

  protected name(moment: MajorMoment): string {
    return moment.kind === 'event' ? '' : this.t(`majors.kind.${moment.kind}`);
  }

  protected words(moment: MajorMoment): string {
    return momentWords(this.t, moment);
  }

  /** Entered more than a minute after it happened: worth knowing in a review. */
  protected late({ kind, happenedAt, recordedAt }: MajorMoment): boolean {
    return kind !== 'event' && Date.parse(recordedAt) - Date.parse(happenedAt) > 60_000;
  }
}
