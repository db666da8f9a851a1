import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Label } from '@felles/domain';
import { Icon } from './icon.js';
import { information } from './icons.js';
import { Moments } from './moments.js';
import { Texts } from './texts.js';
import { When } from './when.js';

/** What is known of something, as everybody is told it. */
export interface NoticeWords {
  title: Label;
  text: Label;
  services: readonly Label[];
  startsAt: string;
  endsAt: string | null;
  updates: readonly { at: string; text: string }[];
}

/** One notice, calmly: what it is, what it concerns, since when, and what has been said since. */
@Component({
  selector: 'felles-notice-card',
  imports: [Icon, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <article class="notice" data-color="info">
      <felles-icon [svg]="information" />
      <div>
        <h3 dir="auto">{{ label(notice().title) }}</h3>
        <p dir="auto" class="words">{{ label(notice().text) }}</p>
        <p class="hint">
          {{ when() }}
          @if (services(); as names) {
            <span>{{ t('common.notice.concerns', { names }) }}</span>
          }
          @if (places()) {
            <span>{{ places() }}</span>
          }
        </p>
        @if (notice().updates.length) {
          <ul>
            @for (update of notice().updates; track update.at) {
              <li>
                <felles-when [at]="update.at" kind="exact" /> <span dir="auto">{{ update.text }}</span>
              </li>
            }
          </ul>
        }
        <ng-content />
      </div>
    </article>
  `,
  styles: `
    :host {
      display: block;
    }
    article > div {
      min-width: 0;
      flex: 1;
    }
    h3 {
      margin: 0;
      font-size: 1rem;
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .words {
      margin: 0.25rem 0 0.375rem;
      white-space: pre-line;
      overflow-wrap: anywhere;
    }
    .hint span::before {
      content: ' · ';
      white-space: pre;
    }
    ul {
      margin: 0.5rem 0 0;
      padding: 0.5rem 0 0;
      border-top: 1px solid var(--ds-color-border-subtle);
      list-style: none;
      font-size: 0.875rem;
    }
    li {
      overflow-wrap: anywhere;
    }
    felles-when {
      margin-inline-end: 0.375rem;
      font-weight: 550;
    }
  `,
})
export class NoticeCard {
  private readonly texts = inject(Texts);
  private readonly moments = inject(Moments);
  protected readonly t = this.texts.t;
  protected readonly label = this.texts.label;
  protected readonly information = information;
  readonly notice = input.required<NoticeWords>();
  /** The municipalities it concerns, where that is worth saying. */
  readonly places = input('');
  protected readonly services = computed(() => this.notice().services.map(this.label).join(', '));
  protected readonly when = computed(() => {
    const { startsAt, endsAt } = this.notice();
    const from = this.moments.exact(startsAt);
    return endsAt
      ? this.t('common.notice.fromTo', { from, to: this.moments.exact(endsAt) })
      : this.t('common.notice.since', { from });
  });
}
