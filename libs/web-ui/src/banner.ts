import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Icon } from './icon.js';
import { connection } from './icons.js';
import { Texts } from './texts.js';

export type Line =
  | { kind: 'off' | 'connecting' | 'live' | 'reconnecting' | 'offline' | 'reloaded' }
  | { kind: 'behind'; seconds: number };

/** Says when the screen may not be what the desk's record is: never pretends. */
@Component({
  selector: 'felles-banner',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="status">
      @if (words(); as words) {
        <p [attr.data-color]="line().kind === 'reloaded' ? 'info' : 'warning'">
          <felles-icon [svg]="connection" />{{ words }}
        </p>
      }
    </div>
  `,
  styles: `
    :host {
      position: sticky;
      top: 0;
      z-index: 12;
    }
    p {
      display: flex;
      justify-content: center;
      align-items: center;
      gap: 0.5rem;
      margin: 0;
      padding: 0.375rem 1rem;
      font-size: 0.8125rem;
      font-weight: 500;
      background: var(--ds-color-surface-tinted);
      color: var(--ds-color-text-default);
      border-bottom: 1px solid var(--ds-color-border-subtle);
    }
  `,
})
export class Banner {
  private readonly texts = inject(Texts);
  readonly line = input.required<Line>();
  protected readonly connection = connection;
  protected readonly words = computed(() => {
    const line = this.line();
    switch (line.kind) {
      case 'off':
      case 'connecting':
      case 'live':
        return null;
      case 'behind':
        return this.texts.t('common.live.behind', { seconds: line.seconds });
      case 'reconnecting':
        return this.texts.t('common.live.reconnecting');
      case 'offline':
        return this.texts.t('common.live.offline');
      case 'reloaded':
        return this.texts.t('common.live.reloaded');
    }
  });
}
