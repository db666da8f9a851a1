import { ChangeDetectionStrategy, Component, computed, Directive, inject, input } from '@angular/core';
import { countCharacters } from '@felles/domain';
import { Texts } from './texts.js';

let made = 0;

/** A form field: label, hint, the control itself, a counter as people count, and what is wrong with it. */
@Component({
  selector: 'felles-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'ds-field' },
  template: `
    <label class="ds-label" [attr.for]="id">
      {{ label() }}
      @if (required()) {
        <span class="subtle">({{ t('common.field.required') }})</span>
      }
    </label>
    @if (hint()) {
      <p class="hint" [id]="id + '-hint'">{{ hint() }}</p>
    }
    <ng-content />
    @if (most(); as most) {
      @if (nearLimit()) {
        <p class="hint" [class.over]="left() < 0" role="status">
          {{
            left() < 0
              ? t('common.field.over', { count: -left() })
              : t('common.field.left', { count: left() })
          }}
        </p>
      }
    }
    @if (error()) {
      <p class="ds-validation-message" [id]="id + '-error'">{{ error() }}</p>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 0.375rem;
      min-width: 0;
    }
    label {
      font-weight: 500;
    }
    .over {
      color: var(--ds-color-danger-text-subtle);
      font-weight: 500;
    }
  `,
})
export class Field {
  protected readonly t = inject(Texts).t;
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly error = input<string | null | undefined>(null);
  readonly required = input(false);
  /** The most characters, and the text they are counted in. */
  readonly most = input<number | null>(null);
  readonly text = input('');
  readonly id = `field-${++made}`;
  protected readonly left = computed(() => (this.most() ?? 0) - countCharacters(this.text()));
  /** The counter speaks up in the last fifth. */
  protected readonly nearLimit = computed(() => this.left() < (this.most() ?? 0) / 5);
  readonly describedBy = computed(() => {
    const parts = [this.hint() ? `${this.id}-hint` : '', this.error() ? `${this.id}-error` : ''];
    return parts.filter(Boolean).join(' ') || null;
  });
}

/** Ties the input, select or textarea inside a field to its label, hint and error. */
@Directive({
  selector: 'input[fellesControl], select[fellesControl], textarea[fellesControl]',
  host: {
    class: 'ds-input',
    '[id]': 'field.id',
    '[attr.aria-describedby]': 'field.describedBy()',
    '[attr.aria-invalid]': "field.error() ? 'true' : null",
    '[attr.aria-required]': "field.required() ? 'true' : null",
  },
})
export class Control {
  protected readonly field = inject(Field);
}
