import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { Disclosure, Icon, icons, Texts } from '@felles/web-ui';
import { actKeys, type ActName } from './ticket-acts';

/** What one can do with the case: the likeliest as buttons, the rest behind one more. */
@Component({
  selector: 'felles-ticket-actions',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  hostDirectives: [Disclosure],
  template: `
    @for (act of near(); track act; let first = $first) {
      <button
        type="button"
        class="ds-button"
        [attr.data-variant]="first ? 'primary' : 'secondary'"
        [attr.aria-keyshortcuts]="keys[act]"
        [disabled]="working()"
        (click)="asked.emit(act)"
      >
        {{ name(act) }}
      </button>
    }
    @if (far().length) {
      <button
        type="button"
        class="plain icon"
        aria-controls="more-acts"
        [attr.aria-expanded]="disclosure.open()"
        [attr.aria-label]="t('console.act.more')"
        (click)="disclosure.toggle()"
      >
        <felles-icon [svg]="icons.more" />
      </button>
      @if (disclosure.open()) {
        <ul id="more-acts">
          @for (act of far(); track act) {
            <li>
              <button type="button" class="plain" [attr.aria-keyshortcuts]="keys[act]" (click)="choose(act)">
                <span>{{ name(act) }}</span><kbd aria-hidden="true">{{ keys[act] }}</kbd>
              </button>
            </li>
          }
        </ul>
      }
    }
  `,
  styles: `
    :host {
      position: relative;
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.5rem;
    }
    ul {
      position: absolute;
      z-index: 10;
      /* Over the whole of what it covers, no half button beneath it. */
      inset: calc(100% + 0.25rem) -0.5rem auto auto;
      min-width: 15rem;
      margin: 0;
      padding: 0.375rem;
      list-style: none;
      border: 1px solid var(--line-strong);
      border-radius: 0.625rem;
      background: var(--ds-color-neutral-surface-default);
      box-shadow: var(--ds-shadow-lg);
    }
    li button {
      width: 100%;
    }
    li span {
      flex: 1;
      text-align: start;
    }
    @media (max-width: 40rem) {
      ul {
        inset: calc(100% + 0.25rem) auto auto 0;
      }
    }
  `,
})
export class TicketActions {
  protected readonly disclosure = inject(Disclosure);
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  protected readonly keys = actKeys;
  readonly acts = input.required<readonly ActName[]>();
  readonly working = input(false);
  readonly asked = output<ActName>();
  /** Three buttons at most; taking a case nobody has comes before solving it. */
  protected readonly near = computed(() => this.acts().slice(0, 3));
  protected readonly far = computed(() => this.acts().slice(3));

  protected name(act: ActName): string {
    return this.t(act === 'change' ? 'console.facts.change' : `console.act.${act}`);
  }

  protected choose(act: ActName): void {
    // The dialog gives the focus back to what had it: the button that stays.
    this.disclosure.giveBack();
    this.asked.emit(act);
  }
}
