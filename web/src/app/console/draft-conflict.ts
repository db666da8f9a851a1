import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { DraftView } from '@felles/contracts/http';
import type { Draft } from '@felles/web-data';
import { Moments, Texts } from '@felles/web-ui';

/** The draft of this device and the newer one of another: both stay until one chooses. */
@Component({
  selector: 'felles-draft-conflict',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'region', '[attr.aria-label]': "t('console.draft.heading')" },
  template: `
    <div class="notice" data-color="warning" role="alert">
      <div>
        <p>
          <strong>{{ t('console.draft.heading') }}</strong>
        </p>
        <p>{{ t('console.draft.lead') }}</p>
      </div>
    </div>
    <div class="sides">
      <section>
        <h3>{{ t('console.draft.here') }}</h3>
        <p dir="auto">{{ draft().text() }}</p>
        <button type="button" class="ds-button" data-variant="secondary" (click)="draft().useMine()">
          {{ t('console.draft.useHere') }}
        </button>
      </section>
      <section>
        <h3>{{ t('console.draft.there', { time: moments.exact(other().savedAt) }) }}</h3>
        <p dir="auto">{{ other().body }}</p>
        <button type="button" class="ds-button" data-variant="secondary" (click)="draft().useTheirs()">
          {{ t('console.draft.useThere') }}
        </button>
      </section>
    </div>
    <button type="button" class="plain" (click)="draft().useBoth()">{{ t('console.draft.both') }}</button>
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.5rem;
    }
    .sides {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
      gap: 1rem;
    }
    h3 {
      margin: 0 0 0.25rem;
      font-size: 0.75rem;
      font-weight: 600;
      color: var(--quiet);
    }
    section p {
      margin: 0 0 0.5rem;
      max-height: 10rem;
      overflow-y: auto;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .plain {
      justify-self: start;
    }
  `,
})
export class DraftConflictPanel {
  protected readonly t = inject(Texts).t;
  protected readonly moments = inject(Moments);
  readonly draft = input.required<Draft>();
  readonly other = input.required<DraftView>();
}
