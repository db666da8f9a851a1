import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  inject,
  input,
  output,
} from '@angular/core';
import type { ConversationConflict } from '@felles/web-data';
import { Entry, Texts } from '@felles/web-ui';

/** One's own words beside those that came meanwhile, and the choice. */
@Component({
  selector: 'felles-conversation-conflict',
  imports: [Entry],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'alertdialog', tabindex: '-1', '[attr.aria-label]': "t('console.conflict.heading')" },
  template: `
    <div class="notice" data-color="warning">
      <div>
        <p>
          <strong>{{ t('console.conflict.heading') }}</strong>
        </p>
        <p>{{ t('console.conflict.lead') }}</p>
      </div>
    </div>
    <div class="sides">
      <section>
        <h3>{{ t('console.conflict.theirs') }}</h3>
        @for (entry of conflict().entries; track entry.id) {
          <felles-entry
            [author]="entry.author?.displayName ?? t('common.person.unknown')"
            [at]="entry.writtenAt"
            [body]="entry.body"
          />
        } @empty {
          <p>{{ t('console.conflict.noEntries') }}</p>
        }
      </section>
      <section>
        <h3>{{ t('console.conflict.yours') }}</h3>
        <p class="mine" dir="auto">{{ mine() }}</p>
      </section>
    </div>
    <div class="row">
      <button type="button" class="ds-button" (click)="kept.emit()">{{ t('console.conflict.keep') }}</button>
      <button type="button" class="ds-button" data-variant="secondary" (click)="sent.emit()">
        {{ t('console.conflict.send') }}
      </button>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.75rem;
    }
    .sides {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
      gap: 1rem;
      max-height: 34vh;
      overflow-y: auto;
    }
    h3 {
      margin: 0 0 0.375rem;
      font-size: 0.75rem;
      font-weight: 600;
      color: var(--quiet);
    }
    p {
      margin: 0;
    }
    .mine {
      padding: 0.5rem 0.75rem;
      border-inline-start: 3px solid var(--ds-color-accent-base-default);
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      line-height: 1.6;
    }
  `,
})
export class ConversationConflictPanel {
  protected readonly t = inject(Texts).t;
  readonly conflict = input.required<ConversationConflict>();
  readonly mine = input.required<string>();
  readonly sent = output();
  readonly kept = output();

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => {
      element.focus();
      element.scrollIntoView({ block: 'nearest' });
    });
  }
}
