import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { MajorChild, MajorView, SuggestedChild } from '@felles/contracts/http';
import { newIntent } from '@felles/web-data';
import { StatePill, Texts } from '@felles/web-ui';
import { RoomDesk } from './room-desk';

/** The cases that are the same fault: those that belong here, and those that look as if they should. */
@Component({
  selector: 'felles-room-children',
  imports: [RouterLink, StatePill],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <h2>{{ t('majors.children.heading', { count: major().childList.length }) }}</h2>
      @if (waiting(); as count) {
        <p role="status" class="hint">{{ t('majors.children.solving', { count }) }}</p>
      }
      <ul>
        @for (child of major().childList; track child.id) {
          <li>
            <span class="meta">
              <a [routerLink]="['/console', 'all', child.id]">{{ child.number }}</a>
              <felles-state [state]="child.state" />
              <bdi>{{ child.requester?.displayName }}</bdi>
              @if (leftAlone(child); as why) {
                <span class="pill" data-color="warning">{{ why }}</span>
              }
            </span>
            <bdi>{{ child.title }}</bdi>
          </li>
        } @empty {
          <li class="hint">{{ t('majors.children.none') }}</li>
        }
      </ul>
      @if (suggested().length) {
        <form (submit)="attach($event)">
          <h3>{{ t('majors.children.suggested') }}</h3>
          <ul>
            @for (one of suggested(); track one.id) {
              <li>
                <label
                  ><input type="checkbox" [checked]="chosen().has(one.id)" (change)="toggle(one.id)" /><span
                    ><bdi>{{ one.title }}</bdi
                    ><span class="meta"
                      >{{ one.number }} · {{ one.requester?.displayName }} · {{ because(one) }}</span
                    ></span
                  ></label
                >
              </li>
            }
          </ul>
          <div class="row">
            <button class="ds-button" type="submit" [disabled]="room.open.working() || !chosen().size">
              {{ t('majors.children.attach', { count: chosen().size }) }}
            </button>
            <button class="plain" type="button" (click)="all()">{{ t('majors.children.all') }}</button>
          </div>
        </form>
      }
    </section>
  `,
  styleUrl: './room-part.css',
  styles: `
    h3 {
      margin: 0.75rem 0 0.25rem;
      font-size: 0.875rem;
    }
    label {
      display: flex;
      gap: 0.625rem;
      align-items: start;
    }
    label > span {
      display: grid;
      min-width: 0;
    }
    input {
      flex: none;
      width: 1.125rem;
      height: 1.125rem;
      margin-top: 0.1875rem;
      accent-color: var(--ds-color-accent-base-default);
    }
  `,
})
export class RoomChildren {
  protected readonly room = inject(RoomDesk);
  protected readonly t = inject(Texts).t;
  readonly major = input.required<MajorView>();
  protected readonly suggested = this.room.open.suggested;
  private readonly picked = signal<ReadonlySet<string>>(new Set());
  /** What is no longer suggested is no longer chosen. */
  protected readonly chosen = computed(
    () => new Set(this.suggested().flatMap(({ id }) => (this.picked().has(id) ? [id] : []))),
  );
  protected readonly waiting = computed(
    () => this.major().childList.filter(({ outcome }) => outcome === 'pending').length,
  );
  private intent = newIntent();

  protected leftAlone({ outcome }: MajorChild): string | null {
    if (outcome === null || outcome === 'pending' || outcome === 'resolved') return null;
    return this.t(`majors.children.${outcome}`);
  }

  protected because({ because }: SuggestedChild): string {
    return because.map((what) => this.t(`majors.likeness.${what}`)).join(', ');
  }

  protected toggle(id: string): void {
    this.picked.update((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }

  protected all(): void {
    this.picked.set(new Set(this.suggested().map(({ id }) => id)));
  }

  protected async attach(event: Event): Promise<void> {
    event.preventDefault();
    const ids = [...this.chosen()];
    if (ids.length === 0) return;
    await this.room.run('majors.done.attached', ({ id }) => this.room.majors.attach(id, ids, this.intent));
    this.intent = newIntent();
    this.picked.set(new Set());
  }
}
