import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** A person's initials. Decoration: the name stands beside it. */
@Component({
  selector: 'felles-avatar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<span aria-hidden="true" [attr.data-tone]="tone()" [attr.data-initials]="initials()"></span>`,
  styles: `
    span {
      display: grid;
      place-items: center;
      width: 2rem;
      height: 2rem;
      border-radius: 50%;
      font-size: 0.75rem;
      font-weight: 600;
      user-select: none;
      background: var(--ds-color-accent-surface-hover);
      color: var(--ds-color-accent-text-default);
    }
    span::before {
      content: attr(data-initials);
    }
    span[data-tone='1'] {
      background: var(--ds-color-clay-surface-hover);
      color: var(--ds-color-clay-text-default);
    }
    span[data-tone='2'] {
      background: var(--ds-color-success-surface-hover);
      color: var(--ds-color-success-text-default);
    }
    span[data-tone='3'] {
      background: var(--ds-color-neutral-surface-hover);
      color: var(--ds-color-neutral-text-default);
    }
  `,
})
export class Avatar {
  readonly name = input.required<string>();
  protected readonly initials = computed(() => {
    const words = this.name()
      .split(/[\s-]+/)
      .filter(Boolean);
    const [first, last] = [words[0], words.length > 1 ? words.at(-1) : ''];
    return [first, last]
      .map((word) => [...(word ?? '')][0] ?? '')
      .join('')
      .toUpperCase();
  });
  protected readonly tone = computed(
    () => [...this.name()].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % 4,
  );
}
