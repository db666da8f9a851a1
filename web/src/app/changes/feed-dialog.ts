import { ChangeDetectionStrategy, Component, inject, output, signal } from '@angular/core';
import type { MadeFeed, TokenView } from '@felles/contracts/http';
import { Changes, newIntent, troubleOf, type Trouble } from '@felles/web-data';
import { Dialog, Moments, ProblemFace, Texts } from '@felles/web-ui';

/** Makes a calendar address and shows it this once; withdraws those that are out. */
@Component({
  selector: 'felles-feed-dialog',
  imports: [Dialog, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-dialog [heading]="t('changes.feed.heading')" (closed)="closed.emit()">
      <div class="stack">
        <p>{{ t('changes.feed.what') }}</p>
        @if (trouble(); as trouble) {
          <felles-problem [fault]="trouble" />
        }
        @if (feed(); as made) {
          <div>
            <label class="ds-label" for="feed-address">{{ t('changes.feed.address') }}</label>
            <input
              #address
              id="feed-address"
              class="ds-input"
              type="text"
              readonly
              [value]="addressOf(made)"
              (focus)="address.select()"
            />
            <p class="hint">{{ t('changes.feed.once', { day: moments.date(made.expiresAt) }) }}</p>
          </div>
        } @else {
          <div class="row">
            <button type="button" class="ds-button" [disabled]="working()" (click)="make()">
              {{ t('changes.feed.make') }}
            </button>
          </div>
        }
        @if (out().length) {
          <div>
            <h3>{{ t('changes.feed.out') }}</h3>
            <ul>
              @for (one of out(); track one.id) {
                <li>
                  {{ t('changes.feed.made', { time: moments.exact(one.createdAt) }) }}
                  <button type="button" class="plain" (click)="withdraw(one)">
                    {{ t('changes.feed.withdraw') }}
                  </button>
                </li>
              }
            </ul>
          </div>
        }
      </div>
    </felles-dialog>
  `,
  styles: `
    p,
    h3 {
      margin: 0;
    }
    h3 {
      font-size: 0.9375rem;
    }
    ul {
      margin: 0.25rem 0 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 0.5rem;
    }
  `,
})
export class FeedDialog {
  private readonly changes = inject(Changes);
  private readonly intent = newIntent();
  protected readonly t = inject(Texts).t;
  protected readonly moments = inject(Moments);
  readonly closed = output();
  protected readonly feed = signal<MadeFeed | null>(null);
  protected readonly out = signal<readonly TokenView[]>([]);
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly working = signal(false);

  constructor() {
    void this.run(() => this.list());
  }

  protected addressOf({ path }: MadeFeed): string {
    return location.origin + path;
  }

  protected make(): Promise<void> {
    return this.run(async () => {
      this.feed.set(await this.changes.makeFeed(this.intent));
      await this.list();
    });
  }

  protected withdraw({ id }: TokenView): Promise<void> {
    return this.run(async () => {
      await this.changes.withdrawFeed(id);
      if (this.feed()?.id === id) this.feed.set(null);
      await this.list();
    });
  }

  private async list(): Promise<void> {
    this.out.set(await this.changes.feeds());
  }

  private async run(act: () => Promise<void>): Promise<void> {
    this.working.set(true);
    try {
      await act();
      this.trouble.set(null);
    } catch (error) {
      this.trouble.set(troubleOf(error));
    } finally {
      this.working.set(false);
    }
  }
}
